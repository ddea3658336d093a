public import Concepts

/// A drawing for people, to be laid out by Graphviz: a title, a legend, blocks of nodes and arrows between the blocks.
///
/// Few blocks with lists in them are readable at once where the same nodes as a star or a mesh are not.
public struct Picture: Hashable, Sendable {
  public var title: String
  /// A line under the title.
  public var note: String
  public var theme: Theme
  public var arrangement: Arrangement
  public var blocks: [Block]
  public var links: [Link]

  public enum Theme: String, Sendable, CaseIterable { case light, dark }

  /// How blocks are placed; `engine` is the layout program of Graphviz that does it.
  public enum Arrangement: String, Sendable {
    /// In columns, in the direction of the arrows.
    case leftToRight
    /// In rows, in the direction of the arrows.
    case topToBottom
    /// By force, what is connected close together.
    case network

    public var engine: String { self == .network ? "neato" : "dot" }
  }

  /// A node, or lists of nodes under a heading.
  public struct Block: Hashable, Sendable {
    /// What links refer to.
    public var name: String
    public var heading: Item?
    public var sections: [Section]
    /// How many items at most stand under each other in a column; from 1.
    public var rows: Int
    /// Drawn with a border.
    public var isCentral: Bool

    public init(
      _ name: String, heading: Item? = nil, sections: [Section] = [], rows: Int = 12, isCentral: Bool = false
    ) {
      self.name = name
      self.heading = heading
      self.sections = sections
      self.rows = rows
      self.isCentral = isCentral
    }
  }

  /// Nodes in columns, read downwards.
  public struct Section: Hashable, Sendable {
    public var title: String
    public var items: [Item]
    /// How many more there are than are listed.
    public var omitted: Int

    /// Lists the first `limit` of `items`.
    public init(_ title: String, _ items: [Item], limit: Int = 36) {
      self.title = title
      self.items = Array(items.prefix(limit))
      omitted = max(0, items.count - limit)
    }
  }

  public struct Item: Hashable, Sendable {
    public var label: String
    public var kind: ConceptKind
    /// 0 to 1, drawn as a bar; `nil` where there is none to tell.
    public var share: Double?

    public init(_ label: String, _ kind: ConceptKind, share: Double? = nil) {
      self.label = label
      self.kind = kind
      self.share = share
    }
  }

  public struct Link: Hashable, Sendable {
    public var source: String
    public var target: String
    public var label: String
    public var isDashed: Bool
    /// What gives the link its colour and a place in the legend.
    public var relation: Relation?

    public init(
      _ source: String, _ target: String, label: String = "", isDashed: Bool = false, relation: Relation? = nil
    ) {
      self.source = source
      self.target = target
      self.label = label
      self.isDashed = isDashed
      self.relation = relation
    }
  }

  public init(
    title: String, note: String = "", theme: Theme = .light, arrangement: Arrangement, blocks: [Block],
    links: [Link] = []
  ) {
    self.title = title
    self.note = note
    self.theme = theme
    self.arrangement = arrangement
    self.blocks = blocks
    self.links = links
  }

  /// With the blocks that no link leads to or from as one list, which takes less room and says the same.
  public func withLooseBlocksListed(_ title: String) -> Picture {
    let linked = Set(links.flatMap { [$0.source, $0.target] })
    let loose = blocks.filter { !linked.contains($0.name) && $0.sections.isEmpty && !$0.isCentral }
    guard loose.count > 1 else { return self }
    var picture = self
    picture.blocks.removeAll { block in loose.contains { $0.name == block.name } }
    let items = loose.compactMap(\.heading)
    picture.blocks.append(Block("loose", sections: [Section(title, items, limit: items.count)], rows: 10))
    return picture
  }

  /// Without the links that say nothing new: those whose target is reached from their source over other links, too.
  ///
  /// - Complexity: O(*links* · (*blocks* + *links*)); links must not form a cycle, or those on it may be lost.
  public func withoutImpliedLinks() -> Picture {
    var picture = self
    let next = Dictionary(grouping: links, by: \.source).mapValues { $0.map(\.target) }
    picture.links = links.filter { link in
      var (seen, open) = (Set<String>(), (next[link.source] ?? []).filter { $0 != link.target })
      while let block = open.popLast() {
        if block == link.target { return false }
        if seen.insert(block).inserted { open += next[block] ?? [] }
      }
      return true
    }
    return picture
  }
}
