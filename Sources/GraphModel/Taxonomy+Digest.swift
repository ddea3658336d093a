public import Concepts

extension Taxonomy {
  /// A digest of everything in it: equal taxonomies have equal digests on every machine.
  ///
  /// - Complexity: O(*n*) in concepts, labels and relations; a few milliseconds for the bundled scheme.
  public var contentDigest: String {
    var records = RecordBytes()
    for scheme in schemes { records.add(scheme.name, scheme.title, scheme.release, scheme.licence) }
    for concept in concepts {
      records.add(concept.id.rawValue, concept.prefLabel, concept.note ?? "", String(concept.scheme))
      for label in concept.labels { records.add(label.role.rawValue, label.language, label.text) }
      for match in concept.matches { records.add(match.closeness.rawValue, match.identifier) }
    }
    for relation in relations {
      records.add(relation.relation.rawValue, relation.strength?.rawValue ?? "", relation.level?.rawValue ?? "")
      records.add(Int(relation.source.rawValue), Int(relation.target.rawValue), relation.scheme, relation.row)
    }
    for rule in ambiguities {
      records.add(rule.label, rule.concept.rawValue, rule.evidence.wordList)
      records.add(rule.exactCase ? 1 : 0, rule.evidence.peers ? 1 : 0, rule.evidence.never ? 1 : 0)
    }
    for relation in inferred {
      records.add(relation.source.rawValue, relation.relation.rawValue, relation.target.rawValue, relation.method)
      records.add(String(relation.confidence), relation.figures)
    }
    var digest = ContentDigest()
    digest.update(records.bytes)
    return digest.hexadecimal
  }
}

/// Records of texts and numbers as one run of bytes in which no two lists of records look alike.
private struct RecordBytes {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ texts: String...) {
    bytes.append(UInt8(truncatingIfNeeded: texts.count))
    for text in texts {
      add(text.utf8.count)
      bytes += text.utf8
    }
  }

  mutating func add(_ numbers: Int...) {
    for number in numbers {
      var rest = UInt64(bitPattern: Int64(number))
      for _ in 0..<8 {
        bytes.append(UInt8(truncatingIfNeeded: rest))
        rest >>= 8
      }
    }
  }
}
