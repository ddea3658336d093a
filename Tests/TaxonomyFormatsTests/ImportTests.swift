import Concepts
import Diagnostics
import Testing

@testable import TaxonomyFormats

/// What foreign schemes become, from files of a few rows in their columns.
@Suite struct ImportTests {
  /// Layers as lines: concepts with labels and matches, relations, rules.
  private func lines(_ layer: TaxonomyLayer) -> [String] {
    layer.concepts.map { concept in
      let labels = [concept.prefLabel] + concept.labels.map { "\($0.role.rawValue) \($0.text)" }
      let note = concept.note.map { [$0] } ?? []
      return "\(concept.id) = " + (labels + concept.matches.map(\.identifier) + note).joined(separator: ", ")
    }
      + layer.relations.map {
        let detail = $0.strength?.rawValue ?? $0.level?.rawValue
        return "\($0.source) \($0.relation.rawValue) \($0.target)" + (detail.map { " \($0)" } ?? "")
      }
      + layer.ambiguities.map { "rule \($0.concept) \($0.label)\($0.evidence.never ? " never" : "")" }
  }

  private func checkAccounts(_ report: ImportReport, _ place: SourceLocation = #_sourceLocation) {
    for file in report.files {
      #expect(file.outcomes.reduce(0) { $0 + $1.count } == file.rows, "\(file.name)", sourceLocation: place)
    }
  }

  // MARK: ESCO

  static let esco: [TaxonomyTables.File] = [
    (
      "e/skills_en.csv",
      """
      \u{FEFF}conceptType,conceptUri,skillType,preferredLabel,altLabels,hiddenLabels,status
      K,u/s1,,Ruby (computer programming),"Ruby techniques\r
      rubying",,released
      K,u/s2,,"say ""hello"", loudly",,greet,released
      K,u/s3,,old skill,,,obsolete
      K,u/s2,,say again,,,released
      """
    ),
    ("e/occupations_en.csv", "conceptUri,iscoGroup,preferredLabel,altLabels,status\nu/o1,2512,developer,,released\n"),
    ("e/ISCOGroups_en.csv", "conceptUri,code,preferredLabel,status\nu/C2512,2512,Software developers,released\n"),
    ("e/skillGroups_en.csv", "conceptUri,preferredLabel,code\nu/g,ICT,06\n"),
    ("e/broaderRelationsOccPillar_en.csv", "conceptType,conceptUri,broaderType,broaderUri\nO,u/o1,G,u/C2512\n"),
    ("e/broaderRelationsSkillPillar_en.csv", "conceptUri,broaderUri\nu/s1,u/g\nu/s1,u/nobody\n"),
    (
      "e/occupationSkillRelations_en.csv",
      "occupationUri,relationType,skillType,skillUri\nu/o1,essential,,u/s1\nu/o1,optional,,u/s2\n"
    ),
    (
      "e/skillSkillRelations_en.csv",
      "originalSkillUri,relationType,relatedSkillUri\nu/s1,essential,u/s2\nu/s2,optional,u/s1\nu/s1,optional,u/s1\n"
    ),
    ("e/digitalSkillsCollection_en.csv", "conceptUri,altLabels\nu/s2,greeting | hail\nu/s1,Ruby techniques\n"),
    ("e/dictionary_en.csv", "filename\nx\n"),
  ].map { ($0, Array($1.utf8)) }

  @Test func escoBecomesRolesAndSkills() throws {
    let read = try ESCO.read(Self.esco, release: "1")
    #expect(
      lines(read.layer) == [
        "role:software-developers-2512 = Software developers, u/C2512",
        "role:developer = developer, u/o1, isco08:2512",
        "skill:ict-06 = ICT, u/g",
        "skill:ruby = Ruby, hidden Ruby (computer programming), alt Ruby techniques, alt rubying, u/s1",
        "skill:say-hello-loudly = say \"hello\", loudly, hidden greet, alt greeting, alt hail, u/s2",
        "role:developer broader role:software-developers-2512", "skill:ruby broader skill:ict-06",
        "role:developer requires skill:ruby required", "role:developer requires skill:say-hello-loudly preferred",
        "skill:ruby related skill:say-hello-loudly", "skill:say-hello-loudly related skill:ruby",
        "rule role:software-developers-2512 Software developers never", "rule skill:ict-06 ICT never",
        "rule skill:ruby Ruby", "rule skill:say-hello-loudly greet never", "rule skill:say-hello-loudly greeting never",
        "rule skill:say-hello-loudly hail never",
      ])
    #expect(read.layer.scheme.release == "1")
  }

  @Test func whatESCOCallsEssentialIsOnlyInferredToComeFirst() throws {
    let read = try ESCO.read(Self.esco, release: "1")
    #expect(
      read.layer.inferred.map { "\($0.source) \($0.relation.rawValue) \($0.target)" } == [
        "skill:say-hello-loudly prerequisiteOf skill:ruby"
      ])
    #expect(read.layer.inferred.map(\.method) == ["esco-essential"])
    #expect(read.layer.inferred.map(\.figures) == ["esco 1 has it as essential for the other, row 2"])
    let outcomes = read.report.files.first { $0.name.contains("skillSkill") }?.outcomes.map { "\($0.count) \($0.name)" }
    #expect(outcomes == ["1 related", "1 related, and inferred prerequisiteOf", "1 of a concept to itself"])
  }

  @Test func everyRowOfESCOIsAccountedFor() throws {
    let report = try ESCO.read(Self.esco, release: "1").report
    checkAccounts(report)
    #expect(report.files.first { $0.name == "e/skills_en.csv" }?.rows == 4)
    let omitted = report.files.flatMap(\.outcomes).filter { !$0.isImported }.map { "\($0.count) \($0.name)" }
    #expect(
      omitted == [
        "1 not released", "1 repeated", "1 known from skills_….csv", "1 unknown concept", "1 of a concept to itself",
      ])
    #expect(report.diagnostics.map(\.code) == ["taxonomy.file-not-read"])
  }

  @Test func missingFilesOfESCOAreReported() throws {
    let report = try ESCO.read(Array(Self.esco.prefix(2)), release: "1").report
    #expect(Set(report.diagnostics.map(\.code)) == ["taxonomy.missing-file"])
    #expect(report.diagnostics.count == 6)
  }

  @Test func otherFoldersAreRefused() {
    #expect(throws: ImportError.self) { try ESCO.read(Array(Self.esco.dropFirst()), release: "1") }
    #expect(throws: ImportError.self) { try ONET.read(Self.esco, release: nil) }
  }

  // MARK: Tabiya

  static let tabiya: [TaxonomyTables.File] = [
    ("t/model_info.csv", "UUIDHISTORY,NAME,LOCALE,DESCRIPTION,VERSION,RELEASED\nx,Towns,ZA,,2.1,true\n"),
    (
      "t/skills.csv",
      """
      ORIGINURI,ID,UUIDHISTORY,SKILLTYPE,REUSELEVEL,PREFERREDLABEL,ALTLABELS,DESCRIPTION
      u/s1,k1,x,knowledge,,Ruby (computer programming),"Ruby techniques
      rubying",d
      ,k2,x,skill/competence,,carry water,,
      """
    ),
    ("t/skill_groups.csv", "ORIGINURI,ID,UUIDHISTORY,CODE,PREFERREDLABEL,ALTLABELS\nu/g,k1,x,S1,ICT,\n"),
    (
      "t/occupations.csv",
      """
      ORIGINURI,ID,UUIDHISTORY,OCCUPATIONGROUPCODE,CODE,PREFERREDLABEL,ALTLABELS,OCCUPATIONTYPE
      u/o1,k1,x,2512,2512.1,developer,coder,escooccupation
      ,k3,x,9624,9624_1,water carrier,,localoccupation
      """
    ),
    (
      "t/occupation_groups.csv",
      "ORIGINURI,ID,UUIDHISTORY,CODE,GROUPTYPE,PREFERREDLABEL\nu/C2512,k9,x,2512,iscogroup,Software developers\n"
    ),
    (
      "t/occupation_hierarchy.csv",
      "PARENTOBJECTTYPE,PARENTID,CHILDID,CHILDOBJECTTYPE\noccupationgroup,k9,k1,escooccupation\noccupationgroup,k9,k9,x\n"
    ),
    (
      "t/skill_hierarchy.csv",
      "PARENTOBJECTTYPE,PARENTID,CHILDID,CHILDOBJECTTYPE\nskillgroup,k1,k1,skill\nskillgroup,k7,k2,skill\n"
    ),
    (
      "t/occupation_to_skill_relations.csv",
      """
      OCCUPATIONTYPE,OCCUPATIONID,RELATIONTYPE,SIGNALLINGVALUELABEL,SIGNALLINGVALUE,SKILLID
      escooccupation,k1,essential,,,k1
      escooccupation,k1,optional,,,k2
      localoccupation,k3,,high,0.8,k2
      localoccupation,k3,,low,0.1,k1
      """
    ),
    ("t/skill_to_skill_relations.csv", "REQUIRINGID,RELATIONTYPE,REQUIREDID\nk1,essential,k2\n"),
  ].map { ($0, Array($1.utf8)) }

  @Test func tabiyaBecomesWhatESCODoes() throws {
    #expect(Tabiya.isRecognized(Self.tabiya) && !Tabiya.isRecognized(Self.esco))
    let read = try Tabiya.read(Self.tabiya, release: "unknown")
    #expect(
      lines(read.layer) == [
        "role:software-developers-2512 = Software developers, u/C2512",
        "role:developer = developer, alt coder, u/o1, isco08:2512", "role:water-carrier = water carrier, isco08:9624",
        "skill:ict-s1 = ICT, u/g",
        "skill:ruby = Ruby, hidden Ruby (computer programming), alt Ruby techniques, alt rubying, u/s1",
        "skill:carry-water = carry water", "role:developer broader role:software-developers-2512",
        "skill:ruby broader skill:ict-s1", "role:developer requires skill:ruby required",
        "role:developer requires skill:carry-water preferred",
        "role:water-carrier requires skill:carry-water preferred",
        "role:water-carrier requires skill:ruby mentioned", "skill:ruby related skill:carry-water",
        "rule role:software-developers-2512 Software developers never", "rule skill:ict-s1 ICT never",
        "rule skill:ruby Ruby",
      ])
    #expect(read.layer.inferred.map(\.source.rawValue) == ["skill:carry-water"])
    #expect(
      [read.layer.scheme.name, read.layer.scheme.title, read.layer.scheme.release] == ["tabiya", "Towns", "2.1"])
    checkAccounts(read.report)
    #expect(read.report.diagnostics.isEmpty)
    let omitted = read.report.files.flatMap(\.outcomes).filter { !$0.isImported }.map { "\($0.count) \($0.name)" }
    #expect(omitted == ["1 unknown concept", "1 unknown concept"])
  }

  @Test func tabiyasOldGroupsAreReadAndMissingFilesReported() throws {
    let old =
      [Self.tabiya[1], Self.tabiya[3]] + [
        ("t/isco_groups.csv", Array("ORIGINURI,ID,CODE,PREFERREDLABEL\nu/C1,g,1,Managers\n".utf8))
      ]
    let read = try Tabiya.read(old, release: "1")
    #expect(read.layer.concepts.map(\.id.rawValue).contains("role:managers-1"))
    #expect(read.report.diagnostics.count { $0.code == "taxonomy.missing-file" } == 5)
    #expect(throws: ImportError.self) { try Tabiya.read([Self.tabiya[1]], release: "1") }
  }

  // MARK: O*NET

  static let onet: [TaxonomyTables.File] = [
    ("o/Read Me.txt", "O*NET 29.2 Database\nFebruary\n"),
    ("o/Occupation Data.txt", "O*NET-SOC Code\tTitle\tDescription\n1.00\tChiefs\t\n2.00\tCooks\t\n"),
    (
      "o/Alternate Titles.txt",
      "O*NET-SOC Code\tTitle\tAlternate Title\tShort Title\n1.00\tChiefs\tCEO (Chief Officer)\tCEO\n1.00\tChiefs\tChiefs\t\n9\tX\tY\t\n"
    ),
    (
      "o/Technology Skills.txt",
      """
      O*NET-SOC Code\tTitle\tExample\tCommodity Code\tCommodity Title\tHot Technology\tIn Demand
      1.00\tChiefs\tStructured query language SQL\t43\tQuery software\tY\tY
      2.00\tCooks\tStructured query language SQL\t43\tQuery software\tN\tN
      2.00\tCooks\tEmail software\t44\tMail software\tY\tN
      """
    ),
    (
      "o/Skills.txt",
      """
      O*NET-SOC Code\tTitle\tElement ID\tElement Name\tScale ID\tData Value\tRecommend Suppress
      1.00\tChiefs\t2.A\tReading\tIM\t4.12\tN
      1.00\tChiefs\t2.A\tReading\tLV\t4.12\tN
      2.00\tCooks\t2.A\tReading\tIM\t3.5\tN
      2.00\tCooks\t2.B\tMath\tIM\t2.9\tN
      2.00\tCooks\t2.C\tArt\tIM\t4\tY
      """
    ),
    (
      "o/Education, Training, and Experience.txt",
      """
      O*NET-SOC Code\tTitle\tElement ID\tElement Name\tScale ID\tScale Name\tCategory\tData Value
      1.00\tChiefs\t2.D.1\tE\tRL\tR\t2\t10.5
      1.00\tChiefs\t2.D.1\tE\tRL\tR\t6\t60
      1.00\tChiefs\t2.D.1\tE\tRW\tR\t6\t99
      """
    ),
    ("o/Job Zones.txt", "O*NET-SOC Code\tTitle\tJob Zone\n1.00\tChiefs\t5\n"),
    (
      "o/Related Occupations.txt",
      "O*NET-SOC Code\tTitle\tRelated O*NET-SOC Code\n1.00\tChiefs\t2.00\n2.00\tCooks\t1.00\n"
    ),
  ].map { ($0, Array($1.utf8)) }

  @Test func onetBecomesRolesFrameworksAndSkills() throws {
    let read = try ONET.read(Self.onet, release: nil)
    #expect(
      lines(read.layer) == [
        "role:chiefs = Chiefs, alt CEO, alt Chief Officer, onet:1.00, O*NET job zone 5",
        "role:cooks = Cooks, onet:2.00",
        "framework:structured-query-language = Structured query language, alt SQL, hidden Structured query language SQL",
        "skill:query-software = Query software, unspsc:43", "framework:email-software = Email software",
        "skill:mail-software = Mail software, unspsc:44", "skill:reading = Reading, onet:2.A",
        "education:bachelor = Bachelor's Degree",
        "framework:structured-query-language broader skill:query-software",
        "role:chiefs requires framework:structured-query-language required",
        "role:cooks requires framework:structured-query-language mentioned",
        "framework:email-software broader skill:mail-software",
        "role:cooks requires framework:email-software preferred", "role:chiefs requires skill:reading required",
        "role:cooks requires skill:reading preferred", "role:chiefs requires education:bachelor required",
        "role:chiefs related role:cooks", "rule framework:structured-query-language SQL", "rule skill:reading Reading",
      ])
    #expect(read.layer.scheme.release == "29.2")
    checkAccounts(read.report)
  }

  @Test(arguments: [
    ("Email software", "Email software", []), ("SAP software", "SAP", []), ("Microsoft Excel", "Microsoft Excel", []),
    ("Microsoft Office software", "Microsoft Office", []),
    ("Amazon Web Services AWS software", "Amazon Web Services", ["AWS"]),
    ("Extensible markup language XML", "Extensible markup language", ["XML"]),
    ("Hypertext markup language HTML", "Hypertext markup language", ["HTML"]),
    ("Computer aided design CAD software", "Computer aided design", ["CAD"]),
    ("Oracle PL SQL", "Oracle PL SQL", []), ("C++", "C++", []),
  ])
  func technologiesHaveTheirNames(text: String, preferred: String, further: [String]) {
    #expect(TechnologyName(text).preferred == preferred)
    #expect(TechnologyName(text).further == further)
  }

  /// What descriptions say in small letters is no name by itself.
  @Test func everydayNamesOfTechnologiesNeedEvidence() throws {
    let files: [TaxonomyTables.File] = [
      (
        "Occupation Data.txt",
        "O*NET-SOC Code\tTitle\tDescription\n1.00\tChiefs\tThey plan first, reduce waste and cross fields. Visio draws.\n"
      ),
      (
        "Technology Skills.txt",
        """
        O*NET-SOC Code\tTitle\tExample\tCommodity Code\tCommodity Title\tHot Technology\tIn Demand
        1.00\tChiefs\tReduce\t43\tQuery software\tN\tN
        1.00\tChiefs\tVisio\t43\tQuery software\tN\tN
        1.00\tChiefs\tForest insect resistance study tool FIRST software\t43\tQuery software\tN\tN
        1.00\tChiefs\tCROSS BAND software\t43\tQuery software\tN\tN
        1.00\tChiefs\tWASTE CROSS software\t43\tQuery software\tN\tN
        1.00\tChiefs\tAct! waste\t43\tQuery software\tN\tN
        1.00\tChiefs\tPlan!\t43\tQuery software\tN\tN
        1.00\tChiefs\tWASTE software\t43\tQuery software\tN\tN
        1.00\tChiefs\tField\t43\tQuery software\tN\tN
        1.00\tChiefs\tFastEST\t43\tQuery software\tN\tN
        1.00\tChiefs\tComputer aided design CAD software\t43\tQuery software\tN\tN
        """
      ),
    ].map { ($0, Array($1.utf8)) }
    let rules = try ONET.read(files, release: nil).layer.ambiguities
    #expect(
      rules.filter(\.evidence.peers).map(\.label) == [
        "Reduce", "FIRST", "Plan!", "WASTE", "WASTE software", "Field", "CAD",
      ])
    // Of these the letter case is enough.
    #expect(rules.filter { !$0.evidence.peers }.map(\.label) == ["WASTE CROSS", "WASTE CROSS software", "FastEST"])
    #expect(rules.allSatisfy { $0.exactCase && !$0.evidence.never })
  }

  @Test func everydayNamesOfSkillsNeedEvidence() throws {
    let files: [TaxonomyTables.File] = [
      (
        "skills_en.csv",
        """
        conceptUri,preferredLabel,altLabels
        u/1,lead others,lead | lead a team | be firm
        u/2,computer technology,IT | Infotech
        u/3,securities,
        u/4,energy,
        u/5,cybernetics,
        """
      ),
      (
        "occupations_en.csv",
        "conceptUri,preferredLabel,description\nu/6,guard,Guards lead visitors and save energy. Security comes first; the securities are safe.\n"
      ),
    ].map { ($0, Array($1.utf8)) }
    let rules = try ESCO.read(files, release: "1").layer.ambiguities.map { rule in
      let (words, evidence) = (rule.exactCase ? "exact" : "any", rule.evidence)
      return "\(rule.label): \(evidence.never ? "never" : evidence.peers ? "\(words) peers" : words)"
    }
    #expect(
      rules == [
        "lead: never", "be firm: never", "IT: exact peers", "Infotech: exact", "securities: exact peers",
        "energy: any peers",
      ])
  }

  // MARK: Both

  @Test func schemesOfTheSameThingGiveOneConcept() throws {
    let own = TaxonomyLayer(
      scheme: .init(name: "own", title: "", release: "1", licence: ""),
      concepts: [
        Concept(
          id: ConceptID(kind: .skill, label: "SQL"), prefLabel: "SQL", labels: [Label("Structured Query Language")])
      ])
    let (taxonomy, reports) = Taxonomy.layered([
      own, try ESCO.read(Self.esco, release: "1").layer, try ONET.read(Self.onet, release: nil).layer,
    ])
    #expect(
      taxonomy.concepts.filter { $0.id.rawValue.contains("sql") || $0.id.rawValue.contains("query-l") }.map(
        \.id.rawValue) == ["skill:sql"])
    #expect(reports[2].links.map(\.concept.rawValue).contains("skill:sql"))
    #expect(taxonomy.integrityFindings().filter(\.isError) == [])
  }
}
