import SystemCalls
import TestSupport
import Testing

@testable import Scheduling

/// The page of states is written from the table that decides.
struct SlurmStatesPageTests {
  private static let page = Repository.root.appending("Sources/sluice/Sluice.docc/SlurmStates.md")

  @Test
  func `The page of Slurm's states says what the code decides`() throws {
    let text = String(decoding: try Sys.contents(of: Self.page), as: UTF8.self)
    let (begin, end) = ("<!-- table: begin -->\n", "<!-- table: end -->")
    let start = try #require(text.range(of: begin)?.upperBound)
    let stop = try #require(text.range(of: end)?.lowerBound)
    let expected = Self.table()
    if Sys.variable("SLUICE_GOLDEN") == "update" {
      let updated = text[..<start] + expected + text[stop...]
      return try Sys.publish(Array(updated.utf8), at: Self.page)
    }
    #expect(
      text[start..<stop] == expected, "if this is meant: SLUICE_GOLDEN=update swift test --filter SlurmStatesPageTests")
  }

  private static func table() -> String {
    let rows = SlurmStateTable.rows.map { row in
      let state = row.state.map { "`\($0.rawValue)`" } ?? ""
      return "| \(state) | \(row.condition.rawValue) | \(row.becomes.rawValue) | \(row.decision) |\n"
    }
    return "| state | when | the chunk is | and so |\n|---|---|---|---|\n" + rows.joined()
  }
}
