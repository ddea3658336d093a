internal import Markup

/// What of a page is its own text: without navigation, cookie banners, forms, related jobs, hidden elements.
struct PageContent {
  /// By node: left out, with all below it.
  private(set) var omitted: [Bool]
  /// Visible bytes of text before each node, and in total.
  private var sizes: [Int] = []
  private let page: MarkupDocument
  private let scope: MarkupDocument.NodeIndex

  /// `scope` is the part of the page that is looked at.
  /// - Complexity: O(*page*).
  init(_ page: MarkupDocument, within scope: MarkupDocument.NodeIndex = MarkupDocument.root) {
    self.page = page
    self.scope = scope
    omitted = Array(repeating: false, count: page.nodes.count)
    let own = page.nodes.map { Self.visibleSize(of: $0, in: page.text) }
    sizes = Self.sums(own)
    omit()
    sizes = Self.sums(zip(own, omitted).map { $1 ? 0 : $0 })
  }

  /// How many visible bytes of text stand below `node`.
  func size(of node: MarkupDocument.NodeIndex) -> Int { sizes[Int(page[node].end)] - sizes[Int(node)] }

  private static func visibleSize(of node: MarkupDocument.Node, in text: [UInt8]) -> Int {
    guard node.name == .text else { return 0 }
    return text.withUnsafeBufferPointer { text in
      var size = 0
      for byte in text[Int(node.text.lowerBound)..<Int(node.text.upperBound)] { size += byte > 0x20 ? 1 : 0 }
      return size
    }
  }

  /// The sum of all before each position, and of all.
  private static func sums(_ sizes: [Int]) -> [Int] {
    var sums = [0]
    sums.reserveCapacity(sizes.count + 1)
    for size in sizes { sums.append(sums[sums.count - 1] + size) }
    return sums
  }

  private mutating func omit() {
    let total = size(of: scope)
    var index = scope + 1
    while index < page[scope].end {
      let node = page[index]
      if node.name != .text, isBoilerplate(index, node, total) {
        for position in Int(index)..<Int(node.end) { omitted[position] = true }
        index = node.end
      } else {
        index += 1
      }
    }
  }

  private func isBoilerplate(_ index: MarkupDocument.NodeIndex, _ node: MarkupDocument.Node, _ total: Int) -> Bool {
    if node.name.isNeverText || page.isHidden(index) { return true }
    // Whatever it is called: what holds most of the page is not beside the point.
    switch node.name {
    case .nav, .footer, .aside: return size(of: index) * 2 < total
    case .header, .form: return size(of: index) * 4 < total
    case .text, .body, .html, .main, .article, .h1: return false
    default: return hasBoilerplateName(index) && size(of: index) * 3 < total
    }
  }

  private func hasBoilerplateName(_ index: MarkupDocument.NodeIndex) -> Bool {
    for position in page[index].attributes {
      let attribute = page.attributes[Int(position)]
      switch attribute.name {
      case .class, .id: if BoilerplateNames.occur(in: page.text, attribute.value) { return true }
      case .role: if BoilerplateNames.isRole(page.string(attribute.value)) { return true }
      default: break
      }
    }
    return false
  }

  /// The element that holds the posting: one that says so, else the main part, narrowed to where the text is.
  func container() -> (node: MarkupDocument.NodeIndex, isKnown: Bool) {
    if let known = largest(where: { page.isJobDescription($0) }) { return (known, true) }
    var node = largest { page[$0].name == .main || page.attribute(.role, of: $0) == "main" } ?? onlyArticle ?? scope
    while let child = page.children(of: node).first(where: {
      page[$0].name != .text && size(of: $0) * 20 >= size(of: node) * 17
    }) {
      node = child
    }
    return (node, false)
  }

  private var onlyArticle: MarkupDocument.NodeIndex? {
    let articles = page.elements(named: .article).filter { !omitted[Int($0)] && size(of: $0) >= 300 }
    return articles.count == 1 ? articles[0] : nil
  }

  private func largest(where matches: (MarkupDocument.NodeIndex) -> Bool) -> MarkupDocument.NodeIndex? {
    var best: (node: MarkupDocument.NodeIndex, size: Int)?
    for index in page.descendants(of: scope) where page[index].name != .text && !omitted[Int(index)] && matches(index) {
      let size = size(of: index)
      if size >= 150, size > best?.size ?? 0 { best = (index, size) }
    }
    return best?.node
  }

  /// How much of the text below `node` is in links, from 0 to 1.
  func linkShare(of node: MarkupDocument.NodeIndex) -> Double {
    var links = 0
    for index in page.elements(named: .a, in: node) where !omitted[Int(index)] { links += size(of: index) }
    return Double(links) / Double(max(1, size(of: node)))
  }
}

extension MarkupDocument {
  /// Whether the element's id or class says that it holds a job's description.
  func isJobDescription(_ node: NodeIndex) -> Bool {
    for position in self[node].attributes {
      let attribute = self.attributes[Int(position)]
      guard attribute.name == .id || attribute.name == .class else { continue }
      if attribute.value.count < 12 { continue }
      if Self.descriptionNames.occur(in: bytes(attribute.value)) { return true }
    }
    return false
  }

  private static let descriptionNames = PhraseSet([
    [
      "jobdescription", "job-description", "job_description", "description__text", "job-detail", "jobdetail",
      "vacancy-description", "posting-description",
    ]
  ])
}

/// Words in ids and classes of what stands around a page's own text.
enum BoilerplateNames {
  /// Whether one of the words stands in `text` at `range`, between other signs or capitals.
  static func occur(in text: [UInt8], _ range: Range<Int32>) -> Bool {
    var packed: UInt64 = 0
    var length = 0
    var previous: UInt8 = 0
    for offset in Int(range.lowerBound)..<Int(range.upperBound) {
      let byte = text[offset]
      let isCapital = (0x41...0x5A).contains(byte)
      if !isLetter(byte) || (isCapital && !(0x41...0x5A).contains(previous)) {
        if length > 2, words.contains(packed) { return true }
        (packed, length) = (0, 0)
      }
      if isLetter(byte) {
        packed = packed &* 31 &+ UInt64(lowercased(byte))
        length += 1
      }
      previous = byte
    }
    return length > 2 && words.contains(packed)
  }

  static func isRole(_ role: String) -> Bool {
    [
      "navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "alert", "complementary", "menu",
      "menubar",
    ].contains(role)
  }

  /// As numbers, so that no name is copied: sum of letters times powers of 31.
  private static let words = Set(
    """
    cookie cookies consent gdpr navbar nav navigation menu footer breadcrumb breadcrumbs sidebar share sharing social newsletter related similar
    recommended recommendations comments modal popup banner toolbar pagination subscribe login signup tooltip dropdown overlay toast
    """.split(whereSeparator: \.isWhitespace).map { $0.utf8.reduce(UInt64(0)) { $0 &* 31 &+ UInt64($1) } })
}
