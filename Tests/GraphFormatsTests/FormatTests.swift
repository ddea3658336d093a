import GraphModel
import Testing

@testable import GraphFormats

@Suite struct FormatTests {
  @Test(arguments: [
    ("sample.json", NodeLinkJSON() as any GraphFormat), ("sample.dot", DOT()), ("sample.nodes.csv", GraphCSV(.nodes)),
    ("sample.edges.csv", GraphCSV(.edges)),
  ])
  func formatsAreAsRecorded(file: String, format: any GraphFormat) throws {
    try expectGolden(format.bytes(.sample), file)
  }
}
