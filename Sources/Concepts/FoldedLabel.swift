/// A label without what makes no difference in text: letter case, hyphens for spaces, plural endings.
///
/// Two labels that fold to the same are the same name to whoever looks for them: "Data-Scientists" and "data scientist".
public struct FoldedLabel: Hashable, Sendable {
  public let text: String

  /// - Complexity: one pass over the bytes.
  public init(_ label: String) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(label.utf8.count)
    var start = 0
    for byte in label.utf8 {
      if Self.separates(byte) {
        Self.endWord(&bytes, from: start)
        if let last = bytes.last, last != UInt8(ascii: " ") { bytes.append(UInt8(ascii: " ")) }
        start = bytes.count
      } else {
        bytes.append((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte)
      }
    }
    Self.endWord(&bytes, from: start)
    if bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    text = String(decoding: bytes, as: UTF8.self)
  }

  public var isEmpty: Bool { text.isEmpty }

  private static func separates(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "\t")
  }

  /// Takes the plural ending from the word that begins at `start`, as the label matcher does.
  private static func endWord(_ bytes: inout [UInt8], from start: Int) {
    let word = bytes[start...]
    guard word.count > 3, word.last == UInt8(ascii: "s") else { return }
    guard ["ss", "us", "is", "ogistics"].allSatisfy({ !word.hasSuffix($0) }) else { return }
    if word.count > 4, word.hasSuffix("ies") {
      bytes.replaceSubrange((bytes.count - 3)..., with: [UInt8(ascii: "y")])
    } else {
      bytes.removeLast()
      // Searches, boxes, classes.
      if ["che", "she", "xe", "sse"].contains(where: { bytes[start...].hasSuffix($0) }) { bytes.removeLast() }
    }
  }
}

extension ArraySlice<UInt8> {
  fileprivate func hasSuffix(_ ending: StaticString) -> Bool {
    ending.withUTF8Buffer { suffix($0.count).elementsEqual($0) }
  }
}
