public import Diagnostics

/// A list beside saved pages that says where they came from: a file, a tab, its URL and, if known, a tab and the date it was
/// fetched.
///
/// A line names a file by its path or the end of it: `jobs/1.html` is `pages/jobs/1.html`, too, and a member of `jobs.zip` is
/// `jobs.zip/1.html`. Of several lines for a file the longest path counts.
public struct AddressList: Sendable {
  private struct Entry {
    var line: Int
    var url: String
    var date: String?
  }

  private var entries: [String: Entry] = [:]
  private var unused: Set<Int> = []

  /// A list that names nothing.
  public init() {}

  /// Reads a list (UTF-8). Empty lines and those that begin with `#` mean nothing; others that name no file and URL are reported.
  ///
  /// - Complexity: O(*list*).
  public static func read(_ list: [UInt8], file: String) -> Parsed<AddressList> {
    var result = Parsed(AddressList())
    let text = list.starts(with: [0xEF, 0xBB, 0xBF]) ? list[3...] : list[...]
    for (index, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      let cells = line.split(separator: 0x09).map { trimmed($0) }
      guard let first = cells.first, !first.isEmpty, !first.hasPrefix("#") else { continue }
      guard cells.count >= 2, cells[1].contains("://") else {
        result.diagnostics.append(
          Diagnostic(
            .warning, "containers.bad-line", "a file, a tab and its URL are expected",
            at: Location(file: file, line: index + 1)))
        continue
      }
      let date = cells.count > 2 && !cells[2].isEmpty ? cells[2] : nil
      result.value.entries[key(first)] = Entry(line: index + 1, url: cells[1], date: date)
      result.value.unused.insert(index + 1)
    }
    return result
  }

  /// Gives `source` the address its file has in the list, unless it has one of its own.
  public mutating func address(_ source: inout ByteSource) {
    guard !entries.isEmpty else { return }
    var name = Self.key(source.name)[...]
    while true {
      if let entry = entries[String(name)] {
        unused.remove(entry.line)
        source.url = source.url ?? entry.url
        source.dateRetrieved = source.dateRetrieved ?? entry.date
        return
      }
      guard let slash = name.firstIndex(of: "/") else { return }
      name = name[name.index(after: slash)...]
    }
  }

  /// How many lines named no file that was read.
  public var unusedCount: Int { unused.count }

  private static func trimmed(_ cell: ArraySlice<UInt8>) -> String {
    let rest = cell.drop { $0 <= 0x20 }
    let end = rest.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? rest.startIndex
    return String(decoding: rest[..<end], as: UTF8.self)
  }

  private static func key(_ name: String) -> String {
    let parts = name.replacing("!/", with: "/").split(separator: "/").filter { $0 != "." }
    return parts.joined(separator: "/")
  }
}
