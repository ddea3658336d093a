internal import CCompression

/// The CRC-32 that ZIP archives keep of each file.
public struct Checksum: Sendable {
  public private(set) var value: UInt32 = 0

  public init() {}

  /// - Complexity: O(*bytes*), about a gigabyte a second.
  public mutating func update(_ bytes: [UInt8]) {
    value = unsafe bytes.withUnsafeBufferPointer { unsafe cz_crc32(value, $0.baseAddress, $0.count) }
  }
}
