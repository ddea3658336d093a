/// Dates as pages write them, as ISO 8601 calendar dates.
enum ISODate {
  /// `2025-10-01T…`, `01/10/2025` and `1.10.2025` (day first), `Wed, 01 Oct 2025 …`, `Oct 1, 2025`, seconds or milliseconds since 1970.
  static func read(_ text: String) -> String? {
    let words = Array(text.utf8).split(maxSplits: 7) { !isLetter($0) && !isDigit($0) }
    let numbers = words.prefix(4).map { number($0.prefix(while: isDigit)) }
    if words.count == 1, let value = number(words[0]), value > 100_000_000 {
      return epoch(value > 100_000_000_000 ? value / 1000 : value)
    }
    if words.count >= 3, words[0].count == 4, let year = numbers[0], let month = numbers[1], let day = numbers[2] {
      return date(year, month, day)
    }
    if words.count >= 3, words[2].count == 4, let first = numbers[0], let second = numbers[1], let year = numbers[2] {
      // Only a day can be more than twelve.
      return second > 12 ? date(year, first, second) : date(year, second, first)
    }
    return withMonthName(words)
  }

  private static func withMonthName(_ words: [ArraySlice<UInt8>]) -> String? {
    guard let position = words.prefix(4).firstIndex(where: { month($0) != nil }), let month = month(words[position])
    else { return nil }
    let before = position > 0 ? number(words[position - 1]) : nil
    let after = words.dropFirst(position + 1).prefix(2).map(number)
    if let day = before, let year = after.first ?? nil { return date(year, month, day) }
    if after.count == 2, let day = after[0], let year = after[1] { return date(year, month, day) }
    return nil
  }

  /// `nil` if there is anything but digits.
  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count <= 18, digits.allSatisfy(isDigit) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func month(_ word: ArraySlice<UInt8>) -> Int? {
    guard word.count >= 3 else { return nil }
    let start = word.startIndex
    let letters = (0..<3).map { lowercased(word[start + $0]) }
    return stride(from: 0, to: 36, by: 3).first {
      names[$0] == letters[0] && names[$0 + 1] == letters[1] && names[$0 + 2] == letters[2]
    }
    .map { $0 / 3 + 1 }
  }

  private static let names = Array("janfebmaraprmayjunjulaugsepoctnovdec".utf8)

  private static func date(_ year: Int, _ month: Int, _ day: Int) -> String? {
    guard (1900...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(padded(month))-\(padded(day))"
  }

  /// The day of a Unix time (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
  private static func epoch(_ seconds: Int) -> String? {
    guard (0...253_402_300_799).contains(seconds) else { return nil }
    let days = seconds / 86_400 + 719_468
    let (era, dayOfEra) = days.quotientAndRemainder(dividingBy: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return date(era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
