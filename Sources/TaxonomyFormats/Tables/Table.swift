internal import Diagnostics

/// A table with a header line: tab-separated, what spreadsheets save and diffs show well, or comma-separated (RFC 4180).
///
/// A byte order mark and carriage returns are tolerated. With tabs, lines that are empty or start with `#` are passed over and
/// a cell in double quotes (some spreadsheets add them) is unwrapped. With commas, quoted cells may hold line feeds.
struct Table {
  enum Syntax { case tabs, commas }

  /// The rows of the table one after another, by the columns the caller asked for.
  struct Row {
    /// Where it starts, 1-based.
    private(set) var line = 0
    private let bytes: [UInt8]
    private let syntax: Syntax
    /// Where the cells of this row are, the first `count` of them; the array is used again for the next.
    private var cells: [Range<Int>] = []
    private var count = 0
    /// For each wanted column its position in the row, or -1.
    fileprivate(set) var columns: [Int] = []
    /// Where the next row starts.
    private var offset: Int
    private var nextLine = 1

    fileprivate init(_ table: Table) {
      (bytes, syntax) = (table.bytes, table.syntax)
      offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// Goes to the next row; whether there is one.
    mutating func next() -> Bool {
      while offset < bytes.count {
        line = nextLine
        count = 0
        if syntax == .commas { splitRecord() } else { splitLine() }
        if count > 1 || count == 1 && (syntax == .tabs || !cells[0].isEmpty) { return true }
      }
      return false
    }

    /// The texts of all cells.
    fileprivate var texts: [String] { cells[..<count].map { String(decoding: bytes[$0], as: UTF8.self) } }

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

    /// Where the text of the `index`th wanted column stands, quotes inside it still doubled.
    @inline(__always)
    func range(_ index: Int) -> Range<Int> {
      let column = columns[index]
      return column >= 0 && column < count ? cells[column] : 0..<0
    }

    /// Calls `body` with the bytes of the table.
    @inline(__always)
    func withBytes<Value>(_ body: (RawSpan) -> Value) -> Value { body(bytes.span.bytes) }

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

    /// Cuts the line at `offset` into cells, none if it is empty or a remark.
    private mutating func splitLine() {
      let isRemark = bytes[offset] == UInt8(ascii: "#")
      var start = offset
      var end = start
      nextLine += 1
      while true {
        end = bytes.span.bytes.firstBreak(from: end)
        if end < bytes.count, bytes[end] == UInt8(ascii: "\t") {
          append(start..<end)
          start = end + 1
        } else if end == bytes.count || bytes[end] == UInt8(ascii: "\n") {
          break
        }
        end += 1
      }
      let isEmpty = offset == end || offset + 1 == end && bytes[offset] == UInt8(ascii: "\r")
      offset = end + 1
      if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
      append(start..<end)
      if isRemark || isEmpty { count = 0 }
    }

    /// Cuts the comma-separated record at `offset` into cells.
    private mutating func splitRecord() {
      var (cell, isQuoted) = (offset, false)
      while offset < bytes.count {
        let byte = bytes[offset]
        if byte == UInt8(ascii: "\n") { nextLine += 1 }
        if byte == UInt8(ascii: "\"") {
          isQuoted.toggle()
        } else if !isQuoted, byte == UInt8(ascii: ",") {
          append(cell..<offset)
          cell = offset + 1
        } else if !isQuoted, byte == UInt8(ascii: "\n") {
          break
        }
        offset += 1
      }
      let hasReturn = offset > cell && bytes[offset - 1] == UInt8(ascii: "\r")
      append(cell..<(hasReturn ? offset - 1 : offset))
      offset += 1
    }

    @inline(__always)
    private mutating func append(_ cell: Range<Int>) {
      if count < cells.count { cells[count] = unquoted(cell) } else { cells.append(unquoted(cell)) }
      count += 1
    }

    @inline(__always)
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
  @inline(__always)
  func forEachRow(_ columns: [String], _ body: (Row) -> Void) -> [Diagnostic] {
    var row = Row(self)
    guard row.next() else { return [] }
    let diagnostics = readHeader(&row, columns)
    while row.next() { body(row) }
    return diagnostics
  }

  private func readHeader(_ row: inout Row, _ columns: [String]) -> [Diagnostic] {
    let header = row.texts
    row.columns = columns.map { column in header.firstIndex(of: column.filter { $0 != "?" }) ?? -1 }
    return columns.filter { !$0.hasSuffix("?") && !header.contains($0) }.map { column in
      Diagnostic(
        .error, "taxonomy.missing-column", "the header lacks the column '\(column)'",
        at: Location(file: name, line: row.line))
    }
  }
}
