/// Finds the number of a name from its bytes, without making a `String`: an open-addressing hash table over `MarkupName`'s
/// spellings and the further names of one document.
struct NameTable {
  private(set) var furtherNames: [String] = []
  private var slots: [Int32]
  private var names: [[UInt8]]

  private static let blank: Int32 = -1

  /// The constants are hashed once per process.
  static let standard: NameTable = {
    var table = NameTable(slots: [Int32](repeating: blank, count: 512), names: [])
    for spelling in MarkupName.spellings { table.insert(Array(spelling.utf8)) }
    return table
  }()

  private init(slots: [Int32], names: [[UInt8]]) {
    self.slots = slots
    self.names = names
  }

  /// The number of `name` in lower case; a new one if the document has not had it before.
  mutating func index(of name: UnsafeBufferPointer<UInt8>) -> MarkupName {
    var slot = unsafe Self.hash(name) & (slots.count - 1)
    while slots[slot] != Self.blank {
      if unsafe matches(names[Int(slots[slot])], name) { return MarkupName(rawValue: slots[slot]) }
      slot = (slot + 1) & (slots.count - 1)
    }
    let lowercase = unsafe name.map(lowercased)
    furtherNames.append(String(decoding: lowercase, as: UTF8.self))
    return insert(lowercase)
  }

  @discardableResult
  private mutating func insert(_ name: [UInt8]) -> MarkupName {
    if (names.count + 1) * 2 > slots.count { grow() }
    names.append(name)
    place(Int32(names.count - 1))
    return MarkupName(rawValue: Int32(names.count - 1))
  }

  private mutating func place(_ index: Int32) {
    var slot = unsafe names[Int(index)].withUnsafeBufferPointer { unsafe Self.hash($0) } & (slots.count - 1)
    while slots[slot] != Self.blank { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = index
  }

  private mutating func grow() {
    slots = [Int32](repeating: Self.blank, count: slots.count * 2)
    for index in names.indices { place(Int32(index)) }
  }

  private func matches(_ known: [UInt8], _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard known.count == name.count else { return false }
    for index in known.indices where unsafe known[index] != lowercased(name[index]) { return false }
    return true
  }

  /// FNV-1a over the lower-cased bytes.
  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt32 = 2_166_136_261
    for index in 0..<name.count { hash = unsafe (hash ^ UInt32(lowercased(name[index]))) &* 16_777_619 }
    return Int(hash ^ hash >> 15)
  }
}
