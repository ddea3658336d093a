/// A parsed page or record: a tree of elements and texts in flat arrays, with no pointer into any parser.
///
/// Node 0 is the root; nodes are in document order, so a node's descendants are the contiguous run after it
/// (`descendants(of:)` is a range). All text is valid UTF-8 in one buffer. Built by `HTMLReader` and `XMLReader`.
public struct MarkupDocument: Sendable {
  /// A position in `nodes`; valid only in the document that gave it.
  public typealias NodeIndex = Int32

  public struct Node: Sendable {
    /// `.text` for text, `.root` for the root, otherwise the element's name.
    public var name: MarkupName
    /// The namespace prefix as written, if any; `dc` in `dc:creator`.
    public var prefix: MarkupName?
    public var parent: NodeIndex
    /// One past the last descendant; equal to the own index + 1 for a leaf.
    public var end: NodeIndex
    /// The text of a text node, in `text`; empty for elements.
    public var text: Range<Int32>
    /// The element's attributes, in `attributes`.
    public var attributes: Range<Int32>
  }

  public struct Attribute: Sendable {
    public var name: MarkupName
    /// In `text`, entities resolved.
    public var value: Range<Int32>
  }

  /// A script that carries data, byte for byte as the page has it (in UTF-8).
  public struct EmbeddedData: Sendable {
    /// The `type` attribute in lower case without parameters, such as `application/ld+json`.
    public var type: String
    public var body: [UInt8]
  }

  public internal(set) var nodes: [Node] = []
  public internal(set) var attributes: [Attribute] = []
  public internal(set) var text: [UInt8] = []
  public internal(set) var embeddedData: [EmbeddedData] = []
  /// Names that are not among `MarkupName`'s constants, by `rawValue - MarkupName.spellings.count`.
  var furtherNames: [String] = []

  init() {}
}
