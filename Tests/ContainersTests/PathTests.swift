import Containers
import Foundation
import Testing

@testable import skillgraph

/// Which files paths and patterns stand for.
@Suite struct PathTests {
  @Test(
    arguments: [
      ("*.html", "a.html", true), ("*.html", "a.htm", false), ("a*b*c", "aXbYbZc", true), ("a*b*c", "aXbYbZ", false),
      ("?", "a", true), ("?", "", false), ("*", "", true), ("[a-c]x", "bx", true), ("[!a-c]x", "bx", false),
      ("[]]", "]", true), ("[a", "[a", true), ("**", "abc", true), ("a\u{E9}*", "a\u{E9}b", true),
    ])
  func matchesNames(pattern: String, name: String, matches: Bool) {
    #expect(PathPattern.matches(Array(pattern.utf8)[...], Array(name.utf8)[...]) == matches)
  }

  /// Many stars cost no more than a few.
  @Test func starsEnd() {
    let name = Array(repeating: UInt8(ascii: "a"), count: 5_000)
    let pattern = Array("a*a*a*a*a*a*a*a*a*a*a*a*a*a*b".utf8)
    #expect(!PathPattern.matches(pattern[...], name[...]))
  }

  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("paths-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for path in ["b.html", "a.html", "sub/c.html", "sub/deep/d.html", "sub/e.txt", ".hidden/f.html", "[x].html"] {
      let file = folder + "/" + path
      try FileManager.default.createDirectory(
        atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try Data(path.utf8).write(to: URL(fileURLWithPath: file))
    }
    try FileManager.default.createSymbolicLink(atPath: folder + "/sub/loop", withDestinationPath: "..")
    try FileManager.default.createSymbolicLink(atPath: folder + "/link.html", withDestinationPath: "a.html")
    try body(folder)
  }

  @Test(
    arguments: [
      ("", ["[x].html", "a.html", "b.html", "link.html", "sub/c.html", "sub/deep/d.html", "sub/e.txt"]),
      ("/*.html", ["[x].html", "a.html", "b.html", "link.html"]), ("/[ab].html", ["a.html", "b.html"]),
      ("/**/*.html", ["[x].html", "a.html", "b.html", "link.html", "sub/c.html", "sub/deep/d.html"]),
      ("/s*/**", ["sub/c.html", "sub/deep/d.html", "sub/e.txt"]), ("/**/deep", ["sub/deep/d.html"]),
      ("/[x].html", ["[x].html"]), ("/sub/", ["sub/c.html", "sub/deep/d.html", "sub/e.txt"]),
    ])
  func expands(pattern: String, files: [String]) throws {
    try inFolder { folder in
      let names = try SourceFiles.expand([folder + pattern]).map { String($0.name.dropFirst(folder.count + 1)) }
      #expect(names == files)
    }
  }

  @Test func whatNamesNothingIsRefused() throws {
    try inFolder { folder in
      for path in ["/none.html", "/*.pdf", "/none/**/*.html"] {
        #expect(throws: (any Error).self) { try SourceFiles.expand([folder + path]) }
      }
    }
  }

  @Test func filesAreReadInAnyWay() throws {
    try inFolder { folder in
      let source = try #require(try SourceFiles.expand([folder + "/a.html"]).first)
      let (one, two) = (try source.open(), try source.open())
      #expect(try one() == Array("a.html".utf8) && two() == Array("a.html".utf8) && one() == nil)
      #expect(try source.access?().size == 6)
    }
  }
}
