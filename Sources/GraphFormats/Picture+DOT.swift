internal import Concepts

extension Picture {
  /// The picture in Graphviz's language, to be drawn with `arrangement.engine`.
  public func writeDOT(to output: inout ByteOutput) {
    output.write("digraph picture {\n  graph [")
    output.write(layout)
    output.write(
      ", fontname=\"Helvetica,Arial,sans-serif\", fontcolor=\"\(theme.ink)\", bgcolor=\"\(theme.paper)\", pad=0.3, labelloc=t, label=<"
    )
    writeTitle(&output)
    output.write(">];\n  node [fontname=\"Helvetica,Arial,sans-serif\", fontsize=12, fontcolor=\"\(theme.ink)\"];\n")
    output.write(
      "  edge [fontname=\"Helvetica,Arial,sans-serif\", fontsize=10, fontcolor=\"\(theme.soft)\", color=\"\(theme.soft)\", arrowsize=0.7];\n"
    )
    for block in blocks { write(block, &output) }
    for link in links { write(link, &output) }
    output.write("}\n")
  }

  private var layout: String {
    switch arrangement {
    case .leftToRight: "rankdir=LR, ranksep=0.9, nodesep=0.3"
    case .topToBottom: "rankdir=TB, ranksep=0.42, nodesep=0.25"
    case .network: "overlap=prism, overlap_scaling=0, sep=\"+9\", splines=true, start=1, model=shortpath"
    }
  }

  // MARK: Title and legend

  private func writeTitle(_ output: inout ByteOutput) {
    output.write("<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"2\"><TR><TD><FONT POINT-SIZE=\"20\"><B>")
    output.write(xml: title)
    output.write("</B></FONT></TD></TR>")
    if !note.isEmpty {
      output.write("<TR><TD><FONT POINT-SIZE=\"12\" COLOR=\"\(theme.soft)\">")
      output.write(xml: note)
      output.write("</FONT></TD></TR>")
    }
    output.write("<TR><TD>")
    for kind in kinds {
      output.write("<FONT POINT-SIZE=\"18\" COLOR=\"\(Palette.color(kind).hexadecimal)\">■</FONT> \(kind.rawValue)    ")
    }
    output.write("</TD></TR>")
    if !relations.isEmpty { writeRelations(&output) }
    output.write("<TR><TD HEIGHT=\"8\"></TD></TR></TABLE>")
  }

  private func writeRelations(_ output: inout ByteOutput) {
    output.write("<TR><TD>")
    for relation in relations {
      output.write("<FONT POINT-SIZE=\"18\" COLOR=\"\(theme.color(relation))\">→</FONT> \(relation.words)    ")
    }
    output.write("</TD></TR>")
  }

  /// The kinds that occur, in their own order.
  private var kinds: [ConceptKind] {
    let items = blocks.flatMap { block in [block.heading].compactMap(\.self) + block.sections.flatMap(\.items) }
    let found = Set(items.map(\.kind))
    return ConceptKind.allCases.filter(found.contains)
  }

  /// Those that colour links, if they are more than one and nothing else says which they are.
  private var relations: [Relation] {
    guard blocks.allSatisfy(\.sections.isEmpty) || arrangement == .network else { return [] }
    let found = Set(links.compactMap(\.relation))
    return found.count > 1 ? Relation.allCases.filter(found.contains) : []
  }

  // MARK: Blocks

  private func write(_ block: Block, _ output: inout ByteOutput) {
    output.write("  ")
    output.write(quoted: block.name)
    if let heading = block.heading, block.sections.isEmpty {
      let color = Palette.color(heading.kind)
      output.write(" [shape=box, style=\"rounded,filled\", margin=\"0.13,0.06\", height=0.3, fillcolor=\"")
      output.write(block.isCentral ? color.hexadecimal : theme.tint(color))
      output.write("\", color=\"\(block.isCentral ? theme.ink : color.hexadecimal)\"")
      output.write(", penwidth=\(block.isCentral ? "2.5" : "1.3")")
      output.write(", fontcolor=\"\(block.isCentral ? Self.ink(on: heading.kind) : theme.ink)\", label=")
      output.write(quoted: heading.label)
    } else {
      output.write(" [shape=plain, label=<")
      writeTable(block, &output)
      output.write(">")
    }
    output.write("];\n")
  }

  private func writeTable(_ block: Block, _ output: inout ByteOutput) {
    let hasBars = block.sections.contains { $0.items.contains { $0.share != nil } }
    let grid = Grid(
      columns: block.sections.map { ($0.items.count + block.rows - 1) / block.rows }.max() ?? 1, hasBars: hasBars)
    output.write("<TABLE BORDER=\"1\" COLOR=\"\(theme.rule)\" STYLE=\"ROUNDED\" CELLBORDER=\"0\"")
    output.write(" CELLSPACING=\"3\" CELLPADDING=\"3\">")
    if let heading = block.heading {
      output.write(
        "<TR><TD COLSPAN=\"\(grid.width)\" BGCOLOR=\"\(Palette.color(heading.kind).hexadecimal)\" STYLE=\"ROUNDED\">")
      output.write("<B><FONT COLOR=\"\(Self.ink(on: heading.kind))\">")
      output.write(xml: heading.label)
      output.write("</FONT></B></TD></TR>")
    }
    for section in block.sections { write(section, grid, &output) }
    output.write("</TABLE>")
  }

  /// The cells of a table: an item has one, or three with its share's bar and figure.
  private struct Grid {
    var columns: Int
    var hasBars: Bool
    var width: Int { columns * (hasBars ? 3 : 1) }
  }

  private func write(_ section: Section, _ grid: Grid, _ output: inout ByteOutput) {
    writeLine(section.title, grid, &output)
    // A short list is spread over the columns of a long one.
    let columns = max(1, min(grid.columns, (section.items.count + 2) / 3))
    let rows = (section.items.count + columns - 1) / columns
    for row in 0..<rows {
      output.write("<TR>")
      for column in 0..<grid.columns {
        let place = column * rows + row
        if column < columns, place < section.items.count {
          write(section.items[place], grid, &output)
        } else {
          output.write("<TD COLSPAN=\"\(grid.hasBars ? 3 : 1)\"></TD>")
        }
      }
      output.write("</TR>")
    }
    if section.omitted > 0 { writeLine("and \(section.omitted) more", grid, &output) }
  }

  private func writeLine(_ text: String, _ grid: Grid, _ output: inout ByteOutput) {
    output.write("<TR><TD ALIGN=\"LEFT\" COLSPAN=\"\(grid.width)\"><FONT POINT-SIZE=\"11\" COLOR=\"\(theme.soft)\">")
    output.write(xml: text)
    output.write("</FONT></TD></TR>")
  }

  private func write(_ item: Item, _ grid: Grid, _ output: inout ByteOutput) {
    let color = Palette.color(item.kind)
    output.write(
      "<TD ALIGN=\"LEFT\" BORDER=\"5\" SIDES=\"L\" COLOR=\"\(color.hexadecimal)\" BGCOLOR=\"\(theme.tint(color))\">")
    output.write(xml: item.label)
    output.write("</TD>")
    guard grid.hasBars else { return }
    guard let share = item.share else { return output.write("<TD COLSPAN=\"2\"></TD>") }
    writeBar(share, color, &output)
    output.write(
      "<TD ALIGN=\"RIGHT\"><FONT POINT-SIZE=\"10\" COLOR=\"\(theme.soft)\">\(Int((share * 100).rounded())) %</FONT></TD>"
    )
  }

  private static let barWidth = 60

  private func writeBar(_ share: Double, _ color: Palette.Color, _ output: inout ByteOutput) {
    let full = min(Self.barWidth, max(0, Int((share * Double(Self.barWidth)).rounded())))
    output.write("<TD><TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\"><TR>")
    for (width, color) in [(full, color.hexadecimal), (Self.barWidth - full, theme.track)] where width > 0 {
      output.write("<TD FIXEDSIZE=\"TRUE\" WIDTH=\"\(width)\" HEIGHT=\"9\" BGCOLOR=\"\(color)\"></TD>")
    }
    output.write("</TR></TABLE></TD>")
  }

  /// What can be read on a kind's colour.
  private static func ink(on kind: ConceptKind) -> String { kind == .role ? "#FFFFFF" : "#000000" }

  // MARK: Links

  private func write(_ link: Link, _ output: inout ByteOutput) {
    output.write("  ")
    output.write(quoted: link.source)
    output.write(" -> ")
    output.write(quoted: link.target)
    output.write(link.isDashed ? " [style=dashed" : " [style=solid")
    if let relation = link.relation { output.write(", color=\"\(theme.color(relation))\"") }
    if !link.label.isEmpty {
      output.write(", label=")
      output.write(quoted: link.label)
    }
    output.write("];\n")
  }
}

extension Picture.Theme {
  fileprivate var paper: String { self == .light ? "#FFFFFF" : "#14181D" }
  fileprivate var ink: String { self == .light ? "#1C2126" : "#E8EBEE" }
  fileprivate var soft: String { self == .light ? "#5A646E" : "#A4AFB9" }
  fileprivate var rule: String { self == .light ? "#C4C9CE" : "#4A5560" }
  /// What is left of a bar.
  fileprivate var track: String { self == .light ? "#E9ECEF" : "#2A323A" }

  /// A little of a colour on the paper, on which ink can be read.
  fileprivate func tint(_ color: Palette.Color) -> String {
    let (paper, part) = self == .light ? ((255, 255, 255), 16) : ((20, 24, 29), 30)
    func mix(_ a: Int, _ b: Int) -> Int { (a * part + b * (100 - part)) / 100 }
    return Palette.Color(
      red: mix(color.red, paper.0), green: mix(color.green, paper.1), blue: mix(color.blue, paper.2)
    ).hexadecimal
  }

  /// Links by relation; those of one family, such as hierarchy, are quiet.
  fileprivate func color(_ relation: Relation) -> String {
    switch relation {
    case .prerequisiteOf: self == .light ? "#D55E00" : "#F07C28"
    case .progressesTo: self == .light ? "#0072B2" : "#3B9FE0"
    case .certifies: self == .light ? "#B8578D" : "#D98DB6"
    case .precedes: self == .light ? "#3A9BD1" : "#7CC4EF"
    case .requires: soft
    case .broader, .related: self == .light ? "#9AA3AB" : "#6D7883"
    }
  }
}

extension ByteOutput {
  /// A quoted string of Graphviz's language, in which a backslash starts no escape.
  mutating func write(quoted text: String) {
    write(byte: UInt8(ascii: "\""))
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { write(byte: UInt8(ascii: "\\")) }
      write(byte: byte < 0x20 ? 0x20 : byte)
    }
    write(byte: UInt8(ascii: "\""))
  }
}
