import TestSupport
import Diagnostics
import Testing

@testable import Markup

@Suite struct CharacterDecoderTests {
  private func check(
    _ bytes: [UInt8], charset: String? = nil, _ text: String, remarks: [String] = [],
    _ place: SourceLocation = #_sourceLocation
  ) {
    let decoded = CharacterDecoder.decode(bytes, charset: charset)
    #expect(String(decoding: decoded.value, as: UTF8.self) == text, sourceLocation: place)
    #expect(decoded.diagnostics.map(\.code) == remarks, sourceLocation: place)
  }

  private func utf16(_ text: String, littleEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      littleEndian ? [UInt8(unit & 255), UInt8(unit >> 8)] : [UInt8(unit >> 8), UInt8(unit & 255)]
    }
  }

  @Test func aByteOrderMarkWins() {
    check([0xEF, 0xBB, 0xBF] + Array("<meta charset=iso-8859-1>é".utf8), "<meta charset=iso-8859-1>é")
    check([0xFF, 0xFE] + utf16("né😀", littleEndian: true), charset: "utf-8", "né😀")
    check([0xFE, 0xFF] + utf16("né", littleEndian: false), "né")
  }

  @Test func replacesWhatNoDocumentMayHold() {
    check(
      Array("é\0\u{FFFE}a\u{FFFF}\u{FFFD}".utf8), "é\u{FFFD}\u{FFFD}a\u{FFFD}\u{FFFD}",
      remarks: ["markup.undecodable-bytes"])
  }

  @Test func guessesUTF16ByItsZeroBytes() {
    check(utf16("<html>plain words</html>", littleEndian: true), "<html>plain words</html>")
    check(utf16("<html>plain words</html>", littleEndian: false), "<html>plain words</html>")
  }

  @Test func believesTheTransportThenTheDocument() {
    let page = Array("<meta http-equiv=Content-Type content=\"text/html; charset=koi8-r\">".utf8)
    check(page + [0xC1], String(decoding: page, as: UTF8.self) + "а")
    check([0xE9], charset: "windows-1252", "é")
    check(
      Array("<?xml version='1.0' encoding='ISO-8859-2'?>".utf8) + [0xB1], "<?xml version='1.0' encoding='ISO-8859-2'?>ą"
    )
  }

  @Test func latin1MeansWindows1252() {
    check([0x80, 0x96, 0xE9], charset: "ISO-8859-1", "€–é")
    check([0x93], charset: "us-ascii", "“")
  }

  @Test func withoutADeclarationValidUTF8IsUTF8() {
    check(Array("né – 😀".utf8), "né – 😀")
    check([0x63, 0xE9, 0x20, 0x6F], "cé o", remarks: ["markup.charset-guessed"])
  }

  @Test func untrueDeclarationsAreSeenThrough() {
    check(
      Array("<meta charset=utf-8>".utf8) + [0xE9, 0x20], "<meta charset=utf-8>é ", remarks: ["markup.charset-guessed"])
    check(Array("<meta charset=utf-16>é".utf8), "<meta charset=utf-16>é")
    check(Array("<meta charset=klingon>é".utf8), "<meta charset=klingon>é")
  }

  @Test func damageBecomesTheReplacementCharacter() {
    check(
      Array("<meta charset=utf-8>é".utf8) + [0xE9, 0x20], "<meta charset=utf-8>é\u{FFFD} ",
      remarks: ["markup.undecodable-bytes"])
    check([0x61, 0, 0x62], "a\u{FFFD}b", remarks: ["markup.undecodable-bytes"])
  }

  /// Twin: the standard library's own repair, which may count a broken sequence as fewer characters, agrees on what is valid.
  @Test(arguments: 0..<500 as Range<UInt64>)
  func repairAgreesWithTheStandardLibrary(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in UInt8.random(in: 1...255, using: &random) }
    let (text, replaced) = UTF8Repair.repair(bytes)
    #expect((replaced == 0) == (String(validating: bytes, as: UTF8.self) != nil))
    #expect(String(validating: text, as: UTF8.self) != nil)
    let kept = { (text: String) in
      String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\u{FFFD}" }).map(\.value)
    }
    #expect(kept(String(decoding: text, as: UTF8.self)) == kept(String(decoding: bytes, as: UTF8.self)))
  }
}
