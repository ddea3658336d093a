internal import Compression

/// The body of a response as it went over the wire (RFC 9112 and RFC 9110): in chunks, packed, or both.
enum HTTPBody {
  /// The content, and what could not be read of it.
  static func decoded(_ body: ArraySlice<UInt8>, _ headers: MessageHeaders, limit: Int) -> (
    bytes: [UInt8]?, problem: String?
  ) {
    let isChunked = headers["transfer-encoding"]?.lowercased().contains("chunked") ?? false
    var content = isChunked ? joiningChunks(body) : Array(body)
    let codings = (headers["content-encoding"] ?? "").lowercased().split { $0 == "," || $0 == " " }.map(String.init)
    for coding in codings.reversed() where coding != "identity" {
      guard let formats = formats(coding) else {
        return (nil, "its content is packed as '\(coding)', which is not read; fetch it without")
      }
      let unpacked = unpacked(content, formats, limit)
      content = unpacked.bytes
      if let problem = unpacked.problem { return (content.isEmpty ? nil : content, problem) }
    }
    return (content, nil)
  }

  private static func formats(_ coding: String) -> [PackedFormat]? {
    switch coding {
    case "gzip", "x-gzip": [.gzip]
    case "deflate": [.zlib, .raw]
    default: nil
    }
  }

  /// Some archives keep the header and unpack the content: what does not look packed stays as it is.
  private static func unpacked(_ packed: [UInt8], _ formats: [PackedFormat], _ limit: Int) -> (
    bytes: [UInt8], problem: String?
  ) {
    if formats == [.gzip], !Gunzip.isRecognized(packed) { return (packed, nil) }
    for format in formats {
      var (content, problem): ([UInt8], String?) = ([], nil)
      do {
        let limit = UnpackingLimit(bytes: limit, allowance: limit, ratio: 1_100)
        let stream = try UnpackingStream(format, limit: limit, packed: ByteSource(name: "", bytes: packed).open())
        while let piece = try stream.next() { content += piece }
      } catch { problem = "\(error)" }
      if problem == nil || !content.isEmpty || format == formats.last {
        return formats.count > 1 && content.isEmpty ? (packed, nil) : (content, problem)
      }
    }
    return (packed, nil)
  }

  /// RFC 9112, section 7.1; what is not in chunks after all stays as it is.
  private static func joiningChunks(_ content: ArraySlice<UInt8>) -> [UInt8] {
    var body: [UInt8] = []
    var rest = content
    while let end = rest.prefix(64).firstIndex(of: 0x0A),
      let size = Int(
        String(decoding: rest[..<end].prefix { $0 != UInt8(ascii: ";") && $0 > 0x20 }, as: UTF8.self), radix: 16),
      size >= 0
    {
      let data = rest[(end + 1)...]
      body += data.prefix(size)
      guard size > 0, data.count > size else { return body }
      rest = data.dropFirst(size).drop { $0 == 0x0D }.dropFirst()
    }
    return body.isEmpty ? Array(content) : body
  }
}
