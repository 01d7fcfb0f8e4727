import JSONLines
import Testing

/// What the tests look at, copied out of a record.
struct Seen: Equatable {
  var text: String
  var sources: [String]
  var nested: Bool
}

func records(in line: String) throws -> [Seen] {
  let parser = LineParser()
  try parser.parse(Array(line.utf8))
  var seen: [Seen] = []
  try parser.forEachRecord { record in
    var sources: [String] = []
    record.forEachSource { candidate in
      sources.append(String(decoding: candidate.value, as: UTF8.self))
      return true
    }
    seen.append(Seen(text: record.text, sources: sources, nested: record.isNested))
  }
  return seen
}

@Suite struct LineParserTests {
  static let names = [
    "Source-File", "source_file", "source", "filename", "file_name", "path", "filepath", "pdf", "pdf_name", "document",
    "document_name",
  ]

  @Test func `the names of a document are asked in the documented order`() {
    #expect(SourceName.allCases.map(\.key) == Self.names)
  }

  @Test(arguments: names)
  func `a document is found under each name, in metadata as object or as text, and beside the text`(
    name: String
  ) throws {
    let places = [
      #"{"text":"t","metadata":{"\#(name)":"a.pdf"}}"#,
      #"{"text":"t","metadata":"{\"\#(name)\": \"a.pdf\"}"}"#,
      #"{"text":"t","\#(name)":"a.pdf"}"#,
      #"{"\#(name)":"a.pdf","pages":[{"text":"t"}]}"#,
      #"{"metadata":"{\"\#(name)\": \"a.pdf\"}","results":[{"text":"t"}]}"#,
    ]
    for line in places { #expect(try records(in: line).map(\.sources) == [["a.pdf"]], "\(line)") }
  }

  @Test func `metadata is asked before the record itself, and the objects around it last`() throws {
    let line = #"""
      {"path":"outer-top","metadata":{"pdf":"outer-meta"},"pages":[
      {"text":"t","filename":"own-top","metadata":"{\"document\":\"own-meta\",\"Source-File\":\"first\"}"}]}
      """#
    let found = try records(in: line.replacing("\n", with: ""))
    #expect(
      found == [
        Seen(text: "t", sources: ["first", "own-meta", "own-top", "outer-meta", "outer-top"], nested: true)
      ])
  }

  @Test(arguments: [
    (#"{"text":"a"}"#, ["a"]),
    (#"{"text":""}"#, [""]),
    (#"{"text":5}"#, []),
    (#"{"text":null,"pages":[{"text":"a"},{"text":"b"}]}"#, ["a", "b"]),
    (#"[{"text":"a"},{"text":"b"}]"#, ["a", "b"]),
    (#"{"results":[{"pages":[{"text":"a"}]},{"pages":[[{"text":"b"}]]}],"x":{"text":"c"}}"#, ["a", "b", "c"]),
    (#"{"metadata":{"text":"no"},"attributes":{"text":"no"}}"#, []),
    (#"{"pages":[{"metadata":{"text":"no"},"attributes":[{"text":"no"}]}]}"#, []),
    (#"{"text":"whole","pages":[{"text":"part"}]}"#, ["whole"]),
    ("5", []), ("\"text\"", []), ("null", []), ("{}", []), ("[]", []), (#"{"text":{"text":"in"}}"#, ["in"]),
  ])
  func `a record is an object with a string text, and only the outermost counts`(line: String, texts: [String]) throws {
    #expect(try records(in: line).map(\.text) == texts)
  }

  @Test(arguments: [
    ("{", LineFault.invalidJSON),
    (#"{"text":"a"}}"#, .invalidJSON),
    (#"{"text":"a"} {"text":"b"}"#, .invalidJSON),
    (#"{'text':'a'}"#, .invalidJSON),
    (#"{"text":"a",}"#, .invalidJSON),
    (#"{"text":NaN}"#, .invalidJSON),
    (#"{"text":"a"#, .invalidJSON),
    ("{\"text\":\"a\u{1}\"}", .invalidJSON),
    ("{\"text\":\"a\0\"}", .invalidJSON),
    ("\0\0\0\0{\"text\":\"a\"}", .invalidJSON),
    (#"{"text":"\x41"}"#, .invalidString),
    (#"{"text":"\ud800"}"#, .invalidString),
    (#"{"text":"\ud800\u0041"}"#, .invalidString),
    (#"{"text":"\udc00"}"#, .invalidString),
    (#"{"text":"a","n":01}"#, .invalidNumber),
    (#"{"text":"a","n":1e999}"#, .invalidNumber),
    (#"{"text":"a","n":123456789012345678901234567890}"#, .invalidNumber),
  ])
  func `a line that is no JSON says why`(line: String, fault: LineFault) {
    #expect(throws: fault) { try records(in: line) }
  }

  @Test func `bytes that are no UTF-8 are refused wherever they stand`() {
    let parser = LineParser()
    for bad in [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xe2, 0x82]] as [[UInt8]] {
      let line = Array(#"{"text":"a","x":""#.utf8) + bad + Array(#""}"#.utf8)
      #expect(throws: LineFault.invalidUTF8) { try parser.parse(line) }
    }
  }

  @Test func `nesting to a thousand levels is read and deeper is refused, whatever the depth`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: #"{"a":["#, count: depth) + #"{"text":"t"}"# + String(repeating: "]}", count: depth)
    }
    #expect(try records(in: nested(500)).map(\.text) == ["t"])
    #expect(throws: LineFault.tooDeep) { try records(in: nested(1000)) }
    let deepest = String(repeating: "[", count: 1_000_000) + String(repeating: "]", count: 1_000_000)
    #expect(throws: LineFault.tooDeep) { try records(in: deepest) }
  }

  @Test(arguments: [
    (#"{"text":"a","text":"b"}"#, true), (#"{"text":"a","metadata":{"pdf":"a","pdf":"b"}}"#, true),
    (#"{"text":"a","metadata":{},"metadata":{}}"#, true), (#"{"text":"a","path":1,"path":"x"}"#, true),
    (#"{"pdf":"a","pdf":"b","pages":[{"text":"t"}]}"#, true), (#"{"text":"a","other":1,"other":2}"#, false),
  ])
  func `a key that says where a record belongs must not occur twice`(line: String, repeated: Bool) throws {
    let parser = LineParser()
    try parser.parse(Array(line.utf8))
    var seen: [Bool] = []
    try parser.forEachRecord { seen.append($0.repeatsAKey) }
    #expect(seen == [repeated])
  }

  @Test func `what a record says of its pages is shown`() throws {
    let parser = LineParser()
    let line = #"""
      {"id":"x","text":"ab","metadata":{"pdf-total-pages":2.0},"attributes":{"pdf_page_numbers":[[0,2,1],[2,2,2]]}}
      """#
    try parser.parse(Array(line.utf8))
    try parser.forEachRecord { record in
      var pages: [[Int]] = []
      #expect(record.forEachPage { pages.append([$0, $1, $2]) } == .listed)
      #expect(pages == [[0, 2, 1], [2, 2, 2]])
      #expect(record.totalPages == 2)
      #expect(record.identifier == "x")
    }
  }

  @Test(arguments: [
    "5", "[5]", "[[0,1]]", "[[0,1,2,3]]", "[[1,0,1]]", "[[-1,0,1]]", "[[0,1,\"1\"]]", "[[0,1,9223372036854775807]]",
    "{\"a\":1}",
  ])
  func `page numbers that cannot be true are called malformed`(spans: String) throws {
    let parser = LineParser()
    try parser.parse(Array(#"{"text":"a","attributes":{"pdf_page_numbers":\#(spans)}}"#.utf8))
    try parser.forEachRecord { #expect($0.forEachPage { _, _, _ in } == .malformed) }
  }

  @Test func `a record within a line is written as a line of its own, with the same values`() throws {
    let parser = LineParser()
    try parser.parse(Array(#"{"pdf":"a", "pages": [ {"text": "é\n\u0001\"", "n": [1, 2.5, -3, true, null]} ]}"#.utf8))
    try parser.forEachRecord { record in
      let written = record.withRendering { String(decoding: $0, as: UTF8.self) }
      #expect(written == #"{"text":"é\n\u0001\"","n":[1,2.5,-3,true,null]}"#)
    }
  }

  @Test func `a parser goes on after a giant line and after a broken one`() throws {
    let parser = LineParser()
    let giant = #"{"text":""# + String(repeating: "x", count: 20 << 20) + #""}"#
    for line in [#"{"text":"a"}"#, "{", giant, "{", #"{"text":"b"}"#] {
      try? parser.parse(Array(line.utf8))
    }
    var texts: [String] = []
    try parser.forEachRecord { texts.append($0.text) }
    #expect(texts == ["b"])
  }

  @Test func `nothing is shown of a line that could not be read`() throws {
    let parser = LineParser()
    try parser.parse(Array(#"{"text":"a"}"#.utf8))
    #expect(throws: LineFault.self) { try parser.parse(Array(#"{"text":"b""#.utf8)) }
    #expect(try parser.forEachRecord { _ in } == 0)
    #expect(parser.string("text") == nil && parser.integer("text") == nil)
  }

  @Test func `fields of a flat line are read by name`() throws {
    let parser = LineParser()
    try parser.parse(Array(#"{"s":"é","i":-5,"n":2.5,"z":null}"#.utf8))
    #expect(parser.string("s") == "é" && parser.length("s") == 2 && parser.string("i") == nil)
    #expect(parser.integer("i") == -5 && parser.number("i") == -5 && parser.number("n") == 2.5)
    #expect(parser.integer("n") == nil && parser.number("z") == nil && parser.string("none") == nil)
  }
}
