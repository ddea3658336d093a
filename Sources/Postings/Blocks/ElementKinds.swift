internal import Markup

extension MarkupName {
  /// Starts and ends a line.
  var isBlock: Bool {
    switch self {
    case .address, .article, .aside, .blockquote, .body, .dd, .details, .div, .dl, .dt, .fieldset, .figcaption, .footer,
      .form,
      .h1, .h2, .h3, .h4, .h5, .h6, .header, .hr, .html, .legend, .li, .main, .nav, .ol, .p, .pre, .section, .summary,
      .table,
      .tbody, .tfoot, .thead, .tr, .ul, .root:
      true
    default: false
    }
  }

  /// A block or `<br>`: where there are such, newlines in the text mean nothing.
  var breaksLines: Bool { self == .br || isBlock && self != .html && self != .body && self != .root }

  /// Holds nothing a reader of the page reads.
  var isNeverText: Bool {
    switch self {
    case .script, .style, .select, .option, .button, .input, .textarea, .iframe, .noscript, .object, .title: true
    default: false
    }
  }
}

extension MarkupDocument {
  /// Whether the element says itself that it is not shown.
  func isHidden(_ node: NodeIndex) -> Bool {
    for position in self[node].attributes {
      let attribute = self.attributes[Int(position)]
      switch attribute.name {
      case .hidden: return true
      case .ariaHidden: if contains(attribute.value, "true") { return true }
      case .style:
        if contains(attribute.value, "display:none") || contains(attribute.value, "display: none") { return true }
      case .class: if isVisuallyHidden(attribute.value) { return true }
      default: break
      }
    }
    return false
  }

  private func isVisuallyHidden(_ value: Range<Int32>) -> Bool {
    contains(value, "visually-hidden") || contains(value, "sr-only") || contains(value, "visuallyhidden")
      || contains(value, "screen-reader")
  }

  func hasBoldStyle(_ node: NodeIndex) -> Bool {
    for position in self[node].attributes {
      let attribute = self.attributes[Int(position)]
      guard attribute.name == .style else { continue }
      return contains(attribute.value, "font-weight:bold") || contains(attribute.value, "font-weight: bold")
        || contains(attribute.value, "font-weight:700") || contains(attribute.value, "font-weight: 700")
        || contains(attribute.value, "font-weight:600") || contains(attribute.value, "font-weight: 600")
    }
    return false
  }

  /// Whether `word` (lower case) occurs in the text at `range`, in any letter case.
  func contains(_ range: Range<Int32>, _ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard range.count >= count else { return false }
    return word.withUTF8Buffer { word in
      var offset = Int(range.lowerBound)
      let last = Int(range.upperBound) - count
      while offset <= last {
        if lowercased(text[offset]) == word[0], (1..<count).allSatisfy({ lowercased(text[offset + $0]) == word[$0] }) {
          return true
        }
        offset += 1
      }
      return false
    }
  }

  /// The section that `itemprop` (microdata) or `property` (RDFa) says an element belongs to.
  func statedSection(of node: NodeIndex) -> Section? {
    for position in self[node].attributes {
      let attribute = self.attributes[Int(position)]
      guard attribute.name == .itemprop || attribute.name == .property else { continue }
      return Section(property: string(attribute.value))
    }
    return nil
  }
}

func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

extension Section {
  /// The section that the text of a schema.org JobPosting's property belongs to.
  init?(property: String) {
    switch property.split(separator: ":").last.map(String.init) ?? property {
    case "responsibilities": self = .responsibilities
    case "qualifications", "experienceRequirements": self = .requirements
    case "skills": self = .skills
    case "educationRequirements": self = .education
    case "jobBenefits", "benefits", "incentiveCompensation", "incentives": self = .benefits
    default: return nil
    }
  }
}
