public import Concepts
public import Postings

/// Finds what postings ask for, with the labels of one taxonomy. Immutable and safe to share between threads.
///
/// Labels are found *leftmost-longest, as whole words, folded*: letter case, plurals, British spelling, hyphens and spaces
/// do not count, a `.js` or a version number may follow. Ambiguous labels need the evidence their rules ask for.
public struct MentionFinder: Sendable {
  let concepts: KnownConcepts
  let vocabulary = Vocabulary.bundled
  /// Skills, frameworks and certifications.
  let labels: LabelTable
  let educationLevels: LabelTable
  let fieldsOfStudy: LabelTable
  let roles: LabelTable

  /// - Complexity: O(labels); 100,000 labels take less than 100 ms.
  public init(taxonomy: Taxonomy) {
    concepts = KnownConcepts(taxonomy)
    let rules = taxonomy.ambiguities.indices.compactMap { position in
      taxonomy.index(of: taxonomy.ambiguities[position].concept).map { (concept: $0.rawValue, rule: position) }
    }
    labels = LabelTable(
      taxonomy, [.skill, .framework, .certification], rules: rules, soft: Self.narrower(taxonomy, ["soft-skills"]),
      languages: Self.narrower(
        taxonomy, ["programming-languages", "query-languages", "markup-languages", "scripting-languages"]))
    // "BS/MS" names two levels: its parts are labels too, and found one by one.
    educationLevels = LabelTable(taxonomy, [.education], rules: rules) { concept, label in
      Self.isLevel(concept) && !label.utf8.contains(UInt8(ascii: "/"))
    }
    fieldsOfStudy = LabelTable(taxonomy, [.education], rules: rules) { concept, label in
      !Self.isLevel(concept) && !Self.isVague(label)
    }
    roles = LabelTable(taxonomy, [.role], rules: rules)
  }

  /// What `posting` asks for.
  ///
  /// One mention per concept, its strongest place: by level, then by its best name there (the preferred label, then the
  /// shortest, those that share a word with another name last), then confidence, then position. Mentions are ordered by position.
  ///
  /// - Parameters:
  ///   - posting: a posting as `PostingReader` gives it.
  ///   - allMentions: every place, not only the strongest per concept.
  /// - Returns: role, seniority, mentions, education, experience and candidates, ordered by position.
  /// - Complexity: O(bytes).
  public func findings(in posting: JobPosting, allMentions: Bool = false) -> Findings {
    PostingReading(self, posting).findings(allMentions: allMentions)
  }

  /// What matching alone does with `posting`: cut it into words and find the names of skills, frameworks and
  /// certifications in them, before anything is judged. For measuring.
  public func matchingWork(in posting: JobPosting) -> (words: Int, labels: Int) {
    let words = PostingText(posting, marked: false).words
    let starts = labels.automaton.starts(of: words)
    var (count, position) = (0, 0)
    while position < words.count {
      if let match = labels.automaton.longestMatch(
        at: position, from: starts[position], in: words.span, before: words.count)
      {
        (count, position) = (count + 1, match.words.upperBound)
      } else {
        position += 1
      }
    }
    return (words.count, count)
  }

  /// How many names the index has, of all kinds; "back-end" and "backend" are two.
  public var labelCount: Int {
    [labels, educationLevels, fieldsOfStudy, roles].reduce(0) { $0 + $1.entries.count }
  }

  private static func isLevel(_ concept: ConceptID) -> Bool {
    EducationLevel(rawValue: String(concept.rawValue.dropFirst("education:".utf8.count))) != nil
  }

  /// "Related field" names none.
  private static func isVague(_ field: String) -> Bool {
    let label = field.lowercased()
    return ["field", "fields", "discipline", "disciplines", "subject", "subjects"].contains { label.hasSuffix($0) }
  }

  /// For each concept whether it is one of the skills called `roots` or below one.
  private static func narrower(_ taxonomy: Taxonomy, _ roots: [String]) -> [Bool] {
    var isBelow = [Bool](repeating: false, count: taxonomy.concepts.count)
    for root in roots {
      guard let index = ConceptID("skill:" + root).flatMap({ taxonomy.index(of: $0) }) else { continue }
      isBelow[Int(index.rawValue)] = true
    }
    var pairs: [(source: Int, target: Int)] = []
    for index in taxonomy.relations.indices where taxonomy.relations[index].relation == .broader {
      let relation = taxonomy.relations[index]
      pairs.append((Int(relation.source.rawValue), Int(relation.target.rawValue)))
    }
    var grows = true
    while grows {
      grows = false
      for (source, target) in pairs where isBelow[target] && !isBelow[source] {
        isBelow[source] = true
        grows = true
      }
    }
    return isBelow
  }
}

extension MentionFinder {
  /// Its index as bytes, from which the same program makes it again in a tenth of the time.
  ///
  /// - Complexity: some megabytes for a hundred thousand labels.
  public var compiled: [UInt8] {
    var compiled = CompiledBytes()
    concepts.write(to: &compiled)
    for table in [labels, educationLevels, fieldsOfStudy, roles] { table.write(to: &compiled) }
    return compiled.bytes
  }

  /// The finder that gave these bytes; `nil` if they end too early. Whoever keeps them must see that they stay the same.
  public init?(compiled bytes: [UInt8]) {
    var compiled = CompiledReader(bytes)
    do {
      concepts = try KnownConcepts(&compiled)
      labels = try LabelTable(&compiled)
      educationLevels = try LabelTable(&compiled)
      fieldsOfStudy = try LabelTable(&compiled)
      roles = try LabelTable(&compiled)
    } catch {
      return nil
    }
  }
}
