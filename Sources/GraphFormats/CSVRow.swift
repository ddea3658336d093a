internal import Concepts
internal import GraphModel

extension ByteOutput {
  /// A row of RFC 4180: cells with commas, quotes or white space at an end are quoted; control characters become spaces, since
  /// readers differ on line breaks inside a cell.
  mutating func write(row cells: [String]) {
    for (position, cell) in cells.enumerated() {
      if position > 0 { write(",") }
      if Self.needsQuotes(cell) { write(quotedCell: cell) } else { write(cell) }
    }
    write("\n")
  }

  private static func needsQuotes(_ cell: String) -> Bool {
    cell.utf8.first == 0x20 || cell.utf8.last == 0x20 || cell.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 < 0x20 }
  }

  private mutating func write(quotedCell cell: String) {
    write("\"")
    for byte in cell.utf8 {
      if byte == UInt8(ascii: "\"") { write("\"") }
      write(byte: byte < 0x20 ? 0x20 : byte)
    }
    write("\"")
  }
}

extension SkillGraph.Edge {
  /// provenance, scheme, row, method, required, preferred, mentioned, strength, curatedLevel, confidence.
  func cells(_ citations: [String]) -> [String] {
    let origin: [String] =
      switch provenance {
      case .curated(let scheme, let row):
        [provenance.name, citations.indices.contains(scheme) ? citations[scheme] : "#\(scheme)", String(row), ""]
      case .inferred(let method): [provenance.name, "", "", method]
      case .extracted: [provenance.name, "", "", ""]
      }
    return origin + [
      String(demand.required), String(demand.preferred), String(demand.mentioned), strength?.rawValue ?? "",
      curatedLevel?.rawValue ?? "", "\(confidence)",
    ]
  }
}
