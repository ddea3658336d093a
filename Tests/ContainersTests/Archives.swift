import Compression
import Containers

/// Archives made for tests. Nothing is really packed: deflate's stored blocks hold it as it is.
enum Archives {
  static func deflate(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    var rest = bytes[...]
    repeat {
      let block = rest.prefix(60_000)
      rest = rest.dropFirst(block.count)
      output += [rest.isEmpty ? 1 : 0] + number(block.count, 2) + number(~block.count & 0xFFFF, 2) + block
    } while !rest.isEmpty
    return output
  }

  static func gzip(_ bytes: [UInt8]) -> [UInt8] {
    [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + deflate(bytes) + number(checksum(bytes), 4) + number(bytes.count, 4)
  }

  static func checksum(_ bytes: [UInt8]) -> Int {
    var checksum = Checksum()
    checksum.update(bytes)
    return Int(checksum.value)
  }

  static func number(_ value: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  // MARK: ZIP

  struct File {
    var name: String
    var bytes: [UInt8]
    var method = 8
    var flags = 0
    var checksum: Int?
    /// What the list says of its size, if that is not true.
    var statedSize: Int?

    init(_ name: String, _ bytes: [UInt8], method: Int = 8, flags: Int = 0) {
      (self.name, self.bytes, self.method, self.flags) = (name, bytes, method, flags)
    }
  }

  /// - Parameters:
  ///   - prefix: what stands before the archive.
  ///   - is64: whether sizes stand in fields of 64 bits.
  static func zip(_ files: [File], prefix: [UInt8] = [], is64: Bool = false, comment: String = "") -> [UInt8] {
    var (body, list): ([UInt8], [UInt8]) = ([], [])
    for file in files {
      let header = body.count
      let packed = file.method == 8 ? deflate(file.bytes) : file.bytes
      let sum = file.checksum ?? checksum(file.bytes)
      let size = file.statedSize ?? file.bytes.count
      let name = Array(file.name.utf8)
      // Bit 3: the sizes stand behind the data.
      let isStreamed = file.flags & 8 != 0
      let start = number(20, 2) + number(file.flags, 2) + number(file.method, 2) + number(0, 4)
      let sizes = number(sum, 4) + number(packed.count, 4) + number(size, 4)
      body += [0x50, 0x4B, 3, 4] + start + (isStreamed ? number(0, 12) : sizes) + number(name.count, 2) + number(0, 2)
      body += name + packed + (isStreamed ? [0x50, 0x4B, 7, 8] + sizes : [])
      let extra =
        is64 ? number(1, 2) + number(24, 2) + number(size, 8) + number(packed.count, 8) + number(header, 8) : []
      list += [0x50, 0x4B, 1, 2] + number(20, 2) + start + number(sum, 4)
      list += is64 ? number(-1, 8) : number(packed.count, 4) + number(size, 4)
      list +=
        number(name.count, 2) + number(extra.count, 2) + number(0, 10) + number(is64 ? -1 : header, 4) + name + extra
    }
    let start = body.count
    body += list
    if is64 {
      let record = body.count
      body += [0x50, 0x4B, 6, 6] + number(44, 8) + number(45, 4) + number(0, 8) + number(files.count, 8)
      body += number(files.count, 8) + number(list.count, 8) + number(start, 8)
      body += [0x50, 0x4B, 6, 7] + number(0, 4) + number(record, 8) + number(1, 4)
    }
    body += [0x50, 0x4B, 5, 6] + number(0, 4) + number(files.count, 2) + number(files.count, 2)
    body += number(is64 ? -1 : list.count, 4) + number(is64 ? -1 : start, 4)
    return prefix + body + number(comment.utf8.count, 2) + Array(comment.utf8)
  }

  // MARK: WARC and MHTML

  static let url = "https://example.org/1"

  static func record(
    _ type: String, _ content: [UInt8], kind: String = "application/http; msgtype=response", url: String = url,
    more: String = ""
  ) -> [UInt8] {
    Array(
      """
      WARC/1.0\r\nWARC-Type: \(type)\r\nWARC-Target-URI: <\(url)>\r\nWARC-Date: 2025-10-01T08:00:00Z\r
      Content-Type: \(kind)\r\n\(more)Content-Length: \(content.count)\r\n\r\n
      """.utf8) + content + Array("\r\n\r\n".utf8)
  }

  static func response(
    _ headers: String, _ body: [UInt8], status: String = "200 OK", url: String = url, more: String = ""
  ) -> [UInt8] {
    record("response", Array("HTTP/1.1 \(status)\r\n\(headers)\r\n\r\n".utf8) + body, url: url, more: more)
  }

  static func mhtml(_ parts: [(headers: String, body: String)]) -> [UInt8] {
    let head = """
      From: <Saved by Example>
      Subject: x
      Date: Wed, 01 Oct 2025 08:00:00 -0000
      MIME-Version: 1.0
      Content-Type: multipart/related;
      \ttype="text/html";
      \tboundary="----x"


      """
    let text = head + parts.map { "------x\n\($0.headers)\n\n\($0.body)\n" }.joined() + "------x--\n"
    return Array(text.utf8)
  }

  static func base64(_ bytes: [UInt8]) -> String {
    let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    return stride(from: 0, to: bytes.count, by: 3).map { start in
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      let text = (0..<4).map { $0 <= group.count ? signs[bits >> (18 - 6 * $0) & 63] : "=" }
      return String(text) + (start % 57 == 54 ? "\r\n" : "")
    }.joined()
  }

  static func quotedPrintable(_ bytes: [UInt8]) -> String {
    var line = 0
    return bytes.map { byte in
      line += 1
      let isPlain = (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=")
      let text =
        isPlain ? String(Unicode.Scalar(byte)) : "=\(byte < 16 ? "0" : "")\(String(byte, radix: 16).uppercased())"
      return text + (line % 40 == 0 ? "=\r\n" : "")
    }.joined()
  }
}
