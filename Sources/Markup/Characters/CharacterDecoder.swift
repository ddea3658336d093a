private import CMarkup
public import Diagnostics

/// Turns the bytes of a document into valid UTF-8 without NUL, as browsers decide it (WHATWG Encoding Standard), because
/// libxml2 2.9 loses or garbles text when it decides itself.
///
/// In this order: a byte order mark; UTF-16 by its zero bytes; what the transport said; what the document declares in its
/// first 64 KiB; valid UTF-8; windows-1252. The labels ISO-8859-1 and US-ASCII mean windows-1252.
public enum CharacterDecoder {
  public static func decode(_ bytes: [UInt8], charset: String? = nil) -> Parsed<[UInt8]> {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return repaired(Array(bytes.dropFirst(3))) }
    if let decoder = UTF16Decoder(bytes) { return decodeUTF16(bytes, decoder) }
    if let charset, let decoded = decode(bytes, declared: charset.lowercased()) { return decoded }
    if let name = DeclaredCharset.find(in: bytes), let decoded = decode(bytes, declared: name) { return decoded }
    if UTF8Repair.isValid(bytes) { return repaired(bytes) }
    let guess = Diagnostic(
      .note, "markup.charset-guessed", "no usable charset is declared and the bytes are not UTF-8; read as windows-1252"
    )
    let decoded = repaired(Windows1252.decode(bytes))
    return Parsed(decoded.value, [guess] + decoded.diagnostics)
  }

  /// `nil` if the name means nothing here or is plainly untrue.
  private static func decode(_ bytes: [UInt8], declared name: String) -> Parsed<[UInt8]>? {
    switch name {
    case "utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "unicode":
      // A page that declares UTF-16 in ASCII letters is not UTF-16; one that is mostly wrong UTF-8 is windows-1252.
      let decoded = repaired(bytes)
      return decoded.diagnostics.isEmpty || looksLikeUTF8(bytes) ? decoded : nil
    case "iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252", "cp1252", "iso_8859-1":
      return repaired(Windows1252.decode(bytes))
    default: return decodeWithSystem(bytes, name)
    }
  }

  /// At least one well-formed sequence beyond ASCII: then broken ones are damage, not another encoding.
  private static func looksLikeUTF8(_ bytes: [UInt8]) -> Bool {
    zip(bytes, bytes.dropFirst()).contains { (0xC3...0xF4).contains($0) && (0x80...0xBF).contains($1) }
  }

  private static func repaired(_ bytes: [UInt8]) -> Parsed<[UInt8]> {
    let (text, replaced) = UTF8Repair.repair(bytes)
    return Parsed(text, replaced == 0 ? [] : [undecodable(replaced)])
  }

  /// What is said of bytes that were replaced.
  public static func undecodable(_ count: Int) -> Diagnostic {
    Diagnostic(
      .warning, "markup.undecodable-bytes", "\(count) bytes mean nothing in the page's encoding; replaced by U+FFFD")
  }

  private static func decodeUTF16(_ bytes: [UInt8], _ decoder: UTF16Decoder) -> Parsed<[UInt8]> {
    var decoder = decoder
    let text = UTF8Repair.repair(decoder.decode(bytes) + decoder.finish())
    let count = decoder.replaced + text.replaced
    return Parsed(text.text, count == 0 ? [] : [undecodable(count)])
  }

  private static func decodeWithSystem(_ bytes: [UInt8], _ name: String) -> Parsed<[UInt8]>? {
    let sink = Sink()
    let undecodableCount = unsafe bytes.withUnsafeBytes { raw in
      let start = unsafe raw.baseAddress?.assumingMemoryBound(to: CChar.self)
      let context = unsafe Unmanaged.passUnretained(sink).toOpaque()
      return unsafe cm_decode(name, start, raw.count, context) { context, piece, size in
        guard let context = unsafe context else { return }
        let sink = unsafe Unmanaged<Sink>.fromOpaque(context).takeUnretainedValue()
        unsafe sink.bytes.append(contentsOf: UnsafeRawBufferPointer(start: piece, count: size))
      }
    }
    guard undecodableCount >= 0 else { return nil }
    let decoded = repaired(sink.bytes)
    return Parsed(decoded.value, (undecodableCount > 0 ? [undecodable(undecodableCount)] : []) + decoded.diagnostics)
  }

  private final class Sink {
    var bytes: [UInt8] = []
  }
}
