internal import Diagnostics

/// A table with a header line: tab-separated, what spreadsheets save and diffs show well, or comma-separated (RFC 4180).
///
/// A byte order mark and carriage returns are tolerated. With tabs, lines that are empty or start with `#` are passed over and
/// a cell in double quotes (some spreadsheets add them) is unwrapped. With commas, quoted cells may hold line feeds.
struct Table {
  enum Syntax { case tabs, commas }

  /// A row of the table, by the columns the caller asked for.
  struct Row {
    /// Where it starts, 1-based.
    fileprivate(set) var line = 0
    fileprivate let bytes: [UInt8]
    /// Where the cells of this row are; the array is used again for the next.
    fileprivate var cells: [Range<Int>] = []
    /// For each wanted column its position in the row, or -1.
    fileprivate var columns: [Int] = []

    /// The text of the `index`th wanted column; empty if the row or the table lacks it.
    subscript(index: Int) -> String {
      let cell = range(index)
      let quote = UInt8(ascii: "\"")
      guard cell.lowerBound > 0, bytes[cell.lowerBound - 1] == quote, bytes[cell].contains(quote) else {
        return String(decoding: bytes[cell], as: UTF8.self)
      }
      return unescaped(cell)
    }

    /// Whether the `index`th wanted column says the same as `text`, without making a `String`.
    func has(_ text: String, at index: Int) -> Bool { bytes[range(index)].elementsEqual(text.utf8) }

    func isEmpty(_ index: Int) -> Bool { range(index).isEmpty }

    private func range(_ index: Int) -> Range<Int> {
      let column = columns[index]
      return column >= 0 && column < cells.count ? cells[column] : 0..<0
    }

    /// A quoted cell has its quotes doubled.
    private func unescaped(_ cell: Range<Int>) -> String {
      var text: [UInt8] = []
      var isSecond = false
      for byte in bytes[cell] {
        isSecond = byte == UInt8(ascii: "\"") && !isSecond
        if !isSecond { text.append(byte) }
      }
      return String(decoding: text, as: UTF8.self)
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

    /// Cuts the comma-separated record at `start` into cells; returns where the next one starts.
    fileprivate mutating func splitRecord(_ start: Int, lines: inout Int) -> Int {
      cells.removeAll(keepingCapacity: true)
      var (cell, offset, isQuoted) = (start, start, false)
      while offset < bytes.count {
        let byte = bytes[offset]
        if byte == UInt8(ascii: "\n") { lines += 1 }
        if byte == UInt8(ascii: "\"") {
          isQuoted.toggle()
        } else if !isQuoted, byte == UInt8(ascii: ",") {
          cells.append(unquoted(cell..<offset))
          cell = offset + 1
        } else if !isQuoted, byte == UInt8(ascii: "\n") {
          break
        }
        offset += 1
      }
      let hasReturn = offset > cell && bytes[offset - 1] == UInt8(ascii: "\r")
      cells.append(unquoted(cell..<(hasReturn ? offset - 1 : offset)))
      return offset + 1
    }

    private func unquoted(_ cell: Range<Int>) -> Range<Int> {
      let quote = UInt8(ascii: "\"")
      guard cell.count >= 2, bytes[cell.lowerBound] == quote, bytes[cell.upperBound - 1] == quote else { return cell }
      return (cell.lowerBound + 1)..<(cell.upperBound - 1)
    }
  }

  let name: String
  let bytes: [UInt8]
  var syntax = Syntax.tabs

  /// Hands out the rows in order.
  ///
  /// - Parameter columns: the wanted columns by name; those marked `?` may be missing from the header.
  /// - Returns: what is wrong with the header.
  func forEachRow(_ columns: [String], _ body: (Row) -> Void) -> [Diagnostic] {
    var row = Row(bytes: bytes)
    var diagnostics: [Diagnostic]?
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var nextLine = 1
    while start < bytes.count {
      row.line = nextLine
      guard advance(&row, &start, &nextLine) else { continue }
      if diagnostics == nil {
        diagnostics = readHeader(&row, columns)
      } else {
        body(row)
      }
    }
    return diagnostics ?? []
  }

  /// Splits the row at `start`; whether there is one.
  private func advance(_ row: inout Row, _ start: inout Int, _ nextLine: inout Int) -> Bool {
    if syntax == .commas {
      start = row.splitRecord(start, lines: &nextLine)
      return row.cells.count > 1 || !row.cells[0].isEmpty
    }
    let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    let content = start..<(end > start && bytes[end - 1] == UInt8(ascii: "\r") ? end - 1 : end)
    nextLine += 1
    start = end + 1
    guard !content.isEmpty, bytes[content.lowerBound] != UInt8(ascii: "#") else { return false }
    row.split(content)
    return true
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
