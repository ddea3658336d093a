public import Concepts

extension SKOS {
  /// A taxonomy as RDF/XML, concepts and relations in its order. Ambiguity rules are not part of SKOS and are left out.
  ///
  /// - Complexity: O(*n*)
  public static func write(_ taxonomy: Taxonomy) -> [UInt8] {
    var writer = SKOSWriter()
    writer.write(taxonomy)
    return writer.bytes
  }
}

private struct SKOSWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ taxonomy: Taxonomy) {
    line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
    line("<rdf:RDF xmlns:rdf=\"\(SKOSVocabulary.rdf)\" xmlns:skos=\"\(SKOSVocabulary.skos)\"")
    line("  xmlns:dct=\"http://purl.org/dc/terms/\" xmlns:owl=\"http://www.w3.org/2002/07/owl#\"")
    line("  xmlns:sg=\"\(SKOSVocabulary.own)\">")
    for scheme in taxonomy.schemes { write(scheme) }
    var relations = taxonomy.relations[...]
    for position in taxonomy.concepts.indices {
      let own = relations.prefix { Int($0.source.rawValue) == position }
      relations = relations.dropFirst(own.count)
      write(taxonomy.concepts[position], own, taxonomy)
    }
    line("</rdf:RDF>")
  }

  private mutating func write(_ scheme: ConceptScheme) {
    line("  <skos:ConceptScheme rdf:about=\"\(escaped(uri(scheme)))\">")
    element("dct:identifier", scheme.name)
    if !scheme.title.isEmpty { element("dct:title", scheme.title) }
    if !scheme.release.isEmpty { element("owl:versionInfo", scheme.release) }
    if !scheme.licence.isEmpty { element("dct:license", scheme.licence) }
    line("  </skos:ConceptScheme>")
  }

  private func uri(_ scheme: ConceptScheme) -> String { SKOSVocabulary.base + "scheme:" + scheme.name }

  private mutating func write(_ concept: Concept, _ relations: ArraySlice<ConceptRelation>, _ taxonomy: Taxonomy) {
    line("  <skos:Concept rdf:about=\"\(SKOSVocabulary.base)\(concept.id)\">")
    if taxonomy.schemes.indices.contains(concept.scheme) {
      reference("skos:inScheme", uri(taxonomy.schemes[concept.scheme]))
    }
    label("skos:prefLabel", concept.prefLabel, "en")
    for role in Label.Role.allCases {
      for own in concept.labels where own.role == role { label("skos:\(role.rawValue)Label", own.text, own.language) }
    }
    if let note = concept.note { element("skos:editorialNote", note) }
    for match in concept.matches { reference("skos:\(match.closeness.rawValue)", match.identifier) }
    for relation in relations {
      let property = SKOSVocabulary.Property(
        relation: relation.relation, strength: relation.strength, level: relation.level)
      guard let name = SKOSVocabulary.properties.first(where: { $0.property == property })?.name else { continue }
      reference(name, SKOSVocabulary.base + taxonomy[relation.target].id.rawValue)
    }
    line("  </skos:Concept>")
  }

  // MARK: XML

  private mutating func line(_ text: String) {
    bytes += text.utf8
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func element(_ name: String, _ text: String) { line("    <\(name)>\(escaped(text))</\(name)>") }

  private mutating func label(_ name: String, _ text: String, _ language: String) {
    line("    <\(name) xml:lang=\"\(escaped(language))\">\(escaped(text))</\(name)>")
  }

  private mutating func reference(_ name: String, _ uri: String) {
    line("    <\(name) rdf:resource=\"\(escaped(uri))\"/>")
  }

  private func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { "<>&\"".utf8.contains($0) || $0 < 0x20 }) else { return text }
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "&": escaped += "&amp;"
      case "\"": escaped += "&quot;"
      // XML has no way to write most control characters.
      case _ where scalar.value < 0x20: escaped += " "
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
