import ArgumentParser
import Concepts
import GraphModel
import GraphStore
import JSONText

extension SkillGraphCommand {
  struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Give every reason for a node, or for the edges between two.",
      discussion: "Example: skillgraph explain \"machine learning engineer\" python")

    @Argument(help: "A role, skill, framework, certification or education.")
    var name: String

    @Argument(help: "Another one, to explain what connects them.")
    var other: String?

    @Option(help: ArgumentHelp("At most this many sentences.", valueName: "number"))
    var limit = 20

    @OptionGroup var graph: GraphOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let open = try graph.open(inferred: true)
      let node = try open.node(name)
      guard let other else { return try output.print(try nodeAnswer(open, node)) }
      let second = try open.node(other)
      let graph = open.graph
      let edges =
        graph.edges(from: node).filter { graph[$0].target == second }
        + graph.edges(from: second).filter { graph[$0].target == node }
      guard !edges.isEmpty else {
        throw Failure.notFound(
          "nothing connects '\(graph[node].label)' and '\(graph[second].label)' directly; try 'skillgraph path' or 'prerequisites'"
        )
      }
      try output.print(ExplainAnswer(graph: graph, reasons: try edges.map { try reason(open, $0) }, node: nil))
    }

    private func nodeAnswer(_ open: OpenGraph, _ node: NodeIndex) throws -> ExplainAnswer {
      let sentences = try stored { try open.store?.evidence(for: open.graph[node].id, limit: limit) ?? [] }
      return ExplainAnswer(graph: open.graph, reasons: [.init(edge: nil, sentences: sentences)], node: node)
    }

    private func reason(_ open: OpenGraph, _ edge: EdgeIndex) throws -> Reason {
      let (source, target) = (open.graph[open.graph[edge].source].id, open.graph[open.graph[edge].target].id)
      guard open.graph[edge].relation == .requires else {
        let found = try stored { try open.store?.inferences(between: source, target) ?? [] }
        let own = found.filter { ($0.source, $0.relation, $0.target) == (source, open.graph[edge].relation, target) }
        return Reason(edge: edge, sentences: [], inferences: own)
      }
      return Reason(
        edge: edge, sentences: try stored { try open.store?.evidence(for: source, target, limit: limit) ?? [] })
    }

    private func stored<Value>(_ body: () throws -> Value) throws -> Value {
      do { return try body() } catch let error as GraphStoreError { throw Failure.io(error.message) }
    }
  }
}

/// An edge (or a node) with the sentences behind it.
private struct Reason {
  var edge: EdgeIndex?
  var sentences: [StoredEvidence]
  /// What was computed about the two, by whatever methods.
  var inferences: [InferredRelation] = []
}

private struct ExplainAnswer: Answer {
  let graph: SkillGraph
  let reasons: [Reason]
  let node: NodeIndex?

  var text: String { (node.map(about) ?? "") + reasons.map(text).joined(separator: "\n") }

  private func about(_ node: NodeIndex) -> String {
    let card = graph[node]
    let origin = card.isCurated ? "in the taxonomy" : "a candidate from postings"
    return "\(card.label) (\(card.id)): \(origin), named in \(card.postings) of \(graph.postingCount) postings\n"
  }

  private func text(_ reason: Reason) -> String {
    guard let edge = reason.edge.map({ graph[$0] }) else { return reason.sentences.map(text).joined() }
    let sentence = "\(graph[edge.source].label) \(edge.relation.rawValue) \(graph[edge.target].label)"
    var lines = "\(sentence)\n  \(graph.provenanceText(edge))\n"
    lines += reason.inferences.map(text).joined()
    if let strength = edge.strength { lines += "  \(strength.rawValue)\n" }
    if edge.relation == .requires {
      let counts = DemandLevel.allCases.map { "\($0.rawValue) in \(edge.demand[$0])" }.joined(separator: ", ")
      lines += "  \(counts) of \(graph[edge.source].postings) postings"
      lines += edge.curatedLevel.map { "; the taxonomy says \($0.rawValue)\n" } ?? "\n"
    }
    return lines + reason.sentences.map(text).joined()
  }

  private func text(_ inference: InferredRelation) -> String {
    "  \(inference.method), confidence \(JSONValue.rounded(inference.confidence, digits: 2).text()): \(inference.figures)\n"
  }

  private func text(_ evidence: StoredEvidence) -> String {
    let place = [evidence.posting.url ?? evidence.posting.source, evidence.posting.datePosted].compactMap(\.self)
    return """
        “\(marked(evidence))”
          \(evidence.level.rawValue), section \(evidence.section), by \(evidence.method), \
      confidence \(JSONValue.rounded(evidence.confidence, digits: 2).text())
          \(evidence.posting.title ?? "(no title)"), \(place.joined(separator: ", "))

      """
  }

  /// The sentence with the quote between ⟦ and ⟧.
  private func marked(_ evidence: StoredEvidence) -> String {
    guard let range = evidence.context.firstRange(of: evidence.quote) else { return evidence.context }
    return evidence.context.replacingCharacters(in: range, with: "⟦\(evidence.quote)⟧")
  }

  var json: JSONValue {
    let reasons = JSONValue.array(reasons.map(json))
    guard let node else { return .record(["edges": reasons]) }
    return .record(["node": graph.reference(node), "postings": .integer(graph[node].postings), "reasons": reasons])
  }

  private func json(_ reason: Reason) -> JSONValue {
    let evidence = JSONValue.array(reason.sentences.map(json))
    guard let edge = reason.edge.map({ graph[$0] }) else { return .record(["evidence": evidence]) }
    return .record([
      "source": graph.reference(edge.source), "relation": .string(edge.relation.rawValue),
      "target": graph.reference(edge.target), "weight": .rounded(edge.weight), "provenance": graph.provenance(edge),
      "strength": .optional(edge.strength?.rawValue), "curatedLevel": .optional(edge.curatedLevel?.rawValue),
      "required": .integer(edge.demand.required), "preferred": .integer(edge.demand.preferred),
      "mentioned": .integer(edge.demand.mentioned), "evidence": evidence,
      "inferences": .array(
        reason.inferences.map {
          .record([
            "method": .string($0.method), "confidence": .rounded($0.confidence), "figures": .string($0.figures),
          ])
        }),
    ])
  }

  private func json(_ evidence: StoredEvidence) -> JSONValue {
    .record([
      "quote": .string(evidence.quote), "context": .string(evidence.context), "level": .string(evidence.level.rawValue),
      "section": .string(evidence.section), "method": .string(evidence.method),
      "confidence": .rounded(evidence.confidence),
      "source": .string(evidence.posting.source), "unit": .integer(evidence.posting.unit),
      "title": .optional(evidence.posting.title), "url": .optional(evidence.posting.url),
      "date": .optional(evidence.posting.datePosted),
    ])
  }
}

extension String {
  /// This text with `range` replaced.
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
