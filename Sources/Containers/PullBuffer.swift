/// Reads pieces of any size as if they were one long text.
struct PullBuffer {
  private let pieces: ByteSource.Chunks
  private var bytes: [UInt8] = []
  private var start = 0
  /// How many bytes were taken or passed over.
  private(set) var offset = 0
  /// Why nothing more comes, if that is not the end.
  private(set) var error: (any Error)?
  private var isAtEnd = false

  init(_ pieces: @escaping ByteSource.Chunks) { self.pieces = pieces }

  /// What is there and not taken.
  var rest: ArraySlice<UInt8> { bytes[start...] }

  /// Makes `count` bytes be there if so many follow; whether they are.
  mutating func fill(_ count: Int) -> Bool {
    while bytes.count - start < count {
      guard !isAtEnd else { return false }
      do {
        guard let piece = try pieces() else {
          isAtEnd = true
          return false
        }
        bytes.removeFirst(start)
        start = 0
        bytes += piece
      } catch {
        self.error = error
        isAtEnd = true
      }
    }
    return true
  }

  mutating func drop(_ count: Int) {
    start += count
    offset += count
  }

  mutating func take(_ count: Int) -> [UInt8] {
    let taken = Array(rest.prefix(count))
    drop(taken.count)
    return taken
  }

  /// Passes over `count` bytes without keeping them; whether so many came.
  mutating func skip(_ count: Int) -> Bool {
    var left = count
    while left > 0 {
      guard fill(1) else { return false }
      let passed = min(left, rest.count)
      drop(passed)
      left -= passed
    }
    return true
  }
}
