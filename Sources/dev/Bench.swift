import ArgumentParser
import Diagnostics
import Foundation
import Markup

extension DevCommand {
  /// Times a room on real files; a count that must come out is checked before a time is believed.
  struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Time a room on files, on one core.", discussion: "Example: dev bench markup pages/*.html --repeat 5")

    enum Room: String, ExpressibleByArgument, CaseIterable { case markup }

    @Argument(help: "markup")
    var room: Room

    @Argument(help: "The files.")
    var files: [String]

    @Option(help: "How often all files are read.")
    var `repeat` = 5

    func run() throws {
      let inputs = try files.map { Array(try Data(contentsOf: URL(fileURLWithPath: $0))) }
      let bytes = inputs.reduce(0) { $0 + $1.count }
      var counts: Set<Int> = []
      var best = Duration.seconds(1_000_000)
      for _ in 0..<self.repeat {
        var count = 0
        let time = ContinuousClock().measure {
          for input in inputs { count += HTMLReader().read(input).value.nodes.count }
        }
        counts.insert(count)
        best = min(best, time)
      }
      guard counts.count == 1 else { throw ValidationError("runs disagree: \(counts.sorted())") }
      let seconds = Double(best.components.attoseconds) / 1e18 + Double(best.components.seconds)
      print(
        "\(room.rawValue): \(files.count) files, \(bytes) bytes, \(counts) nodes, \(Int(Double(bytes) / seconds / 1e6)) MB/s"
      )
    }
  }
}
