import Formats
import Testing

@Suite struct RoundTripTests {
  /// Whether a value reads back from a file and from a line as itself.
  private func check<Value: Codable & Equatable>(_ value: Value) throws {
    #expect(try FormatCoding.decode(Value.self, from: FormatCoding.file(value)) == value)
    let line = try FormatCoding.line(value)
    #expect(try FormatCoding.decode(Value.self, from: line) == value)
    #expect(line.count(where: { $0 == 10 }) == 1 && line.last == 10)
  }

  @Test func `every format reads back as it was written`() throws {
    try check(Examples.fullMetadata)
    try check(Examples.bareMetadata)
    try check(Examples.batch)
    try check(Examples.entry)
    try check(Examples.localJob)
    try check(Examples.slurmJob)
    try check(Examples.completeOutcome)
    try check(Examples.failedOutcome)
    try check(Examples.fullError)
    try check(Examples.bareError)
    for page in Examples.pages { try check(page) }
    try check(Examples.record)
    try check(Examples.fullArrival)
    try check(Examples.fullProgress)
    try check(Examples.bareProgress)
    try check(Examples.entry(full: true))
    try check(Examples.entry(full: false))
    try check(FetchTries(attempts: Examples.fullFetch.attempts ?? [], notBefore: Examples.instant))
    try check(ParserRequest(.page, path: "a b.pdf", page: 3, textQuality: 0.7, languages: "eng", dpi: 200))
    try check(ParserReply(page: .init(text: "x", route: .ocr, confidence: 90)))
    try check(ParserReply(failure: .init(code: "encrypted", message: "It needs a password.")))
  }

  @Test(arguments: [
    "null", "true", "false", "0", "1", "-1", "9007199254740993", "9223372036854775807", "1.5", "\"\"",
    "\"\\\"\\\\\\n\\u0000\"", "[]", "[1,\"1\",true,null,[{}]]", "{}", "{\"\":{\"a\":[]},\"é\":\"😀\"}",
  ])
  func `what a user added is carried along unchanged`(json: String) throws {
    let value = try FormatCoding.decode(JSONValue.self, from: Array(json.utf8))
    #expect(try FormatCoding.line(value) == Array(json.utf8) + [10])
  }

  @Test func `a reader ignores members it does not know and refuses what is missing`() throws {
    let known = try FormatCoding.decode(
      Arrival.self, from: Array(#"{"format":1,"original_name":"a","at":"2026-11-21T04:20:13.123Z","new":{}}"#.utf8))
    #expect(known == Arrival(originalName: "a", at: Examples.instant))
    #expect(throws: DecodingError.self) {
      try FormatCoding.decode(Arrival.self, from: Array(#"{"format":1,"original_name":"a"}"#.utf8))
    }
    #expect(throws: DecodingError.self) {
      try FormatCoding.decode(Arrival.self, from: Array(#"{"format":1,"original_name":"a","at":"today"}"#.utf8))
    }
  }

  @Test func `visit and retries follow the history`() {
    #expect(Examples.fullMetadata.visit == 3)
    #expect(Examples.fullMetadata.retryCount == 1)
  }

  @Test(arguments: Reason.all.map(\.code))
  func `a reason is a directory's name, a sentence and a next step that names the item`(code: String) throws {
    let reason = try #require(Reason(code: code))
    #expect(code.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 })
    #expect(reason.sentence.hasSuffix("."))
    #expect(!reason.next(for: "foo").split(separator: " ").contains("ID"))
    #expect(reason.next(for: "foo").contains("foo") == reason.next.split(separator: " ").contains("ID"))
  }
}
