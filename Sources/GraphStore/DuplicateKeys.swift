internal import GraphModel

/// By what a posting is recognised as the same as another; what it lacks is `nil`.
struct DuplicateKeys: Equatable {
  /// Of the publisher's identifier and the organization.
  var identifier: Int64?
  /// Of the canonical address and the title: a careers page that gives its own address for all its postings joins none.
  var url: Int64?
  /// The text's similarity digest.
  var text: Int64?

  init() {}

  init(_ posting: PostingEvidence.Posting) {
    identifier = Self.key("identifier", posting.identifier, posting.organization)
    url = Self.key("url", posting.url, posting.title)
    let digest = posting.digest.flatMap { $0.utf8.count == 16 ? UInt64($0, radix: 16) : nil }
    text = digest.map { Int64(bitPattern: $0) }
  }

  private static func key(_ name: String, _ first: String?, _ second: String?) -> Int64? {
    guard let first, let second, !first.isEmpty, !second.isEmpty else { return nil }
    var digest = ContentDigest()
    for text in [name, first, second] { digest.update(text) }
    return UInt64(digest.hexadecimal.prefix(16), radix: 16).map { Int64(bitPattern: $0) }
  }

  /// Whether two texts are near-identical: at most 3 of 64 bits differ.
  static func areNear(_ a: Int64, _ b: Int64) -> Bool { (a ^ b).nonzeroBitCount <= 3 }
}
