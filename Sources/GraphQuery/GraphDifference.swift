public import Concepts
public import GraphModel

/// What changed between two graphs, by ids; positions of one graph mean nothing in the other.
public struct GraphDifference: Hashable, Sendable {
  /// How many postings each was built from.
  public var postings: Change<Int>
  /// By id.
  public var newNodes: [ConceptID]
  public var goneNodes: [ConceptID]
  public var relabelled: [Renaming]
  /// By (source, relation, target).
  public var newEdges: [EdgeName]
  public var goneEdges: [EdgeName]
  /// Demands whose weight changed, the greatest rise first, then the greatest fall; ties by ids. Those of new or gone roles
  /// are not listed: everything about them is new or gone.
  public var rising: [DemandChange]
  public var falling: [DemandChange]

  public var isEmpty: Bool {
    postings.old == postings.new && newNodes.isEmpty && goneNodes.isEmpty && relabelled.isEmpty && newEdges.isEmpty
      && goneEdges.isEmpty && rising.isEmpty && falling.isEmpty
  }

  public struct Change<Value: Hashable & Sendable>: Hashable, Sendable {
    public var old: Value
    public var new: Value
  }

  public struct Renaming: Hashable, Sendable {
    public var id: ConceptID
    public var label: Change<String>
  }

  public struct EdgeName: Hashable, Comparable, Sendable {
    public var source: ConceptID
    public var relation: Relation
    public var target: ConceptID

    public static func < (a: EdgeName, b: EdgeName) -> Bool {
      (a.source, a.relation, a.target) < (b.source, b.relation, b.target)
    }
  }

  public struct DemandChange: Hashable, Sendable {
    public var role: ConceptID
    public var concept: ConceptID
    /// As in `RoleProfile`; 0 where the role did not ask for it.
    public var weight: Change<Double>
    public var difference: Double { weight.new - weight.old }
  }
}

extension SkillGraph {
  /// What changed from `old` to this graph. Changes of a demand's weight below `minimumChange` are not reported.
  ///
  /// - Complexity: O(*n* + *e*) and sorts of what changed.
  public func difference(from old: SkillGraph, minimumChange: Double = 0.01) -> GraphDifference {
    let (before, after) = (EdgeKeys(old, in: self), EdgeKeys(self, in: self))
    let changes = demandChanges(from: old).filter { abs($0.difference) >= max(minimumChange, 1e-9) }.sorted {
      (-abs($0.difference), $0.role, $0.concept) < (-abs($1.difference), $1.role, $1.concept)
    }
    return GraphDifference(
      postings: .init(old: old.postingCount, new: postingCount),
      newNodes: nodes.map(\.id).filter { old.index(of: $0) == nil },
      goneNodes: old.nodes.map(\.id).filter { index(of: $0) == nil }, relabelled: renamings(from: old),
      newEdges: edgeNames(after.missing(from: before)), goneEdges: old.edgeNames(before.missing(from: after)),
      rising: changes.filter { $0.difference > 0 }, falling: changes.filter { $0.difference < 0 })
  }

  private func edgeNames(_ edges: [EdgeIndex]) -> [GraphDifference.EdgeName] {
    edges.map { .init(source: id(of: source(of: $0)), relation: relation(of: $0), target: id(of: target(of: $0))) }
  }

  private func renamings(from old: SkillGraph) -> [GraphDifference.Renaming] {
    nodes.compactMap { node in
      guard let before = old.index(of: node.id).map({ old[$0].label }), before != node.label else { return nil }
      return .init(id: node.id, label: .init(old: before, new: node.label))
    }
  }

  private func demandChanges(from old: SkillGraph) -> [GraphDifference.DemandChange] {
    nodeIndices.filter { kind(of: $0) == .role }.flatMap { role -> [GraphDifference.DemandChange] in
      guard let oldRole = old.index(of: id(of: role)) else { return [] }
      var weights: [ConceptID: GraphDifference.Change<Double>] = [:]
      for item in old.profile(of: oldRole).demands { weights[old[item.node].id] = .init(old: item.weight, new: 0) }
      for item in profile(of: role).demands {
        weights[id(of: item.node), default: .init(old: 0, new: 0)].new = item.weight
      }
      return weights.map { .init(role: id(of: role), concept: $0.key, weight: $0.value) }
    }
  }
}

/// The edges of a graph as numbers that mean the same in two graphs.
private struct EdgeKeys {
  /// In edge order; what the other graph lacks an end of has none.
  private let keys: [UInt64?]
  private let known: Set<UInt64>

  init(_ graph: SkillGraph, in other: SkillGraph) {
    let places = graph.nodeIndices.map { other.index(of: graph.id(of: $0)) }
    keys = graph.edgeIndices.map { edge in
      guard let source = places[Int(graph.source(of: edge).rawValue)],
        let target = places[Int(graph.target(of: edge).rawValue)],
        let relation = Relation.allCases.firstIndex(of: graph.relation(of: edge))
      else { return nil }
      return UInt64(source.rawValue) << 34 | UInt64(relation) << 31 | UInt64(target.rawValue)
    }
    known = Set(keys.compactMap(\.self))
  }

  func missing(from other: EdgeKeys) -> [EdgeIndex] {
    keys.indices.filter { index in keys[index].map { !other.known.contains($0) } ?? true }
      .map { EdgeIndex(rawValue: Int32($0)) }
  }
}
