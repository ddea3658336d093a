import Concepts
import Testing

@testable import GraphFormats

@Suite struct PictureTests {
  private static func sample(_ theme: Picture.Theme) -> Picture {
    Picture(
      title: "R&D <in> \"one\" page", note: "a & b", theme: theme,
      arrangement: theme == .dark ? .network : .leftToRight,
      blocks: [
        .init("role", heading: .init("Engineer \"R&D\" \\", .role), isCentral: true),
        .init(
          "list", heading: .init("Step", .role),
          sections: [
            .init(
              "required",
              (0..<15).map {
                .init("Skill <\($0)>", $0 < 9 ? .skill : .framework, share: $0 == 3 ? nil : Double($0) / 14)
              },
              limit: 14)
          ]),
      ],
      links: [
        .init("role", "list", label: "a \"usual\" step", relation: .progressesTo),
        .init("list", "role", isDashed: true, relation: .related),
      ])
  }

  private func dot(_ picture: Picture) -> [UInt8] {
    var bytes: [UInt8] = []
    var output = ByteOutput { bytes += $0 }
    picture.writeDOT(to: &output)
    output.finish()
    return bytes
  }

  @Test(arguments: Picture.Theme.allCases)
  func picturesAreAsRecorded(theme: Picture.Theme) throws {
    try expectGolden(dot(Self.sample(theme)), "picture.\(theme.rawValue).dot")
  }

  @Test(arguments: [
    ("a>b b>c a>c", "a>b b>c"),
    ("a>b b>c c>d a>d", "a>b b>c c>d"),
    ("a>b a>c b>d c>d", "a>b a>c b>d c>d"),
    ("a>b", "a>b"),
    ("", ""),
  ])
  func dropsLinksThatOthersImply(links: String, kept: String) {
    func parsed(_ text: String) -> [Picture.Link] {
      text.split(separator: " ").map { pair in
        let ends = pair.split(separator: ">")
        return Picture.Link(String(ends[0]), String(ends[1]))
      }
    }
    let picture = Picture(title: "", arrangement: .topToBottom, blocks: [], links: parsed(links))
    #expect(picture.withoutImpliedLinks().links == parsed(kept))
  }

  /// A part of a graph often has nodes without edges: drawn, they would be scattered over the picture.
  @Test func blocksWithoutLinksBecomeOneList() {
    func block(_ name: String) -> Picture.Block { .init(name, heading: .init(name, .skill)) }
    let picture = Picture(
      title: "", arrangement: .network, blocks: ["a", "b", "c", "d"].map(block), links: [.init("a", "c")])
    let listed = picture.withLooseBlocksListed("others")
    #expect(listed.blocks.map(\.name) == ["a", "c", "loose"])
    #expect(listed.blocks.last?.sections == [.init("others", [.init("b", .skill), .init("d", .skill)])])
    #expect(listed.withLooseBlocksListed("others") == listed)
  }
}
