import ArgumentParser
import Concepts
import JSONText

struct TaxonomyStats: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: "Count concepts, labels and relations, in all and by scheme.",
    discussion: "Example: skillgraph taxonomy stats jobs.db")

  @Argument(help: "bundled, a graph file, a folder of tables, or any other taxonomy.")
  var taxonomy = "bundled"

  @OptionGroup var output: OutputOptions

  func run() throws { try output.print(TaxonomyStatsAnswer(taxonomy: try TaxonomySource.open(taxonomy))) }
}

private struct TaxonomyStatsAnswer: Answer {
  let taxonomy: Taxonomy

  private typealias Counts = [(name: String, count: Int)]

  private var concepts: Counts {
    ConceptKind.allCases.map { kind in (kind.rawValue, taxonomy.concepts.count { $0.kind == kind }) }
  }

  private var labels: Counts {
    let pref = [("pref", taxonomy.concepts.count)]
    let further = Label.Role.allCases.map { role in
      (
        role == .pref ? "pref in other languages" : role.rawValue,
        taxonomy.concepts.reduce(0) { $0 + $1.labels.count { $0.role == role } }
      )
    }
    return pref + further
  }

  private var relations: Counts {
    Relation.allCases.map { relation in (relation.rawValue, taxonomy.relations.count { $0.relation == relation }) }
  }

  private var matches: Int { taxonomy.concepts.reduce(0) { $0 + $1.matches.count } }

  private var schemes: [(scheme: ConceptScheme, concepts: Int, relations: Int)] {
    taxonomy.schemes.enumerated().map { position, scheme in
      (
        scheme, taxonomy.concepts.count { $0.scheme == position }, taxonomy.relations.count { $0.scheme == position }
      )
    }
  }

  var text: String {
    var rows: [[String]] = []
    for (name, total, parts) in [
      ("concepts", taxonomy.concepts.count, concepts), ("labels", labels.reduce(0) { $0 + $1.count }, labels),
      ("relations", taxonomy.relations.count, relations), ("matches", matches, []),
      ("ambiguity rules", taxonomy.ambiguities.count, []),
    ] {
      rows.append([name, "\(total)"])
      rows += parts.map { ["  " + $0.name, "\($0.count)"] }
    }
    let lines = schemes.map {
      ["\($0.scheme.name) \($0.scheme.release)", "\($0.concepts) concepts, \($0.relations) relations"]
    }
    return Listing(columns: [], rows: rows).padded + "\nSchemes\n" + Listing(columns: [], rows: lines).padded
  }

  var json: JSONValue {
    .record([
      "concepts": .integer(taxonomy.concepts.count), "relations": .integer(taxonomy.relations.count),
      "matches": .integer(matches), "ambiguityRules": .integer(taxonomy.ambiguities.count),
      "conceptsByKind": object(concepts), "labelsByType": object(labels), "relationsByType": object(relations),
      "schemes": .array(
        schemes.map {
          .record([
            "name": .string($0.scheme.name), "title": .string($0.scheme.title), "release": .string($0.scheme.release),
            "licence": .string($0.scheme.licence), "concepts": .integer($0.concepts),
            "relations": .integer($0.relations),
          ])
        }),
    ])
  }

  private func object(_ counts: Counts) -> JSONValue {
    .object(counts.map { .init($0.name, .integer($0.count)) })
  }
}
