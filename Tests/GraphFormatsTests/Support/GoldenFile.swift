import Foundation
import Testing

/// Compares `bytes` with the file of that name in `Golden/`; `RECORD_GOLDEN=1 swift test` rewrites it.
func expectGolden(_ bytes: [UInt8], _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(
    path: "Golden")
  let file = folder.appending(path: name)
  if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return
  }
  let wanted = try String(decoding: Data(contentsOf: file), as: UTF8.self).split(
    separator: "\n", omittingEmptySubsequences: false)
  let found = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
  let line = zip(wanted, found).enumerated().first { $0.element.0 != $0.element.1 }
  if let line {
    Issue.record("\(name):\(line.offset + 1)\n- \(line.element.0)\n+ \(line.element.1)", sourceLocation: sourceLocation)
  }
  #expect(wanted.count == found.count, "\(name): number of lines", sourceLocation: sourceLocation)
}
