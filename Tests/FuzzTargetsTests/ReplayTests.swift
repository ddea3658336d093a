import Foundation
import FuzzTargets
import Testing

/// What a fuzzer once broke stays mended, and every target has seeds to start from.
@Suite struct ReplayTests {
  @Test(arguments: FuzzTarget.allCases) func keepsItsPromises(target: FuzzTarget) throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Corpus/\(target.rawValue)")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(!files.isEmpty)
    for file in files {
      let bytes = Array(try Data(contentsOf: folder.appendingPathComponent(file)))
      #expect(throws: Never.self, "\(target.rawValue)/\(file)") { try target.check(bytes) }
    }
  }
}
