import Testing

@testable import Postings

@Suite struct FieldTests {
  @Test(
    arguments: [
      ("2025-10-01", "2025-10-01"), ("2025-10-01T22:00:00+02:00", "2025-10-01"), ("01/10/2025 12:00", "2025-10-01"),
      ("1.10.2025", "2025-10-01"),
      ("10/31/2025", "2025-10-31"), ("Wed, 01 Oct 2025 10:00:00 +0000", "2025-10-01"),
      ("October 1, 2025", "2025-10-01"), ("1 Oct 2025", "2025-10-01"),
      ("1759312800", "2025-10-01"), ("1759312800000", "2025-10-01"), ("951782400", "2000-02-29"), ("2025-13-01", nil),
      ("soon", nil), ("", nil),
    ] as [(String, String?)])
  func readsDates(text: String, date: String?) {
    #expect(ISODate.read(text) == date)
  }

  @Test(
    arguments: [
      ("FULL_TIME", .fullTime), ("Full-time", .fullTime), ("fulltime", .fullTime), ("Vollzeit", .fullTime),
      ("PART_TIME", .partTime), ("Part time", .partTime),
      ("CONTRACTOR", .contract), ("Freelance", .contract), ("TEMPORARY", .contract), ("INTERN", .internship),
      ("Internship", .internship), ("OTHER", nil),
      ("International", nil), ("", nil),
    ] as [(String, Employment?)])
  func reducesEmploymentTypes(text: String, employment: Employment?) {
    #expect(Employment(stated: text) == employment)
  }

  @Test(arguments: ["Job_Title", "jobTitle", "job-title", "JOBTITLE"])
  func namesAreComparedByTheirLetters(name: String) {
    #expect(Field.normalized(name) == "jobtitle")
  }
}
