public import Concepts
internal import Diagnostics

/// Reads ESCO (European Skills, Competences, Qualifications and Occupations) from its official CSV files.
///
/// Occupations become roles, skills and knowledge become skills, each with its URI as `exactMatch`; occupations have their
/// ISCO-08 group as `closeMatch`. ISCO and skill groups become concepts that are never found in text. Essential and optional
/// skills of occupations become `requires` (required, preferred). Skills of skills become `related`; of the essential ones it is
/// inferred that they are learned first (method `esco-essential`), for ESCO says what belongs to a skill, not what comes
/// before it. ESCO's qualifiers in brackets ("Ruby (computer programming)") are taken off the preferred label.
///
/// Names of one word need evidence where they are everyday words: "energy" counts beside other skills or behind "knowledge of". One
/// that stands for a skill of several words ("lead" for *lead others*) never counts, or, if it has capitals, only in its own
/// letter case; nor does "be responsible".
public enum ESCO {
  /// - Parameters:
  ///   - files: the contents of the folder, unzipped; `.gz` in names is passed over.
  ///   - release: what provenance cites; ESCO's files do not say their version.
  /// - Throws: `wrongFolder` unless there are `skills_….csv` and `occupations_….csv`.
  /// - Complexity: O(bytes).
  public static func read(_ files: [TaxonomyTables.File], release: String) throws(ImportError) -> (
    layer: TaxonomyLayer, report: ImportReport
  ) {
    let stems = files.map { ESCOReader.stem($0.name) }
    for needed in ["skills_", "occupations_"] where !stems.contains(where: { $0.hasPrefix(needed) }) {
      throw ImportError(
        .wrongFolder, "there is no \(needed)….csv; name the folder with ESCO's CSV files as downloaded and unpacked")
    }
    let language = stems.first { $0.hasPrefix("skills_") }.map { String($0.dropFirst("skills_".count)) } ?? "en"
    let scheme = ConceptScheme(
      name: "esco", title: "European Skills, Competences, Qualifications and Occupations", release: release,
      licence: "European Commission, reuse with attribution (Decision 2011/833/EU)")
    let reader = ESCOReader(files, scheme, dialect(language), language: language)
    return reader.read()
  }

  private static func dialect(_ language: String) -> ESCODialect {
    let end = "_" + language
    return ESCODialect(
      concepts: [
        .init(file: "ISCOGroups" + end, kind: .role, isGroup: true),
        .init(file: "occupations" + end, kind: .role, isGroup: false),
        .init(file: "skillGroups" + end, kind: .skill, isGroup: true),
        .init(file: "skills" + end, kind: .skill, isGroup: false),
      ],
      columns: [
        "conceptUri", "preferredLabel", "altLabels?", "hiddenLabels?", "status?", "code?", "iscoGroup?", "conceptUri",
        "description?",
      ],
      relations: [
        .init(file: "broaderRelationsOccPillar" + end, columns: ["conceptUri", "broaderUri"], .broader),
        .init(file: "broaderRelationsSkillPillar" + end, columns: ["conceptUri", "broaderUri"], .broader),
        .init(
          file: "occupationSkillRelations" + end,
          columns: ["occupationUri", "skillUri", "relationType", "signallingValueLabel?"], .requires),
        .init(
          file: "skillSkillRelations" + end, columns: ["originalSkillUri", "relatedSkillUri", "relationType"], .related),
      ])
  }
}
