import ArgumentParser
import Concepts
import Diagnostics
import Foundation
import GraphModel
import GraphQuery
import GraphStore
import TaxonomyFormats

extension DevCommand {
  /// Measures prerequisites against pairs that people judged.
  struct Prerequisites: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Score curated and inferred prerequisites on judged pairs of concepts (AL-CPL's form).",
      discussion: """
        A pair counts where both of its names are concepts. It is found if the second is a prerequisite of the first, over any \
        number of steps. Inferred are those of the graph file, and what the postings in it give without regard to what is known.

        Example: dev prerequisites data_mining.pairs data_mining.preqs --graph jobs.db
        """)

    @Argument(help: "All judged pairs, two names on a line.")
    var pairs: String

    @Argument(help: "Those of which the second is a prerequisite of the first.")
    var prerequisites: String

    @Option(help: "A graph file (default: the bundled taxonomy).")
    var graph: String?

    func run() throws {
      let judged = try Self.pairs(pairs)
      let positive = Set(try Self.pairs(prerequisites))
      let curated = try open(inferred: [])
      let known = Self.known(judged, curated)
      print(
        "\(judged.count) pairs; both names known in \(known.count), \(known.count { positive.contains($0.pair) }) of them prerequisites"
      )
      report("curated", known, positive, curated)
      guard let graph else { return }
      let store = try GraphStore(path: graph, mode: .readOnly)
      defer { store.close() }
      var together = Cooccurrence()
      try store.forEachDemand { together.add($0, employer: $1) }
      var options = Cooccurrence.Options()
      options.leavesOutKnown = false
      let computed = together.prerequisites(in: curated, options)
      report("co-occurrence", known, positive, try open(inferred: computed, alone: true))
      let stored = try store.inferences()
      for method in Set(stored.map(\.method)).sorted() where method != Cooccurrence.method {
        report(method, known, positive, try open(inferred: stored.filter { $0.method == method }, alone: true))
      }
      report("curated and inferred", known, positive, try open(inferred: stored))
    }

    /// - Parameter alone: without curated prerequisites.
    private func open(inferred: [InferredRelation], alone: Bool = false) throws -> SkillGraph {
      let taxonomy =
        try graph.map { try GraphStore(path: $0, mode: .readOnly).loadTaxonomy() } ?? Taxonomy.bundled().value
      guard alone else { return SkillGraph(taxonomy: taxonomy, inferred: inferred) }
      let relations = taxonomy.relations.filter { $0.relation != .prerequisiteOf }
      return SkillGraph(
        taxonomy: Taxonomy(
          schemes: taxonomy.schemes, concepts: taxonomy.concepts,
          relations: relations.map { UnresolvedRelation($0, in: taxonomy) }), inferred: inferred)
    }

    private struct Pair: Hashable {
      var target: String
      var source: String
    }

    private static func pairs(_ path: String) throws -> [Pair] {
      try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline).compactMap { line in
        let names = line.split(separator: ",").map(String.init)
        return names.count == 2 ? Pair(target: names[0], source: names[1]) : nil
      }
    }

    /// "Sample_(statistics)" is called "Sample", or "statistics sample" by nobody.
    private static func node(_ name: String, _ names: NameIndex) -> NodeIndex? {
      let plain = name.prefix { $0 != "(" }.split(separator: "_").joined(separator: " ")
      guard case .found(let node) = names.resolve(plain, kinds: [.skill, .framework]) else { return nil }
      return node
    }

    private typealias Known = (pair: Pair, target: ConceptID, source: ConceptID)

    private static func known(_ pairs: [Pair], _ graph: SkillGraph) -> [Known] {
      let names = NameIndex(graph)
      var nodes: [String: NodeIndex] = [:]
      for name in Set(pairs.flatMap { [$0.target, $0.source] }) { nodes[name] = node(name, names) }
      return pairs.compactMap { pair in
        guard let target = nodes[pair.target], let source = nodes[pair.source], target != source else { return nil }
        return (pair, graph[target].id, graph[source].id)
      }
    }

    private func report(_ name: String, _ known: [Known], _ positive: Set<Pair>, _ graph: SkillGraph) {
      var (hits, found, wanted) = (0, 0, 0)
      for (pair, target, source) in known {
        guard let target = graph.index(of: target), let source = graph.index(of: source) else { continue }
        let isFound = graph.prerequisites(of: target).order.contains(source)
        let isWanted = positive.contains(pair)
        found += isFound ? 1 : 0
        wanted += isWanted ? 1 : 0
        hits += isFound && isWanted ? 1 : 0
      }
      let share = { (part: Int, whole: Int) in
        whole == 0 ? "-" : "\((Double(part) / Double(whole) * 1000).rounded() / 1000)"
      }
      print("\(name)\tfound \(found)\thits \(hits)\tprecision \(share(hits, found))\trecall \(share(hits, wanted))")
    }
  }
}
