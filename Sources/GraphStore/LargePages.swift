#if canImport(Glibc)
  internal import Glibc
#endif

/// Memory for whole graphs. A page fault for every four kilobytes takes longer than copying them; with large pages there are few.
enum LargePages {
  private static let size = 2 << 20

  /// Asks the system for large pages where whole ones fit into `buffer`, which nothing was written to so far; a hint, no more.
  static func advise(_ buffer: UnsafeMutableRawBufferPointer) {
    #if canImport(Glibc)
      guard let base = buffer.baseAddress else { return }
      let (start, end) = (base.alignedUp(toMultipleOf: size), (base + buffer.count).alignedDown(toMultipleOf: size))
      if start < end { madvise(start, start.distance(to: end), MADV_HUGEPAGE) }
    #endif
  }
}
