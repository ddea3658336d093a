public import Concepts
public import GraphModel

/// In which months postings advertised a role, named a concept, asked a role's people for something: what a time line shows.
public struct PostingMonths: Hashable, Sendable {
  /// A calendar month.
  public struct Month: Hashable, Comparable, Sendable {
    /// 12 · year + month − 1.
    let number: Int

    /// Of a date that begins with `YYYY-MM`; `nil` if it does not.
    public init?(_ date: some StringProtocol) {
      let bytes = Array(date.utf8.prefix(8))
      guard bytes.count >= 7, bytes[4] == UInt8(ascii: "-"), bytes.count == 7 || bytes[7] == UInt8(ascii: "-") else {
        return nil
      }
      let digits = (bytes[0..<4] + bytes[5..<7]).map { Int($0) - 0x30 }
      guard digits.allSatisfy((0...9).contains) else { return nil }
      let (year, month) = (digits[..<4].reduce(0) { $0 * 10 + $1 }, digits[4] * 10 + digits[5])
      guard year > 0, (1...12).contains(month) else { return nil }
      number = 12 * year + month - 1
    }

    public static func < (a: Month, b: Month) -> Bool { a.number < b.number }

    var firstDay: String { Self.text(number / 12, number % 12 + 1, 1) }

    var lastDay: String {
      let (year, month) = (number / 12, number % 12 + 1)
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      let days = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
      return Self.text(year, month, days)
    }

    private static func text(_ year: Int, _ month: Int, _ day: Int) -> String {
      String(repeating: "0", count: max(0, 4 - "\(year)".count)) + "\(year)-\(month < 10 ? "0" : "")\(month)"
        + "-\(day < 10 ? "0" : "")\(day)"
    }
  }

  public var nodes: [ConceptID: Set<Month>] = [:]
  public var demands: [DemandTable.Key: Set<Month>] = [:]

  public init() {}

  public var isEmpty: Bool { nodes.isEmpty && demands.isEmpty }

  /// A posting of that month advertises the role, names the concept, or both.
  public mutating func add(_ month: Month, role: ConceptID?, concept: ConceptID?) {
    if let role { nodes[role, default: []].insert(month) }
    if let concept { nodes[concept, default: []].insert(month) }
    if let role, let concept { demands[DemandTable.Key(role: role, concept: concept), default: []].insert(month) }
  }

  /// The first and the last month of all.
  var span: ClosedRange<Month>? {
    let all = nodes.values.flatMap(\.self)
    guard let first = all.min(), let last = all.max() else { return nil }
    return first...last
  }

  /// Months that follow each other as one span, in order of time.
  static func spans(_ months: Set<Month>) -> [ClosedRange<Month>] {
    var spans: [ClosedRange<Month>] = []
    for month in months.sorted() {
      if let last = spans.last, last.upperBound.number + 1 == month.number {
        spans[spans.count - 1] = last.lowerBound...month
      } else {
        spans.append(month...month)
      }
    }
    return spans
  }
}
