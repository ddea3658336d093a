public import GraphModel

public struct GraphStore {
  public enum Mode { case readOnly, readWrite }
  public init(path: String, mode: Mode) throws {}
  public func loadGraph() throws -> SkillGraph { SkillGraph(nodes: [], edges: []) }
}
