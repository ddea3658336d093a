public import Concepts
internal import Diagnostics
internal import Markup

/// SKOS (Simple Knowledge Organization System, W3C 2009) as RDF/XML.
///
/// What SKOS has no word for (prerequisites, demands, certificates) is written as properties in a namespace of our own, so
/// that what we write we read back equal, except for ambiguity rules and the rows relations came from. Turtle and JSON-LD
/// are not read; `rapper` or `riot` turn them into RDF/XML.
public enum SKOS {
  /// - Parameters:
  ///   - kind: of concepts whose URI does not say.
  ///   - name: of the file, for the report.
  /// - Throws: `malformedFile` if there is no concept in it.
  /// - Complexity: O(bytes); at most 256 MB and 16 million nodes are read, a diagnostic says what was cut.
  public static func read(_ bytes: [UInt8], kind: ConceptKind = .skill, name: String) throws(ImportError) -> (
    layer: TaxonomyLayer, report: ImportReport
  ) {
    var limits = Limits()
    limits.bytes = 256 << 20
    limits.nodes = 16_000_000
    let document = XMLReader(limits: limits).read(bytes)
    let reader = SKOSReader(document.value, kind, name)
    reader.read()
    guard !reader.layer.concepts.isEmpty else {
      throw ImportError(
        .malformedFile,
        "there is no skos:Concept in it; SKOS is read as RDF/XML, not as Turtle or JSON-LD (convert with rapper or riot)"
      )
    }
    return (reader.layer, reader.report(document.diagnostics))
  }
}

private final class SKOSReader {
  private(set) var layer: TaxonomyLayer
  private let document: MarkupDocument
  private let kind: ConceptKind
  private var tally: RowTally
  private var slugs = SlugBook()
  /// Ids by URI.
  private var ids: [String: ConceptID] = [:]
  private var unread: [String: Int] = [:]

  init(_ document: MarkupDocument, _ kind: ConceptKind, _ name: String) {
    self.document = document
    self.kind = kind
    tally = RowTally(name)
    layer = TaxonomyLayer(scheme: .init(name: "skos", title: "", release: "unknown", licence: ""))
  }

  func read() {
    let nodes = resources()
    for (node, uri) in nodes where !isConcept(node) { readScheme(node, uri) }
    // All ids first: relations point forwards, too.
    let concepts = nodes.filter { isConcept($0.node) }
    for (node, uri) in concepts { ids[uri] = ids[uri] ?? id(uri, preferredLabel(node)) }
    for (node, uri) in concepts { readConcept(node, uri) }
    merge()
  }

  func report(_ diagnostics: [Diagnostic]) -> ImportReport {
    let unread = unread.sorted { $0.key < $1.key }.map { name, count in
      Diagnostic(.note, "taxonomy.property-not-read", "'\(name)' is not used (\(count) times)")
    }
    return ImportReport(files: [tally.report], diagnostics: diagnostics + unread)
  }

  // MARK: Resources

  /// Elements that say of what they speak.
  private func resources() -> [(node: MarkupDocument.NodeIndex, uri: String)] {
    document.descendants(of: MarkupDocument.root).compactMap { node in
      guard document[node].name != .text, let uri = subject(node) else { return nil }
      return (node, uri)
    }
  }

  private func subject(_ node: MarkupDocument.NodeIndex) -> String? {
    attribute("rdf:about", node) ?? attribute("rdf:id", node).map { "#" + $0 }
  }

  private func attribute(_ name: String, _ node: MarkupDocument.NodeIndex) -> String? {
    guard !document[node].attributes.isEmpty, let name = document.name(name) else { return nil }
    return document.attribute(name, of: node)
  }

  private func isConcept(_ node: MarkupDocument.NodeIndex) -> Bool {
    if spelling(node) == "concept" { return true }
    return document.children(of: node).contains {
      spelling($0) == "type" && attribute("rdf:resource", $0) == SKOSVocabulary.skos + "Concept"
    }
  }

  private func spelling(_ node: MarkupDocument.NodeIndex) -> String { document.spelling(of: document[node].name) }

  private func text(_ node: MarkupDocument.NodeIndex) -> String {
    document.textContent(of: node).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func readScheme(_ node: MarkupDocument.NodeIndex, _ uri: String) {
    guard spelling(node) == "conceptscheme" else { return }
    for child in document.children(of: node) {
      switch spelling(child) {
      case "identifier": layer.scheme.name = text(child)
      case "title", "preflabel", "label": if layer.scheme.title.isEmpty { layer.scheme.title = text(child) }
      case "versioninfo": layer.scheme.release = text(child)
      case "license", "rights": layer.scheme.licence = text(child)
      default: continue
      }
    }
  }

  // MARK: Concepts

  private func labels(_ node: MarkupDocument.NodeIndex, _ name: String) -> [(text: String, language: String)] {
    document.children(of: node).filter { spelling($0) == name }.map {
      (text($0), attribute("xml:lang", $0) ?? "en")
    }.filter { !$0.text.isEmpty }
  }

  private func preferredLabel(_ node: MarkupDocument.NodeIndex) -> String {
    let labels = labels(node, "preflabel")
    return (labels.first { $0.language == "en" || $0.language.hasPrefix("en-") } ?? labels.first)?.text ?? ""
  }

  private func id(_ uri: String, _ label: String) -> ConceptID {
    SKOSVocabulary.id(uri)
      ?? slugs.id(kind, label, suffix: uri.split { $0 == "/" || $0 == "#" }.last.map(String.init) ?? "")
  }

  private func readConcept(_ node: MarkupDocument.NodeIndex, _ uri: String) {
    guard let id = ids[uri] else { return }
    let preferred = preferredLabel(node)
    var concept = Concept(id: id, prefLabel: preferred)
    if SKOSVocabulary.id(uri) == nil { concept.matches.append(ConceptMatch(.exactMatch, uri)) }
    var isFirst = true
    for label in labels(node, "preflabel") {
      if isFirst, label.text == preferred {
        isFirst = false
      } else {
        concept.labels.append(Label(label.text, .pref, language: label.language))
      }
    }
    for (name, role) in [("altlabel", Label.Role.alt), ("hiddenlabel", .hidden)] {
      concept.labels += labels(node, name).map { Label($0.text, role, language: $0.language) }
    }
    for child in document.children(of: node) where document[child].name != .text { readProperty(child, &concept) }
    layer.concepts.append(concept)
    tally.became("concept")
  }

  private static let ownNames = Dictionary(
    SKOSVocabulary.properties.map { name, property in
      (name.split(separator: ":").last.map { $0.lowercased() } ?? "", property)
    }, uniquingKeysWith: { first, _ in first })

  private func readProperty(_ node: MarkupDocument.NodeIndex, _ concept: inout Concept) {
    let name = spelling(node)
    switch name {
    case "preflabel", "altlabel", "hiddenlabel", "type", "inscheme", "topconceptof": return
    case "editorialnote": concept.note = text(node)
    case "exactmatch", "closematch":
      guard let target = object(node) else { return }
      concept.matches.append(ConceptMatch(name == "exactmatch" ? .exactMatch : .closeMatch, target))
    case "narrower":
      if let target = object(node).flatMap({ ids[$0] }) { relate(target, .init(relation: .broader), concept.id) }
    default:
      guard let property = Self.ownNames[name] else { return unread[name, default: 0] += 1 }
      if let target = object(node).flatMap({ ids[$0] }) {
        relate(concept.id, property, target)
      } else {
        tally.omit("relation to an unknown concept")
      }
    }
  }

  /// What a property points to: by reference, or the resource that is written inside it.
  private func object(_ node: MarkupDocument.NodeIndex) -> String? {
    attribute("rdf:resource", node) ?? document.children(of: node).lazy.compactMap { self.subject($0) }.first
  }

  private var seen: Set<[String]> = []

  /// `broader` here and `narrower` there say the same; `related` is often said from both ends.
  private func relate(_ source: ConceptID, _ property: SKOSVocabulary.Property, _ target: ConceptID) {
    let ends = property.relation == .related ? [source, target].sorted() : [source, target]
    let key = ends.map(\.rawValue) + [property.relation.rawValue]
    guard seen.insert(key).inserted else { return tally.omit("relation said twice") }
    layer.relations.append(
      UnresolvedRelation(
        source, property.relation, target, strength: property.strength, level: property.level,
        row: layer.relations.count + 1))
    tally.became(property.relation.rawValue)
  }

  /// A resource may be described in several places.
  private func merge() {
    var positions: [ConceptID: Int] = [:]
    var merged: [Concept] = []
    for concept in layer.concepts {
      guard let position = positions[concept.id] else {
        positions[concept.id] = merged.count
        merged.append(concept)
        continue
      }
      if merged[position].prefLabel.isEmpty { merged[position].prefLabel = concept.prefLabel }
      merged[position].labels += concept.labels
      merged[position].matches += concept.matches.filter { !merged[position].matches.contains($0) }
    }
    layer.concepts = merged.filter { !$0.prefLabel.isEmpty }
  }
}
