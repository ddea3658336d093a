/// One advert for a job, whatever syntax it came in (schema.org `JobPosting`).
public struct JobPosting: Hashable, Sendable {
  /// As the page has it, white space folded.
  public var title: String?
  /// The hiring organization's name.
  public var organization: String?
  public var location: String?
  /// ISO 8601 date (`2025-10-01`).
  public var datePosted: String?
  public var validThrough: String?
  /// As stated by structured data; the extractor may also find it in the text.
  public var employment: Employment?
  /// The publisher's own id of the posting.
  public var identifier: String?
  /// The posting's own URL, else the page's canonical one, else the one it was fetched from.
  public var url: String?
  /// BCP 47, as declared.
  public var language: String?
  public var syntax: Syntax
  /// The posting's text in reading order.
  public var blocks: [Block]
  /// Years of experience that structured data states in months or years, as (minimum, maximum).
  public var statedExperience: ClosedRange<Double>?
  /// As stated by structured data, a feed or a labelled line.
  public var salary: Salary?
  /// As stated by structured data, in its order.
  public var occupationalCategories: [OccupationalCategory] = []

  public init(syntax: Syntax, title: String? = nil, blocks: [Block] = []) {
    self.syntax = syntax
    self.title = title
    self.blocks = blocks
  }
}

/// How a posting was marked up. The raw value goes into `posting.syntax` of extracted lines.
public enum Syntax: String, Sendable, CaseIterable {
  case jsonLD = "json-ld"
  case microdata
  case rdfa
  case indeedFeed = "indeed-feed"
  /// Any other XML feed of repeated records.
  case xmlFeed = "xml-feed"
  case rss
  case atom
  case hrXML = "hr-xml"
  /// JSON as applicant tracking systems publish it.
  case atsJSON = "ats-json"
  case html
  case text
}

/// schema.org `employmentType`, reduced to what people ask for.
public enum Employment: String, Sendable, CaseIterable {
  case fullTime = "full-time"
  case partTime = "part-time"
  case contract
  case internship
}

/// A heading, list item, paragraph or table row of a posting, and the section it stands in.
public struct Block: Hashable, Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case heading
    case listItem
    case paragraph
    case tableRow
  }

  public var kind: Kind
  public var section: Section
  /// White space folded to single spaces, no line breaks.
  public var text: String
  /// The position of the heading this block stands under, if any.
  public var heading: Int?

  public init(_ kind: Kind, _ section: Section, _ text: String, heading: Int? = nil) {
    self.kind = kind
    self.section = section
    self.text = text
    self.heading = heading
  }
}

/// What a part of a posting is about; decides whether what it names is demanded.
public enum Section: String, Sendable, CaseIterable {
  case responsibilities
  case requirements
  case preferred
  case skills
  case education
  case benefits
  case about
  case apply
  case equalOpportunity = "equal-opportunity"
  case other
}
