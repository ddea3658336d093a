internal import Diagnostics

/// Hands out the pages of a web archive (WARC 0.17 to 1.1, ISO 28500) while it is read: what responses, resources and
/// conversions hold, each by the URL it was fetched from.
///
/// Requests, metadata and repeated visits are no pages. Responses that failed are named; pictures, style sheets, scripts and the
/// like are counted.
struct WARCReader: Container {
  private let limits: ContainerLimits
  private var names: MemberNames
  private var input: PullBuffer
  private var broken: String?
  private var isCutOff = false
  /// No empty line begins between the record that was tried last and this offset.
  private var searched = 0
  /// How many records of each kind are no pages.
  private var assets: [String: Int] = [:]

  init(name: String, _ limits: ContainerLimits, _ chunks: @escaping ByteSource.Chunks) {
    self.limits = limits
    names = MemberNames(name)
    input = PullBuffer(chunks)
  }

  static func isRecognized(_ head: some Collection<UInt8>) -> Bool { head.starts(with: "WARC/".utf8) }

  var failure: String? {
    if let error = input.error { return "\(error); what came before was read" }
    return isCutOff ? "the archive ends inside a record; what there is was read" : broken
  }

  var diagnostics: [Diagnostic] {
    guard !assets.isEmpty else { return [] }
    let kinds = assets.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
    return [
      Diagnostic(
        .note, "containers.no-pages",
        "records that are no pages: \(kinds.prefix(8).joined(separator: ", "))\(kinds.count > 8 ? ", …" : "")")
    ]
  }

  mutating func next() -> ContainerEvent? {
    while let (record, offset) = nextHeader() {
      let size = record["content-length"].flatMap { Int($0) } ?? 0
      guard let type = record["warc-type"]?.lowercased(), ["response", "resource", "conversion"].contains(type) else {
        isCutOff = !input.skip(size)
        continue
      }
      let url = record["warc-target-uri"].map { $0.filter { $0 != "<" && $0 != ">" } }
      guard size <= limits.memberBytes else {
        isCutOff = !input.skip(size)
        return lost(url ?? "record at byte \(offset)", "it has more than \(limits.memberBytes >> 20) MiB")
      }
      isCutOff = !input.fill(size)
      if let event = event(record, input.take(size)[...], url, offset) { return event }
    }
    return nil
  }

  /// The headers of the next record and where they start; what stands where no record should is passed over.
  private mutating func nextHeader() -> (MessageHeaders, Int)? {
    while input.fill(1) {
      let blank = input.rest.prefix { $0 == 0x0D || $0 == 0x0A }.count
      input.drop(blank)
      guard blank == 0 else { continue }
      let offset = input.offset
      if startsRecord() {
        var size = 4096
        while true {
          let isThere = input.fill(size)
          if hasEmptyLine(), let (headers, body) = MessageHeaders.read(input.rest) {
            let isUsable = headers["content-length"].flatMap { Int($0) } ?? -1 >= 0
            // After headers of no use goes on what is behind them; a record may start there at once.
            input.drop(body - input.rest.startIndex - (isUsable ? 0 : 1))
            guard isUsable else { break }
            return (headers, offset)
          }
          guard isThere, size < Self.longestHeader else { break }
          size *= 2
        }
        if input.rest.count < Self.longestHeader { isCutOff = !input.fill(Self.longestHeader) }
      }
      skipToRecord(offset)
    }
    return nil
  }

  private static var longestHeader: Int { 64 << 10 }

  /// Whether headers end in what has come; nowhere is looked twice, since every line may look like the start of a record.
  private mutating func hasEmptyLine() -> Bool {
    let rest = input.rest
    var position = min(rest.endIndex, rest.startIndex + max(0, searched - input.offset))
    while let end = rest[position...].firstIndex(of: 0x0A) {
      let next = rest[(end + 1)...].prefix(2)
      if next.first == 0x0A || next.elementsEqual([0x0D, 0x0A]) { return true }
      position = end + 1
    }
    searched = input.offset + max(0, rest.count - 2)
    return false
  }

  private mutating func startsRecord() -> Bool { input.fill(5) && Self.isRecognized(input.rest) }

  /// Passes over at least a byte, up to the next line that starts a record.
  private mutating func skipToRecord(_ offset: Int) {
    broken = broken ?? "no record starts at byte \(offset), where one should; reading went on at the next one"
    var previous: UInt8 = 0
    repeat {
      previous = input.rest.first ?? 0
      input.drop(1)
      if previous == 0x0A, startsRecord() { return }
      // Most of what is passed over holds no line that begins with a W.
      if let line = input.rest.firstIndex(of: 0x0A) {
        input.drop(line - input.rest.startIndex)
      } else {
        input.drop(input.rest.count)
      }
    } while input.fill(1)
  }

  private func named(_ message: String) -> Diagnostic { Diagnostic(.error, "containers.lost", message) }

  private mutating func lost(_ member: String, _ message: String) -> ContainerEvent {
    .lost(name: names.name(member), reason: named(message))
  }

  private mutating func event(
    _ record: MessageHeaders, _ content: ArraySlice<UInt8>, _ url: String?, _ offset: Int
  ) -> ContainerEvent? {
    let member = url ?? "record at byte \(offset)"
    var (headers, body, problem) = (record, Array(content) as [UInt8]?, String?.none)
    if record.contentType == "application/http" || content.starts(with: "HTTP/".utf8) {
      guard let (http, start) = MessageHeaders.read(content), http.start.hasPrefix("HTTP/") else {
        return lost(member, "the response has no headers")
      }
      let status = http.start.split(separator: " ").dropFirst().first.map(String.init) ?? "?"
      guard status == "200" || status == "203" else { return failed(member, status, http) }
      if isAsset(http) { return nil }
      headers = http
      (body, problem) = HTTPBody.decoded(content[start...], http, limit: limits.memberBytes)
    } else if isAsset(record) {
      return nil
    }
    guard let body else { return lost(member, problem ?? "it has no content") }
    var source = ByteSource(name: names.name(member), charset: headers.parameter("charset"), bytes: body)
    source.url = url
    source.dateRetrieved = record["warc-date"] ?? headers["date"]
    let cut = problem ?? record["warc-truncated"].map { "the crawler cut it off (\($0))" }
    if let cut { source.diagnostics = [Diagnostic(.warning, "containers.cut-off", cut)] }
    return .member(source)
  }

  /// Redirections lead to other records; what failed is named.
  private mutating func failed(_ member: String, _ status: String, _ http: MessageHeaders) -> ContainerEvent? {
    guard !status.hasPrefix("3"), !isAsset(http) else {
      if status.hasPrefix("3") { assets["with status \(status)", default: 0] += 1 }
      return nil
    }
    return .lost(
      name: names.name(member),
      reason: Diagnostic(.note, "containers.failed-response", "the server answered with status \(status)"))
  }

  /// Whether it is of a kind that holds no posting; then it is counted.
  private mutating func isAsset(_ headers: MessageHeaders) -> Bool {
    let type = headers.contentType
    let isAsset =
      ["image/", "font/", "audio/", "video/"].contains(where: type.hasPrefix) && type != "image/svg+xml"
      || type == "text/css" || type.hasSuffix("javascript") || type.hasSuffix("ecmascript") || type.contains("font")
      || type == "image/svg+xml" || type == "application/wasm" || type == "text/dns"
    if isAsset { assets["of type \(type)", default: 0] += 1 }
    return isAsset
  }
}
