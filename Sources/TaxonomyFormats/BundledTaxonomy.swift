internal import BundledData
public import Concepts
public import Diagnostics

extension Taxonomy {
  /// The concept scheme that ships inside the binary (`Data/taxonomy`). A test promises that it has no diagnostics.
  ///
  /// - Parameter relation: the only relation that is read, if not all are wanted; finding names needs only `broader`.
  public static func bundled(only relation: Relation? = nil) -> Parsed<Taxonomy> {
    TaxonomyTables.read(BundledFile.all(in: "taxonomy").map { ($0.name, $0.bytes) }, only: relation)
  }
}
