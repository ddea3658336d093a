import TestSupport
import Concepts
import GraphModel
import Testing

@testable import GraphQuery

/// What is known, presumed and carried over.
@Suite struct KnowledgeTests {
  static let graph = tinyGraph(
    """
    python prerequisiteOf torch
    basics prerequisiteOf python helpful
    algebra prerequisiteOf statistics
    arithmetic prerequisiteOf algebra
    certification:ckad certifies framework:kubernetes
    containers prerequisiteOf framework:kubernetes
    education:bachelor precedes education:master
    education:artificial-intelligence broader education:computer-science
    torch broader deep-learning-frameworks
    tensorflow broader deep-learning-frameworks
    framework:paddle broader deep-learning-frameworks
    framework:s3 broader framework:aws
    kotlin broader jvm-languages
    jvm-languages broader programming-languages
    jax related torch
    programming prerequisiteOf compilers
    R requires compilers
    R requires education:artificial-intelligence
    R requires statistics
    S requires compilers
    """)

  private func check(_ known: [String], implies expected: String, _ place: SourceLocation = #_sourceLocation) {
    let graph = Self.graph
    let knowledge = graph.knowledge(Set(known.map(graph.named)))
    let described = knowledge.implied.sorted { $0.key < $1.key }.map {
      graph.names([$0.key]) + "<" + graph.names([$0.value])
    }
    #expect(described.joined(separator: " ") == expected, sourceLocation: place)
  }

  @Test func essentialPrerequisitesAreKnown() { check(["torch"], implies: "python<torch") }
  @Test func certificationsProveWhatTheyCertify() {
    check(["certification:ckad"], implies: "kubernetes<ckad containers<ckad")
  }
  @Test func degreesImplyTheDegreesBefore() { check(["education:master"], implies: "bachelor<master") }
  @Test func fieldsImplyBroaderFields() {
    check(["education:artificial-intelligence"], implies: "computer-science<artificial-intelligence")
  }
  @Test func skillsOfAFamilyImplyWhatAllOfItTeaches() { check(["kotlin"], implies: "programming<kotlin") }
  @Test func broaderSkillsAreNotImplied() { check(["tensorflow"], implies: "") }
  @Test func aToolIsOneOfItsKindButNotItsWholePlatform() {
    check(["framework:paddle", "framework:s3"], implies: "deep-learning-frameworks<paddle")
  }

  private func checkPresumed(
    _ known: [String], for role: String? = nil, _ expected: String, _ place: SourceLocation = #_sourceLocation
  ) {
    let graph = Self.graph
    let presumed = graph.presumed(of: graph.knowledge(Set(known.map(graph.named))), aimingAt: role.map(graph.named))
    #expect(graph.names(presumed.sorted()) == expected, sourceLocation: place)
  }

  @Test func schoolIsPresumed() { checkPresumed([], "algebra arithmetic") }
  @Test func theRequiredFieldAndTheFieldsAboveItArePresumed() {
    checkPresumed([], for: "R", "algebra arithmetic programming")
    checkPresumed([], for: "S", "algebra arithmetic")
  }
  @Test func theFieldStudiedIsPresumed() {
    checkPresumed(["education:computer-science"], for: "S", "algebra arithmetic programming")
  }
  @Test func whatComesDirectlyBeforeAKnownSkillIsPresumed() {
    checkPresumed(["python"], "algebra arithmetic basics")
  }
  @Test func whatAKnownSkillIsAKindOfIsPresumed() {
    checkPresumed(["tensorflow"], "algebra arithmetic deep-learning-frameworks")
  }

  @Test func demandsAreNeverPresumed() {
    let graph = tinyGraph("R requires algebra\nR requires statistics\nalgebra prerequisiteOf statistics\n")
    let gap = graph.gap(to: graph.named("R"), known: [])
    #expect(graph.names(gap.missing.map(\.demand.node)) == "algebra statistics")
    #expect(graph.names(gap.missing[1].prerequisites) == "algebra")
    #expect(gap.coverage == 0)
  }

  @Test func presumedPrerequisitesAreNamedAndLeftOut() {
    let graph = Self.graph
    let gap = graph.gap(to: graph.named("R"), known: [])
    #expect(graph.names(gap.order) == "compilers statistics artificial-intelligence")
    #expect(graph.names(gap.presumed) == "algebra programming")
    let whole = graph.gap(to: graph.named("R"), known: [], presuming: .none)
    #expect(graph.names(whole.order) == "programming compilers arithmetic algebra statistics artificial-intelligence")
    #expect(whole.presumed.isEmpty)
  }

  private func check(
    _ wanted: String, from known: [String], gives expected: String?, _ place: SourceLocation = #_sourceLocation
  ) {
    let graph = tinyGraph(
      """
      torch broader frameworks
      tensorflow broader frameworks
      jax related torch
      frameworks broader tools
      """ + (0..<60).map { "\nlanguage\($0) broader languages\nservice\($0) broader cloud" }.joined()
        + "\nlast broader cloud")
    let transfer = graph.transfer(to: graph.named(wanted), from: graph.knowledge(Set(known.map(graph.named))))
    let described = transfer.map { "\(graph.names([$0.from])) \($0.reason.name) \($0.credit)" }
    #expect(described == expected, sourceLocation: place)
  }

  @Test func whatIsNearCarriesOver() {
    check("torch", from: ["jax"], gives: "jax related 0.5")
    check("jax", from: ["torch"], gives: "torch related 0.5")
    check("torch", from: ["tensorflow"], gives: "tensorflow sibling 0.4")
    check("torch", from: ["tensorflow", "jax"], gives: "jax related 0.5")
    check("frameworks", from: ["torch", "tensorflow"], gives: "tensorflow narrower 0.7")
    check("languages", from: ["language7"], gives: "language7 narrower 0.4")
    check("torch", from: ["frameworks"], gives: "frameworks broader 0.25")
    check("language1", from: ["language2"], gives: "language2 sibling 0.25")
    check("service1", from: ["service2"], gives: nil)
    check("torch", from: ["tools"], gives: nil)
  }

  /// Twin: what is known grows until nothing is added.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func findsWhatRepeatedImplicationFinds(seed: UInt64) {
    let graph = SkillGraph.random(seed: seed)
    for start in graph.nodeIndices {
      var known: Set<NodeIndex> = [start]
      for _ in graph.nodes {
        for edge in graph.edges
        where edge.relation == .prerequisiteOf && edge.strength == .essential && known.contains(edge.target) {
          known.insert(edge.source)
        }
      }
      #expect(graph.knowledge([start]).all == known)
      let bits = graph.known(with: [start], presuming: .none)
      #expect(graph.nodeIndices.allSatisfy { bits.contains($0) == known.contains($0) })
    }
  }
}

@Suite struct LearningOrderTests {
  private func check(
    _ text: String, _ urgency: [String: Int], _ expected: String, _ place: SourceLocation = #_sourceLocation
  ) {
    let graph = tinyGraph(text)
    let order = graph.learningOrder(of: Dictionary(uniqueKeysWithValues: urgency.map { (graph.named($0), $1) }))
    #expect(graph.names(order) == expected, sourceLocation: place)
  }

  @Test func urgentThingsComeFirst() { check("a related b\nb related c", ["a": 2, "b": 1, "c": 0], "c b a") }
  @Test func whatUrgentThingsNeedIsUrgent() {
    check("z prerequisiteOf y\ny prerequisiteOf a helpful\nb related a", ["z": 5, "y": 5, "a": 0, "b": 1], "z y a b")
  }
  @Test func cyclesComeLast() {
    check("a prerequisiteOf b\nb prerequisiteOf a\nc related a", ["a": 0, "b": 0, "c": 9], "c a b")
  }

  /// The same nodes, nothing before what it needs, whatever the urgencies.
  @Test(arguments: 0..<300 as Range<UInt64>)
  func respectsPrerequisites(seed: UInt64) {
    let graph = SkillGraph.random(seed: seed)
    var random = SplitMix64(seed: seed)
    let urgency = Dictionary(
      uniqueKeysWithValues: graph.nodeIndices.map { ($0, Int.random(in: 0...5, using: &random)) })
    let order = graph.learningOrder(of: urgency)
    #expect(order.count == graph.nodes.count && Set(order).count == order.count)
    let isCyclic = Set(graph.learningLayers(of: Array(graph.nodeIndices)).last ?? []).contains { node in
      graph.prerequisites(of: node).items.contains { item in
        graph.prerequisites(of: item.node).items.contains { $0.node == node }
      }
    }
    guard !isCyclic else { return }
    let positions = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    for edge in graph.edges where edge.relation == .prerequisiteOf && edge.source != edge.target {
      #expect(positions[edge.source] ?? 0 < positions[edge.target] ?? 0)
    }
  }
}

@Suite struct NextStepsTests {
  static let learning = """
    R: 4
    R requires torch 4/0/0
    R requires git 0/4/0
    S requires web
    python prerequisiteOf torch
    calculus prerequisiteOf torch
    python prerequisiteOf web
    web prerequisiteOf shop
    python prerequisiteOf plotting helpful
    """

  private func check(
    _ known: [String], toward role: String? = nil, _ expected: [String], _ place: SourceLocation = #_sourceLocation
  ) {
    let graph = tinyGraph(Self.learning)
    let steps = graph.nextSteps(known: Set(known.map(graph.named)), toward: role.map(graph.named))
    let described = steps.map {
      "\(graph.names([$0.node])) \($0.demand) [\(graph.names($0.opens))] \(graph.names($0.serves))"
    }
    #expect(described == expected, sourceLocation: place)
  }

  @Test func listsWhatBuildsOnWhatIsKnown() { check(["python"], ["web 1.0 [shop] ", "plotting 0.0 [] "]) }
  @Test func towardARoleListsWhatServesItsDemands() {
    check(["python"], toward: "R", ["calculus 1.0 [torch] torch", "git 0.5 [] git"])
    check([], toward: "R", ["python 1.0 [web] torch", "calculus 1.0 [] torch", "git 0.5 [] git"])
  }
  @Test func endsWhenTheRoleIsReached() { check(["torch", "git"], toward: "R", []) }

  /// Twin: the definition, node by node. Toward a role with a gap that has no cycle there always is a next step.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func isTheOuterFringe(seed: UInt64) {
    let graph = SkillGraph.random(seed: seed)
    var random = SplitMix64(seed: seed)
    let known = Set(graph.nodeIndices.filter { graph[$0].kind == .skill && Bool.random(using: &random) })
    let all = graph.knowledge(known).all
    let steps = graph.nextSteps(known: known, presuming: .none)
    let presumed = graph.presumed(of: graph.knowledge(known), aimingAt: nil, .none)
    let naive = graph.nodeIndices.filter { node in
      let before = graph.edges.filter { $0.relation == .prerequisiteOf && $0.target == node }
      return graph[node].kind == .skill && !all.contains(node) && !presumed.contains(node)
        && before.contains { all.contains($0.source) }
        && before.allSatisfy {
          $0.strength == .helpful || all.contains($0.source) || presumed.contains($0.source) || $0.source == node
        }
    }
    #expect(Set(steps.map(\.node)) == Set(naive))
    for role in graph.nodeIndices where graph[role].kind == .role {
      let toward = graph.nextSteps(known: known, toward: role, presuming: .none)
      let gap = graph.gap(to: role, known: known, presuming: .none)
      #expect(toward.allSatisfy { !all.contains($0.node) && gap.order.contains($0.node) })
      #expect(
        toward.allSatisfy { step in step.serves.allSatisfy { graph.profile(of: role).demands.map(\.node).contains($0) }
        })
    }
  }
}

@Suite struct LearningPlanTests {
  static let careers = """
    R: 4
    R requires torch 4/0/0
    R requires framework:git 0/4/0
    R requires education:bachelor
    R requires certification:cml preferred
    python prerequisiteOf torch
    calculus prerequisiteOf torch
    certification:cml certifies torch
    certification:aml certifies torch
    certification:aml certifies calculus
    tensorflow related torch
    """

  private func check(
    known: [String] = [], budget: Double? = nil, _ expected: [String], later: String = "",
    _ place: SourceLocation = #_sourceLocation
  ) {
    let graph = tinyGraph(Self.careers)
    var options = LearningPlanOptions()
    options.budget = budget
    let plan = graph.plan(to: graph.named("R"), known: Set(known.map(graph.named)), options)
    let stages = plan.stages.map {
      $0.items.map { "\(graph.names([$0.node])) \(Int($0.hours))" }.joined(separator: ", ")
    }
    #expect(stages == expected, sourceLocation: place)
    #expect(graph.names(plan.later.map(\.node)) == later, sourceLocation: place)
    #expect(graph.names(plan.education.map(\.node)) == "bachelor")
  }

  @Test func stagesNeedOnlyEarlierOnes() { check(["calculus 20, python 20, cml 40, git 40", "torch 60"]) }
  @Test func whatCarriesOverIsCheaper() {
    check(known: ["tensorflow", "python"], ["calculus 20, cml 40, git 40", "torch 30"])
  }
  @Test func keepsToTheBudget() {
    check(budget: 100, ["calculus 20, python 20", "torch 60"], later: "cml git")
    check(budget: 99, ["cml 40, git 40"], later: "torch")
    check(budget: 10, [], later: "torch cml git")
    check(known: ["tensorflow", "python"], budget: 100, ["calculus 20, cml 40", "torch 30"], later: "git")
  }

  /// Time that is too short for another must-have is not spent on what is only welcome.
  @Test func mustHavesComeBeforeWhatFits() {
    let graph = tinyGraph("R requires a required\nR requires b required\nR requires framework:c preferred")
    var options = LearningPlanOptions()
    options.budget = 100
    let plan = graph.plan(to: graph.named("R"), known: [], options)
    #expect(graph.names(plan.stages.flatMap(\.items).map(\.node)) == "a")
    #expect(graph.names(plan.later.map(\.node)) == "b c")
  }

  /// Of equal demands that of the scheme that lies lowest comes first.
  @Test func theOwnTaxonomyGoesBeforeImportedOnes() {
    let ids = ["role:r", "skill:a", "skill:b"].compactMap { ConceptID($0) }
    let graph = SkillGraph(
      nodes: ids.map { .init(id: $0, label: slug($0)) },
      edges: [(1, 1), (2, 0)].map { concept, scheme in
        UnresolvedEdge(
          ids[0], .requires, ids[concept], provenance: .curated(scheme: scheme, row: 1), weight: 0,
          curatedLevel: .required)
      })
    #expect(graph.names(graph.profile(of: graph.named("R")).demands.map(\.node)) == "b a")
    #expect(graph.names(graph.gap(to: graph.named("R"), known: []).order) == "b a")
  }

  @Test func saysWhyAndHowToProveIt() {
    let graph = tinyGraph(Self.careers)
    let items = graph.plan(to: graph.named("R"), known: []).stages.flatMap(\.items)
    let (calculus, torch) = (
      items.first { $0.node == graph.named("calculus") }, items.first { $0.node == graph.named("torch") }
    )
    #expect(graph.names(calculus?.neededFor ?? []) == "torch")
    #expect(calculus?.demand == nil && torch?.demand?.level == .required)
    #expect(graph.names(torch?.certificates ?? []) == "cml aml")
    #expect(graph.names(calculus?.certificates ?? []) == "aml")
  }

  @Test func softSkillsArePractisedAndAToolMeetsTheDemandForItsKind() {
    let graph = tinyGraph(
      """
      R: 4
      R requires framework:torch 4/0/0
      R requires ml-frameworks 4/0/0
      R requires teamwork 4/0/0
      framework:torch broader ml-frameworks
      teamwork broader soft-skills
      """)
    let plan = graph.plan(to: graph.named("R"), known: [])
    let items = plan.stages.flatMap(\.items)
    #expect(graph.names(items.map(\.node)) == "torch")
    #expect(graph.names(items.flatMap(\.meets)) == "ml-frameworks")
    #expect(graph.names(plan.practised.map(\.node)) == "teamwork")
    #expect(plan.hours == 40 && plan.coverageAfter == 1 && plan.later.isEmpty)
  }

  /// Every stage needs only what is known, presumed or learned before; the budget holds; learning all of it covers what it says.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func plansAreSound(seed: UInt64) {
    let graph = SkillGraph.random(seed: seed)
    for role in graph.nodeIndices where graph[role].kind == .role {
      for budget in [nil, 100.0] {
        var options = LearningPlanOptions()
        options.budget = budget
        let plan = graph.plan(to: role, known: [], options, presuming: .none)
        let learned = Set(plan.stages.flatMap(\.items).map(\.node))
        #expect(plan.hours <= budget ?? .infinity)
        #expect(abs(graph.gap(to: role, known: learned).coverage - plan.coverageAfter) < 1e-9)
        #expect(plan.coverageAfter >= plan.coverage)
        if budget == nil { #expect(plan.later.isEmpty && plan.coverageAfter > 1 - 1e-9) }
        let order = plan.stages.flatMap(\.items).map(\.node)
        #expect(order.count == learned.count)
        for node in order {
          let needs = graph.prerequisites(of: node, essential).items.map(\.node)
          #expect(Set(needs).isSubset(of: learned))
        }
      }
    }
  }

  private var essential: PrerequisiteOptions {
    var options = PrerequisiteOptions()
    options.essentialOnly = true
    return options
  }
}
