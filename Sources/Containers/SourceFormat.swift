internal import Compression
internal import Diagnostics

/// What the first bytes of a source say it is; its name says nothing.
enum SourceFormat {
  case content
  case gzip, zip, webArchive, savedPage
  /// Something that is not read, and why.
  case foreign(Diagnostic)

  /// Bytes that tell; headers of mail may be long.
  static let headSize = 16 << 10

  init(_ head: [UInt8]) {
    if Gunzip.isRecognized(head) {
      self = .gzip
    } else if head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0x50, 0x4B, 5, 6]) {
      self = .zip
    } else if WARCReader.isRecognized(head) {
      self = .webArchive
    } else if MHTMLReader.isRecognized(head[...]) {
      self = .savedPage
    } else if let kind = Self.foreign.first(where: { $0.matches(head) }) {
      self = .foreign(kind.diagnostic)
    } else {
      self = .content
    }
  }

  /// A format of others.
  private struct Foreign {
    var offset = 0
    var magic: [UInt8]
    var name: String
    var advice: String?

    func matches(_ head: [UInt8]) -> Bool { head.dropFirst(offset).starts(with: magic) }

    var diagnostic: Diagnostic {
      guard let advice else { return Diagnostic(.note, "containers.not-text", "it is \(name)") }
      return SourceFormat.unread(name, advice)
    }
  }

  /// Documents and packages may hold postings; pictures and programs do not.
  static func unread(_ name: String, _ advice: String) -> Diagnostic {
    Diagnostic(.error, "containers.unsupported", "it is \(name), which is not read; \(advice)")
  }

  static let saveAs = "save it as a web page (HTML) or as plain text and read that"
  private static let unpack = "unpack it, or pack it as gzip or ZIP"

  private static let foreign: [Foreign] = [
    Foreign(magic: Array("%PDF-".utf8), name: "a PDF document", advice: saveAs),
    Foreign(
      magic: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], name: "an Office document (.doc, .xls, .msg)",
      advice: saveAs),
    Foreign(magic: Array("{\\rtf".utf8), name: "a document in Rich Text Format", advice: saveAs),
    Foreign(
      magic: Array("bplist00".utf8), name: "a Safari web archive or another property list",
      advice: "save the page as page source"),
    Foreign(magic: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], name: "packed with xz", advice: unpack),
    Foreign(magic: [0x28, 0xB5, 0x2F, 0xFD], name: "packed with Zstandard", advice: unpack),
    Foreign(magic: [0x42, 0x5A, 0x68, 0x39, 0x31, 0x41, 0x59], name: "packed with bzip2", advice: unpack),
    Foreign(magic: [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], name: "a 7z archive", advice: unpack),
    Foreign(magic: Array("Rar!".utf8) + [0x1A, 7], name: "a RAR archive", advice: unpack),
    Foreign(offset: 257, magic: Array("ustar".utf8), name: "a tar archive", advice: unpack),
    Foreign(magic: Array("SQLite format 3".utf8) + [0], name: "an SQLite database, perhaps a graph file"),
    Foreign(magic: [0x89, 0x50, 0x4E, 0x47], name: "a picture"), Foreign(magic: [0xFF, 0xD8, 0xFF], name: "a picture"),
    Foreign(magic: Array("GIF8".utf8), name: "a picture"),
    Foreign(offset: 8, magic: Array("WEBP".utf8), name: "a picture"),
    Foreign(magic: [0, 0, 1, 0], name: "a picture"), Foreign(magic: Array("wOFF".utf8), name: "a font"),
    Foreign(magic: Array("wOF2".utf8), name: "a font"), Foreign(offset: 4, magic: Array("ftyp".utf8), name: "a film"),
    Foreign(magic: [0x7F, 0x45, 0x4C, 0x46], name: "a program"),
  ]
}
