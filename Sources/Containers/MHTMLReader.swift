internal import Diagnostics

/// Hands out the pages of what browsers save as one file (MHTML, RFC 2557): its HTML parts, that is the page and its frames, each
/// by its address.
struct MHTMLReader: Container {
  private(set) var failure: String?
  private(set) var diagnostics: [Diagnostic] = []
  private var names: MemberNames
  private let date: String?
  private let file: [UInt8]
  private var parts: ArraySlice<Range<Int>>
  private var count = 0

  /// Whether `head` has the headers of mail, and of several parts that belong together.
  static func isRecognized(_ head: ArraySlice<UInt8>) -> Bool {
    guard let first = head.first, (0x41...0x5A).contains(first & ~0x20), let (headers, _) = MessageHeaders.read(head)
    else { return false }
    return headers.start.isEmpty && headers.contentType == "multipart/related" && headers.parameter("boundary") != nil
  }

  /// - Throws: if the file is larger than `limits` allow.
  /// - Complexity: O(*file*).
  init(name: String, _ limits: ContainerLimits, _ chunks: ByteSource.Chunks) throws {
    names = MemberNames(name)
    var file: [UInt8] = []
    do {
      while let piece = try chunks() {
        guard file.count + piece.count <= limits.memberBytes else {
          throw ContainerError("the saved page has more than \(limits.memberBytes >> 20) MiB")
        }
        file += piece
      }
    } catch let error where !(error is ContainerError) {
      failure = "\(error); what came before was read"
    }
    self.file = file
    let message = MessageHeaders.read(file[...])
    date = message?.headers["date"]
    let boundary = Array("--\(message?.headers.parameter("boundary") ?? "")".utf8)
    let found = Self.parts(of: file, from: message?.body ?? file.count, boundary)
    parts = found.parts[...]
    if failure == nil, !found.isClosed { failure = "the saved page is cut off; what there is was read" }
  }

  mutating func next() -> ContainerEvent? {
    while let range = parts.popFirst() {
      guard let (headers, body) = MessageHeaders.read(file[range]) else { continue }
      guard headers.contentType == "text/html" || headers.contentType == "application/xhtml+xml" else { continue }
      count += 1
      let address = headers["content-location"]
      let url = address.flatMap { $0.hasPrefix("http") ? $0 : nil }
      let content = TransferEncoding.decoded(file[body..<range.upperBound], headers["content-transfer-encoding"] ?? "")
      var source = ByteSource(
        name: names.name(address ?? "part \(count)"), charset: headers.parameter("charset"), bytes: content)
      source.url = url
      source.dateRetrieved = date
      return .member(source)
    }
    if count == 0 {
      diagnostics = [Diagnostic(.warning, "containers.no-pages", "the saved page holds no HTML")]
    }
    return nil
  }

  /// What stands between lines that start with `boundary`, and whether the last one closes.
  private static func parts(of file: [UInt8], from start: Int, _ boundary: [UInt8]) -> (
    parts: [Range<Int>], isClosed: Bool
  ) {
    var parts: [Range<Int>] = []
    var open: Int?
    var line = start
    while line < file.count {
      let end = file[line...].firstIndex(of: 0x0A) ?? file.count - 1
      if file.has(boundary, at: line) {
        // The line break before a boundary belongs to it.
        if let open { parts.append(open..<max(open, line - (file.has([0x0D, 0x0A], at: line - 2) ? 2 : 1))) }
        open = end + 1
        if file.has([0x2D, 0x2D], at: line + boundary.count) { return (parts, true) }
      }
      line = end + 1
    }
    if let open, open < file.count { parts.append(open..<file.count) }
    return (parts, false)
  }
}
