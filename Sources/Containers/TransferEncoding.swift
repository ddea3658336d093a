/// How mail wraps bytes in letters (RFC 2045).
enum TransferEncoding {
  static func decoded(_ content: ArraySlice<UInt8>, _ encoding: String) -> [UInt8] {
    switch encoding.lowercased() {
    case "quoted-printable": quotedPrintable(content)
    case "base64": base64(content)
    default: Array(content)
    }
  }

  /// Section 6.7; what is no escape stays, spaces at the end of a line go.
  private static func quotedPrintable(_ content: ArraySlice<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(content.count)
    var offset = content.startIndex
    while offset < content.endIndex {
      let byte = content[offset]
      offset += 1
      guard byte == UInt8(ascii: "=") else {
        output.append(byte)
        continue
      }
      // "=" at the end of a line joins it with the next one.
      let end = content[offset...].firstIndex { $0 != 0x20 && $0 != 0x09 } ?? content.endIndex
      if end == content.endIndex || content[end] == 0x0A || content[end...].starts(with: [0x0D, 0x0A]) {
        offset = end == content.endIndex ? end : end + (content[end] == 0x0A ? 1 : 2)
      } else if offset + 1 < content.endIndex, let high = digit(content[offset]), let low = digit(content[offset + 1]) {
        output.append(high << 4 | low)
        offset += 2
      } else {
        output.append(byte)
      }
    }
    return output
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - 0x30
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - 55
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - 87
    default: nil
    }
  }

  /// Section 6.8; other signs are passed over.
  private static func base64(_ content: ArraySlice<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(content.count / 4 * 3)
    var (bits, count): (UInt32, UInt32) = (0, 0)
    for byte in content {
      guard let value = sextet(byte) else { continue }
      bits = bits << 6 | UInt32(value)
      count += 6
      guard count >= 8 else { continue }
      count -= 8
      output.append(UInt8(truncatingIfNeeded: bits >> count))
    }
    return output
  }

  private static func sextet(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte + 4
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
