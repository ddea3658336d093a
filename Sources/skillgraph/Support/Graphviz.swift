#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The only program this one starts: Graphviz's `dot`, if it is installed.
enum Graphviz {
  /// Draws `source` with a layout engine (`dot`, `neato`) as a kind of file (`svg`, `png`, `pdf`).
  ///
  /// - Throws: an exit that says what to install, or that drawing failed; Graphviz then has said why on standard error.
  static func draw(_ source: [UInt8], engine: String, as format: String) throws -> [UInt8] {
    guard let file = tmpfile() else {
      throw Failure.io("cannot make a temporary file: \(String(cString: strerror(errno)))")
    }
    defer { fclose(file) }
    guard fwrite(source, 1, source.count, file) == source.count, fseek(file, 0, SEEK_SET) == 0 else {
      throw Failure.io("cannot write a temporary file: \(String(cString: strerror(errno)))")
    }
    var ends: [CInt] = [0, 0]
    guard pipe(&ends) == 0 else { throw Failure.io("cannot make a pipe: \(String(cString: strerror(errno)))") }
    defer { close(ends[0]) }
    let resolution = format == "png" ? ["-Gdpi=144"] : []
    let process = spawn(["dot", "-K\(engine)", "-T\(format)"] + resolution, input: fileno(file), output: ends)
    close(ends[1])
    guard let process else {
      throw Failure.io(
        "Graphviz, which draws pictures, is not installed; install it (apt-get install graphviz, brew install graphviz) or use "
          + "--format html, which needs nothing")
    }
    let drawn = readAll(ends[0])
    var status: CInt = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    guard status == 0, !drawn.isEmpty else { throw Failure.io("Graphviz could not draw the picture") }
    return drawn
  }

  /// Starts a program found on the path; `nil` if there is none.
  private static func spawn(_ arguments: [String], input: CInt, output ends: [CInt]) -> pid_t? {
    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
    #else
      var actions: posix_spawn_file_actions_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_addclose(&actions, ends[0])
    // Where fonts and Graphviz's own parts are; nothing else, so that no locale reaches the picture.
    let environment = ["PATH", "HOME"].compactMap { (name: String) in
      getenv(name).map { "\(name)=\(String(cString: $0))" }
    }
    let argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    let envp: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
    defer { for text in argv + envp { free(text) } }
    var process: pid_t = 0
    return posix_spawnp(&process, arguments[0], &actions, nil, argv, envp) == 0 ? process : nil
  }

  private static func readAll(_ descriptor: CInt) -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return bytes }
      bytes += piece[..<count]
    }
  }
}
