/// Finds the number of a name from its bytes, without making a `String`: `MarkupName`'s spellings are hashed once per process,
/// the further names of one document in a table of its own, which is empty for most records.
struct NameTable {
  private(set) var furtherNames: [String] = []
  private var further = Slots(count: 0)

  /// The number of `name` in lower case; a new one if the document has not had it before.
  mutating func index(of name: UnsafeBufferPointer<UInt8>) -> MarkupName {
    let hash = unsafe Slots.hash(name)
    if let known = unsafe Self.standard.find(name, hash) { return MarkupName(rawValue: known) }
    let known = Int32(MarkupName.spellings.count)
    if let number = unsafe further.find(name, hash) { return MarkupName(rawValue: known + number) }
    let lowercase = unsafe name.map(lowercased)
    furtherNames.append(String(decoding: lowercase, as: UTF8.self))
    return MarkupName(rawValue: known + further.insert(lowercase, hash))
  }

  /// The number of `name`, if the document has had it or it is one of `MarkupName`'s.
  func known(_ name: UnsafeBufferPointer<UInt8>) -> MarkupName? {
    let hash = unsafe Slots.hash(name)
    if let known = unsafe Self.standard.find(name, hash) { return MarkupName(rawValue: known) }
    return unsafe further.find(name, hash).map { MarkupName(rawValue: Int32(MarkupName.spellings.count) + $0) }
  }

  private static let standard: Slots = {
    var slots = Slots(count: 512)
    for spelling in MarkupName.spellings {
      let name = Array(spelling.utf8)
      unsafe slots.insert(name, name.withUnsafeBufferPointer { unsafe Slots.hash($0) })
    }
    return slots
  }()
}

/// An open-addressing hash table of lower-case names, numbered in the order they came.
private struct Slots {
  private var slots: [Int32]
  /// All names in a row; each ends where the next one starts.
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var hashes: [Int] = []

  private static let blank: Int32 = -1

  /// `count` is zero or a power of two.
  init(count: Int) { slots = [Int32](repeating: Self.blank, count: count) }

  func find(_ name: UnsafeBufferPointer<UInt8>, _ hash: Int) -> Int32? {
    guard !slots.isEmpty else { return nil }
    var slot = hash & (slots.count - 1)
    while slots[slot] != Self.blank {
      if unsafe matches(Int(slots[slot]), name) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  @discardableResult
  mutating func insert(_ name: [UInt8], _ hash: Int) -> Int32 {
    if (ends.count + 1) * 2 > slots.count { grow() }
    bytes += name
    ends.append(bytes.count)
    hashes.append(hash)
    place(Int32(ends.count - 1))
    return Int32(ends.count - 1)
  }

  private mutating func place(_ index: Int32) {
    var slot = hashes[Int(index)] & (slots.count - 1)
    while slots[slot] != Self.blank { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = index
  }

  private mutating func grow() {
    slots = [Int32](repeating: Self.blank, count: max(64, slots.count * 2))
    for index in ends.indices { place(Int32(index)) }
  }

  private func matches(_ index: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = index == 0 ? 0 : ends[index - 1]
    guard ends[index] - start == name.count else { return false }
    for offset in 0..<name.count where unsafe bytes[start + offset] != lowercased(name[offset]) { return false }
    return true
  }

  /// FNV-1a over the lower-cased bytes.
  static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt32 = 2_166_136_261
    for index in 0..<name.count { hash = unsafe (hash ^ UInt32(lowercased(name[index]))) &* 16_777_619 }
    return Int(hash ^ hash >> 15)
  }
}
