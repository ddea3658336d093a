import Testing

@testable import Compression

/// What streams unpack to. The samples were made with `gzip -n`.
@Suite struct GunzipTests {
  /// "hello\n"
  static let hello: [UInt8] = [
    0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0xE7, 2, 0, 0x20, 0x30, 0x3A, 0x36, 6, 0, 0, 0,
  ]

  private func check(
    _ bytes: [UInt8], gives expected: String, _ place: SourceLocation = #_sourceLocation
  ) throws {
    #expect(String(decoding: try Gunzip.unpack(bytes), as: UTF8.self) == expected, sourceLocation: place)
    // In any pieces the same.
    for size in [1, 3, 7] {
      let gunzip = try Gunzip()
      var output: [UInt8] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        output += try gunzip.push(Array(bytes[start..<min(start + size, bytes.count)]))
      }
      try gunzip.finish()
      #expect(String(decoding: output, as: UTF8.self) == expected, sourceLocation: place)
    }
  }

  private func check(_ bytes: [UInt8], limit: Int = .max, throws code: CompressionError.Code) {
    let error = #expect(throws: CompressionError.self) {
      try Gunzip.unpack(bytes, limit: UnpackingLimit(bytes: limit))
    }
    #expect(error?.code == code)
  }

  @Test func unpacksAMember() throws { try check(Self.hello, gives: "hello\n") }

  @Test func unpacksSeveralMembers() throws { try check(Self.hello + Self.hello, gives: "hello\nhello\n") }

  @Test func passesOverWhatFollows() throws {
    try check(Self.hello + [0, 0, 0], gives: "hello\n")
    try check(Self.hello + [0, 0] + Self.hello, gives: "hello\nhello\n")
    try check(Self.hello + Array("rest".utf8), gives: "hello\n")
  }

  @Test func reportsWhatIsNotWhole() {
    for count in 0..<Self.hello.count { check(Array(Self.hello.prefix(count)), throws: .incomplete) }
    check(Array("plain text".utf8), throws: .damaged)
    var wrongSum = Self.hello
    wrongSum[18] ^= 1
    check(wrongSum, throws: .damaged)
  }

  /// A stored block of deflate: no compression, so that the test can make it.
  static func stored(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
    var rest = count
    while rest > 0 {
      let size = min(rest, 60_000)
      rest -= size
      bytes += [0, UInt8(size & 255), UInt8(size >> 8), ~UInt8(size & 255), ~UInt8(size >> 8)]
      bytes += [UInt8](repeating: 0, count: size)
    }
    return bytes
  }

  @Test func handsOutAllOfALongPiece() throws {
    let gunzip = try Gunzip()
    #expect(try gunzip.push(Self.stored(1_000_000)).count == 1_000_000)
  }

  @Test func stopsAtTheLimit() { check(Self.stored(1_000_000), limit: 999_999, throws: .tooLarge) }

  /// Repetitive text is no bomb, however long; what unpacks to hundreds of times its size is one from some size on.
  @Test(arguments: [(1_000, 2, true), (100, 91, true), (100, 50, false)])
  func tellsBombsByTheirRatio(allowance: Int, ratio: Int, passes: Bool) {
    // A thousand times the same letter, deflated by zlib.
    let packed: [UInt8] = [0x4B, 0x4C, 0x1C, 0x05, 0xA3, 0x60, 0x14, 0x0C, 0x77, 0x00, 0x00]
    let limit = UnpackingLimit(allowance: allowance, ratio: ratio)
    #expect(((try? Gunzip.unpack(packed, .raw, limit: limit)) != nil) == passes)
  }

  /// What comes before the damage is handed out, then the error is thrown, again and again.
  @Test func streamsUpToTheDamage() throws {
    for (bytes, text) in [
      (Self.hello + Self.hello.dropLast(), "hello\nhello\n"), (Self.hello + [0x1F, 0x8B, 9], "hello\n"),
    ] {
      var rest: [UInt8]? = bytes
      let stream = try UnpackingStream {
        defer { rest = nil }
        return rest
      }
      var output: [UInt8] = []
      let error = #expect(throws: CompressionError.self) { while let piece = try stream.next() { output += piece } }
      #expect(String(decoding: output, as: UTF8.self) == text && error?.code != .tooLarge)
      #expect(throws: CompressionError.self) { try stream.next() }
    }
  }

  @Test func knowsItsOwn() {
    #expect(Gunzip.isRecognized(Self.hello))
    #expect(!Gunzip.isRecognized(Array("<html>".utf8)))
  }
}
