/// What libxml2 does with elements that open or close without a tag of their own (tables of its HTML parser as
/// they are in 2.9.14).
extension PageTree {
  static let html = QualifiedName(local: .html)
  static let head = QualifiedName(local: .head)
  static let body = QualifiedName(local: .body)
  static let paragraph = QualifiedName(local: .p)

  /// Elements for which a missing `head` is opened.
  static let ofHead = [MarkupName.script, .style, .meta, .link, .title] + names("base")
  /// Elements for which no `body` is.
  static let frames = [MarkupName.frame, .frameset] + names("noframes")

  /// XML_ERR_TAG_NAME_MISMATCH, XML_ERR_ENTITYREF_SEMICOL_MISSING, XML_ERR_NAME_REQUIRED, XML_HTML_STRUCURE_ERROR.
  static let (mismatch, noSemicolon, noName, misplaced) = (76, 23, 68, 800)

  /// Whether the element that is open innermost ends where a tag of that name starts.
  static func closes(_ last: QualifiedName, before name: QualifiedName) -> Bool {
    last.prefix == nil && name.prefix == nil && last.local.rawValue < count && name.local.rawValue < count
      && closing[Int(last.local.rawValue * count + name.local.rawValue)]
  }

  static func isVoid(_ name: QualifiedName) -> Bool { has(name, void) }

  /// Whether it is worth a remark that an element ends with another one.
  static func needsEnd(_ name: QualifiedName) -> Bool { has(name, needingEnd) }

  /// An end tag closes no element of a higher priority.
  static func priority(_ name: QualifiedName) -> UInt8 {
    name.prefix == nil && name.local.rawValue < count ? priorities[Int(name.local.rawValue)] : 100
  }

  private static let count = Int32(MarkupName.spellings.count)

  private static func has(_ name: QualifiedName, _ set: [Bool]) -> Bool {
    name.prefix == nil && name.local.rawValue < count && set[Int(name.local.rawValue)]
  }

  private static func names(_ spellings: String) -> [MarkupName] {
    let table = NameTable()
    return spellings.utf8.split(separator: 0x20).compactMap { name in
      unsafe Array(name).withUnsafeBufferPointer { unsafe table.known($0) }
    }
  }

  private static func set(_ spellings: String) -> [Bool] {
    var set = [Bool](repeating: false, count: Int(count))
    for name in names(spellings) { set[Int(name.rawValue)] = true }
    return set
  }

  private static let void = set("area base basefont br col frame hr img input isindex link meta param")
  private static let needingEnd = set("b big center em font i s small strike strong sub sup tt u")

  private static let priorities: [UInt8] = {
    var priorities = [UInt8](repeating: 100, count: Int(count))
    let higher: [(String, UInt8)] = [
      ("div", 150), ("td th", 160), ("tr", 170), ("thead tbody tfoot", 180), ("table", 190), ("head body", 200),
      ("html", 220),
    ]
    for (spellings, priority) in higher {
      for name in names(spellings) { priorities[Int(name.rawValue)] = priority }
    }
    return priorities
  }()

  /// For each name the names of the tags before which its element ends.
  private static let closing: [Bool] = {
    var closing = [Bool](repeating: false, count: Int(count * count))
    for (elements, tags) in enders {
      let tags = names(tags)
      for element in names(elements) {
        for tag in tags { closing[Int(element.rawValue * count + tag.rawValue)] = true }
      }
    }
    return closing
  }()

  /// Elements, and the tags that end them.
  private static let enders: [(elements: String, tags: String)] = [
    ("a", "a fieldset table td th"), ("address", "dd dl dt form li ul"), ("b", "center p td th"),
    ("big s small strike tt", "p"), ("caption", "col colgroup tbody tfoot thead tr"),
    ("colgroup", "colgroup tbody tfoot thead tr"), ("dd", "dt"), ("dir", "dd dl dt form ul"), ("dl", "form li"),
    ("dt", "dd dl"), ("font", "center td th"), ("form", "form"), ("h1 h2 h3 h4 h5 h6", "fieldset form li p table"),
    (
      "head",
      """
      a abbr acronym address b bdo big blockquote body br center cite code dd dfn dir div dl dt em fieldset font form frameset h1 \
      h2 h3 h4 h5 h6 hr i iframe img kbd li listing map menu ol p pre q s samp small span strike strong sub sup table tt u ul var \
      xmp
      """
    ),
    ("i", "center p td th"), ("legend", "fieldset"), ("li", "li"),
    ("listing pre xmp", "dd dl dt fieldset form li table ul"), ("menu", "dd dl dt form ul"), ("ol", "form ul"),
    ("option", "optgroup option"),
    (
      "p",
      """
      address blockquote body caption center col colgroup dd dir div dl dt fieldset form frameset h1 h2 h3 h4 h5 h6 head hr li \
      listing menu ol p pre table tbody td tfoot th title tr ul xmp
      """
    ),
    ("span", "td th"), ("tbody", "tbody tfoot"), ("td", "tbody td tfoot th tr"), ("tfoot", "tbody"),
    ("th", "tbody td tfoot th tr"), ("thead", "tbody tfoot"), ("title", "body frameset"), ("tr", "tbody tfoot tr"),
    ("u", "p td th"), ("ul", "address form menu ol pre"),
  ]
}
