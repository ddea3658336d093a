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
      case .ariaHidden: if Self.truth.occur(in: bytes(attribute.value)) { return true }
      case .style: if Self.hidingStyles.occur(in: bytes(attribute.value)) { return true }
      case .class: if Self.hidingClasses.occur(in: bytes(attribute.value)) { return true }
      default: break
      }
    }
    return false
  }

  private static let truth = PhraseSet([["true"]])
  private static let hidingStyles = PhraseSet([["display:none", "display: none"]])
  private static let hidingClasses = PhraseSet([["visually-hidden", "sr-only", "visuallyhidden", "screen-reader"]])

  func hasBoldStyle(_ node: NodeIndex) -> Bool {
    for position in self[node].attributes {
      let attribute = self.attributes[Int(position)]
      guard attribute.name == .style else { continue }
      return Self.boldStyles.occur(in: bytes(attribute.value))
    }
    return false
  }

  private static let boldStyles = PhraseSet([
    [
      "font-weight:bold", "font-weight: bold", "font-weight:700", "font-weight: 700", "font-weight:600",
      "font-weight: 600",
    ]
  ])

  /// The text at `range`, not copied.
  func bytes(_ range: Range<Int32>) -> ArraySlice<UInt8> { text[Int(range.lowerBound)..<Int(range.upperBound)] }

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

@inline(__always)
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
