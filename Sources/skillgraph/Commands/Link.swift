import ArgumentParser
import Concepts
import Diagnostics
import GraphQuery
import GraphStore
import JSONText
import TaxonomyFormats

extension SkillGraphCommand {
  struct Link: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "link",
      abstract: "Rank the concepts of an imported scheme for sentences or phrases.",
      discussion: """
        By their names alone: preferred, alternative, and those of the bundled concepts they are linked to, compared by words \
        and by runs of letters. The score is from 0 to 1; from about 0.8 the name stands there. Ties go by name.

        Example: skillgraph link --to esco "you will troubleshoot our network" --graph jobs.db
        """)

    @Argument(help: "Sentences or phrases.")
    var texts: [String] = []

    @Option(
      help: ArgumentHelp(
        "The scheme: esco, onet, any imported one, or skillgraph for the bundled.", valueName: "scheme"))
    var to: String

    @Option(help: ArgumentHelp("Texts from a file, one on each line; - is standard input.", valueName: "file"))
    var from: String?

    @Option(help: ArgumentHelp("At most this many concepts for each text.", valueName: "number"))
    var top = 10

    @Option(help: ArgumentHelp("Only concepts of these kinds.", valueName: "a,b,…"))
    var kinds = "skill,framework"

    @OptionGroup var graph: GraphFileOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
      try requirePositive(top, "--top")
      if texts.isEmpty, from == nil { throw ValidationError("give texts, or a file of them with --from") }
      if let unknown = wantedKinds.first(where: { ConceptKind(rawValue: $0) == nil }) {
        throw ValidationError("unknown kind '\(unknown)'")
      }
    }

    private var wantedKinds: [String] { kinds.split(separator: ",").map { String($0).trimmed } }

    func run() throws {
      let lines = try from.map { String(decoding: try SourceFiles.read($0), as: UTF8.self) } ?? ""
      let texts = texts + lines.split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
      let (scheme, names) = try open()
      let ranker = ConceptRanker(names.names)
      let found = texts.map { ($0, ranker.rank($0, limit: top)) }
      try output.print(LinkAnswer(scheme: scheme, names: names, found: found))
      if found.allSatisfy(\.1.isEmpty) { throw ExitCode(1) }
    }

    private func open() throws -> (ConceptScheme, SchemeNames) {
      let kinds = Set(wantedKinds.compactMap(ConceptKind.init))
      if to == "skillgraph" || to == "bundled" {
        let layer = TaxonomyLayer(Taxonomy.bundled().value)
        return (layer.scheme, SchemeNames(layer, kinds: kinds))
      }
      do {
        let store = try GraphFile(path: graph.path, mode: .readOnly)
        defer { store.close() }
        guard let (layer, namesakes) = try GraphTaxonomy.scheme(to, in: store) else {
          let known = try store.layers().map(\.name).joined(separator: ", ")
          throw Failure.io(
            "no scheme '\(to)' was imported into '\(graph.path)'"
              + (known.isEmpty ? "; see 'skillgraph import'" : "; there are \(known)"))
        }
        return (layer.scheme, SchemeNames(layer, kinds: kinds, namesakes: namesakes))
      } catch let error as GraphFileError {
        throw Failure.io(error.message)
      }
    }
  }
}

private struct LinkAnswer: Answer {
  let scheme: ConceptScheme
  let names: SchemeNames
  let found: [(text: String, matches: [ConceptRanker.Match])]

  private func score(_ match: ConceptRanker.Match) -> String { JSONValue.rounded(match.score, digits: 3).text() }

  var text: String {
    found.map { text, matches in
      let rows = matches.map { match in
        let entry = names.entries[match.concept]
        return [score(match), entry.label, entry.identifier ?? entry.id.rawValue]
      }
      return "\(text)\n" + (rows.isEmpty ? "  nothing\n" : Listing(columns: [], rows: rows).padded)
    }.joined(separator: "\n")
  }

  var json: JSONValue {
    .record([
      "scheme": .string(scheme.name), "release": .string(scheme.release),
      "results": .array(
        found.map { text, matches in
          .record(["text": .string(text), "concepts": .array(matches.enumerated().map { json($1, rank: $0 + 1) })])
        }),
    ])
  }

  private func json(_ match: ConceptRanker.Match, rank: Int) -> JSONValue {
    let entry = names.entries[match.concept]
    return .record([
      "rank": .integer(rank), "id": .string(entry.id.rawValue), "label": .string(entry.label),
      "kind": .string(entry.id.kind.rawValue), "identifier": .optional(entry.identifier),
      "score": .rounded(match.score), "name": .string(names.names[match.name].text),
    ])
  }

  var table: Listing? {
    Listing(
      columns: ["text", "rank", "id", "label", "identifier", "score", "name"],
      rows: found.flatMap { text, matches in
        matches.enumerated().map { index, match in
          let entry = names.entries[match.concept]
          return [
            text, "\(index + 1)", entry.id.rawValue, entry.label, entry.identifier ?? "", score(match),
            names.names[match.name].text,
          ]
        }
      })
  }
}
