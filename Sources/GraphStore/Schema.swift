internal import GRDB

/// The tables of a graph file, and the views that are documented for use with SQL.
///
/// Concept ids are kept once and referred to by number. `counter_…` tables hold what `DemandTable` holds, and change in the
/// same transaction as the evidence they count. Levels are numbers in the order of `DemandLevel`.
enum Schema {
  /// "SkGr"; tells a graph file from any other SQLite file.
  static let applicationID: Int32 = 0x536B_4772
  /// `PRAGMA user_version`; raised whenever tables or views change.
  static let version: Int32 = 4

  static func create(_ db: Database) throws {
    try db.execute(sql: taxonomy + layers + inferences + image + evidence + counters + views)
    try db.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(version)")
  }

  private static let taxonomy = """
    CREATE TABLE state (
      id INTEGER PRIMARY KEY CHECK (id = 0), taxonomy_digest TEXT NOT NULL, postings INTEGER NOT NULL) STRICT;
    INSERT INTO state VALUES (0, '', 0);
    CREATE TABLE scheme (
      position INTEGER PRIMARY KEY, name TEXT NOT NULL, title TEXT NOT NULL, release TEXT NOT NULL,
      licence TEXT NOT NULL) STRICT;
    -- Every concept that the taxonomy has (those have a label) or a posting names.
    CREATE TABLE concept (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, label TEXT, note TEXT, scheme INTEGER) STRICT;
    CREATE TABLE concept_label (
      concept INTEGER NOT NULL, position INTEGER NOT NULL, role TEXT NOT NULL, language TEXT NOT NULL,
      text TEXT NOT NULL, PRIMARY KEY (concept, position)) STRICT, WITHOUT ROWID;
    CREATE TABLE concept_match (
      concept INTEGER NOT NULL, position INTEGER NOT NULL, closeness TEXT NOT NULL, identifier TEXT NOT NULL,
      PRIMARY KEY (concept, position)) STRICT, WITHOUT ROWID;
    -- Of several rows that say the same, the one with rank 0 is the edge's.
    CREATE TABLE relation (
      relation TEXT NOT NULL, source INTEGER NOT NULL, target INTEGER NOT NULL, rank INTEGER NOT NULL, strength TEXT,
      level TEXT, scheme INTEGER NOT NULL, row INTEGER NOT NULL,
      PRIMARY KEY (relation, source, target, rank)) STRICT, WITHOUT ROWID;

    """

  /// Makes a file of an older format one of this.
  static func migrate(_ db: Database) throws {
    // Since version 4 a label may have several rules.
    let sql = "DROP TABLE IF EXISTS concept_rule;" + layers + inferences + image + "PRAGMA user_version = \(version)"
    try db.execute(sql: sql)
  }

  /// Since version 3: the graph of the tables as `GraphImage`, or no row since the tables have changed.
  private static let image = """
    CREATE TABLE IF NOT EXISTS image (
      section INTEGER NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (section, part)) STRICT;

    """

  /// Since version 2. The digest is forgotten, so that the next `sync` writes the rules, too.
  private static let layers = """
    -- What makes an ambiguous label a mention, each row by itself; words is a comma-separated list.
    CREATE TABLE IF NOT EXISTS concept_rule (
      concept INTEGER NOT NULL, label TEXT NOT NULL, number INTEGER NOT NULL, exact_case INTEGER NOT NULL,
      peers INTEGER NOT NULL, words TEXT NOT NULL, never INTEGER NOT NULL, PRIMARY KEY (concept, label, number)
      ) STRICT, WITHOUT ROWID;
    -- The schemes that were imported, as files, in the order in which they lie on each other.
    CREATE TABLE IF NOT EXISTS layer (position INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE IF NOT EXISTS layer_file (
      layer TEXT NOT NULL, name TEXT NOT NULL, contents BLOB NOT NULL, PRIMARY KEY (layer, name)) STRICT;
    UPDATE state SET taxonomy_digest = '';

    """

  /// Since version 3.
  private static let inferences = """
    -- Relations that were computed, apart from those of the taxonomy; of_taxonomy where an imported scheme's data says so,
    -- else from the file's postings.
    CREATE TABLE IF NOT EXISTS inference (
      source INTEGER NOT NULL, relation TEXT NOT NULL, target INTEGER NOT NULL, method TEXT NOT NULL,
      confidence REAL NOT NULL, figures TEXT NOT NULL, of_taxonomy INTEGER NOT NULL,
      PRIMARY KEY (source, relation, target, method)) STRICT, WITHOUT ROWID;
    CREATE VIEW IF NOT EXISTS inferred AS
      SELECT a.name AS source, i.relation, b.name AS target, i.method, i.confidence, i.figures
      FROM inference i JOIN concept a ON a.id = i.source JOIN concept b ON b.id = i.target;

    """

  private static let evidence = """
    CREATE TABLE origin (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, digest TEXT NOT NULL, keeps_duplicates INTEGER NOT NULL,
      is_complete INTEGER NOT NULL) STRICT;
    -- duplicate_of is the posting that counts for this one; NULL where it counts itself.
    CREATE TABLE posting (
      id INTEGER PRIMARY KEY, origin INTEGER NOT NULL, source TEXT NOT NULL, unit INTEGER NOT NULL, title TEXT,
      role INTEGER, role_label TEXT, seniority TEXT, employment TEXT, organization TEXT, location TEXT,
      date_posted TEXT, url TEXT, identifier TEXT, experience_min REAL, experience_max REAL, language TEXT,
      syntax TEXT NOT NULL, digest TEXT, identifier_key INTEGER, url_key INTEGER, text_key INTEGER,
      duplicate_of INTEGER) STRICT;
    CREATE INDEX posting_source ON posting (source, unit);
    CREATE INDEX posting_origin ON posting (origin);
    CREATE INDEX posting_role ON posting (role);
    CREATE INDEX posting_identifier ON posting (identifier_key) WHERE identifier_key IS NOT NULL;
    CREATE INDEX posting_url ON posting (url_key) WHERE url_key IS NOT NULL;
    CREATE INDEX posting_text ON posting (text_key, role) WHERE text_key IS NOT NULL;
    CREATE INDEX posting_duplicate ON posting (duplicate_of) WHERE duplicate_of IS NOT NULL;
    -- Texts that differ in at most 3 of 64 bits agree in one of four bands of 16.
    CREATE TABLE text_key (value INTEGER PRIMARY KEY) STRICT;
    CREATE INDEX text_key_band0 ON text_key (value & 65535);
    CREATE INDEX text_key_band1 ON text_key (value >> 16 & 65535);
    CREATE INDEX text_key_band2 ON text_key (value >> 32 & 65535);
    CREATE INDEX text_key_band3 ON text_key (value >> 48 & 65535);
    -- Everything a posting asks for, once, at its strongest level.
    CREATE TABLE demand (
      posting INTEGER NOT NULL, concept INTEGER NOT NULL, level INTEGER NOT NULL,
      PRIMARY KEY (posting, concept)) STRICT, WITHOUT ROWID;
    CREATE INDEX demand_concept ON demand (concept, posting);
    CREATE TABLE mention (
      posting INTEGER NOT NULL, position INTEGER NOT NULL, concept INTEGER NOT NULL, label TEXT NOT NULL,
      level INTEGER NOT NULL, quote TEXT NOT NULL, context TEXT NOT NULL, section TEXT NOT NULL,
      confidence REAL NOT NULL, method TEXT NOT NULL, years REAL, alternatives INTEGER,
      PRIMARY KEY (posting, position)) STRICT, WITHOUT ROWID;
    -- fields is a JSON array of the fields' names.
    CREATE TABLE education (
      posting INTEGER NOT NULL, position INTEGER NOT NULL, level TEXT NOT NULL, fields TEXT NOT NULL,
      requirement INTEGER NOT NULL, quote TEXT NOT NULL, PRIMARY KEY (posting, position)) STRICT, WITHOUT ROWID;
    -- The concepts of an education demand: of its level (ordinal 0) and of the known fields.
    CREATE TABLE education_concept (
      posting INTEGER NOT NULL, position INTEGER NOT NULL, ordinal INTEGER NOT NULL, concept INTEGER NOT NULL,
      PRIMARY KEY (posting, position, ordinal)) STRICT, WITHOUT ROWID;
    CREATE TABLE unknown (
      posting INTEGER NOT NULL, position INTEGER NOT NULL, phrase TEXT NOT NULL, context TEXT NOT NULL,
      PRIMARY KEY (posting, position)) STRICT, WITHOUT ROWID;
    -- posting is NULL where a diagnostic concerns the source as a whole.
    CREATE TABLE diagnostic (
      id INTEGER PRIMARY KEY, origin INTEGER NOT NULL, posting INTEGER, severity TEXT NOT NULL, code TEXT NOT NULL,
      message TEXT NOT NULL, file TEXT, line INTEGER, "column" INTEGER, "offset" INTEGER) STRICT;
    CREATE INDEX diagnostic_origin ON diagnostic (origin, posting);

    """

  private static let counters = """
    CREATE TABLE counter_role (
      role INTEGER NOT NULL, label TEXT NOT NULL, postings INTEGER NOT NULL,
      PRIMARY KEY (role, label)) STRICT, WITHOUT ROWID;
    CREATE TABLE counter_concept (concept INTEGER PRIMARY KEY, postings INTEGER NOT NULL) STRICT;
    CREATE TABLE counter_demand (
      role INTEGER NOT NULL, concept INTEGER NOT NULL, required INTEGER NOT NULL, preferred INTEGER NOT NULL,
      mentioned INTEGER NOT NULL, PRIMARY KEY (role, concept)) STRICT, WITHOUT ROWID;

    """

  private static func levelName(_ column: String) -> String {
    "CASE \(column) WHEN 0 THEN 'required' WHEN 1 THEN 'preferred' ELSE 'mentioned' END"
  }

  private static let views = """
    CREATE VIEW nodes AS
      WITH role_count AS (
        SELECT role, min(label) AS label, sum(postings) AS postings FROM counter_role GROUP BY role)
      SELECT c.name AS id, substr(c.name, 1, instr(c.name, ':') - 1) AS kind, coalesce(c.label, r.label) AS label,
        coalesce(r.postings, n.postings, 0) AS postings, c.label IS NOT NULL AS curated, s.name AS scheme, c.note,
        (SELECT group_concat(text, '|') FROM (
          SELECT text FROM concept_label l WHERE l.concept = c.id AND l.role = 'alt' ORDER BY l.position)) AS alt_labels
      FROM concept c
        LEFT JOIN role_count r ON r.role = c.id
        LEFT JOIN counter_concept n ON n.concept = c.id
        LEFT JOIN scheme s ON s.position = c.scheme
      WHERE c.label IS NOT NULL OR r.role IS NOT NULL;

    CREATE VIEW edges AS
      WITH node AS (
        SELECT id, name FROM concept c
        WHERE label IS NOT NULL OR EXISTS (SELECT 1 FROM counter_role WHERE role = c.id)),
      role_count AS (SELECT role, sum(postings) AS postings FROM counter_role GROUP BY role)
      SELECT a.name AS source, e.relation, b.name AS target,
        CASE WHEN d.role IS NULL THEN 'curated' ELSE 'extracted' END AS provenance,
        CASE WHEN e.relation <> 'requires' THEN 1.0 WHEN d.role IS NULL THEN 0.0
          ELSE coalesce(1.0 * (d.required + d.preferred + d.mentioned) / n.postings, 0.0) END AS weight,
        coalesce(d.required, 0) AS required, coalesce(d.preferred, 0) AS preferred,
        coalesce(d.mentioned, 0) AS mentioned, e.strength, e.level AS curated_level, 1.0 AS confidence,
        s.name AS scheme, e.row
      FROM relation e
        JOIN node a ON a.id = e.source
        JOIN node b ON b.id = e.target
        LEFT JOIN scheme s ON s.position = e.scheme
        LEFT JOIN counter_demand d ON e.relation = 'requires' AND d.role = e.source AND d.concept = e.target
        LEFT JOIN role_count n ON n.role = d.role
      WHERE e.rank = 0
      UNION ALL
      SELECT a.name, 'requires', b.name, 'extracted',
        coalesce(1.0 * (d.required + d.preferred + d.mentioned) / n.postings, 0.0),
        d.required, d.preferred, d.mentioned, NULL, NULL, 1.0, NULL, NULL
      FROM counter_demand d
        JOIN node a ON a.id = d.role
        JOIN node b ON b.id = d.concept
        LEFT JOIN role_count n ON n.role = d.role
      WHERE NOT EXISTS (
        SELECT 1 FROM relation e WHERE e.relation = 'requires' AND e.source = d.role AND e.target = d.concept);

    CREATE VIEW postings AS
      SELECT p.id, p.source, p.unit, p.title, r.name AS role, p.role_label, p.seniority, p.employment, p.organization,
        p.location, p.date_posted, p.url, p.identifier, p.experience_min, p.experience_max, p.language, p.syntax,
        p.duplicate_of
      FROM posting p LEFT JOIN concept r ON r.id = p.role;

    CREATE VIEW evidence AS
      SELECT p.id AS posting, p.source, p.unit, p.url, p.date_posted AS date, p.title, p.organization, r.name AS role,
        c.name AS concept, \(levelName("m.level")) AS level, m.quote, m.context, m.section, m.method, m.confidence, m.years
      FROM mention m
        JOIN posting p ON p.id = m.posting
        JOIN concept c ON c.id = m.concept
        LEFT JOIN concept r ON r.id = p.role
      WHERE p.duplicate_of IS NULL
      UNION ALL
      SELECT p.id, p.source, p.unit, p.url, p.date_posted, p.title, p.organization, r.name,
        c.name, \(levelName("e.requirement")), e.quote, e.quote, 'education', 'education', 1.0, NULL
      FROM education_concept k
        JOIN education e ON e.posting = k.posting AND e.position = k.position
        JOIN posting p ON p.id = k.posting
        JOIN concept c ON c.id = k.concept
        LEFT JOIN concept r ON r.id = p.role
      WHERE p.duplicate_of IS NULL;
    """
}
