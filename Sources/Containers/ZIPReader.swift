internal import Compression
internal import Diagnostics

/// Hands out the files of a ZIP archive, in the order of its list; stored or deflated, of any size (ZIP64).
///
/// An archive without its list was cut off: then what is there is read from front to back. Names are only names: nothing is
/// ever written.
struct ZIPReader: Container {
  private(set) var failure: String?
  let diagnostics: [Diagnostic] = []
  private let access: RandomAccess
  private var names: MemberNames
  private var directory: ZIPDirectory?
  private var walk: ZIPWalk

  init(name: String, _ access: RandomAccess) throws {
    self.access = access
    names = MemberNames(name)
    directory = try ZIPDirectory.find(in: access)
    walk = ZIPWalk(access)
    if directory == nil { failure = "the archive is cut off: its list of files is missing; what there is was read" }
  }

  mutating func next() -> ContainerEvent? {
    do {
      while let entry = try directory == nil ? walk.next() : directory?.next() {
        if !entry.isPassedOver { return event(entry) }
      }
    } catch {
      failure = "\(error)"
    }
    return nil
  }

  private mutating func event(_ entry: ZIPEntry) -> ContainerEvent {
    let name = names.name(entry.name)
    func lost(_ reason: String) -> ContainerEvent {
      .lost(name: name, reason: Diagnostic(.error, "containers.unsupported", reason))
    }
    if entry.isEncrypted { return lost("it is encrypted; unpack the archive first") }
    guard entry.method == 0 || entry.method == 8 else {
      return lost("it is packed by method \(entry.method) of ZIP, which is not read; unpack the archive first")
    }
    guard entry.packedSize != nil || entry.method == 8 else { return lost("its size is missing") }
    return .member(ByteSource(name: name) { [access] in try ZIPContent(entry, access).next })
  }

  /// What the archive is when it is a document of an office program.
  var document: String? {
    guard var entries = directory else { return nil }
    var isOffice = false
    for _ in 0..<64 {
      guard let name = try? entries.next()?.name else { break }
      if name == "mimetype" { return "an OpenDocument file or an electronic book" }
      if name == "[Content_Types].xml" { isOffice = true }
      guard isOffice else { continue }
      if name.hasPrefix("word/") { return "a Word document" }
      if name.hasPrefix("xl/") { return "an Excel workbook" }
      if name.hasPrefix("ppt/") { return "a PowerPoint presentation" }
    }
    return isOffice ? "an Office document" : nil
  }
}

/// The bytes of a file in an archive, unpacked as they are asked for; the end is reached only if size and checksum are right.
final class ZIPContent {
  private let entry: ZIPEntry
  private let pieces: ByteSource.Chunks
  private var checksum = Checksum()
  private var size = 0
  private var isAtEnd = false

  init(_ entry: ZIPEntry, _ access: RandomAccess) throws {
    self.entry = entry
    let header = try access.bytes(at: entry.header, count: 30)
    guard header.count == 30, header.has(ZIPEntry.localSignature, at: 0) else {
      throw ContainerError("the archive has nothing where this file should start")
    }
    let start = entry.header + 30 + header.number(at: 26, size: 2) + header.number(at: 28, size: 2)
    let end = entry.packedSize.map { $0 < access.size - start ? start + $0 : access.size } ?? access.size
    let packed = access.pieces(of: start..<max(start, end))
    guard entry.method == 8 else {
      pieces = packed
      return
    }
    var limit = UnpackingLimit.standard
    limit.bytes = entry.size ?? .max
    let stream = try UnpackingStream(.raw, limit: limit, packed: packed)
    pieces = { try stream.next() }
  }

  func next() throws -> [UInt8]? {
    guard !isAtEnd else { return nil }
    if let piece = try pieces() {
      checksum.update(piece)
      size += piece.count
      return piece
    }
    isAtEnd = true
    if let expected = entry.size, size < expected { throw ContainerError("the archive ends inside this file") }
    // Where the size is unknown, so is the checksum.
    if entry.size != nil, Int(checksum.value) != entry.checksum { throw ContainerError("its checksum is wrong") }
    return nil
  }
}
