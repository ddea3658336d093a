/// Arrays of plain values as bytes, to be kept and read again by the same program on the same kind of machine.
struct CompiledBytes {
  private(set) var bytes: [UInt8] = []

  mutating func add<Value: BitwiseCopyable>(_ values: [Value]) {
    withUnsafeBytes(of: UInt64(values.count)) { bytes.append(contentsOf: $0) }
    values.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  /// Texts one after another, and where each ends.
  mutating func add(_ texts: some Sequence<String>) {
    var (all, ends) = ([UInt8](), [Int32]())
    for text in texts {
      all.append(contentsOf: text.utf8)
      ends.append(Int32(truncatingIfNeeded: all.count))
    }
    add(all)
    add(ends)
  }
}

/// Reads what `CompiledBytes` wrote, in the same order.
struct CompiledReader {
  /// The bytes end too early.
  struct Damage: Error {}

  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next<Value: BitwiseCopyable>() throws(Damage) -> [Value] {
    let count = Int(clamping: try number())
    let (size, overflows) = count.multipliedReportingOverflow(by: MemoryLayout<Value>.stride)
    guard !overflows, size <= bytes.count - offset else { throw Damage() }
    let start = offset
    offset += size
    return [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
      bytes.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(buffer).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: $0[start..<start + size]))
      }
      initialized = count
    }
  }

  mutating func texts() throws(Damage) -> [String] {
    let all: [UInt8] = try next()
    let ends: [Int32] = try next()
    var start = 0
    return ends.map { end in
      defer { start = Int(end) }
      return String(decoding: all[start..<Int(end)], as: UTF8.self)
    }
  }

  private mutating func number() throws(Damage) -> UInt64 {
    guard bytes.count - offset >= 8 else { throw Damage() }
    defer { offset += 8 }
    return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
  }
}
