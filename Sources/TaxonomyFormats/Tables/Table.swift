internal import Diagnostics

/// A table of tab-separated values with a header line: what spreadsheets save and diffs show well.
///
/// Lines that are empty or start with `#` are passed over; a byte order mark and carriage returns are tolerated; a cell in
/// double quotes (some spreadsheets add them) is unwrapped.
struct Table {
  /// A line of the table, by the columns the caller asked for.
  struct Row {
    /// 1-based.
    fileprivate(set) var line = 0
    fileprivate let bytes: [UInt8]
    /// Where the cells of this line are; the array is used again for the next.
    fileprivate var cells: [Range<Int>] = []
    /// For each wanted column its position in the line, or -1.
    fileprivate var columns: [Int] = []

    /// The text of the `index`th wanted column; empty if the row or the table lacks it.
    subscript(index: Int) -> String { String(decoding: bytes[range(index)], as: UTF8.self) }

    /// Whether the `index`th wanted column says the same as `text`, without making a `String`.
    func has(_ text: String, at index: Int) -> Bool { bytes[range(index)].elementsEqual(text.utf8) }

    private func range(_ index: Int) -> Range<Int> {
      let column = columns[index]
      return column >= 0 && column < cells.count ? cells[column] : 0..<0
    }

    fileprivate mutating func split(_ range: Range<Int>) {
      cells.removeAll(keepingCapacity: true)
      var start = range.lowerBound
      for offset in range where bytes[offset] == UInt8(ascii: "\t") {
        cells.append(unquoted(start..<offset))
        start = offset + 1
      }
      cells.append(unquoted(start..<range.upperBound))
    }

    private func unquoted(_ cell: Range<Int>) -> Range<Int> {
      let quote = UInt8(ascii: "\"")
      guard cell.count >= 2, bytes[cell.lowerBound] == quote, bytes[cell.upperBound - 1] == quote else { return cell }
      return (cell.lowerBound + 1)..<(cell.upperBound - 1)
    }
  }

  let name: String
  let bytes: [UInt8]

  /// Hands out the rows in order.
  ///
  /// - Parameter columns: the wanted columns by name; those marked `?` may be missing from the header.
  /// - Returns: what is wrong with the header.
  func forEachRow(_ columns: [String], _ body: (Row) -> Void) -> [Diagnostic] {
    var row = Row(bytes: bytes)
    var diagnostics: [Diagnostic]?
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let content = start..<(end > start && bytes[end - 1] == UInt8(ascii: "\r") ? end - 1 : end)
      row.line += 1
      start = end + 1
      guard !content.isEmpty, bytes[content.lowerBound] != UInt8(ascii: "#") else { continue }
      row.split(content)
      if diagnostics == nil {
        diagnostics = readHeader(&row, columns)
      } else {
        body(row)
      }
    }
    return diagnostics ?? []
  }

  private func readHeader(_ row: inout Row, _ columns: [String]) -> [Diagnostic] {
    let header = row.cells.map { String(decoding: bytes[$0], as: UTF8.self) }
    row.columns = columns.map { column in header.firstIndex(of: column.filter { $0 != "?" }) ?? -1 }
    return columns.filter { !$0.hasSuffix("?") && !header.contains($0) }.map { column in
      Diagnostic(
        .error, "taxonomy.missing-column", "the header lacks the column '\(column)'",
        at: Location(file: name, line: row.line))
    }
  }
}
