import CFuzzer
import FuzzTargets
import Glibc

/// Runs libFuzzer, with its own options and corpus folders as arguments, on the target that `$FUZZ_TARGET` names.
@main
enum Fuzz {
  static func main() {
    var (count, arguments) = unsafe (CommandLine.argc, Optional(CommandLine.unsafeArgv))
    let status = unsafe withUnsafeMutablePointer(to: &arguments) { arguments in
      unsafe arguments.withMemoryRebound(to: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?.self, capacity: 1) {
        unsafe LLVMFuzzerRunDriver(&count, $0, test)
      }
    }
    exit(status)
  }

  private static let target: FuzzTarget = {
    let name = unsafe getenv("FUZZ_TARGET").map { unsafe String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
      fatalError("set FUZZ_TARGET to one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return target
  }()

  private static let test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt = { start, count in
    do throws(BrokenPromise) {
      try target.check(unsafe Array(UnsafeBufferPointer(start: start, count: count)))
    } catch {
      fatalError(error.message)
    }
    return 0
  }
}
