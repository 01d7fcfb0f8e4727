import SystemCalls
import TestSupport
import Testing

@testable import Tasks

@Suite struct CommandOutputTests {
  /// Each page's text, `!` and the sentence where it failed.
  private func pages(of output: String, units: Int) throws -> [String] {
    let directory = try TemporaryDirectory(inMemory: true)
    let path = try directory.write(Array(output.utf8), as: "output")
    guard units > 0 else { return [] }
    return try CommandOutput(path, units: units).answers(for: Array(1...units)[...], seconds: 0).map {
      switch $0.result {
      case .success(let page): page.text
      case .failure(let failure): "!" + failure.message
      }
    }
  }

  private static let absent = "!The program gave no text for this page."

  @Test(arguments: [
    ("one\u{0C}two\u{0C}three", 3, ["one", "two", "three"]),
    ("one\u{0C}two\u{0C}", 2, ["one", "two"]),
    ("one\u{0C}\u{0C}", 2, ["one", ""]),
    ("\u{0C}", 1, [""]),
    ("no form feeds", 1, ["no form feeds"]),
    ("no form feeds", 3, ["no form feeds", "", ""]),
    ("one\u{0C}too\u{0C}many", 2, ["one\u{0C}too\u{0C}many", ""]),
    ("{ braces } are text too", 1, ["{ braces } are text too"]),
    (#"{"page":2,"text":"b"}"# + "\n" + #"{"page":1,"text":""}"# + "\n", 2, ["", "b"]),
    (#"{"page":1,"text":"a"}"#, 2, ["a", absent]),
    (#"{"page":1,"error":"too dark"}"# + "\n\n" + #"{"page":2,"text":"b"}"#, 2, ["!too dark", "b"]),
    (#"{"text":"äb😀c","attributes":{"pdf_page_numbers":[[0,2,1],[3,4,3]]}}"#, 3, ["äb", absent, "c"]),
    (#"{"text":"whole","attributes":{}}"#, 2, ["whole", ""]),
    (#"{"text":"a\fb"}"#, 2, ["a", "b"]),
  ]) func `an output is parted into pages`(output: String, units: Int, expected: [String]) throws {
    #expect(try pages(of: output, units: units) == expected)
  }

  @Test(arguments: [
    ("", "empty"),
    (#"{"page":1,"text":"a"}"# + "\nnonsense", "Line 2"),
    (#"{"page":3,"text":"a"}"# + "\n" + #"{"page":1,"text":"a"}"#, "has not"),
    (#"{"page":1,"text":"a"}"# + "\n" + #"{"page":1,"text":"b"}"#, "twice"),
    (#"{"text":"ab","attributes":{"pdf_page_numbers":[[0,9,1]]}}"#, "do not fit"),
    (#"{"text":"a"}"# + "\n" + #"{"text":"b"}"#, "has not"),
  ]) func `an output that cannot be understood is refused as a whole`(output: String, words: String) {
    #expect { try pages(of: output, units: 2) } throws: { "\($0)".contains(words) }
  }

  @Test func `an output that was never written is refused`() throws {
    let path = try TemporaryDirectory(inMemory: true).path.appending("output")
    #expect { try CommandOutput(path, units: 1) } throws: { "\($0)".contains("no output") }
  }
}
