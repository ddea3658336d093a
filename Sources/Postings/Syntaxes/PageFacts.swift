internal import Markup

/// Who offers the job and where, as pages without structured data mark it: classes, labelled lines, the page's title and site.
enum PageFacts {
  /// Fills in what `posting` does not know yet; the surest source comes first. `lines` are the first of the whole page.
  static func fill(
    _ posting: inout JobPosting, _ page: MarkupDocument, _ head: PageHead, _ content: PageContent,
    _ lines: [ArraySlice<UInt8>]
  ) {
    if posting.organization == nil { posting.organization = TitleText.ofApplication(head.title ?? "")?.organization }
    LabelledLines.fill(&posting, from: head.labelled.map { Array($0.utf8)[...] } + lines)
    fillFromClasses(&posting, page, content)
    if posting.organization == nil, let site = head.siteName, !isBoard(site) { posting.organization = site }
  }

  private static func fillFromClasses(_ posting: inout JobPosting, _ page: MarkupDocument, _ content: PageContent) {
    for index in page.descendants(of: MarkupDocument.root)
    where page[index].name != .text && !content.omitted[Int(index)] && (1...200).contains(content.size(of: index)) {
      guard let role = role(of: index, page) else { continue }
      let text = RichText.folded(page.textContent(of: index))
      let parts = LabelledLines.parts(of: text).map { LabelledLines.fact($0)?.value ?? $0 }
      guard let first = parts.first, first.utf8.count <= 120, !first.lowercased().hasPrefix("unknown") else { continue }
      switch role {
      case .organization: posting.organization = posting.organization ?? withoutPreposition(first)
      default: posting.location = posting.location ?? first
      }
      for part in parts.dropFirst() {
        posting.employment = posting.employment ?? Employment(stated: part)
        posting.datePosted = posting.datePosted ?? ISODate.read(part)
      }
    }
  }

  private static func withoutPreposition(_ name: String) -> String {
    for word in ["at ", "by ", "@ "] where name.lowercased().hasPrefix(word) {
      return String(name.dropFirst(word.count))
    }
    return name
  }

  /// By the element's classes and id.
  private static func role(of node: MarkupDocument.NodeIndex, _ page: MarkupDocument) -> FieldRole? {
    for position in page[node].attributes {
      let attribute = page.attributes[Int(position)]
      guard attribute.name == .class || attribute.name == .id, attribute.value.count >= 7 else { continue }
      for token in page.bytes(attribute.value).split(separator: 0x20) {
        let name = NormalizedName(token)
        if organizationNames.contains(name) || NormalizedName.ends(token, with: "companyname")
          || NormalizedName.ends(token, with: "employername")
        {
          return .organization
        }
        if locationNames.contains(name) || NormalizedName.ends(token, with: "joblocation") { return .locationName }
      }
    }
    return nil
  }

  private static let organizationNames: Set<NormalizedName> = [
    "company", "employer", "organization", "organisation", "jobcompany", "topcardorgnamelink", "hiringorganization",
    "postingcompany", "jobemployer", "vacancycompany",
  ]
  private static let locationNames: Set<NormalizedName> = [
    "location", "joblocations", "jobplace", "workplace", "postinglocation", "topcardflavorbullet", "vacancylocation",
    "locationname",
  ]

  /// A site that offers other people's jobs.
  private static func isBoard(_ site: String) -> Bool { boards.occur(in: site.utf8) }

  private static let boards = PhraseSet([
    [
      "job", "career", "indeed", "linkedin", "glassdoor", "monster", "stepstone", "stack overflow", "remote", "work",
      "hire", "hiring", "talent", "recruit", "lever", "greenhouse", "ashby", "personio", "simplyhired", "dice", "reed",
      "xing", "vacatur", "stellen", "emploi", "empleo", "praca", "práce",
    ]
  ])
}
