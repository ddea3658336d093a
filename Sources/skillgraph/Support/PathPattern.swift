/// A pattern of paths, for shells that don't expand it and for what is too much for a command line: `*` and `?` match within a
/// name, `[a-z]` one of some characters, `**` folders of any depth. Hidden files match only a pattern that starts with a dot.
struct PathPattern {
  private let parts: [[UInt8]]
  private let isAbsolute: Bool

  init(_ pattern: String) {
    parts = pattern.utf8.split(separator: UInt8(ascii: "/")).map(Array.init)
    isAbsolute = pattern.hasPrefix("/")
  }

  static func isPattern(_ path: String) -> Bool { path.utf8.contains { "*?[".utf8.contains($0) } }

  /// The paths that match, sorted; a folder under `**` is not followed through links.
  func matches() -> [String] {
    var found: Set<String> = []
    var open = [(isAbsolute ? "/" : "", 0)]
    while let (folder, depth) = open.popLast() {
      let part = parts[depth]
      if part == Array("**".utf8) {
        // Folders of no depth, and those one deeper.
        if depth + 1 < parts.count { open.append((folder, depth + 1)) }
        for name in names(in: folder) where SourceFiles.isFolder(folder + name) {
          if !SourceFiles.isLinkToFolder(folder + name) { open.append((folder + name + "/", depth)) }
        }
        if depth + 1 == parts.count { found.formUnion(files(in: folder)) }
        continue
      }
      for name in candidates(part, in: folder) {
        if depth + 1 == parts.count {
          if SourceFiles.exists(folder + name) { found.insert(folder + name) }
        } else if SourceFiles.isFolder(folder + name) {
          open.append((folder + name + "/", depth + 1))
        }
      }
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private func names(in folder: String) -> [String] {
    (try? SourceFiles.names(in: folder.isEmpty ? "." : folder)) ?? []
  }

  private func files(in folder: String) -> [String] {
    names(in: folder).map { folder + $0 }.filter { !SourceFiles.isFolder($0) }
  }

  private func candidates(_ part: [UInt8], in folder: String) -> [String] {
    let text = String(decoding: part, as: UTF8.self)
    guard Self.isPattern(text) else { return [text] }
    return names(in: folder).filter { Self.matches(part[...], Array($0.utf8)[...]) }
  }

  /// Whether `name` matches `pattern`, both of one name; goes back to the last star only, so the cost is their product at most.
  static func matches(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
    var (pattern, name) = (pattern, name)
    var retry: (pattern: ArraySlice<UInt8>, name: ArraySlice<UInt8>)?
    while true {
      if pattern.first == UInt8(ascii: "*") {
        pattern = pattern.dropFirst()
        retry = (pattern, name)
      } else if name.isEmpty {
        return pattern.isEmpty
      } else if let rest = rest(of: pattern, matching: name.first ?? 0) {
        (pattern, name) = (rest, name.dropFirst())
      } else if let last = retry, !last.name.isEmpty {
        retry = (last.pattern, last.name.dropFirst())
        (pattern, name) = (last.pattern, last.name.dropFirst())
      } else {
        return false
      }
    }
  }

  /// What follows the first sign of `pattern` if that matches `byte`.
  private static func rest(of pattern: ArraySlice<UInt8>, matching byte: UInt8) -> ArraySlice<UInt8>? {
    guard let first = pattern.first else { return nil }
    if first == UInt8(ascii: "[") {
      let set = pattern.dropFirst()
      let isNegated = set.first == UInt8(ascii: "!") || set.first == UInt8(ascii: "^")
      let members = isNegated ? set.dropFirst() : set
      if let end = members.dropFirst().firstIndex(of: UInt8(ascii: "]")) {
        return contains(members[..<end], byte) != isNegated ? pattern[(end + 1)...] : nil
      }
    }
    return first == UInt8(ascii: "?") || first == byte ? pattern.dropFirst() : nil
  }

  private static func contains(_ members: ArraySlice<UInt8>, _ byte: UInt8) -> Bool {
    var rest = members
    while let low = rest.popFirst() {
      guard rest.first == UInt8(ascii: "-"), let high = rest.dropFirst().first else {
        if low == byte { return true }
        continue
      }
      rest = rest.dropFirst(2)
      if low <= byte, byte <= high { return true }
    }
    return false
  }
}
