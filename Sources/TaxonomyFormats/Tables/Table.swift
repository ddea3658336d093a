internal import Diagnostics

/// A table of tab-separated values with a header line: what spreadsheets save and diffs show well.
///
/// Lines that are empty or start with `#` are passed over; a byte order mark and carriage returns are tolerated; a cell in
/// double quotes (some spreadsheets add them) is unwrapped.
struct Table {
  /// A line of the table, by the columns the caller asked for.
  struct Row {
    /// 1-based.
    var line: Int
    fileprivate var cells: [ArraySlice<UInt8>]
    fileprivate var columns: [Int]

    /// The text of the `index`th wanted column; empty if the row or the table lacks it.
    subscript(index: Int) -> String {
      let column = columns[index]
      return column >= 0 && column < cells.count ? String(decoding: cells[column], as: UTF8.self) : ""
    }
  }

  let name: String
  let bytes: [UInt8]

  /// Hands out the rows in order.
  ///
  /// - Parameter columns: the wanted columns by name; those marked `?` may be missing from the header.
  /// - Returns: what is wrong with the header.
  func forEachRow(_ columns: [String], _ body: (Row) -> Void) -> [Diagnostic] {
    var positions: [Int]?
    var diagnostics: [Diagnostic] = []
    var line = 0
    for content in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      line += 1
      let content = line == 1 && content.starts(with: [0xEF, 0xBB, 0xBF]) ? content.dropFirst(3) : content
      let trimmed = content.last == UInt8(ascii: "\r") ? content.dropLast() : content
      guard let first = trimmed.first, first != UInt8(ascii: "#") else { continue }
      let cells = trimmed.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map(unquoted)
      if let positions {
        body(Row(line: line, cells: cells, columns: positions))
      } else {
        let header = cells.map { String(decoding: $0, as: UTF8.self) }
        positions = columns.map { column in header.firstIndex(of: column.filter { $0 != "?" }) ?? -1 }
        diagnostics = missing(columns, in: header, line)
      }
    }
    return diagnostics
  }

  private func missing(_ columns: [String], in header: [String], _ line: Int) -> [Diagnostic] {
    columns.filter { !$0.hasSuffix("?") && !header.contains($0) }.map { column in
      Diagnostic(
        .error, "taxonomy.missing-column", "the header lacks the column '\(column)'", at: Location(file: name, line: line))
    }
  }

  private func unquoted(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let quote = UInt8(ascii: "\"")
    guard cell.count >= 2, cell.first == quote, cell.last == quote else { return cell }
    return cell.dropFirst().dropLast()
  }
}
