internal import Concepts

/// The columns of a graph as bytes, which a graph file keeps so that opening it costs no more than copying them.
///
/// An image holds nothing that tables don't hold, and is not for exchange: numbers are as this machine writes them. One that was
/// written by another release or by a machine with another byte order is refused, and the tables are read.
public enum GraphImage {
  /// What an image consists of; each section is one run of bytes.
  public enum Section: Int, CaseIterable, Sendable {
    case head, text, textEnds, nodes, edges, details, outgoing, incoming, arriving

    /// Whether `SkillGraph.adding(_:)` changes it. It lengthens others, which serve the graph without what was added as well.
    public var isOfEdges: Bool { [.edges, .outgoing, .incoming, .arriving].contains(self) }
  }

  /// Raised whenever a record changes.
  fileprivate static let format: Int32 = 1
  /// Reads otherwise where bytes are in another order.
  fileprivate static let byteOrder: Int32 = 0x0102_0304
}

extension SkillGraph {
  /// One section of the graph's image.
  ///
  /// - Complexity: one copy
  public func image(_ section: GraphImage.Section) -> [UInt8] {
    switch section {
    case .head: bytes(head)
    case .text: imageTexts.bytes
    case .textEnds: bytes(imageTexts.ends)
    case .nodes: bytes(columns.nodes)
    case .edges: bytes(columns.edges)
    case .details: bytes(columns.details)
    case .outgoing: bytes(columns.outgoing.starts)
    case .incoming: bytes(columns.incoming.starts)
    case .arriving: bytes(columns.incoming.edges)
    }
  }

  private var head: [Int32] {
    [
      GraphImage.format, GraphImage.byteOrder, Int32(clamping: postingCount), Int32(schemes.count),
      Int32(columns.methods.count),
    ]
  }

  /// Behind the texts of the nodes those of the schemes and the methods.
  private var imageTexts: TextColumn {
    var texts = columns.texts
    // A graph that comes from an image has them already.
    texts.ends.removeLast(texts.ends.count - Int(columns.nodes[nodes.count].firstText))
    texts.bytes.removeLast(texts.bytes.count - Int(texts.ends.last ?? 0))
    for scheme in schemes {
      for text in [scheme.name, scheme.title, scheme.release, scheme.licence] { texts.append(text) }
    }
    for method in columns.methods { texts.append(method) }
    return texts
  }

  private func bytes<Record>(_ records: [Record]) -> [UInt8] { records.withUnsafeBytes(Array.init) }

  /// The graph of an image; `nil` if it is none of this release and machine, or damaged.
  ///
  /// - Parameters:
  ///   - size: how many bytes a section has.
  ///   - fill: writes a section to where its bytes stay, and tells how many it wrote.
  /// - Complexity: one copy and one look at every number.
  public init?(
    image size: (GraphImage.Section) throws -> Int,
    _ fill: (GraphImage.Section, UnsafeMutableRawBufferPointer) throws -> Int
  ) rethrows {
    func records<Record>(_ section: GraphImage.Section) throws -> [Record] {
      let stride = MemoryLayout<Record>.stride
      let count = try size(section) / stride
      // An empty array would write its count where all empty arrays of the process share one.
      guard count > 0 else { return [] }
      return try [Record](unsafeUninitializedCapacity: count) { buffer, initialized in
        let whole = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<(count * stride)])
        initialized = try fill(section, whole) / stride
      }
    }
    let image = try ImageContents(
      head: records(.head), texts: TextColumn(bytes: records(.text), ends: records(.textEnds)), nodes: records(.nodes),
      edges: records(.edges), details: records(.details), outgoing: records(.outgoing), incoming: records(.incoming),
      arriving: records(.arriving))
    guard let graph = image.graph else { return nil }
    self = graph
  }
}

private struct ImageContents {
  let head: [Int32]
  let texts: TextColumn
  let nodes: [NodeRecord]
  let edges: [EdgeRecord]
  let details: [EdgeDetail]
  let outgoing: [Int32]
  let incoming: [Int32]
  let arriving: [EdgeIndex]

  var graph: SkillGraph? {
    guard head.count == 5, head[0] == GraphImage.format, head[1] == GraphImage.byteOrder, isSound else { return nil }
    let firstScheme = Int(nodes[nodes.count - 1].firstText)
    let schemes = (0..<Int(head[3])).map { position in
      let first = firstScheme + 4 * position
      return ConceptScheme(
        name: texts[first], title: texts[first + 1], release: texts[first + 2], licence: texts[first + 3])
    }
    let methods = (0..<Int(head[4])).map { texts[firstScheme + 4 * Int(head[3]) + $0] }
    return SkillGraph(
      columns: GraphColumns(
        texts: texts, nodes: nodes, edges: edges, details: details, methods: methods,
        outgoing: Adjacency(starts: outgoing, edges: Adjacency.identity(edges.count)),
        incoming: Adjacency(starts: incoming, edges: arriving)), postingCount: Int(head[2]), schemes: schemes)
  }

  /// Whether no number points beyond what there is: the file may have been tampered with.
  private var isSound: Bool {
    guard let last = nodes.last, head[3] >= 0, head[4] >= 0 else { return false }
    let (nodeCount, rows) = (Int32(nodes.count - 1), (nodes.count - 1) * Adjacency.relations + 1)
    guard Int(last.firstText) + 4 * Int(head[3]) + Int(head[4]) == texts.ends.count, arriving.count == edges.count,
      outgoing.count == rows, incoming.count == rows, areStarts(outgoing), areStarts(incoming), areTextsSound
    else { return false }
    return edges.allSatisfy { edge in
      edge.source >= 0 && edge.source < nodeCount && edge.target >= 0 && edge.target < nodeCount && edge.relation < 7
        && edge.detail >= -1 && edge.detail < details.count
    } && arriving.allSatisfy { $0.rawValue >= 0 && $0.rawValue < edges.count }
      && details.allSatisfy { $0.method < head[4] }
      && edges.allSatisfy { $0.origin != 2 || $0.detail >= 0 && details[Int($0.detail)].method >= 0 }
  }

  private var areTextsSound: Bool {
    var end: UInt32 = 0
    for next in texts.ends {
      guard next >= end else { return false }
      end = next
    }
    guard end == texts.bytes.count, nodes[0].firstText == 0 else { return false }
    return (1..<nodes.count).allSatisfy { position in
      let alternatives = nodes[position - 1].alternatives
      return alternatives >= 0
        && Int64(nodes[position - 1].firstText) + 2 + Int64(alternatives) <= Int64(nodes[position].firstText)
    }
  }

  private func areStarts(_ starts: [Int32]) -> Bool {
    guard starts[0] == 0, Int(starts[starts.count - 1]) == edges.count else { return false }
    var last: Int32 = 0
    for start in starts {
      guard start >= last else { return false }
      last = start
    }
    return true
  }
}
