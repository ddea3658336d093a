public import Concepts
internal import Diagnostics

/// Reads Tabiya's open taxonomy from its CSV files, ESCO with local occupations and skills.
///
/// They become what ESCO's own become (see `ESCO`), found by `ID` within the files; where something was first defined
/// (`ORIGINURI`) is its `exactMatch`, so that ESCO's concepts stay the same ones. A local occupation's high signalling value
/// makes a skill *preferred*, a lower one *mentioned*. Both names of the groups' file are known: `occupation_groups.csv` and,
/// in older releases, `isco_groups.csv`.
public enum Tabiya {
  /// Whether these are Tabiya's files: its columns are in capitals.
  public static func isRecognized(_ files: [TaxonomyTables.File]) -> Bool {
    files.contains { file in
      ["skills", "occupations"].contains(ESCOReader.stem(file.name))
        && String(decoding: file.bytes.prefix(400), as: UTF8.self).contains("PREFERREDLABEL")
    }
  }

  /// - Parameters:
  ///   - files: the contents of the folder, unzipped; `.gz` in names is passed over.
  ///   - release: what provenance cites where `model_info.csv` does not say it.
  /// - Throws: `wrongFolder` unless there are `skills.csv` and `occupations.csv`.
  /// - Complexity: O(bytes).
  public static func read(_ files: [TaxonomyTables.File], release: String) throws(ImportError) -> (
    layer: TaxonomyLayer, report: ImportReport
  ) {
    let stems = files.map { ESCOReader.stem($0.name) }
    for needed in ["skills", "occupations"] where !stems.contains(needed) {
      throw ImportError(.wrongFolder, "there is no \(needed).csv; name the folder with Tabiya's CSV files")
    }
    let model = model(files)
    let scheme = ConceptScheme(
      name: "tabiya", title: model.name ?? "Tabiya Open Taxonomy", release: model.version ?? release,
      licence: "as the file LICENSE of the data set says")
    let groups = stems.contains("isco_groups") ? "isco_groups" : "occupation_groups"
    return ESCOReader(files, scheme, dialect(groups: groups), language: model.language ?? "en").read()
  }

  private static func model(_ files: [TaxonomyTables.File]) -> (name: String?, version: String?, language: String?) {
    var model: (name: String?, version: String?, language: String?)
    guard let file = files.first(where: { ESCOReader.stem($0.name) == "model_info" }) else { return model }
    let table = Table(name: file.name, bytes: file.bytes, syntax: .commas)
    _ = table.forEachRow(["NAME?", "VERSION?", "LOCALE?"]) { row in
      if !row.isEmpty(0) { model.name = row[0] }
      if !row.isEmpty(1) { model.version = row[1] }
      // A locale may be a country's (ZA); only what starts in lower case is a language.
      if let first = row[2].first, first.isLowercase { model.language = String(row[2].prefix { $0.isLetter }) }
    }
    return model
  }

  private static func dialect(groups: String) -> ESCODialect {
    let hierarchy = ["CHILDID", "PARENTID", "RELATIONTYPE?", "CHILDOBJECTTYPE", "PARENTOBJECTTYPE"]
    return ESCODialect(
      concepts: [
        .init(file: groups, kind: .role, isGroup: true, scope: "occupationgroup "),
        .init(file: "occupations", kind: .role, isGroup: false, scope: "occupation "),
        .init(file: "skill_groups", kind: .skill, isGroup: true, scope: "skillgroup "),
        .init(file: "skills", kind: .skill, isGroup: false, scope: "skill "),
      ],
      columns: [
        "ID", "PREFERREDLABEL", "ALTLABELS?", "HIDDENLABELS?", "STATUS?", "CODE?",
        groups == "isco_groups" ? "ISCOGROUPCODE?" : "OCCUPATIONGROUPCODE?", "ORIGINURI?", "DESCRIPTION?",
      ],
      relations: [
        .init(file: "occupation_hierarchy", columns: hierarchy, .broader),
        .init(file: "skill_hierarchy", columns: hierarchy, .broader),
        .init(
          file: "occupation_to_skill_relations",
          columns: ["OCCUPATIONID", "SKILLID", "RELATIONTYPE?", "SIGNALLINGVALUELABEL?"], .requires,
          scopes: ("occupation ", "skill ")),
        .init(
          file: "skill_to_skill_relations", columns: ["REQUIRINGID", "REQUIREDID", "RELATIONTYPE?"], .related,
          scopes: ("skill ", "skill ")),
      ],
      scope: { type in
        switch type.lowercased() {
        case "skill": "skill "
        case "skillgroup": "skillgroup "
        case let type where type.hasSuffix("group"): "occupationgroup "
        default: "occupation "
        }
      })
  }
}
