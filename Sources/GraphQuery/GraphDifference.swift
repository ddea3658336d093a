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
  /// - Complexity: O(*n* + *e*): both graphs are in order and walked side by side. Texts are made and sorted of what changed only.
  public func difference(from old: SkillGraph, minimumChange: Double = 0.01) -> GraphDifference {
    let (before, after) = (places(in: old), old.places(in: self))
    let changes = demandChanges(from: old, before, atLeast: max(minimumChange, 1e-9)).sorted().map {
      GraphDifference.DemandChange(
        role: id(of: $0.role), concept: $0.isNew ? id(of: $0.concept) : old.id(of: $0.concept), weight: $0.weight)
    }
    return GraphDifference(
      postings: .init(old: old.postingCount, new: postingCount), newNodes: ids(lackingIn: before),
      goneNodes: old.ids(lackingIn: after), relabelled: renamings(from: old, before),
      newEdges: edges(lackingIn: old, before), goneEdges: old.edges(lackingIn: self, after),
      rising: changes.filter { $0.difference > 0 }, falling: changes.filter { $0.difference < 0 })
  }

  private func ids(lackingIn places: [NodeIndex?]) -> [ConceptID] {
    nodeIndices.filter { places[Int($0.rawValue)] == nil }.map { id(of: $0) }
  }

  private func renamings(from old: SkillGraph, _ places: [NodeIndex?]) -> [GraphDifference.Renaming] {
    nodeIndices.compactMap { node in
      guard let before = places[Int(node.rawValue)], !hasLabel(node, of: before, in: old) else { return nil }
      return .init(id: id(of: node), label: .init(old: old.label(of: before), new: label(of: node)))
    }
  }

  /// The edges that have no counterpart in `other`, where the nodes are at `places`.
  private func edges(lackingIn other: SkillGraph, _ places: [NodeIndex?]) -> [GraphDifference.EdgeName] {
    var lacking: [GraphDifference.EdgeName] = []
    for node in nodeIndices {
      let theirs = places[Int(node.rawValue)].map { other.edges(from: $0) } ?? []
      var next = theirs.startIndex
      for edge in edges(from: node) {
        let key = places[Int(target(of: edge).rawValue)].map { (relation(of: edge), $0) }
        if let key {
          while next < theirs.endIndex, (other.relation(of: theirs[next]), other.target(of: theirs[next])) < key {
            next += 1
          }
          if next < theirs.endIndex, (other.relation(of: theirs[next]), other.target(of: theirs[next])) == key {
            continue
          }
        }
        lacking.append(.init(source: id(of: node), relation: relation(of: edge), target: id(of: target(of: edge))))
      }
    }
    return lacking
  }

  /// Of demands whose weight changed by at least `least`, in no order.
  private func demandChanges(from old: SkillGraph, _ places: [NodeIndex?], atLeast least: Double) -> [WeightChange] {
    var changes: [WeightChange] = []
    for role in nodes(of: .role) {
      guard let oldRole = places[Int(role.rawValue)] else { continue }
      let (oldScale, scale) = (old.demandScale(of: oldRole), demandScale(of: role))
      var former = old.edges(from: oldRole, .requires)
      func note(_ concept: NodeIndex, isNew: Bool, _ before: Double, _ after: Double) {
        guard abs(after - before) >= least else { return }
        // What only the old graph has comes before the node of this one that it would come before.
        let place = isNew ? Int(concept.rawValue) : old.place(of: concept, among: self)
        changes.append(
          WeightChange(
            role: role, concept: concept, isNew: isNew,
            rank: place << 32 | (isNew ? Int(Int32.max) : Int(concept.rawValue)), weight: .init(old: before, new: after)
          ))
      }
      func noteGone(before place: NodeIndex?) {
        while let gone = former.first, place.map({ old.target(of: gone) < $0 }) ?? true {
          former.removeFirst()
          note(old.target(of: gone), isNew: false, oldScale.weight(of: gone, in: old), 0)
        }
      }
      for edge in edges(from: role, .requires) {
        let place = places[Int(target(of: edge).rawValue)]
        if let place { noteGone(before: place) }
        let same = former.first.flatMap { place == old.target(of: $0) ? $0 : nil }
        if same != nil { former.removeFirst() }
        note(
          target(of: edge), isNew: true, same.map { oldScale.weight(of: $0, in: old) } ?? 0,
          scale.weight(of: edge, in: self))
      }
      noteGone(before: nil)
    }
    return changes
  }
}

/// A change of a demand's weight by the positions of its nodes: thousands are sorted, few have to be named.
private struct WeightChange: Comparable {
  var role: NodeIndex
  /// Of the new graph, or of the old one.
  var concept: NodeIndex
  var isNew: Bool
  /// The concept's place by id.
  var rank: Int
  var weight: GraphDifference.Change<Double>

  private var size: Double { abs(weight.new - weight.old) }

  static func < (a: WeightChange, b: WeightChange) -> Bool {
    (-a.size, a.role, a.rank) < (-b.size, b.role, b.rank)
  }
}
