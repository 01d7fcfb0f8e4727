import SystemCalls
import TestSupport
import Testing

@testable import Transfer

struct FailureClassTests {
  static let page = Repository.root.appending("Sources/sluice/Sluice.docc/Downloads.md")

  /// The table as the page shows it.
  static var table: String {
    let words: [FailureClass.Treatment: String] = [
      .deferred: "tried again later, `download.tries` times in all", .final: "given up at once",
      .doubtful: "tried again later, `download.refused_tries` times in all",
      .ours: "not counted; the pass stops fetching",
    ]
    let rows = FailureClass.allCases.map { kind in
      "| `\(kind.rawValue)` | \(kind.meaning) | \(words[kind.treatment] ?? "") | \(kind.countsAgainstHost ? "yes" : "") |"
    }
    let head = ["| class | what happened | what is done | counts against the host |", "|---|---|---|---|"]
    return (head + rows).joined(separator: "\n") + "\n"
  }

  @Test func `the page of downloads tells what each class of failure gets`() throws {
    let page = String(decoding: try Sys.contents(of: Self.page), as: UTF8.self)
    let (begin, end) = ("<!-- classes: begin -->\n", "<!-- classes: end -->")
    let start = try #require(page.firstRange(of: begin)?.upperBound)
    let stop = try #require(page.firstRange(of: end)?.lowerBound)
    if Sys.variable("SLUICE_GOLDEN") == "update" {
      let updated = page[..<start] + Self.table + page[stop...]
      return try Sys.publish(Array(updated.utf8), at: Self.page)
    }
    #expect(page[start..<stop] == Self.table, "SLUICE_GOLDEN=update swift test --filter FailureClassTests")
  }

  @Test(arguments: 400..<600)
  func `Every status that brings no document has a class`(status: Int) throws {
    let kind = try #require(FailureClass(status: status))
    let own = [401, 403, 404, 408, 410, 425, 429, 451].contains(status)
    #expect(kind.rawValue == (own ? "http_\(status)" : status < 500 ? "http_4xx" : "http_5xx"))
  }
}
