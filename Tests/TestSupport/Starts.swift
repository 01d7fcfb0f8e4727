import SystemCalls
import Testing

/// What tests start, for `make test-times`, which names a file in `SLUICE_TEST_STARTS`.
public enum Starts {
  private static let file = Sys.variable("SLUICE_TEST_STARTS").map { FilePath($0) }

  /// Notes that the test at hand starts something: a program by its name, a cluster, a server, a file system.
  public static func note(_ what: String) {
    guard let file else { return }
    let test = Test.current.map { "\($0.id)" } ?? "-"
    // In one write, so that lines of tests side by side stay whole; a table that lacks a line is no test's fault.
    guard let output = try? Sys.open(file, .append) else { return }
    try? Sys.write(Array("\(test)\t\(what)\n".utf8), to: output)
  }
}
