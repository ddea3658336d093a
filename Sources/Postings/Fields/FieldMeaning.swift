/// A part of a posting that is known by what feeds and interfaces call it.
enum FieldRole: Int, CaseIterable {
  case title, organization, datePosted, validThrough, employment, identifier, url, language, locationPart, locationName
  case salary, salaryMinimum, salaryMaximum, salaryCurrency, occupationalCategory

  /// The names in use, normalized, the most telling first.
  var names: [String] { spellings.split(whereSeparator: \.isWhitespace).map(String.init) }

  private var spellings: String {
    switch self {
    case .title:
      """
      title jobtitle positiontitle profilename vtitle vacancytitle requisitionname fulltitle position headline
      positionname name positiondescription jobname rolename
      """
    case .organization:
      """
      hiringorganization company companyname employer employername organizationname organisationname
      organization organisation subcompany entityname advertiser advertisername creator startup client
      """
    case .datePosted:
      """
      dateposted datepublished publishedat publishon published pubdate date posteddate postdate postingdate
      createdat created firstpublished releaseddate publisheddate startpublishdate lastupdate updatedat updated
      epoch
      """
    case .validThrough:
      """
      validthrough expirationdate expiresat expirydate expires expiry closingdate deadline
      applicationclosingdate maximumenddate validto expireson
      """
    case .employment:
      """
      employmenttype jobtype jobtypes type commitment schedule contracttype workingpatterns workingpattern
      worktype positionschedule typeofemployment employment vcontracttype basis
      """
    case .identifier:
      """
      referencenumber identifier jobid vacancyid reference requisitionreference id uuid shortcode refnumber
      idvalue guid slug requisitionid
      """
    case .url:
      """
      url joburl absoluteurl hostedurl adverturl link careersurl applyurl postingurl guid applicationurl sameas
      """
    case .language:
      """
      inlanguage language lang identifier description jobdescription descriptionhtml body content encoded
      summary jobadvert adverttext details text fulldescription jobdetails jobsummary
      formattedpositiondescription additional additionalinformation descriptionplain additionalplain snippet
      html job opening closing positionsummary jobbody vacancydescription offerdescription abstract
      responsibilities duties tasks role requirements qualifications jobrequirements profile
      experiencerequirements candidateprofile requirement qualification skills skill requiredskills tags
      keywords technologies competency techstack tag preferredskills nicetohave bonus educationrequirements
      education minimumeducation jobbenefits benefits offer perks incentivecompensation incentives weoffer
      companydescription aboutcompany aboutus companyprofile howtoapply
      """
    case .locationPart:
      """
      addresslocality locality city municipality town addressregion state region addresscountry country
      countrycode
      """
    case .locationName:
      """
      location joblocation office city place region country worksitename cities locations
      """
    case .salary:
      """
      basesalary salary salaryrange estimatedsalary compensation compensationtiersummary pay payrange wage remuneration
      salarytext salarydescription
      """
    case .salaryMinimum: "salarymin minsalary salaryfrom"
    case .salaryMaximum: "salarymax maxsalary salaryto"
    case .salaryCurrency: "salarycurrency"
    case .occupationalCategory: "occupationalcategory"
    }
  }
}

/// What a field's name says of it; looked up once per field.
struct FieldMeaning {
  /// How telling the name is in each role: 0 is the most telling, 255 no name of that role.
  private var ranks = SIMD16<UInt8>(repeating: .max)
  /// The section that a text of this name opens with; `nil` if it is none that people read.
  private(set) var text: Section?

  init(of name: String) { self = Self.table[name] ?? FieldMeaning() }

  private init() {}

  /// `nil` if the name has nothing to do with `role`.
  func rank(as role: FieldRole) -> UInt8? {
    let rank = ranks[role.rawValue]
    return rank == .max ? nil : rank
  }

  private static let table: [String: FieldMeaning] = {
    var table: [String: FieldMeaning] = [:]
    for role in FieldRole.allCases {
      for (rank, name) in role.names.enumerated() {
        table[name, default: FieldMeaning()].ranks[role.rawValue] = UInt8(rank)
      }
    }
    for (name, section) in FieldNames.text { table[name, default: FieldMeaning()].text = section }
    return table
  }()
}
