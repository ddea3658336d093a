import ArgumentParser
import Concepts
import Foundation
import GraphModel
import GraphQuery
import GraphStore

extension DevCommand {
  /// Checks `similar` against O*NET's Related Occupations, which no measure has seen.
  struct Similarity: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Measure how many of O*NET's primary related occupations are among the ten most alike.",
      discussion: """
        The graph file needs O*NET imported, so that roles bear its codes; its 'related' edges are not used. The candidates are the \
        occupations of the file. Recall@10 is the mean over occupations of the share of their primary related ones (short and long \
        list) among the ten that a measure ranks first; ties in node order. The baseline is the plain overlap (Jaccard) of what is \
        asked for. O*NET's experts started from measures of its own over tasks, knowledge and alternate titles, so that names are \
        no independent witness.

        Example: dev similarity "Related Occupations.txt" --graph jobs.db
        """)

    @Argument(help: "O*NET's 'Related Occupations.txt', unpacked.")
    var related: String

    @Option(help: "The graph file.")
    var graph: String

    func run() throws {
      let graph = try GraphFile(path: graph, mode: .readOnly).loadGraph()
      let (related, candidates) = try primaries(in: graph)
      let profiles = RoleProfiles(graph)
      let similarity = RoleSimilarity(profiles)
      var recall: [String: Double] = [:]
      for (role, wanted) in related {
        guard let cosines = similarity.cosines(with: role) else { continue }
        let demands = Set(graph.targets(of: role, .requires))
        func add(_ name: String, _ score: (NodeIndex, Int) -> Double) {
          let scores = candidates.filter { $0 != role }.map { other in
            (-score(other, profiles.position(of: other) ?? 0), other)
          }
          let first = Set(scores.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.prefix(10).map(\.1))
          recall[name, default: 0] += Double(first.intersection(wanted).count) / Double(wanted.count)
        }
        add("overlap of demands (Jaccard)") { other, _ in
          let theirs = graph.targets(of: other, .requires)
          let shared = theirs.count(where: demands.contains)
          return Double(shared) / Double(max(1, demands.count + theirs.count - shared))
        }
        add("demands, weighed (cosine)") { cosines.demands[$1] }
        add("names (cosine)") { cosines.names[$1] }
        add("likeness, as 'similar' ranks") { cosines.likeness($1) }
      }
      print("recall@10 of primary related occupations, \(related.count) occupations, \(candidates.count) candidates")
      for (name, sum) in recall.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
        print("\(String(Int((sum / Double(related.count) * 1000).rounded())).leftPadded) ‰\t\(name)")
      }
    }

    /// For each occupation the roles of its primary related ones; and all of the file's occupations that ask for anything.
    private func primaries(in graph: SkillGraph) throws -> (
      related: [(NodeIndex, Set<NodeIndex>)], candidates: [NodeIndex]
    ) {
      let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: related)))
      let roles = codes(in: graph)
      var related: [NodeIndex: Set<NodeIndex>] = [:]
      for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst() {
        let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard cells.count > 4, cells[4].hasPrefix("Primary"), let role = roles[cells[0]], let other = roles[cells[2]]
        else { continue }
        if role != other { related[role, default: []].insert(other) }
      }
      let candidates = Set(related.keys).union(related.values.flatMap(\.self)).sorted()
      return (related.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, candidates)
    }

    /// The role that bears an O*NET code exactly, or else nearly; the first in node order.
    private func codes(in graph: SkillGraph) -> [String: NodeIndex] {
      var codes: [String: NodeIndex] = [:]
      for closeness in ConceptMatch.Closeness.allCases {
        for role in graph.nodes(of: .role) where !graph.edges(from: role, .requires).isEmpty {
          for match in graph[role].matches where match.closeness == closeness && match.identifier.hasPrefix("onet:") {
            let code = String(match.identifier.dropFirst(5))
            codes[code] = codes[code] ?? role
          }
        }
      }
      return codes
    }
  }
}

extension String {
  fileprivate var leftPadded: String { String(repeating: " ", count: max(0, 5 - count)) + self }
}
