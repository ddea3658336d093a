import ArgumentParser
import Concepts
import GraphModel
import GraphQuery
import GraphStore
import JSONText

extension SkillGraphCommand {
  struct Infer: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "infer",
      abstract: "Infer what usually comes first from what postings ask for together.",
      discussion: """
        Candidates for prerequisites, by the method co-occurrence: what postings for one thing name far more often than the \
        other way round (RefD, after Liang et al. 2015), each with its confidence from 0 to 1 and the figures behind it. They \
        are kept in the graph file apart from what is curated, in place of what was inferred before; only questions with \
        --include-inferred use them. Read more pages and infer again to renew them.

        Example: skillgraph infer --graph jobs.db --min-confidence 0.4
        """)

    @Option(help: ArgumentHelp("At least so many postings name both.", valueName: "number"))
    var minSupport = 5

    @Option(help: ArgumentHelp("Of at least so many employers.", valueName: "number"))
    var minEmployers = 3

    @Option(help: ArgumentHelp("At least this confident.", valueName: "0…1"))
    var minConfidence = 0.2

    @Flag(help: "Only show what would be kept.")
    var dryRun = false

    @OptionGroup var graph: GraphFileOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
      if minSupport < 1 || minEmployers < 1 {
        throw ValidationError("--min-support and --min-employers must be at least 1")
      }
      if !(0...1).contains(minConfidence) { throw ValidationError("--min-confidence must be from 0 to 1") }
    }

    func run() throws {
      do {
        let store = try GraphFile(path: graph.path, mode: dryRun ? .readOnly : .readWrite)
        defer { store.close() }
        let graph = try store.loadGraph()
        let found = try together(store).prerequisites(in: graph, options)
        if !dryRun { try store.keep(found, method: Cooccurrence.method) }
        guard !found.isEmpty else {
          throw Failure.notFound("no two skills are named together often enough; try a smaller --min-support")
        }
        try output.print(InferAnswer(graph: graph, relations: found))
      } catch let error as GraphFileError {
        throw Failure.io(error.message)
      }
    }

    private func together(_ store: GraphFile) throws -> Cooccurrence {
      var together = Cooccurrence()
      try store.forEachDemand { together.add($0, employer: $1) }
      return together
    }

    private var options: Cooccurrence.Options {
      var options = Cooccurrence.Options()
      options.minimumPostings = minSupport
      options.minimumEmployers = minEmployers
      options.minimumConfidence = minConfidence
      return options
    }
  }
}

private struct InferAnswer: Answer {
  let graph: SkillGraph
  /// The surest first.
  let relations: [InferredRelation]

  init(graph: SkillGraph, relations: [InferredRelation]) {
    self.graph = graph
    self.relations = relations.sorted { (-$0.confidence, $0) < (-$1.confidence, $1) }
  }

  private func label(_ id: ConceptID) -> String { graph.index(of: id).map { graph[$0].label } ?? id.rawValue }

  var text: String {
    let rows = relations.map {
      [
        JSONValue.rounded($0.confidence, digits: 2).text(), label($0.source), "before \(label($0.target))", $0.figures,
      ]
    }
    return "Inferred: \(counted(rows.count, "relation")) by \(Cooccurrence.method)\n"
      + Listing(columns: [], rows: rows).padded
  }

  var json: JSONValue {
    .record([
      "inferred": .array(
        relations.map {
          .record([
            "source": .string($0.source.rawValue), "relation": .string($0.relation.rawValue),
            "target": .string($0.target.rawValue), "method": .string($0.method), "confidence": .rounded($0.confidence),
            "figures": .string($0.figures),
          ])
        })
    ])
  }

  var table: Listing? {
    Listing(
      columns: ["source", "relation", "target", "method", "confidence", "figures"],
      rows: relations.map {
        [
          $0.source.rawValue, $0.relation.rawValue, $0.target.rawValue, $0.method,
          JSONValue.rounded($0.confidence).text(), $0.figures,
        ]
      })
  }
}
