internal import Compression

/// Finds the files of a ZIP archive without its list, by what stands before each.
struct ZIPWalk {
  private let access: RandomAccess
  private var position = 0

  init(_ access: RandomAccess) { self.access = access }

  /// The next file; `nil` if there is none.
  mutating func next() throws -> ZIPEntry? {
    guard let header = try findHeader() else { return nil }
    let fixed = try access.bytes(at: header, count: 30)
    let (nameSize, extraSize) = (fixed.number(at: 26, size: 2), fixed.number(at: 28, size: 2))
    let rest = try access.bytes(at: header + 30, count: nameSize + extraSize)
    let start = header + 30 + nameSize + extraSize
    guard fixed.count == 30, rest.count == nameSize + extraSize, start < access.size else { return nil }
    let flags = fixed.number(at: 6, size: 2)
    var entry = ZIPEntry(
      name: ZIPEntry.name(rest[..<nameSize]), flags: flags, method: fixed.number(at: 8, size: 2),
      checksum: fixed.number(at: 14, size: 4), header: header)
    var sizes = [fixed.number(at: 22, size: 4), fixed.number(at: 18, size: 4)]
    ZIPDirectory.widen(&sizes, Array(rest[nameSize...]))
    // Bit 3: size and checksum stand behind the file.
    if flags & 8 == 0 { (entry.size, entry.packedSize) = (sizes[0], sizes[1]) }
    position = try end(of: entry, from: start)
    return entry
  }

  /// Where to look for the next one.
  private func end(of entry: ZIPEntry, from start: Int) throws -> Int {
    if let size = entry.packedSize { return size < access.size - start ? start + size : access.size }
    guard entry.method == 8, !entry.isEncrypted else { return start }
    let stream = try UnpackingStream(.raw, packed: access.pieces(of: start..<access.size))
    do {
      while try stream.next() != nil {}
      return start + stream.consumed
    } catch is CompressionError {
      return start + max(1, stream.consumed)
    }
  }

  /// The next signature at or after `position`.
  private mutating func findHeader() throws -> Int? {
    while position < access.size {
      let bytes = try access.bytes(at: position, count: 64 << 10)
      guard bytes.count >= 30 else { return nil }
      var offset = 0
      while let found = bytes[offset...].firstIndex(of: 0x50) {
        if bytes.has(ZIPEntry.localSignature, at: found) { return position + found }
        offset = found + 1
      }
      position += bytes.count - 3
      if bytes.count < 64 << 10 { return nil }
    }
    return nil
  }
}
