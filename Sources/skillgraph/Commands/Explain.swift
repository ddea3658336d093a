import ArgumentParser
import Concepts
import GraphModel
import GraphQuery
import GraphStore
import JSONText

extension SkillGraphCommand {
  struct Explain: GraphQuestion {
    static let configuration = CommandConfiguration(
      commandName: "explain",
      abstract: "Give every reason for a node, or for the edges between two.",
      discussion: """
        For a demand: how its weight is counted, the rows of the taxonomies that have it, and the sentences of postings with the \
        words marked, their section, level, rule, page and date. Two nodes that no edge connects are explained by a shortest chain \
        of edges between them.

        Example: skillgraph explain "machine learning engineer" python
        """)

    @Argument(help: "A role, skill, framework, certification or education.")
    var name: String

    @Argument(help: "Another one, to explain what connects them.")
    var other: String?

    @Option(help: ArgumentHelp("At most this many sentences.", valueName: "number"))
    var limit = 20

    @OptionGroup var graph: GraphOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      try requirePositive(limit, "--limit")
    }

    func answer(_ open: OpenGraph) throws -> ExplainAnswer {
      let graph = open.graph
      guard let other else { return try nodeAnswer(open, try open.node(name)) }
      let (node, second) = try ends(open, other)
      let direct = edges(graph, node, second)
      let chain = direct.isEmpty ? graph.shortestWalk(from: node, to: second)?.steps.map(\.edge) ?? [] : direct
      guard !chain.isEmpty else {
        throw Failure.notFound("nothing connects '\(graph.label(of: node))' and '\(graph.label(of: second))'")
      }
      return ExplainAnswer(
        graph: graph, reasons: try chain.map { try reason(open, $0, direct.isEmpty ? min(limit, 1) : limit) },
        node: nil,
        ends: direct.isEmpty ? (node, second) : nil, citations: [])
    }

    /// What the two names mean: of several bearers those that an edge connects, a field of study only if nothing else is.
    private func ends(_ open: OpenGraph, _ other: String) throws -> (NodeIndex, NodeIndex) {
      let pairs = try open.bearers(of: name).flatMap { a in try open.bearers(of: other).map { (a, $0) } }
      let connected = pairs.count == 1 ? pairs : pairs.filter { !edges(open.graph, $0.0, $0.1).isEmpty }
      let plain = connected.filter { pair in
        ![pair.0, pair.1].contains { open.graph.kind(of: $0) == .education }
      }
      let meant = plain.isEmpty ? connected : plain
      return meant.count == 1 ? meant[0] : (try open.node(name), try open.node(other))
    }

    private func edges(_ graph: SkillGraph, _ node: NodeIndex, _ second: NodeIndex) -> [EdgeIndex] {
      graph.edges(from: node).filter { graph.target(of: $0) == second }
        + graph.edges(from: second).filter { graph.target(of: $0) == node }
    }

    private func nodeAnswer(_ open: OpenGraph, _ node: NodeIndex) throws -> ExplainAnswer {
      let id = open.graph.id(of: node)
      let sentences = try open.stored { try $0.evidence(for: id, limit: limit) } ?? []
      return ExplainAnswer(
        graph: open.graph, reasons: [.init(edge: nil, sentences: sentences, citations: [])], node: node, ends: nil,
        citations: try open.stored { try $0.citations(of: id) } ?? [],
        postings: id.kind == .role ? try open.stored { try $0.postings(advertising: id, limit: limit) } ?? [] : [])
    }

    private func reason(_ open: OpenGraph, _ edge: EdgeIndex, _ limit: Int) throws -> Reason {
      let graph = open.graph
      let (source, target) = (graph.id(of: graph.source(of: edge)), graph.id(of: graph.target(of: edge)))
      let relation = graph.relation(of: edge)
      let sentences =
        relation == .requires ? try open.stored { try $0.evidence(for: source, target, limit: limit) } ?? [] : []
      let computed = relation == .requires ? [] : try open.stored { try $0.inferences(between: source, target) } ?? []
      return Reason(
        edge: edge, sentences: sentences,
        citations: try open.stored { try $0.citations(of: source, relation, target) } ?? [],
        inferences: computed.filter { ($0.source, $0.relation, $0.target) == (source, relation, target) })
    }

    func open() throws -> OpenGraph { try graph.open(inferred: true) }
  }
}

/// An edge (or a node) with the sentences and rows behind it.
struct Reason {
  var edge: EdgeIndex?
  var sentences: [StoredEvidence]
  var citations: [Citation]
  /// What was computed about the two, by whatever methods.
  var inferences: [InferredRelation] = []
}

struct ExplainAnswer: Answer {
  let graph: SkillGraph
  let reasons: [Reason]
  let node: NodeIndex?
  /// What a chain of edges connects.
  let ends: (NodeIndex, NodeIndex)?
  /// Where the node is from.
  let citations: [Citation]
  /// Those that advertise the node, if it is a role.
  var postings: [StoredPosting] = []

  var text: String {
    let chain = ends.map {
      "No edge connects \(graph.label(of: $0)) and \(graph.label(of: $1)); a shortest chain has \(counted(reasons.count, "edge")):\n\n"
    }
    return (chain ?? "") + (node.map(about) ?? "") + postings.map(text).joined()
      + reasons.map(text).joined(separator: "\n")
  }

  private func about(_ node: NodeIndex) -> String {
    let card = graph[node]
    let from = citations.map { "\($0.scheme.title) \($0.scheme.release)" }.joined(separator: ", ")
    let origin = card.isCurated ? "from the taxonomy\(from.isEmpty ? "" : " \(from)")" : "a candidate from postings"
    let verb = card.kind == .role ? "advertised" : "named"
    return
      "\(card.label) (\(card.kind.rawValue)): \(origin); \(verb) in \(card.postings) of \(counted(graph.postingCount, "posting"))\n"
  }

  private func text(_ posting: StoredPosting) -> String {
    let place = [
      posting.title ?? "(no title)", posting.organization, posting.url ?? posting.source, posting.datePosted,
    ]
    return "  \(place.compactMap(\.self).joined(separator: ", "))\n"
  }

  private func text(_ reason: Reason) -> String {
    guard let index = reason.edge else { return reason.sentences.map(text).joined() }
    let edge = graph[index]
    let phrase = edge.relation.phrase(isOutgoing: true)
    var lines = "\(graph.name(edge.source)) \(phrase) \(graph.name(edge.target))\n"
    lines += reason.inferences.map(text).joined()
    if let strength = edge.strength { lines += "  \(strength.rawValue)\n" }
    if edge.relation == .requires { lines += "  \(weightText(edge))\n" }
    return lines + origins(edge, reason.citations).map { "  \($0)\n" }.joined() + reason.sentences.map(text).joined()
      + rest(edge, reason.sentences)
  }

  /// `weight 71 % = (17 required × 1 + 1 preferred × 0.5 + taxonomy required 5 × 1) ÷ (22 postings + 5)`
  private func weightText(_ edge: SkillGraph.Edge) -> String {
    let item = graph.profile(of: edge.source).demands.first { $0.node == edge.target }
    let factors: [DemandLevel: String] = [.required: "1", .preferred: "0.5", .mentioned: "0.25"]
    let said = DemandLevel.allCases.filter { edge.demand[$0] > 0 }
      .map { "\(edge.demand[$0]) \($0.rawValue) × \(factors[$0] ?? "")" }
    let prior = edge.curatedLevel.map { ["5 × \(factors[$0] ?? "") for the taxonomy's '\($0.rawValue)'"] } ?? []
    let hasPrior = graph.edges(from: edge.source, .requires).contains { graph.curatedLevel(of: $0) != nil }
    return
      "weight \(percent(item?.weight ?? 0)) = (\((said + prior).joined(separator: " + "))) ÷ "
      + "(\(counted(graph.postings(of: edge.source), "posting"))\(hasPrior ? " + 5" : ""))"
  }

  /// The rows of taxonomies; where the file has none, what the graph knows.
  private func origins(_ edge: SkillGraph.Edge, _ citations: [Citation]) -> [String] {
    guard citations.isEmpty else {
      return citations.map { "taxonomy \($0.scheme.name) \($0.scheme.release), relations row \($0.row ?? 0)" }
    }
    return [graph.provenanceText(edge)]
  }

  private func rest(_ edge: SkillGraph.Edge, _ shown: [StoredEvidence]) -> String {
    let postings = Set(shown.map(\.posting.id)).count
    return shown.isEmpty || postings >= edge.demand.total
      ? "" : "  and \(edge.demand.total - postings) more of the role's postings; --limit lists them\n"
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
    guard let node else { return .record(["isChain": .bool(ends != nil), "edges": reasons]) }
    return .record([
      "node": graph.reference(node), "postings": .integer(graph.postings(of: node)),
      "citations": .array(citations.map(json)),
      "advertisedBy": .array(
        postings.map {
          .record([
            "title": .optional($0.title), "source": .string($0.source), "unit": .integer($0.unit),
            "url": .optional($0.url), "date": .optional($0.datePosted),
          ])
        }), "reasons": reasons,
    ])
  }

  private func json(_ reason: Reason) -> JSONValue {
    let evidence = JSONValue.array(reason.sentences.map(json))
    guard let edge = reason.edge.map({ graph[$0] }) else { return .record(["evidence": evidence]) }
    return .record([
      "source": graph.reference(edge.source), "relation": .string(edge.relation.rawValue),
      "target": graph.reference(edge.target), "weight": .rounded(edge.weight), "provenance": graph.provenance(edge),
      "citations": .array(reason.citations.map(json)), "strength": .optional(edge.strength?.rawValue),
      "curatedLevel": .optional(edge.curatedLevel?.rawValue),
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

  private func json(_ citation: Citation) -> JSONValue {
    .record([
      "scheme": .string(citation.scheme.name), "release": .string(citation.scheme.release),
      "row": citation.row.map(JSONValue.integer) ?? .null,
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

  /// A row for each sentence.
  var table: Listing? {
    Listing(
      columns: [
        "source", "relation", "target", "level", "quote", "context", "section", "method", "confidence", "title", "page",
        "date",
      ],
      rows: reasons.flatMap { reason in
        let edge = reason.edge.map { graph[$0] }
        let ends = [
          edge.map { graph.id(of: $0.source).rawValue } ?? "", edge?.relation.rawValue ?? "",
          (edge?.target ?? node).map { graph.id(of: $0).rawValue } ?? "",
        ]
        return reason.sentences.map { found in
          ends + [
            found.level.rawValue, found.quote, found.context, found.section, found.method,
            JSONValue.rounded(found.confidence).text(), found.posting.title ?? "",
            found.posting.url ?? found.posting.source, found.posting.datePosted ?? "",
          ]
        }
      })
  }
}

extension String {
  /// This text with `range` replaced.
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}
