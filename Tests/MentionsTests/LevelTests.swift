import TestSupport
import Concepts
import Postings
import Testing

@testable import Mentions

/// How strongly something is asked for: the qualifier of the clause, then of the sentence, then the lead-in, then the section.
struct LevelTests {
  @Test(arguments: [
    ("Java required, Scala a plus", "java required, scala preferred"),
    ("Must have Java, Scala is a plus", "java required, scala preferred"),
    ("5+ years of Java, familiarity with Kubernetes a plus", "java required, kubernetes preferred"),
    ("Experience with Java; ideally Scala", "java required, scala preferred"),
    ("Knowledge of SQL and Python is an advantage", "sql preferred, python preferred"),
    ("Python (preferred), Java", "python preferred, java required"),
    ("A cloud such as Kubernetes (AWS preferred)", "kubernetes required, aws preferred"),
    ("Nice to have: Docker, Kubernetes", "docker preferred, kubernetes preferred"),
    ("[Optional but preferred] Docker", "docker preferred"), ("(Preferred) Docker", "docker preferred"),
    ("Use Docker to give useful answers", "docker required"), ("Docker and desired outcomes", "docker required"),
    ("Java (bonus for Scala)", "java required, scala preferred"),
    ("Publications in SQL (publications preferred)", "sql required"),
    ("No Java required", ""), ("Java is not required", ""), ("You don't need Java", ""), ("no PHP, no Java", ""),
    ("Java is not required but a plus", "java preferred"),
    ("Python, but Java is a plus", "python required, java preferred"),
    // "And" joins two demands to one plural; a comma ends what a qualifier inside the sentence speaks of.
    ("Knowledge of SQL and experience with Docker are a plus", "sql preferred, docker preferred"),
    ("Knowledge of SQL and experience with Docker is a plus", "sql required, docker preferred"),
    ("Experience with Java, preferably Docker, and experience in SQL", "java required, docker preferred, sql required"),
    // A remark on what heads a line speaks of all of it.
    ("Infrastructure (optional): Docker, Kubernetes", "docker preferred, kubernetes preferred"),
    ("Tools (preferred, not required) - one of Docker or Kubernetes", "docker preferred, kubernetes preferred"),
    ("Passion for Docker is a big bonus", "docker preferred"),
    ("This role does not include work on Java, SQL, Docker or Python", ""),
    ("Idealerweise Docker", "docker preferred"), ("Docker von Vorteil", "docker preferred"),
    ("Docker est un plus", "docker preferred"), ("Docker is een pré", "docker preferred"),
  ])
  func qualifiersWinInRequirements(text: String, expected: String) {
    check(text, .requirements, expected)
  }

  @Test(arguments: [
    ("We use Docker", Section.about, ""), ("We use Docker", .benefits, ""), ("Docker", .equalOpportunity, ""),
    ("Docker", .apply, ""),
    ("Deploy with Docker and machine learning", .responsibilities, "docker required, machine-learning mentioned"),
    ("Experience with Docker", .responsibilities, "docker required"),
    ("Docker", .preferred, "docker preferred"), ("Docker is required", .preferred, "docker required"),
    ("Docker", .other, "docker mentioned"), ("You deploy with Docker", .other, "docker required"),
    ("Strong Docker skills", .other, "docker required"),
    ("Our platform runs on Docker", .other, ""), ("Our team has deep expertise in machine learning", .other, ""),
    ("We look for expertise in machine learning", .other, "machine-learning required"),
    ("Machine learning is a large market", .other, ""),
    ("The platform is described in Docker", .other, "docker mentioned"),
    ("You will learn Docker", .responsibilities, "docker mentioned"),
    ("Partner with machine learning teams", .responsibilities, ""),
    ("Partner with people to use machine learning", .responsibilities, "machine-learning mentioned"),
    ("Partner with Sales on machine learning", .responsibilities, "machine-learning mentioned"),
    ("Docker experts without regard to race", .requirements, ""), ("Docker", .skills, "docker mentioned"),
  ])
  func sectionsDecideOtherwise(text: String, section: Section, expected: String) {
    check(text, section, expected)
  }

  @Test(arguments: [
    // What the work will be is no demand, under whatever heading.
    (
      "In this role, you will build machine learning with Docker", Section.requirements,
      "machine-learning mentioned, docker required"
    ),
    ("We are seeking an analyst to improve data visualization", .requirements, "data-visualization mentioned"),
    ("You will need machine learning", .requirements, "machine-learning required"),
    ("You will have experience with machine learning", .requirements, "machine-learning required"),
    // Nor is an example in brackets.
    ("Automate deployments (e.g. Docker, Kubernetes)", .responsibilities, "docker mentioned, kubernetes mentioned"),
    ("Automate deployments (Docker)", .responsibilities, "docker required"),
    ("Support with good data visualization skills", .responsibilities, "data-visualization required"),
    ("Share your data visualization skills", .responsibilities, "data-visualization mentioned"),
    ("A hands-on role across machine learning", .responsibilities, "machine-learning mentioned"),
    ("Hands-on experience in machine learning", .responsibilities, "machine-learning required"),
    ("Own the experience with machine learning", .responsibilities, "machine-learning mentioned"),
    ("We are looking for an experienced machine learning lead", .responsibilities, "machine-learning mentioned"),
    ("Your expertise will help us improve machine learning", .other, "machine-learning mentioned"),
    ("Machine learning is a field that you know", .other, "machine-learning required"),
    ("You will join strong engineers in machine learning", .other, "machine-learning required"),
    (
      "Prepare machine learning and documents required for building it", .responsibilities, "machine-learning mentioned"
    ),
  ])
  func workIsNoDemand(text: String, section: Section, expected: String) {
    check(text, section, expected)
  }

  @Test func leadInsDecideForTheirLists() {
    let blocks = [
      Block(.paragraph, .requirements, "It would be great if you know:"), Block(.listItem, .requirements, "Docker"),
      Block(.paragraph, .requirements, "And then:"), Block(.listItem, .requirements, "Java"),
    ]
    #expect(mentions(blocks).map { "\(slug($0)) \($0.level)" } == ["docker preferred", "java required"])
  }

  @Test func theStrongestPlaceOfAConceptIsKept() {
    let blocks = [
      Block(.paragraph, .other, "Docker"), Block(.paragraph, .preferred, "Docker"),
      Block(.paragraph, .requirements, "Docker and Java"),
    ]
    let found = mentions(blocks)
    #expect(found.map { "\(slug($0)) \($0.level) \($0.block)" } == ["docker required 2", "java required 2"])
    let posting = JobPosting(syntax: .text, blocks: blocks)
    #expect(MentionFinder(taxonomy: small).findings(in: posting, allMentions: true).mentions.count == 4)
  }

  @Test(arguments: [
    (["weaving cloth", "weaving", "looms work"], "weaving"), (["weaving cloth", "looms work"], "looms work"),
    (["looms work", "weaving cloth"], "looms work"), (["machine and hand weaving", "weaving cloth"], "weaving"),
  ])
  func ofEqualPlacesTheBestNameIsQuoted(texts: [String], quote: String) {
    let trade = taxonomy(["skill:Weaving | weaving cloth | looms work"])
    #expect(mentions(texts.map { Block(.listItem, .requirements, $0) }, in: trade).map(\.quote) == [quote])
  }

  @Test func aNameIsNoQualifier() {
    let names = taxonomy(["skill:Video", "skill:Essential Graphics"])
    let found = mentions([Block(.listItem, .preferred, "Bonus: (video, Essential Graphics)")], in: names)
    #expect(found.map(\.level) == [.preferred, .preferred])
  }

  @Test func alternativesShareANumber() {
    let found = mentions([
      Block(.paragraph, .requirements, "Python or Java, and Docker, Angular or Kubernetes; SQL, HTML")
    ])
    #expect(found.map(\.alternatives) == [0, 0, 1, 1, 1, nil, nil])
  }

  @Test func quotesAndRangesAreThoseOfTheBlock() throws {
    let blocks = [Block(.paragraph, .requirements, "Übung. We need “Machine-Learning” now")]
    let mention = try #require(mentions(blocks).first)
    let text = Array(blocks[0].text.utf8)
    #expect(
      mention.quote == "Machine-Learning" && String(decoding: text[mention.range], as: UTF8.self) == mention.quote)
    #expect(mention.context == "We need “Machine-Learning” now")
  }

  @Test func employersThatAreProductsNameThemselves() {
    var posting = JobPosting(syntax: .text, blocks: [Block(.paragraph, .requirements, "Docker needs Java")])
    posting.organization = "Docker"
    #expect(MentionFinder(taxonomy: small).findings(in: posting).mentions.map(slug) == ["java"])
  }

  @Test(
    arguments: [
      ("At Docker, we like Java", Block.Kind.paragraph, nil), ("What you'll do at Docker:", .heading, nil),
      ("About Docker", .heading, nil), ("What we seek", .heading, "Data Analyst at Docker"),
    ] as [(String, Block.Kind, String?)])
  func theEmployerIsKnownByItsText(text: String, kind: Block.Kind, title: String?) {
    let blocks = [Block(kind, .other, text), Block(.listItem, .requirements, "Docker, Python")]
    let posting = JobPosting(syntax: .text, title: title, blocks: blocks)
    #expect(MentionFinder(taxonomy: small).findings(in: posting).mentions.map(slug) == ["python"])
  }

  @Test(arguments: [
    ("Knowledge of the French market", ""), ("French and German", "french-language german-language"),
    ("A grant of the Ethereum Foundation", ""), ("Ethereum and Foundation", "ethereum foundation"),
  ])
  func nationsAndOrganizationsAreNoDemands(text: String, expected: String) {
    let names = taxonomy([
      "skill:French Language | French", "skill:German Language | German", "framework:Ethereum", "framework:Foundation",
    ])
    #expect(found(text, in: names).joined(separator: " ") == expected)
  }

  private func check(_ text: String, _ section: Section, _ expected: String) {
    // The heading keeps skills from being mere tags.
    let found = mentions([Block(.paragraph, section, text)])
    #expect(found.map { "\(slug($0)) \($0.level)" }.joined(separator: ", ") == expected)
  }
}

/// Years of the whole posting and of single skills.
struct ExperienceTests {
  @Test(arguments: [
    ("5+ years of experience", "5.0"), ("3-5 years of experience in data", "3.0-5.0"),
    ("3 – 5 years' experience", "3.0-5.0"),
    ("two years of professional experience", "2.0"), ("five (5) years of experience", "5.0"),
    ("3 to 5 yrs exp", "3.0-5.0"),
    ("at least 4 or more years experience", "4.0"), ("mindestens 3 Jahre Berufserfahrung", "3.0"),
    ("1.5 years of experience", "1.5"), ("at least 4 (but ideally more) years of experience", "4.0"),
    ("2 à 5 ans d'expérience", "2.0-5.0"), ("founded 20 years ago", ""), ("18 years of age", ""),
    ("401k after 3 years", ""),
    ("2025 years of experience", ""), ("3 years of experience a plus", ""),
    ("6 months of pharmacy experience", "0.5"), ("six-month contract", ""), ("no accidents in 3 years", ""),
    ("some years of experience (at least two) in Java", "2.0"),
  ])
  func readsTheHeadline(text: String, expected: String) {
    let posting = JobPosting(syntax: .text, blocks: [Block(.listItem, .requirements, text)])
    let years = MentionFinder(taxonomy: small).findings(in: posting).experience
    let found = years.map { years in
      [years.minimum, years.maximum].compactMap { $0.map { "\($0)" } }.joined(separator: "-")
    }
    #expect(found ?? "" == expected)
  }

  @Test(
    arguments: [
      ("5+ years of Java and 2 years of Python experience", [5, 2]), ("Java (3+ years), Python", [3, nil]),
      ("Java, Python", [nil, nil]),
    ] as [(String, [Double?])])
  func readsYearsOfSkills(text: String, expected: [Double?]) {
    #expect(mentions([Block(.listItem, .requirements, text)]).map(\.years) == expected)
  }
}

/// Levels, fields and requirement of degrees; not everything with "degree" or "master" is one.
struct EducationTests {
  private static let degrees = taxonomy([
    "education:Bachelor {words degree} | Bachelor's | Bachelor's degree | BSc | BS {exact} | B.S. | degree in",
    "education:Master {never} | Master's | Master's degree | MSc | MS {exact degree,BS} | advanced degree",
    "education:Doctorate | PhD | Ph.D.",
    "education:High School {diploma} | high school diploma", "education:Computer Science | CS {exact}",
    "education:Mathematics | Math",
    "education:Business", "education:Engineering", "education:Business Engineering", "skill:PhD Filters",
    "education:Statistics", "skill:Statistics", "skill:Python", "skill:Computer Science",
  ])

  @Test(arguments: [
    ("BSc in Computer Science, Mathematics or a related field", "bachelor computer science, mathematics required"),
    (
      "BSc/MSc in Computer Science; PhD a plus",
      "bachelor computer science required; master computer science required; doctorate preferred"
    ),
    ("BS or MS degree in CS", "bachelor computer science required; master computer science required"),
    ("Bachelor's degree required, Master's degree preferred", "bachelor required; master preferred"),
    (
      "A degree in computer science or related field, advanced degree preferred",
      "bachelor computer science required; master preferred"
    ),
    ("5 years of experience; 3 years for those with advanced degrees", ""),
    ("Computer Science degree in Python", "bachelor computer science required"),
    ("PhD or equivalent research experience in Statistics", "doctorate statistics required"),
    ("Bachelor's degree and 5 years of experience in statistics", "bachelor required"),
    ("a high degree of autonomy", ""), ("the master branch", ""), ("Scrum Master", ""), ("MS Office", ""),
    ("Master's in Statistics or equivalent experience", "master statistics required"),
    ("BS or MS in CS", "bachelor computer science required; master computer science required"),
    ("BS in Statistics", "bachelor statistics required"),
    ("Master's degree of a business/engineering school", "master business, engineering required"),
    ("Master's degree in business engineering", "master business engineering required"),
    ("degree in Statistics, Economy", "bachelor statistics, economy required"), ("PhD filters in reports", ""),
    ("PhD in Computer Science or Phonetics", "doctorate computer science, phonetics required"),
    ("PhD in Computer Science or a quantitative discipline", "doctorate computer science required"),
  ])
  func readsDegrees(text: String, expected: String) {
    #expect(education(text) == expected)
  }

  @Test func fieldsOfADegreeAreNoSkills() {
    let found = mentions([Block(.listItem, .requirements, "BSc in Statistics. Python, statistics")], in: Self.degrees)
    #expect(found.map(slug) == ["python", "statistics"])
    #expect(mentions([Block(.listItem, .requirements, "BSc in Statistics")], in: Self.degrees).isEmpty)
  }

  private func education(_ text: String) -> String {
    let posting = JobPosting(syntax: .text, blocks: [Block(.listItem, .requirements, text)])
    return MentionFinder(taxonomy: Self.degrees).findings(in: posting).education.map { demand in
      ([demand.level.rawValue] + (demand.fields.isEmpty ? [] : [demand.fields.joined(separator: ", ")]) + [
        demand.requirement.rawValue
      ])
      .joined(separator: " ")
    }.joined(separator: "; ")
  }
}

/// Titles without seniority, gender marks, places and employers; never the wrong role.
struct TitleTests {
  private static let roles = taxonomy([
    "role:Machine Learning Engineer | ML Engineer", "role:Data Analyst", "role:Software Developer | Software Engineer",
    "role:Manager", "role:Mining Engineer", "skill:Data Mining",
    "role:Product Manager", "role:Full Stack Developer", "role:Marketing Manager",
  ])

  @Test(
    arguments: [
      ("Sr. ML Engineer II (m/f/d) - Remote, Berlin | Acme", "Machine Learning Engineer", "senior"),
      ("Growth Data Analyst", "Data Analyst", nil), ("Data Analyst Manager", "Data Analyst Manager", "manager"),
      ("Software Engineer Intern (Fullstack)", "Software Engineer", "intern"),
      ("Senior Software Engineer - Mobile", "Software Engineer", "senior"),
      ("AI, Manager - Applied AI (Full Stack Developer)", "Full Stack Developer", "manager"),
      ("Product Manager", "Product Manager", nil),
      ("Marketing Manager", "Marketing Manager", "manager"),
      ("Senior Marketing Manager", "Marketing Manager", "senior"),
      ("Director of Procurement", "Director of Procurement", "director"),
      ("Head of Data - Acme", "Head of Data", "director"),
      ("Head of Sales Finance", "Head of Sales Finance", "director"),
      ("Manager, Revenue Accounting", "Revenue Accounting Manager", "manager"),
      ("Creative Team Lead (m/f/d)", "Creative Team Lead", "lead"),
      ("Nuclear Widget Wrangler", "Nuclear Widget Wrangler", nil),
      ("Werkstudent Data Analyst (w/m/d)", "Data Analyst", "intern"),
      ("VP of Engineering", "VP of Engineering", "executive"), ("(m/w/d)", nil, nil),
      ("Senior Data Mining Engineer", "Data Mining Engineer", "senior"),
      ("Machine Learning Engineering - Engineer, Senior Staff", "Machine Learning Engineer", "principal"),
      ("Revenue Operations (RevOps) Lead", "Revenue Operations Lead", "lead"),
      ("Senior Manager, Strategic Partner Marketing", "Strategic Partner Marketing Manager", "manager"),
      ("Tech Lead - Remote", "Tech Lead", "lead"), ("Data Analyst Team Lead", "Data Analyst", "lead"),
      ("Chief Technology Officer - Acme", "Chief Technology Officer", "executive"),
      ("Data Analyst, Mid-Market", "Data Analyst", nil), ("Data Analyst 2027", "Data Analyst", nil),
      ("Experienced Data Analyst", "Data Analyst", nil),
      // Nobody works as an invitation.
      ("Don't see your role? Apply here", nil, nil), ("Acme Future Talent Pool", nil, nil),
      ("Submit your resume", nil, nil), ("General Application - Engineering", nil, nil),
      ("Initiativbewerbung (m/w/d)", nil, nil), ("Other", nil, nil),
      ("Talent Pool - Widget Engineer", "Widget Engineer", nil),
      // Who leads people, and how far an associate has come.
      ("Senior Engineering Manager, Widgets", "Engineering Manager", "manager"),
      ("Senior Operations Manager", "Operations Manager", "manager"),
      ("Senior Account Manager", "Account Manager", "senior"),
      ("Associate, Data Analyst, Widgets", "Data Analyst", "junior"),
      ("Data Analyst - Associate", "Data Analyst", "junior"),
      ("Associate Widget Engineer", "Widget Engineer", "junior"),
      ("Senior Associate Data Analyst", "Data Analyst", "senior"),
      ("Sales Associate", "Sales Associate", nil), ("Associate, Claims", "Claims Associate", nil),
      ("Associate Manager, Clinical Widgets", "Clinical Widgets Manager", "manager"),
      ("Associate Professor of Widgets", "Associate Professor of Widgets", nil),
      ("SENIOR DATA MINING ENGINEER", "Data Mining Engineer", "senior"),
      ("HEAD OF QA AND WIDGETS", "Head of QA and Widgets", "director"),
      ("Widget Learning Internship (Summer 2030)", "Widget Learning Intern", "intern"),
      ("Internship - Widget Science", "Widget Science Intern", "intern"),
      ("Remote Sensing Scientist", "Remote Sensing Scientist", nil),
      ("Scientist - Remote", "Scientist", nil),
      ("Talent Pool Manager", "Talent Pool Manager", "manager"),
      ("Join us as a Data Analyst", "Data Analyst", nil),
    ] as [(String, String?, String?)])
  func readsTitles(title: String, role: String?, seniority: String?) {
    var posting = JobPosting(syntax: .text, title: title)
    posting.organization = "Acme"
    let found = MentionFinder(taxonomy: Self.roles).findings(in: posting)
    #expect(found.role?.label == role)
    #expect(found.seniority?.rawValue == seniority)
  }

  @Test(arguments: [
    ("Data Analyst - Python, R and SAS", "Know Python", ["Python", "R", "SAS"]),
    ("Data Analyst (SAS)", "Work with care", ["SAS"]), ("Data Mining Engineer", "Work with care", []),
    ("Manager, Data Mining", "Work with care", []),
  ])
  func findsWhatOnlyTheTitleNames(title: String, text: String, expected: [String]) {
    let named = taxonomy([
      "role:Data Analyst", "skill:Python", "skill:R {exact peers}", "framework:SAS", "skill:Data Mining",
      "skill:Teamwork",
    ])
    let posting = JobPosting(syntax: .text, title: title, blocks: [Block(.listItem, .requirements, text)])
    let mentions = MentionFinder(taxonomy: named).findings(in: posting).mentions
    #expect(mentions.map(\.label) == expected)
    for mention in mentions where mention.block == 1 {
      #expect(mention.level == .mentioned && mention.context == title)
      #expect(String(decoding: Array(title.utf8)[mention.range], as: UTF8.self) == mention.quote)
    }
  }
}

/// What else is found in passing.
struct FindingsTests {
  @Test(
    arguments: [
      ("We are looking for you and the team of our company", "en"),
      ("Wir suchen für unser Team und die Kunden eine Kraft mit Erfahrung", "de"),
      ("Nous recherchons pour notre équipe et vous êtes dans le secteur", "fr"), ("xyz", nil),
      ("Stiamo cercando una persona che si unisca al nostro team nella sede di Milano", "it"),
    ] as [(String, String?)])
  func detectsTheLanguage(text: String, expected: String?) {
    let posting = JobPosting(syntax: .text, blocks: [Block(.paragraph, .other, text)])
    #expect(MentionFinder(taxonomy: small).findings(in: posting).language == expected)
  }

  @Test(arguments: [
    ("Experience with vector quantisation and Docker", ["vector quantisation"]), ("Knowledge of Docker", []),
    ("You know Java and Frobnicator Pro", ["Frobnicator Pro"]), ("Ability to swim", []),
  ])
  func proposesWhatNoConceptCovers(text: String, expected: [String]) {
    let posting = JobPosting(syntax: .text, blocks: [Block(.paragraph, .requirements, text)])
    #expect(MentionFinder(taxonomy: small).findings(in: posting).unknown.map(\.phrase) == expected)
  }

  @Test(arguments: [
    ("AWS Professional Certificates", ["AWS Professional Certificates"], []),
    ("Certified Widget Engineer", [], ["Certified Widget Engineer"]),
    ("Widget Foundation certificate", [], ["Widget Foundation certificate"]),
    ("Certified Kubernetes Administrator", ["Certified Kubernetes Administrator"], []),
    ("Acme Certified: Widget Associate", ["Acme Certified: Widget Associate"], []),
    ("Acme Certified", ["Acme Certified"], []), ("industry certifications", [], []),
  ])
  func findsCertificates(text: String, known: [String], guessed: [String]) {
    let certificates = taxonomy([
      "framework:AWS", "certification:AWS Certification | AWS certifications",
      "certification:CKA | Certified Kubernetes Administrator", "certification:Acme Certified",
      "certification:Widget Associate | Acme Certified Widget Associate",
    ])
    let posting = JobPosting(syntax: .text, blocks: [Block(.listItem, .preferred, text)])
    let findings = MentionFinder(taxonomy: certificates).findings(in: posting)
    #expect(findings.mentions.filter { $0.concept.kind == .certification }.map(\.quote) == known)
    #expect(findings.unknown.map(\.phrase) == guessed)
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func readsAnythingAndStaysInRange(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pieces = [
      "Java", "5", "+", "years", "BSc", " in ", "C", "&", "(", ")", ", ", " or ", ";", ". ", "é", "•", "required",
      "a plus", "-", "/",
    ]
    let blocks = (0..<4).map { _ in
      let text = (0..<30).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
      return Block(.listItem, Section.allCases[Int.random(in: 0..<10, using: &random)], text)
    }
    for mention in mentions(blocks) {
      let text = Array(blocks[mention.block].text.utf8)
      #expect(String(decoding: text[mention.range], as: UTF8.self) == mention.quote)
      #expect(mention.context.utf8.count <= 240 && (0...1).contains(mention.confidence))
    }
  }
}
