internal import Diagnostics
internal import JSONText
internal import Markup

/// schema.org JobPostings in a page's JSON-LD scripts, at any depth (`@graph`, `mainEntity`, arrays).
enum JSONLDPostings {
  /// The postings in the order of the page, and what had to be mended.
  ///
  /// - Complexity: O(*scripts*).
  static func read(_ scripts: [MarkupDocument.EmbeddedData]) -> Parsed<[JobPosting]> {
    var result = Parsed<[JobPosting]>([])
    for script in scripts where script.type.hasSuffix("/ld+json") || script.type.hasSuffix("/json+ld") {
      do {
        var json = try JSONReader(repairs: true).read(script.body)
        // Some templates make one string of it all.
        if case .string(let text) = json.value { json = try JSONReader(repairs: true).read(text.utf8) }
        let found = postings(in: json.value)
        result.value += found
        result.diagnostics += found.isEmpty ? [] : json.diagnostics
      } catch {
        guard script.body.contains(where: { $0 > 0x20 }) else { continue }
        result.diagnostics.append(
          Diagnostic(.warning, "postings.broken-json-ld", "a JSON-LD script could not be read: \(error.message)"))
      }
    }
    return result
  }

  /// The postings in one value.
  static func postings(in value: JSONValue) -> [JobPosting] {
    let index = NodeIndex(value)
    return jobPostings(in: value).compactMap {
      FieldMapper(JSONFields.flatten($0, resolving: index.nodes), .jsonLD).posting()
    }
  }

  private static func jobPostings(in value: JSONValue) -> [JSONValue] {
    var found: [JSONValue] = []
    var pending = [value]
    while let next = pending.popLast() {
      if isJobPosting(next) {
        found.append(next)
      } else {
        pending += next.nested.reversed()
      }
    }
    return found
  }

  /// `"JobPosting"`, `["JobPosting", …]`, `"http://schema.org/JobPosting"`, `"schema:JobPosting"`.
  static func isJobPosting(_ value: JSONValue) -> Bool {
    (value["@type"] ?? value["type"])?.elements.contains {
      $0.string?.split { "/:#".contains($0) }.last == "JobPosting"
    } ?? false
  }

  /// Objects by their `@id`, so that references can be followed.
  private struct NodeIndex {
    var nodes: [String: JSONValue] = [:]

    init(_ value: JSONValue) {
      var pending = [value]
      while let next = pending.popLast() {
        if let id = next["@id"]?.string, next.members.count > 1, nodes[id] == nil { nodes[id] = next }
        pending += next.nested.reversed()
      }
    }
  }
}

extension JSONValue {
  /// The values directly inside an array or object.
  var nested: [JSONValue] {
    switch self {
    case .array(let values): values
    case .object(let members): members.map(\.value)
    default: []
    }
  }
}
