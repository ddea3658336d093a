import Concepts
import Diagnostics
import GraphModel
import Ingestion
import TaxonomyFormats

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The index of the bundled names, kept from one run to the next, so that `extract` starts in a fifth of the time.
///
/// One file in the user's folder for caches; `SKILLGRAPH_CACHE` names another folder, or none if it is empty. It may be
/// deleted at any time. A file that another build of the program made, or that is damaged, is made anew; if it cannot be
/// written, the next run takes longer. What is found never depends on it.
struct NameCache {
  private let path: String
  private let key: String

  /// `nil` if there is no folder for it, or no way to tell this build of the program from others.
  private init?() {
    guard let folder = Self.folder, let key = Self.key else { return nil }
    (path, self.key) = (folder + "/names.index", key)
  }

  /// What finds the bundled names.
  static func extractor(release: String, allMentions: Bool) -> Extractor {
    let cache = NameCache()
    if let stored = cache?.extractor(release, allMentions) { return stored }
    let taxonomy = Taxonomy.bundled().value
    let extractor = Extractor(taxonomy: taxonomy, release: release, allMentions: allMentions)
    cache?.keep(extractor.compiled, taxonomy.contentDigest)
    return extractor
  }

  private func extractor(_ release: String, _ allMentions: Bool) -> Extractor? {
    guard var index = try? OpenFile(path).contents(), index.count > Self.tailSize else { return nil }
    let fields = index.suffix(Self.tailSize).split(separator: UInt8(ascii: " ")).map {
      String(decoding: $0, as: UTF8.self)
    }
    guard fields.count == 3, fields[0] == key else { return nil }
    index.removeLast(Self.tailSize)
    return Extractor(
      compiled: .init(index: index, seal: fields[1]), taxonomyDigest: fields[2], release: release,
      allMentions: allMentions)
  }

  /// Behind the index stand three digests of 32 digits, with a space after each.
  private static let tailSize = 99

  /// A cache that cannot be written is no error.
  private func keep(_ compiled: Extractor.Compiled, _ digest: String) {
    guard let file = try? OutputFile(path) else { return }
    file.write(compiled.index)
    file.write(Array("\(key) \(compiled.seal) \(digest) ".utf8))
    try? file.commit()
  }

  /// The folder, which is made if it is not there.
  private static var folder: String? {
    func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
    if let own = variable("SKILLGRAPH_CACHE") { return own.isEmpty ? nil : made(own) }
    if let caches = variable("XDG_CACHE_HOME"), caches.hasPrefix("/") { return made(caches).flatMap(inside) }
    guard let home = variable("HOME"), home.hasPrefix("/") else { return nil }
    #if canImport(Darwin)
      return made(home + "/Library/Caches").flatMap(inside)
    #else
      return made(home + "/.cache").flatMap(inside)
    #endif
  }

  private static func inside(_ caches: String) -> String? { made(caches + "/skillgraph") }

  private static func made(_ folder: String) -> String? {
    mkdir(folder, 0o700) == 0 || errno == EEXIST ? folder : nil
  }

  /// A digest of which build of the program this is; the tables are part of it.
  private static var key: String? {
    var status = stat()
    guard let program, stat(program, &status) == 0 else { return nil }
    #if canImport(Darwin)
      let changed = status.st_mtimespec
    #else
      let changed = status.st_mtim
    #endif
    var digest = ContentDigest()
    digest.update("\(status.st_dev) \(status.st_ino) \(status.st_size) \(changed.tv_sec) \(changed.tv_nsec)")
    return digest.hexadecimal
  }

  private static var program: String? {
    #if canImport(Darwin)
      var size: UInt32 = 4096
      var path = [CChar](repeating: 0, count: Int(size))
      return _NSGetExecutablePath(&path, &size) == 0 ? String(cString: path) : nil
    #else
      return "/proc/self/exe"
    #endif
  }
}
