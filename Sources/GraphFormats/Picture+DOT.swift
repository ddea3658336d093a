internal import Concepts

extension Picture {
  /// The picture in Graphviz's language, to be drawn with `arrangement.engine`.
  public func writeDOT(to output: inout ByteOutput) {
    output.write("digraph picture {\n  graph [")
    output.write(layout)
    output.write(
      ", fontname=\"Helvetica\", fontcolor=\"\(theme.ink)\", bgcolor=\"\(theme.paper)\", pad=0.3, labelloc=t, label=<")
    writeTitle(&output)
    output.write(">];\n  node [fontname=\"Helvetica\", fontsize=12, fontcolor=\"\(theme.ink)\"];\n")
    output.write(
      "  edge [fontname=\"Helvetica\", fontsize=10, fontcolor=\"\(theme.soft)\", color=\"\(theme.soft)\", arrowsize=0.7];\n"
    )
    for block in blocks { write(block, &output) }
    for link in links { write(link, &output) }
    output.write("}\n")
  }

  private var layout: String {
    switch arrangement {
    case .leftToRight: "rankdir=LR, ranksep=0.9, nodesep=0.3"
    case .topToBottom: "rankdir=TB, ranksep=0.42, nodesep=0.25"
    case .network: "overlap=prism, sep=\"+10\", splines=true, start=1, model=shortpath"
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
    output.write("</TD></TR><TR><TD HEIGHT=\"8\"></TD></TR></TABLE>")
  }

  /// The kinds that occur, in their own order.
  private var kinds: [ConceptKind] {
    let items = blocks.flatMap { block in [block.heading].compactMap(\.self) + block.sections.flatMap(\.items) }
    let found = Set(items.map(\.kind))
    return ConceptKind.allCases.filter(found.contains)
  }

  // MARK: Blocks

  private func write(_ block: Block, _ output: inout ByteOutput) {
    output.write("  ")
    output.write(quoted: block.name)
    if let heading = block.heading, block.sections.isEmpty {
      let color = Palette.color(heading.kind).hexadecimal
      output.write(
        " [shape=box, style=\"rounded,filled\", fillcolor=\"\(color)\", color=\"\(theme.ink)\", margin=\"0.13,0.06\", height=0.3"
      )
      output.write(", penwidth=\(block.isCentral ? 3 : 0), fontcolor=\"\(Self.ink(on: heading.kind))\", label=")
      output.write(quoted: heading.detail.isEmpty ? heading.label : "\(heading.label)  \(heading.detail)")
    } else {
      output.write(" [shape=plain, label=<")
      writeTable(block, &output)
      output.write(">")
    }
    output.write("];\n")
  }

  private func writeTable(_ block: Block, _ output: inout ByteOutput) {
    let columns = block.sections.map { Self.columns(of: $0) }.max() ?? 1
    output.write(
      "<TABLE BORDER=\"1\" COLOR=\"\(theme.rule)\" STYLE=\"ROUNDED\" CELLBORDER=\"0\" CELLSPACING=\"3\" CELLPADDING=\"4\">"
    )
    if let heading = block.heading {
      output.write("<TR>")
      write(cell: heading, columns: columns, isHeading: true, &output)
      output.write("</TR>")
    }
    for section in block.sections { write(section, columns, &output) }
    output.write("</TABLE>")
  }

  /// Up to a dozen under each other.
  private static func columns(of section: Section) -> Int { max(1, (section.items.count + 11) / 12) }

  private func write(_ section: Section, _ columns: Int, _ output: inout ByteOutput) {
    writeLine(section.title, columns, &output)
    let rows = (section.items.count + columns - 1) / columns
    for row in 0..<rows {
      output.write("<TR>")
      for column in 0..<columns {
        let place = column * rows + row
        if place < section.items.count { write(cell: section.items[place], &output) } else { output.write("<TD></TD>") }
      }
      output.write("</TR>")
    }
    if section.omitted > 0 { writeLine("and \(section.omitted) more", columns, &output) }
  }

  private func writeLine(_ text: String, _ columns: Int, _ output: inout ByteOutput) {
    output.write("<TR><TD ALIGN=\"LEFT\" COLSPAN=\"\(columns)\"><FONT POINT-SIZE=\"11\" COLOR=\"\(theme.soft)\">")
    output.write(xml: text)
    output.write("</FONT></TD></TR>")
  }

  private func write(cell item: Item, columns: Int = 1, isHeading: Bool = false, _ output: inout ByteOutput) {
    output.write("<TD COLSPAN=\"\(columns)\" BGCOLOR=\"\(Palette.color(item.kind).hexadecimal)\" STYLE=\"ROUNDED\"")
    output.write(isHeading ? "><B>" : " ALIGN=\"LEFT\">")
    output.write("<FONT COLOR=\"\(Self.ink(on: item.kind))\">")
    output.write(xml: item.detail.isEmpty ? item.label : item.label + "  ")
    if !item.detail.isEmpty {
      output.write("<FONT POINT-SIZE=\"10\">")
      output.write(xml: item.detail)
      output.write("</FONT>")
    }
    output.write(isHeading ? "</FONT></B></TD>" : "</FONT></TD>")
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
