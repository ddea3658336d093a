/// A format as `export` offers it: what it is called, what opens it, what it cannot carry, and the files it makes.
public struct ExportFormat: Sendable {
  /// What `export --format` calls it.
  public let name: String
  /// Without the dot.
  public let fileExtension: String
  /// The tools it is for.
  public let opensIn: [String]
  /// What of a graph is not in the file; `nil` if everything is.
  public let limitation: String?
  /// The files it consists of, in order. A lone file has the name the user gave; several have `suffix` before the extension.
  public let files: [File]

  /// One file of a format.
  public struct File: Sendable {
    public let suffix: String
    public let format: any GraphFormat
  }

  private init<Format: GraphFormat>(_ format: Format, opensIn: [String]) {
    self.init(Format.self, opensIn: opensIn, [("", format)])
  }

  private init<Format: GraphFormat>(_ type: Format.Type, opensIn: [String], _ files: [(String, Format)]) {
    name = type.name
    fileExtension = type.fileExtension
    limitation = type.limitation
    self.opensIn = opensIn
    self.files = files.map { File(suffix: $0.0, format: $0.1) }
  }

  /// Every format, the most useful first.
  public static let all: [ExportFormat] = graphML() + others

  /// The format called `name`.
  ///
  /// - Parameter profile: the reader a GraphML file is for; other formats have no profiles.
  public static func named(_ name: String, profile: GraphML.Profile = .base) -> ExportFormat? {
    (graphML(profile) + others).first { $0.name == name }
  }

  private static func graphML(_ profile: GraphML.Profile = .base) -> [ExportFormat] {
    [
      ExportFormat(
        GraphML(profile), opensIn: ["Gephi", "Cytoscape", "NetworkX, igraph, graph-tool, rustworkx", "JGraphT, Tulip"])
    ]
  }

  private static let others: [ExportFormat] = [
    ExportFormat(GEXF(), opensIn: ["Gephi, with parallel edges apart and a time line"]),
    ExportFormat(NodeLinkJSON(), opensIn: ["D3, NetworkX (edges=\"links\")"]),
    ExportFormat(CytoscapeJSON(), opensIn: ["Cytoscape.js, Cytoscape"]),
    ExportFormat(JSONLines(), opensIn: ["jq, loaders of databases"]),
    ExportFormat(
      GraphCSV.self, opensIn: ["pandas, R, Excel: nodes and edges"],
      [(".nodes", GraphCSV(.nodes)), (".edges", GraphCSV(.edges))]),
    ExportFormat(DemandsCSV(), opensIn: ["pandas, R, Excel: roles × skills"]),
    ExportFormat(FlatODS(), opensIn: ["LibreOffice: roles × skills"]),
    ExportFormat(
      Neo4jCSV.self, opensIn: ["Neo4j, by neo4j-admin database import"],
      [(".nodes", Neo4jCSV(.nodes)), (".relationships", Neo4jCSV(.relationships))]),
    ExportFormat(DOT(), opensIn: ["Graphviz"]),
    ExportFormat(Mermaid(), opensIn: ["Markdown on GitHub and GitLab"]),
    ExportFormat(SKOSXML(), opensIn: ["Protégé, VocBench, Skosmos, rdflib"]),
    ExportFormat(JSONLD(), opensIn: ["JSON-LD tools, rdflib"]),
  ]
}
