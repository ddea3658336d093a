internal import BundledData

/// The tables of `Data/careers/`: tab-separated, with a header line.
enum CareerTable {
  /// The cells of each row of `name`, without the header.
  static func rows(_ name: String) -> [[String]] {
    let file = BundledFile.all(in: "careers").first { $0.name == "careers/\(name).tsv" }
    return (file?.bytes ?? []).split(separator: UInt8(ascii: "\n")).dropFirst().map { line in
      line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
    }
  }
}

/// How high up a role is, as its name says.
enum Seniority {
  /// The rung of a role whose name says nothing.
  static let usual = 2

  private static let rungs: [String: Int] = Dictionary(
    CareerTable.rows("seniority").compactMap { row in row.count == 2 ? Int(row[1]).map { (row[0], $0) } : nil },
    uniquingKeysWith: max)

  /// 0 (intern) to 6 (executive), by the words of `Data/careers/seniority.tsv`; of several the highest.
  static func rung(_ label: String) -> Int {
    label.lowercased().split { !$0.isLetter }.compactMap { rungs[String($0)] }.max() ?? usual
  }
}
