import Foundation
import Testing

@testable import Formats

/// Our encoder and decoder beside Foundation's: what one writes is what the other writes, and what one reads the other reads.
@Suite struct JSONAgreementTests {
  private struct Everything: Codable, Equatable {
    var integer = -1
    var small: Int8 = -128
    var large: UInt64 = 1 << 53
    var number = 1.5
    var single: Float = 0.1
    var flag = true
    var text = "é\n\u{7f}\u{2028}"
    var absent: Int?
    var list = [1, 2]
    var empty: [String] = []
    var nothing: [String: Int] = [:]
    var map = ["z": 1.0, "a": 1e-7, "é": 1e300, "Z": 12_345_678, "a2": 0.1, "a10": 1e20, "": -0.0, "😀": 5e-300]
    var nested: [[String: [Int]]] = [["k": []], [:]]
    var choice = Choice.first(1, name: "x")
    var pairs = [2: "b", 10: "c"]
  }

  /// The compiler's own coding of this one opens containers inside containers.
  private enum Choice: Codable, Equatable {
    case first(Int, name: String)
    case second
  }

  private func check<Value: Codable & Equatable>(_ value: Value) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    #expect(try FormatCoding.file(value) == Array(encoder.encode(value)) + [10])
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let line = Array(try encoder.encode(value))
    #expect(try FormatCoding.line(value) == line + [10])
    #expect(try FormatCoding.decode(Value.self, from: line) == JSONDecoder().decode(Value.self, from: Data(line)))
  }

  @Test func `What is written is what Foundation writes, byte for byte`() throws {
    try check(Everything())
    try check([Choice.second, .first(0, name: "")])
    try check(Examples.fullMetadata)
    try check(Examples.bareMetadata)
    try check(Examples.batch)
    try check(Examples.failedOutcome)
    try check([Examples.record, Examples.record])
    try check([0.1, 1e22, 1e-5, 1.7976931348623157e308, -0.0, 1e16, 1e15, 3])
  }

  /// Control characters, Latin and what lies around the ends of planes and of the surrogates.
  @Test(arguments: [UInt32(0), 0x400, 0x2000, 0xD400, 0xE000, 0xFC00, 0x1_0000, 0x1_F400, 0x10_FC00])
  func `Every character is written as Foundation writes it`(first: UInt32) throws {
    try check((first..<(first + 0x400)).compactMap { Unicode.Scalar($0).map { String(Character($0)) } })
  }

  @Test func `Numbers that JSON has not are refused`() {
    for number in [Double.nan, .infinity] {
      #expect(throws: EncodingError.self) { try FormatCoding.line([number]) }
    }
  }

  static let odd = [
    "", " ", "nul", "null", "tru", "true ", " 1", "01", "-", "-0", "-01", "+1", ".5", "1.", "1.0", "1e3", "1E5", "1e+5",
    "0.1e", "1e400", "-1e400", "1099511627776", "-1099511627776", "9223372036854775808", "NaN", "1.5",
    "1 2",
    "\"a\nb\"", "\"\t\"", "\"\u{0}\"", "\"", "\"\\", "\"\\u00e9\"", "\"\\u00E9\"", "\"\\u00g9\"", "\"\\ud83d\\ude00\"",
    "\"\\ud83d\"", "\"\\ude00\"", "\"\\ud83dx\"", "\"\\ud83d\\n\"", "\"\\x\"", "\"\\/\\b\\f\\n\\r\\t\\\\\\\"\"", "[",
    "[1",
    "[,1]", "[1 2]", "{\"a\" 1}", "{a:1}", "{\"a\":1,\"a\":2}", "{\"\\u0061\":1}", "[]", "{}", "[1]x", "[1] [2]",
    "[true,false,null]", "\u{feff}1", "{\"a\":{\"b\":[{\"c\":null}]}}", "// x\n1",
    String(repeating: "[", count: 512) + String(repeating: "]", count: 512),
    String(repeating: "[", count: 513) + String(repeating: "]", count: 513),
    "{" + (0..<100).map { "\"k\($0)\":\($0)" }.joined(separator: ",") + "}",
  ]

  private func agree<Value: Codable & Equatable>(_ type: Value.Type, _ bytes: [UInt8]) {
    let ours = try? FormatCoding.decode(type, from: bytes)
    let theirs = try? JSONDecoder().decode(type, from: Data(bytes))
    #expect(ours == theirs, "\(String(decoding: bytes.prefix(60), as: UTF8.self)) as \(type)")
  }

  @Test(arguments: odd)
  func `What is read is what Foundation reads, and what it refuses is refused`(text: String) {
    agree(JSONValue.self, Array(text.utf8))
    agree([Int].self, Array("[\(text)]".utf8))
    agree([Double?].self, Array("[\(text)]".utf8))
    agree([String].self, Array("[\(text)]".utf8))
    agree([String: Int].self, Array(text.utf8))
  }

  @Test func `Bytes that are no UTF-8 are refused`() {
    for bytes: [UInt8] in [[0xFF], [0xC3], [0xED, 0xA0, 0x80]] { agree(String.self, [0x22] + bytes + [0x22]) }
  }

  /// Stricter than Foundation: what Python's and every other reader refuses would be a file that only we can read.
  @Test func `A comma behind the last member is refused`() {
    #expect(throws: DecodingError.self) { try FormatCoding.decode([Int].self, from: Array("[1,]".utf8)) }
    #expect(throws: DecodingError.self) { try FormatCoding.decode([String: Int].self, from: Array("{\"a\":1,}".utf8)) }
  }

  @Test func `An error names the way to the value that is wrong`() throws {
    struct Outer: Decodable { var inner: [Inner] }
    struct Inner: Decodable { var number: Int }
    let error = try #require(throws: DecodingError.self) {
      try FormatCoding.decode(Outer.self, from: Array(#"{"inner":[{"number":1},{"number":"x"}]}"#.utf8))
    }
    guard case .typeMismatch(_, let context) = error else { throw error }
    #expect(context.codingPath.map(\.stringValue) == ["inner", "Index 1", "number"])
  }
}
