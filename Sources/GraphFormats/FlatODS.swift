internal import Concepts
public import GraphModel

/// An OpenDocument spreadsheet as one XML file (ODF 1.3, `.fods`), for LibreOffice and what opens its files: what roles ask for
/// as a list and as a matrix of roles and skills, the nodes, and what the columns mean.
///
/// The flat form is as good as the packed one and needs no archive; Excel wants the tables of `demands` and `csv` instead.
public struct FlatODS: GraphFormat {
  public static let name = "fods"
  public static let fileExtension = "fods"
  public static let limitation: String? = "relations other than what roles ask for; more roles than a sheet has columns"

  public init() {}

  /// Sheets of LibreOffice before 7.4 end at column 1,024, Excel's at 16,384.
  private static let maximumRoles = 1000

  public func write(_ graph: SkillGraph, to output: inout ByteOutput) {
    output.write(Self.head)
    let rows = graph.demandRows
    writeDemands(rows, &output)
    writeMatrix(rows, graph, &output)
    writeNodes(graph, &output)
    writeMeanings(graph, &output)
    output.write("</office:spreadsheet></office:body></office:document>\n")
  }

  private static let head: StaticString = """
    <?xml version="1.0" encoding="UTF-8"?>
    <office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
      xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
      xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
      xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
      xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
      xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
      office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
    <office:automatic-styles>
    <number:percentage-style style:name="share"><number:number number:decimal-places="0" number:min-integer-digits="1"/>
    <number:text> %</number:text></number:percentage-style>
    <style:style style:name="percent" style:family="table-cell" style:data-style-name="share"/>
    <style:style style:name="heading" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style>
    <style:style style:name="narrow" style:family="table-column"><style:table-column-properties
     style:column-width="2.2cm"/></style:style>
    <style:style style:name="wide" style:family="table-column"><style:table-column-properties
     style:column-width="6cm"/></style:style>
    </office:automatic-styles>
    <office:body><office:spreadsheet>

    """

  // MARK: Sheets

  private func writeDemands(_ rows: [DemandRow], _ output: inout ByteOutput) {
    open("Demands", wide: 4, narrow: DemandRow.columns.count - 4, &output)
    heading(DemandRow.columns.map(\.name), &output)
    for row in rows { write(row.cells, &output) }
    close(&output)
  }

  /// What is asked for downwards, roles across: the share of the role's postings, or the taxonomy's level where it alone says so.
  private func writeMatrix(_ rows: [DemandRow], _ graph: SkillGraph, _ output: inout ByteOutput) {
    let demands = graph.edges.filter { $0.relation == .requires }
    let roles = Array(Set(demands.map(\.source)).sorted().prefix(Self.maximumRoles))
    let columns = Dictionary(roles.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    open("Roles and skills", wide: 1, narrow: roles.count + 1, &output)
    heading(["asked for", "kind"] + roles.map { graph[$0].label }, &output)
    for group in demands.sorted(by: { ($0.target, $0.source) < ($1.target, $1.source) }).grouped(by: \.target) {
      guard let node = group.first.map({ graph[$0.target] }) else { continue }
      var cells: [DemandRow.Cell] = [.text(node.label), .text(node.kind.rawValue)]
      for edge in group {
        guard let column = columns[edge.source] else { continue }
        cells += Array(repeating: .empty, count: max(0, column + 2 - cells.count))
        cells.append(edge.demand.total > 0 ? .share(edge.weight) : .text(edge.curatedLevel?.rawValue ?? ""))
      }
      write(cells, &output)
    }
    close(&output)
  }

  private func writeNodes(_ graph: SkillGraph, _ output: inout ByteOutput) {
    open("Nodes", wide: 2, narrow: 4, &output)
    heading(["id", "label", "kind", "postings", "curated", "altLabels"], &output)
    for node in graph.nodes {
      write(
        [
          .text(node.id.rawValue), .text(node.label), .text(node.kind.rawValue), .number(node.postings),
          .number(node.isCurated ? 1 : 0), .text(JoinedList.text(node.altLabels)),
        ], &output)
    }
    close(&output)
  }

  private func writeMeanings(_ graph: SkillGraph, _ output: inout ByteOutput) {
    open("What it means", wide: 2, narrow: 0, &output)
    heading(["column", "meaning"], &output)
    for column in DemandRow.columns { write([.text(column.name), .text(column.meaning)], &output) }
    write([.text("all postings"), .number(graph.postingCount)], &output)
    for citation in graph.citations { write([.text("taxonomy"), .text(citation)], &output) }
    close(&output)
  }

  // MARK: Rows and cells

  private func open(_ name: StaticString, wide: Int, narrow: Int, _ output: inout ByteOutput) {
    output.write("<table:table table:name=\"")
    output.write(name)
    output.write("\">\n")
    for (style, count) in [("wide", wide), ("narrow", narrow)] where count > 0 {
      output.write("<table:table-column table:style-name=\"\(style)\" table:number-columns-repeated=\"\(count)\"/>\n")
    }
  }

  private func close(_ output: inout ByteOutput) { output.write("</table:table>\n") }

  private func heading(_ names: [String], _ output: inout ByteOutput) {
    output.write("<table:table-header-rows><table:table-row>")
    for name in names { write(text: name, style: " table:style-name=\"heading\"", &output) }
    output.write("</table:table-row></table:table-header-rows>\n")
  }

  private func write(_ cells: [DemandRow.Cell], _ output: inout ByteOutput) {
    output.write("<table:table-row>")
    var empty = 0
    for cell in cells {
      if case .empty = cell {
        empty += 1
        continue
      }
      if empty > 0 { output.write("<table:table-cell table:number-columns-repeated=\"\(empty)\"/>") }
      empty = 0
      write(cell, &output)
    }
    output.write("</table:table-row>\n")
  }

  private func write(_ cell: DemandRow.Cell, _ output: inout ByteOutput) {
    switch cell {
    case .text(let text): write(text: text, style: "", &output)
    case .number(let number): write(value: "\(number)", "float", style: "", &output)
    case .share(let share) where share.isFinite:
      write(value: "\(share)", "percentage", style: " table:style-name=\"percent\"", &output)
    case .share, .empty: output.write("<table:table-cell/>")
    }
  }

  private func write(text: String, style: String, _ output: inout ByteOutput) {
    output.write("<table:table-cell office:value-type=\"string\"\(style)><text:p>")
    output.write(xml: text)
    output.write("</text:p></table:table-cell>")
  }

  private func write(value: String, _ type: String, style: String, _ output: inout ByteOutput) {
    output.write("<table:table-cell office:value-type=\"\(type)\" office:value=\"\(value)\"\(style)/>")
  }
}

extension Array {
  /// Neighbours with equal keys together.
  fileprivate func grouped<Key: Equatable>(by key: (Element) -> Key) -> [ArraySlice<Element>] {
    var (groups, start) = ([ArraySlice<Element>](), startIndex)
    for index in indices.dropFirst() where key(self[index]) != key(self[index - 1]) {
      groups.append(self[start..<index])
      start = index
    }
    return isEmpty ? [] : groups + [self[start...]]
  }
}
