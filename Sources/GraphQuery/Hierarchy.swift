internal import Concepts
internal import GraphModel

extension SkillGraph {
  /// `roots` and all that is narrower, over any number of steps.
  ///
  /// - Complexity: O(*n* + *e*) over what is narrower.
  func narrower(than roots: [NodeIndex]) -> Set<NodeIndex> {
    var (seen, open) = (Set(roots), roots)
    while let node = open.popLast() { open += sources(of: node, .broader).filter { seen.insert($0).inserted } }
    return seen
  }
}
