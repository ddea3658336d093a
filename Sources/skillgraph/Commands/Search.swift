import ArgumentParser
import Concepts
import GraphModel
import GraphQuery
import JSONText

extension SkillGraphCommand {
  struct Search: GraphQuestion {
    static let configuration = CommandConfiguration(
      commandName: "search",
      abstract: "Find names: by beginning, by word, with typing errors.",
      discussion: "Example: skillgraph search kubernets --kind framework")

    @Argument(help: "Part of a name.")
    var text: String

    @Option(
      help: ArgumentHelp("Only role, skill, framework, certification or education.", valueName: "kind"),
      transform: conceptKind)
    var kind: ConceptKind?

    @Option(help: ArgumentHelp("At most this many.", valueName: "number"))
    var limit = 20

    @OptionGroup var graph: GraphOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      try requirePositive(limit, "--limit")
    }

    func answer(_ open: OpenGraph) throws -> SearchAnswer {
      let hits = open.names.search(text, kinds: kind.map { [$0] }, limit: limit)
      guard !hits.isEmpty else { throw Failure.notFound("nothing is called '\(text)' or nearly so") }
      return SearchAnswer(graph: open.graph, hits: hits)
    }
  }
}

/// The kind of that name.
@Sendable func conceptKind(_ name: String) throws -> ConceptKind {
  guard let kind = ConceptKind(rawValue: name) else {
    let known = ConceptKind.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError("unknown kind '\(name)'; known are \(known)")
  }
  return kind
}

struct SearchAnswer: Answer {
  let graph: SkillGraph
  let hits: [NameIndex.Hit]

  var text: String {
    let rows = hits.map { hit in
      let node = graph[hit.node]
      return [node.label, node.kind.rawValue, node.id.rawValue, hit.label == node.label ? "" : "also \(hit.label)"]
    }
    return Listing(columns: [], rows: rows).padded + "\nNext: skillgraph show \(graph.id(of: hits[0].node))\n"
  }

  var json: JSONValue {
    .record([
      "hits": .array(
        hits.map { graph.reference($0.node, ["match": .string($0.label), "score": .rounded($0.score, digits: 3)]) })
    ])
  }

  var table: Listing? {
    Listing(
      columns: ["id", "label", "kind", "match", "score"],
      rows: hits.map { hit in
        let node = graph[hit.node]
        return [
          node.id.rawValue, node.label, node.kind.rawValue, hit.label, JSONValue.rounded(hit.score, digits: 3).text(),
        ]
      })
  }
}
