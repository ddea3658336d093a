/// A file as a ZIP archive describes it (APPNOTE 6.3.10).
struct ZIPEntry: Sendable {
  var name: String
  var flags: Int
  var method: Int
  var checksum: Int
  /// `nil` where only the stream itself says where it ends.
  var packedSize: Int?
  var size: Int?
  /// Where its local header starts in the file.
  var header: Int

  static let localSignature: [UInt8] = [0x50, 0x4B, 3, 4]

  var isEncrypted: Bool { flags & 1 != 0 }
  /// Folders, what macOS adds, and hidden files: as in folders of the disk.
  var isPassedOver: Bool {
    name.isEmpty || name.hasSuffix("/")
      || name.split(separator: "/").contains { $0.hasPrefix(".") && $0 != "." && $0 != ".." || $0 == "__MACOSX" }
  }

  /// A name is UTF-8 in nearly all archives, whatever they declare.
  static func name(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}

/// The list of files at the end of a ZIP archive, read piece by piece.
struct ZIPDirectory {
  private let access: RandomAccess
  /// What stands before the archive in the file, as in programs that unpack themselves.
  private let base: Int
  private var position: Int
  private let end: Int
  private var window: [UInt8] = []
  private var windowStart = 0

  private static let signature: [UInt8] = [0x50, 0x4B, 1, 2]
  private static let endSignature: [UInt8] = [0x50, 0x4B, 5, 6]
  private static let end64Signature: [UInt8] = [0x50, 0x4B, 6, 6]
  private static let locator64Signature: [UInt8] = [0x50, 0x4B, 6, 7]

  /// `nil` if there is none, as in an archive that was cut off.
  ///
  /// - Throws: what reading throws, and for archives in several files.
  static func find(in access: RandomAccess) throws -> ZIPDirectory? {
    let tailStart = max(0, access.size - (22 + 0xFFFF + 20))
    let tail = try access.bytes(at: tailStart, count: access.size - tailStart)
    var offset = tail.count - 22
    while offset >= 0 {
      if tail.has(endSignature, at: offset), offset + 22 + tail.number(at: offset + 20, size: 2) <= tail.count,
        let directory = try read(tail, offset, tailStart, access)
      {
        return directory
      }
      offset -= 1
    }
    return nil
  }

  /// From an end record at `offset` of the file's last bytes; `nil` if no directory is where it says.
  private static func read(
    _ tail: [UInt8], _ offset: Int, _ tailStart: Int, _ access: RandomAccess
  ) throws -> ZIPDirectory? {
    var size = tail.number(at: offset + 12, size: 4)
    var start = tail.number(at: offset + 16, size: 4)
    var end = tailStart + offset
    if tail.has(locator64Signature, at: offset - 20) {
      // Something may stand before the archive: the record is looked for before its locator, too.
      let stated = tail.number(at: offset - 20 + 8, size: 8)
      for place in [stated, end - 20 - 56] {
        let record = try access.bytes(at: place, count: 56)
        guard record.has(end64Signature, at: 0) else { continue }
        (size, start, end) = (record.number(at: 40, size: 8), record.number(at: 48, size: 8), place)
        break
      }
    }
    let disks = (tail.number(at: offset + 4, size: 2), tail.number(at: offset + 6, size: 2))
    guard disks == (0, 0) || disks == (0xFFFF, 0xFFFF) else {
      throw ContainerError("it is a part of a ZIP archive in several files; join them first")
    }
    guard size <= end, start <= end - size else { return nil }
    let base = end - size - start
    let directory = ZIPDirectory(access: access, base: base, position: start + base, end: end)
    let first = try access.bytes(at: start + base, count: 4)
    return size == 0 || first == signature ? directory : nil
  }

  private init(access: RandomAccess, base: Int, position: Int, end: Int) {
    self.access = access
    self.base = base
    self.position = position
    self.end = end
  }

  /// The next file; `nil` at the end.
  ///
  /// - Throws: if no entry stands where one should.
  mutating func next() throws -> ZIPEntry? {
    guard position + 46 <= end else { return nil }
    let fixed = try bytes(46)
    guard fixed.has(Self.signature, at: 0) else { throw ContainerError("its list of files is damaged") }
    let (nameSize, extraSize) = (fixed.number(at: 28, size: 2), fixed.number(at: 30, size: 2))
    let whole = try bytes(46 + nameSize + extraSize)
    guard whole.count == 46 + nameSize + extraSize else { throw ContainerError("its list of files is cut off") }
    position += whole.count + fixed.number(at: 32, size: 2)
    var sizes = [fixed.number(at: 24, size: 4), fixed.number(at: 20, size: 4), fixed.number(at: 42, size: 4)]
    Self.widen(&sizes, Array(whole[(46 + nameSize)...]))
    let (header, overflow) = sizes[2].addingReportingOverflow(base)
    return ZIPEntry(
      name: ZIPEntry.name(whole[46..<(46 + nameSize)]), flags: fixed.number(at: 8, size: 2),
      method: fixed.number(at: 10, size: 2), checksum: fixed.number(at: 16, size: 4), packedSize: sizes[1],
      size: sizes[0], header: overflow ? .max : header)
  }

  /// Sizes of 4 GiB and more stand in an extra field (ID 1), in this order, those only that do not fit into 32 bits.
  static func widen(_ sizes: inout [Int], _ extra: [UInt8]) {
    var offset = 0
    while offset + 4 <= extra.count {
      let size = extra.number(at: offset + 2, size: 2)
      if extra.number(at: offset, size: 2) == 1 {
        var field = offset + 4
        for index in sizes.indices where sizes[index] == 0xFFFF_FFFF && field + 8 <= offset + 4 + size {
          sizes[index] = extra.number(at: field, size: 8)
          field += 8
        }
      }
      offset += 4 + size
    }
  }

  /// The next `count` bytes of the list, without moving on.
  private mutating func bytes(_ count: Int) throws -> [UInt8] {
    if position < windowStart || position + count > windowStart + window.count {
      windowStart = position
      window = try access.bytes(at: position, count: max(count, min(256 << 10, end - position)))
    }
    return Array(window[(position - windowStart)...].prefix(count))
  }
}
