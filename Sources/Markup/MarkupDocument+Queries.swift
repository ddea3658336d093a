private import CMarkup

/// The questions other rooms ask of a document. None of them recurses.
extension MarkupDocument {
  public static let root: NodeIndex = 0

  @inlinable public subscript(node: NodeIndex) -> Node { nodes[Int(node)] }

  /// The nodes below `node` in document order.
  @inlinable public func descendants(of node: NodeIndex) -> Range<NodeIndex> { (node + 1)..<self[node].end }

  /// The children of `node` in document order.
  public func children(of node: NodeIndex) -> Children {
    Children(document: self, position: node + 1, end: self[node].end)
  }

  public struct Children: Sequence, IteratorProtocol {
    let document: MarkupDocument
    var position: NodeIndex
    let end: NodeIndex

    public mutating func next() -> NodeIndex? {
      guard position < end else { return nil }
      defer { position = document[position].end }
      return position
    }
  }

  /// All elements called `name`, in document order.
  public func elements(named name: MarkupName, in node: NodeIndex = root) -> some Sequence<NodeIndex> {
    descendants(of: node).lazy.filter { self[$0].name == name }
  }

  /// The value of the first attribute called `name`.
  public func attribute(_ name: MarkupName, of node: NodeIndex) -> String? {
    self[node].attributes.lazy.map { attributes[Int($0)] }.first { $0.name == name }.map { string($0.value) }
  }

  public func string(_ range: Range<Int32>) -> String {
    String(decoding: text[Int(range.lowerBound)..<Int(range.upperBound)], as: UTF8.self)
  }

  /// Where `byte` first occurs in `text` at `range`.
  ///
  /// - Complexity: O(*range*), many bytes a step.
  public func offset(of byte: UInt8, in range: Range<Int>) -> Int? {
    let offset = unsafe text.withUnsafeBufferPointer {
      unsafe cm_find($0.baseAddress, min(range.upperBound, $0.count), range.lowerBound, byte)
    }
    return offset < range.upperBound ? offset : nil
  }

  /// All text below `node`, in document order, as written (white space is not folded).
  public func textContent(of node: NodeIndex) -> String {
    String(decoding: textBytes(of: node), as: UTF8.self)
  }

  /// The same in UTF-8.
  public func textBytes(of node: NodeIndex = root) -> [UInt8] {
    var bytes: [UInt8] = []
    for index in node..<self[node].end where self[index].name == .text {
      let range = self[index].text
      bytes += text[Int(range.lowerBound)..<Int(range.upperBound)]
    }
    return bytes
  }

  /// How `name` is written.
  public func spelling(of name: MarkupName) -> String {
    let known = MarkupName.spellings.count
    return Int(name.rawValue) < known
      ? MarkupName.spellings[Int(name.rawValue)] : furtherNames[Int(name.rawValue) - known]
  }

  /// The number `spelling` (lower case) has in this document, or `nil` if it does not occur.
  ///
  /// - Complexity: O(names); look a name up once per document, not once per node.
  public func name(_ spelling: String) -> MarkupName? {
    if let index = MarkupName.spellings.firstIndex(of: spelling) { return MarkupName(rawValue: Int32(index)) }
    return furtherNames.firstIndex(of: spelling).map { MarkupName(rawValue: Int32($0 + MarkupName.spellings.count)) }
  }
}
