import BundledData
import Testing

@testable import Postings

@Suite struct HeadingVocabularyTests {
  @Test(
    arguments: [
      ("What You’ll Do", .responsibilities), ("WHAT WE'RE LOOKING FOR:", .requirements),
      ("Preferred Qualifications", .preferred),
      ("Minimum qualifications", .requirements), ("Skills & Experience", .requirements), ("Our tech stack", .skills),
      ("Education and experience", .education), ("Perks at Example Ltd", .benefits), ("About Example", .about),
      ("Interview process", .apply), ("Equal Opportunity", .equalOpportunity), ("Ihr Profil", .requirements),
      ("Wir bieten", .benefits),
      ("Vos missions", .responsibilities), ("Lo que ofrecemos", .benefits), ("Wat ga je doen?", .responsibilities),
      ("MILE WIDZIANE", .preferred), ("POŽADUJEME", .requirements), ("Náplň práce", .responsibilities),
    ] as [(String, Section)])
  func knowsHeadings(heading: String, section: Section) {
    #expect(HeadingVocabulary.standard.section(of: Array(heading.utf8)[...]) == section)
  }

  @Test(arguments: ["Python", "Excellent communication skills", "Build great software", ""])
  func doesNotTakeItemsForHeadings(line: String) {
    #expect(HeadingVocabulary.standard.section(ofPlainLine: Array(line.utf8)[...]) == nil)
  }

  /// Each row is three cells with a known section and a language, and stands once.
  @Test func tableIsSound() {
    let table = BundledFile.all(in: "vocabulary").first { $0.name == "vocabulary/headings.tsv" }?.bytes ?? []
    let rows = table.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }.filter {
      !$0.hasPrefix("#")
    }.dropFirst()
    var counts: [Substring: Int] = [:]
    var seen: Set<Substring> = []
    for row in rows {
      let cells = row.split(separator: "\t")
      #expect(cells.count == 3 && Section(rawValue: String(cells[0])) != nil, "\(row)")
      #expect(seen.insert(cells.last ?? "").inserted, "\(row)")
      counts[cells.count > 1 ? cells[1] : "", default: 0] += 1
    }
    #expect(counts["en", default: 0] >= 250)
    #expect(["de", "fr", "es", "nl", "pl", "cs", "it"].allSatisfy { counts[$0, default: 0] >= 20 })
  }
}
