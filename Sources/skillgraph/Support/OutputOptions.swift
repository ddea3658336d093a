import ArgumentParser
import JSONText

/// How an answer is written.
struct OutputOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, csv }

  @Option(name: .long, help: ArgumentHelp("text, json, or (for listings) csv.", valueName: "format"))
  var format = Format.text

  /// Prints `answer` in the wanted form.
  func print(_ answer: some Answer) throws { Console.write(try bytes(of: answer)) }

  /// `answer` in the wanted form.
  func bytes(of answer: some Answer) throws -> [UInt8] {
    switch format {
    case .text: return Array(answer.text.utf8)
    case .json: return answer.json.utf8(indented: true) + [UInt8(ascii: "\n")]
    case .csv:
      guard let table = answer.table else {
        throw ValidationError("this answer is no listing; use --format text or json")
      }
      return Array(table.csv.utf8)
    }
  }
}

/// What a command has to say, for people, programs and spreadsheets.
protocol Answer {
  /// Whole lines.
  var text: String { get }
  /// With the keys documented in the README.
  var json: JSONValue { get }
  /// `nil` unless the answer is a listing.
  var table: Listing? { get }
}

extension Answer {
  var table: Listing? { nil }
}

/// Rows under named columns.
struct Listing {
  var columns: [String]
  var rows: [[String]]

  /// RFC 4180, with line feeds.
  var csv: String { ([columns] + rows).map { $0.map(Self.quoted).joined(separator: ",") + "\n" }.joined() }

  private static func quoted(_ cell: String) -> String {
    guard cell.contains(where: { ",\"\n\r".contains($0) }) else { return cell }
    return "\"" + cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  /// Columns padded to their widest cell, two spaces apart; the last is not padded.
  var padded: String {
    let widths = (0..<(rows.first?.count ?? 0)).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
      }
      return "  " + cells.joined(separator: "  ").trimmedEnd + "\n"
    }.joined()
  }
}

extension String {
  var trimmedEnd: String { String(self[..<(lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex)]) }
}
