import ArgumentParser
import Foundation

extension DevCommand.Bench {
  /// Times the program beside this one; more cores must give the same lines.
  ///
  /// - Returns: the processor time of the best run on one core, in seconds.
  func timeExtraction(_ bytes: Int) throws -> Double {
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/skillgraph"
    var alone: (cpu: Double, wall: Double, output: Data)?
    for jobs in 1...max(1, jobs) {
      let command = "\"\(program)\" extract --format jsonl --jobs \(jobs)"
      let results = try (0..<runs).map { _ in try Child.run(command, files) }
      let (cpu, wall) = (results.map(\.cpu).min() ?? 0, results.map(\.wall).min() ?? 0)
      let output = alone?.output ?? results[0].output
      let lines = output.count { $0 == UInt8(ascii: "\n") }
      guard results.allSatisfy({ $0.output == output }), expect == nil || expect == lines else {
        throw ValidationError("extract --jobs \(jobs): the runs disagree")
      }
      let times = "\(Int(cpu * 1000)) ms CPU\t\(Int(wall * 1000)) ms\t\(Int(Double(bytes) / wall / 1e6)) MB/s"
      print(
        "extract --jobs \(jobs)\t\(bytes) bytes\t\(lines) lines\t\(times)\t\(ratio(alone?.wall ?? wall, wall)) of one core"
      )
      alone = alone ?? (cpu, wall, output)
    }
    return alone?.cpu ?? 0
  }

  /// Times another program on the same files, by the processor.
  func compare(_ own: Double, with command: String) throws {
    let other = try (0..<runs).map { _ in try Child.run(command, files).cpu }.min() ?? 0
    print("against\t\(command)\t\(Int(other * 1000)) ms CPU\t\(ratio(other, own)) times its speed")
  }

  private func ratio(_ one: Double, _ other: Double) -> String { String(format: "%.2f", one / other) }
}

/// Another program, timed.
private enum Child {
  /// What it writes to standard output, and the seconds it takes of the processor and of the clock.
  static func run(_ command: String, _ files: [String]) throws -> (cpu: Double, wall: Double, output: Data) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command + " \"$@\"", "sh"] + files
    let pipe = Pipe()
    (process.standardOutput, process.standardError) = (pipe, FileHandle.nullDevice)
    let (before, start) = (seconds, Date())
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (seconds - before, Date().timeIntervalSince(start), output)
  }

  /// Of all programs that have ended.
  private static var seconds: Double {
    var usage = rusage()
    #if canImport(Glibc)
      getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
    #else
      getrusage(RUSAGE_CHILDREN, &usage)
    #endif
    return [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
  }
}
