private import CBundledData

/// A file of `Data/` that ships inside the binary, so that the program needs no installation beside itself.
///
/// The contents are those of the checkout the program was built from; nothing is read at run time.
public struct BundledFile: Sendable {
  /// The path below `Data/`, such as `taxonomy/concepts.tsv`.
  public let name: String
  public let bytes: [UInt8]

  /// All files below `directory` (such as `taxonomy`), in the order in which they were bundled.
  ///
  /// - Complexity: one copy of each file's bytes.
  public static func all(in directory: String) -> [BundledFile] {
    (0..<bundled_file_count()).compactMap { index in
      let file = unsafe bundled_file_at(index)
      let name = unsafe String(cString: file.name)
      guard name.hasPrefix(directory + "/") else { return nil }
      return BundledFile(name: name, bytes: unsafe Array(UnsafeBufferPointer(start: file.bytes, count: file.size)))
    }
  }
}
