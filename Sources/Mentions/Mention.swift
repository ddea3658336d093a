public import Concepts
public import Postings

/// One place in a posting that names a concept, with the evidence (W3C Web Annotation: quote and position).
public struct Mention: Hashable, Sendable {
  public var concept: ConceptID
  /// The concept's prefLabel.
  public var label: String
  public var level: DemandLevel
  /// The position of the block in `JobPosting.blocks`; their number for what only the title names.
  public var block: Int
  /// UTF-8 offsets in the text of that block or of the title.
  public var range: Range<Int>
  /// The words at that place.
  public var quote: String
  /// The sentence around the quote, at most 240 bytes.
  public var context: String
  public var section: Section
  /// 0 to 1; 1 is a long unambiguous label in a requirements section.
  public var confidence: Double
  public var method: Method
  /// Years of experience asked for with this concept ("5+ years of Java"), as a minimum.
  public var years: Double?
  /// Alternatives in one posting ("Python or R") share a number; 0-based in order of appearance.
  public var alternatives: Int?

  public enum Method: String, Sendable, CaseIterable {
    /// A label stood there as it is in the taxonomy.
    case label
    /// A label of an ambiguous name, accepted for the evidence beside it.
    case ambiguousLabel = "ambiguous-label"
    /// A head shared by several modifiers: "machine and deep learning".
    case coordination
  }
}
