internal import BundledData
public import Concepts
public import Diagnostics

extension Taxonomy {
  /// The concept scheme that ships inside the binary (`Data/taxonomy`). A test promises that it has no diagnostics.
  public static func bundled() -> Parsed<Taxonomy> {
    TaxonomyTables.read(BundledFile.all(in: "taxonomy").map { ($0.name, $0.bytes) })
  }
}
