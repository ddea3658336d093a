import TestSupport
import Concepts
import GraphModel

/// A graph written as lines `source relation target [strength or level] [required/preferred/mentioned of postings]`.
///
/// Nodes appear by being named; `a` is short for `skill:a`, `R` (a capital) for `role:r`. A line `R: 4` gives a role its postings.
func tinyGraph(_ text: String) -> SkillGraph {
  var nodes: [ConceptID: Int] = [:]
  var edges: [UnresolvedEdge] = []
  for line in text.split(separator: "\n") {
    let words = line.split(separator: " ").map(String.init)
    if words.count == 2, words[0].hasSuffix(":") {
      nodes[concept(String(words[0].dropLast()))] = Int(words[1])
      continue
    }
    guard words.count >= 3, let relation = Relation(rawValue: words[1]) else { continue }
    let ends = [concept(words[0]), concept(words[2])]
    for end in ends { nodes[end] = nodes[end] ?? 0 }
    edges.append(edge(ends[0], relation, ends[1], words.dropFirst(3).joined(separator: " ")))
  }
  return SkillGraph(nodes: nodes.map { .init(id: $0, label: slug($0), postings: $1) }, edges: edges)
}

/// The same as a taxonomy, without counts.
func tinyTaxonomy(_ text: String) -> Taxonomy {
  let graph = tinyGraph(text)
  return Taxonomy(
    schemes: [.init(name: "tiny", title: "Tiny", release: "1", licence: "")],
    concepts: graph.nodes.map { Concept(id: $0.id, prefLabel: $0.label) },
    relations: graph.edges.enumerated().map { position, edge in
      UnresolvedRelation(
        graph[edge.source].id, edge.relation, graph[edge.target].id, strength: edge.strength, level: edge.curatedLevel,
        row: position + 1)
    })
}

/// A posting written as `posting date role skill level, skill level`; `-` is no date.
func tinyPosting(_ line: Substring, unit: Int) -> PostingEvidence {
  let words = line.split(separator: " ", maxSplits: 3).map(String.init)
  var posting = PostingEvidence.Posting(syntax: "html", title: "\(words[2]) wanted")
  posting.datePosted = words[1] == "-" ? nil : words[1]
  posting.role = .init(id: concept(words[2]), label: words[2])
  let mentions = words[3].split(separator: ",").map { demand in
    let parts = demand.split(separator: " ").map(String.init)
    return PostingEvidence.Mention(
      concept: concept(parts[0]), label: parts[0], level: DemandLevel(rawValue: parts[1]) ?? .required, quote: parts[0],
      context: "We work with \(parts[0]) here", section: "requirements", confidence: 0.9, method: "label")
  }
  return PostingEvidence(source: "jobs.html", unit: unit, posting: posting, mentions: mentions)
}

private func edge(_ source: ConceptID, _ relation: Relation, _ target: ConceptID, _ rest: String) -> UnresolvedEdge {
  let counts = rest.split(separator: "/").compactMap { Int($0) }
  let demand =
    counts.count == 3 ? SkillGraph.Demand(required: counts[0], preferred: counts[1], mentioned: counts[2]) : .init()
  return UnresolvedEdge(
    source, relation, target, provenance: counts.count == 3 ? .extracted : .curated(scheme: 0, row: 1), demand: demand,
    strength: relation == .prerequisiteOf ? Strength(rawValue: rest) ?? .essential : nil,
    curatedLevel: relation == .requires && counts.isEmpty ? DemandLevel(rawValue: rest) ?? .required : nil)
}

private func concept(_ word: String) -> ConceptID {
  if let id = ConceptID(word) { return id }
  return ConceptID(kind: word.first?.isUppercase == true ? .role : .skill, label: word)
}

/// The slug, a role's with a capital.
func slug(_ id: ConceptID) -> String {
  let name = String(id.rawValue.split(separator: ":", maxSplits: 1)[1])
  return id.kind == .role ? name.uppercased() : name
}

extension SkillGraph {
  func named(_ word: String) -> NodeIndex { index(of: concept(word)) ?? NodeIndex(rawValue: -1) }
  func names(_ nodes: some Sequence<NodeIndex>) -> String { nodes.map { slug(self[$0].id) }.joined(separator: " ") }
}

extension SkillGraph {
  /// Up to nine skills and five roles with random edges; cycles included.
  static func random(seed: UInt64) -> SkillGraph {
    var random = SplitMix64(seed: seed)
    let skills = (0..<Int.random(in: 2...9, using: &random)).map { "s\($0)" }
    let roles = (0..<Int.random(in: 2...5, using: &random)).map { "R\($0)" }
    var lines = roles.map { "\($0): \(Int.random(in: 0...6, using: &random))" }
    for _ in 0..<Int.random(in: 0...20, using: &random) {
      let strength = Bool.random(using: &random) ? "essential" : "helpful"
      lines.append("\(pick(skills, &random)) prerequisiteOf \(pick(skills, &random)) \(strength)")
    }
    for _ in 0..<Int.random(in: 0...25, using: &random) {
      let level = pick(["required", "preferred", "3/0/1", "1/2/0", "0/0/2"], &random)
      lines.append("\(pick(roles, &random)) requires \(pick(skills, &random)) \(level)")
    }
    for _ in 0..<4 { lines.append("\(pick(roles, &random)) progressesTo \(pick(roles, &random))") }
    for _ in 0..<Int.random(in: 0...6, using: &random) {
      lines.append("\(pick(skills, &random)) \(pick(["broader", "related"], &random)) \(pick(skills, &random))")
    }
    return tinyGraph(lines.joined(separator: "\n"))
  }

  private static func pick(_ words: [String], _ random: inout SplitMix64) -> String {
    words[Int.random(in: 0..<words.count, using: &random)]
  }
}
