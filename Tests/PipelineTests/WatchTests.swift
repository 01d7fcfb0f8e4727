import Formats
import Glibc
import SystemCalls
import TestSupport
import Testing

/// Commands that go on until they are interrupted.
struct WatchTests {
  /// Items in 05 as each line tells them; the last line may still be on its way.
  private func processed(_ output: String) throws -> [Int] {
    try output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map { line in
      guard case .object(let status) = try FormatCoding.decode(JSONValue.self, from: Array(line.utf8)),
        case .array(let stages)? = status["stages"]
      else { return -1 }
      return stages.reduce(0) { sum, stage in
        guard case .object(let members) = stage, members["stage"] == .string("05_processed"),
          case .integer(let items)? = members["items"]
        else { return sum }
        return sum + items
      }
    }
  }

  @Test(.workspace)
  func `status --watch --json shows each change, a line at a time`() throws {
    let workspace = try workspace()
    let watching = try workspace.command(["status", "--watch", "0.1", "--json"]).start()
    try eventually("the first line") { try processed(watching.output).first == 0 }
    try workspace.drop(Documents.text("one"), as: "one.pdf")
    #expect(try workspace.sluice("run").status == 0)
    try eventually("the line that tells of the document") { try processed(watching.output).last == 1 }
    Sys.signal(watching.process, SIGINT)
    let answer = try watching.finish()
    #expect(answer.status == 0 && answer.errors.isEmpty, "\(answer.everything)")
  }

  @Test(.workspace)
  func `a worker with --watch takes what is dropped, pass after pass, and ends in order`() throws {
    let workspace = try workspace()
    let watching = try workspace.command(["download", "--watch", "0.1"]).start()
    for name in ["one", "two"] {
      try workspace.drop(Documents.text(name), as: "\(name).pdf")
      try eventually("the document \(name)") { try workspace.identifiers(in: "01_downloaded").contains(name) }
    }
    // Between two passes others may work.
    #expect(try workspace.sluice("dispatch", "--now").status == 0)
    Sys.signal(watching.process, SIGTERM)
    let answer = try watching.finish()
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.sluice("audit").status == 0)
  }
}
