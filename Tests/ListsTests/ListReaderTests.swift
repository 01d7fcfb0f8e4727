import Formats
import Foundation
import TestSupport
import Testing

@testable import Lists

struct ListReaderTests {
  @Test func `a text list has an address or identifier a line, and remarks`() throws {
    let list = try Reading(
      """
      # my catalogue
      https://Example.org/a b.pdf#page=3   # a remark

        letters1890
      papers:10.1000/1
      https://archive.org/details/diary1911/page/n5
      http://example.org/c#d

      """, .txt)
    let (entries, rejects) = try list.all()
    #expect(
      entries.map(\.key) == [
        "https://example.org/a%20b.pdf", "archive.org:letters1890", "papers:10.1000/1", "archive.org:diary1911",
        "http://example.org/c",
      ])
    #expect(entries.map(\.line) == [2, 4, 5, 6, 7])
    #expect(entries.allSatisfy { $0.collection == "maps" })
    #expect(rejects.isEmpty)
  }

  static let table = """
    url,identifier,filename,sha256,size,Shelf mark,title,note
    https://example.org/1.pdf,,"A ""quoted"", name.pdf",\(String(repeating: "AB", count: 32)),12,B 7,First,"two
    lines"

    ,letters1890,,,,,,

    """

  enum Form: String, CaseIterable {
    case plain, byteOrderMark, windows, macintosh, semicolons, declaredSeparator, unicodeText

    var kind: ListKind { self == .unicodeText ? .tsv : .csv }

    func made(_ text: String) -> [UInt8] {
      switch self {
      case .plain: Array(text.utf8)
      case .byteOrderMark: [0xef, 0xbb, 0xbf] + Array(text.utf8)
      case .windows: Array(text.replacing("\n", with: "\r\n").utf8)
      case .macintosh: Array(text.replacing("\n", with: "\r").utf8)
      case .semicolons: Array(text.separated(by: ";").utf8)
      case .declaredSeparator: Array(("sep=|\r\n" + text.separated(by: "|")).utf8)
      case .unicodeText: text.separated(by: "\t").utf16Little
      }
    }
  }

  @Test(arguments: Form.allCases)
  func `a table is read as spreadsheets write it`(form: Form) throws {
    let (entries, rejects) = try Reading(form.made(Self.table), form.kind).all()
    #expect(rejects.isEmpty, "\(rejects)")
    #expect(entries.map(\.key) == ["https://example.org/1.pdf", "archive.org:letters1890"])
    let first = try #require(entries.first)
    #expect(first.filename == "A \"quoted\", name.pdf")
    #expect(first.sha256 == String(repeating: "ab", count: 32))
    #expect(first.size == 12)
    #expect(first.title == "First")
    #expect(first.user?["shelf mark"] == .string("B 7"))
    let note = first.user?["note"]?.string?.split(whereSeparator: \.isNewline).joined(separator: " ")
    #expect(note == "two lines")
  }

  @Test func `broken lines are told with their numbers and kept, and the rest goes on`() throws {
    let list = try Reading(
      """
      url,identifier,md5,size
      https://example.org/1.pdf,,,
      ftp://example.org/2.pdf,,,
      https://example.org/3.pdf,,xyz,
      ,,,
      https://example.org/5.pdf,,,many
      https://example.org/6.pdf,a,b,c,d,e
      ,../../etc/passwd,,
      ,x\u{1}y,,
      https://user:word@example.org/9.pdf,,,
      https://example.org/10.pdf,,,10
      """, .csv)
    let (entries, rejects) = try list.all()
    #expect(entries.map(\.line) == [2, 8, 11], "an identifier with dots is only a strange identifier")
    #expect(rejects.map(\.line) == [3, 4, 6, 7, 9, 10])
    #expect(rejects.allSatisfy { !$0.message.isEmpty && !$0.text.isEmpty })
    #expect(rejects.first?.text == "ftp://example.org/2.pdf,,,")
    #expect(rejects.last?.text == "https://…@example.org/9.pdf,,,", "what is kept holds no password")
    #expect(rejects.allSatisfy { !$0.message.contains("word") })
  }

  @Test func `mail addresses beside addresses of documents are no passwords`() throws {
    for (text, kind) in [
      ("url,mail\nhttps://example.org:8080,info@example.org\n", ListKind.csv),
      ("identifier\ttitle\na\tsee (https://example.org), or ask info@example.org\n", .tsv),
      (#"{"url": "https://example.org/a@b.pdf", "note": "https://example.org, info@example.org"}"#, .ndjson),
      ("https://example.org/a.pdf?to=me:too@example.org   # info@example.org\n", .txt),
    ] {
      let list = try Reading(text, kind)
      #expect(try Expansion.fault(of: list.layout.source(kind.rawValue), kind: kind) == nil, "\(text)")
    }
  }

  @Test func `a quote that is never closed costs its line and not the list`() throws {
    var text = "identifier,title\n"
    for number in 1...3000 { text += number == 700 ? "id700,\"never closed\n" : "id\(number),\"title \(number)\"\n" }
    // Field quotes later in the file would close it: only a list without them runs on.
    text = text.replacing("\"title", with: "title").replacing("\"\n", with: "\n")
    let (entries, rejects) = try Reading(text, .csv).all()
    #expect(rejects.map(\.line) == [701])
    #expect(entries.count == 2999)
    #expect(entries.last?.identifier == "id3000")
  }

  @Test func `a table without a column for addresses or identifiers is none`() throws {
    let list = try Reading("name,year\na,1900\n", .csv)
    #expect(try Expansion.fault(of: list.layout.source("csv"), kind: .csv) != nil)
    let empty = try Reading("", .csv)
    #expect(try Expansion.fault(of: empty.layout.source("csv"), kind: .csv) != nil)
  }

  @Test(arguments: [
    (#"{"identifiers": ["a", {"identifier": "b", "title": "B", "collection": "own"}], "collection": "shared"}"#, 2),
    (#"{"collection": "shared", "identifiers": ["a", "b"]}"#, 2),
    (#"{"identifier": "a", "collection": "shared", "priority": 3}"#, 1),
    (#"["a", "https://example.org/b.pdf"]"#, 2), (#"{"identifiers": []}"#, 0),
    ("\u{feff}{\"identifiers\":[\n\"a]\\\"}\"\n]}", 1),
  ])
  func `a JSON text lists entries`(text: String, count: Int) throws {
    let (entries, rejects) = try Reading(text, .json).all()
    #expect(rejects.isEmpty, "\(rejects)")
    #expect(entries.count == count)
    if text.contains("shared") {
      #expect(entries.first?.collection == "shared")
      if text.contains("own") { #expect(entries.last?.collection == "own") }
    }
  }

  @Test(arguments: ["", "{", "[1, 2", "12", "{\"identifiers\": [\"a\"]} more", "{]", "\"a\""])
  func `what is no such JSON is refused as a whole`(text: String) throws {
    let list = try Reading(text, .json)
    #expect(throws: ListFault.self) { try list.all() }
  }

  @Test func `what a JSON text says for all its entries cannot make a thousand times as much of it`() throws {
    func list(_ shared: Int, _ entries: Int) throws -> Reading {
      let identifiers = Array(repeating: #""a""#, count: entries).joined(separator: ",")
      return try Reading(
        #"{"note":"\#(String(repeating: "x", count: shared))","identifiers":[\#(identifiers)]}"#, .json)
    }
    let modest = try list(300, 2000)
    #expect(try modest.all().entries.count == 2000)
    #expect(try Expansion.fault(of: modest.layout.source("json"), kind: .json) == nil)
    let greedy = try list(500_000, 100_000)
    #expect(throws: ListFault.self) { try greedy.all() }
    let fault = try #require(try Expansion.fault(of: greedy.layout.source("json"), kind: .json))
    #expect(fault.message.contains("100000"), "\(fault)")
  }

  @Test(arguments: ["9223372036854775807", "9007199254740993", "-1", "0", "1e3", "12 "])
  func `a size that no document has makes a line no entry`(size: String) throws {
    let (entries, rejects) = try Reading("url,size\nhttps://example.org/a.pdf,\(size)\n", .csv).all()
    #expect(entries.map(\.size) == (size == "12 " ? [12] : []) && rejects.count == 1 - entries.count)
  }

  @Test func `a JSON object a line is an entry`() throws {
    let list = try Reading(
      """
      {"URL": "https://example.org/1.pdf", "Year": 1901, "tags": ["x"]}
      {"identifier": "papers:1", "source": "papers"}
      not json

      [1]
      {"title": "nothing to fetch"}
      """, .ndjson)
    let (entries, rejects) = try list.all()
    #expect(entries.map(\.key) == ["https://example.org/1.pdf", "papers:papers:1"])
    #expect(entries.first?.year == "1901")
    #expect(entries.first?.user?["tags"] == .array([.string("x")]))
    #expect(rejects.map(\.line) == [3, 5, 6])
  }
}

extension String {
  /// A table with another separator than the comma; commas within quotes stay.
  func separated(by separator: Character) -> String {
    var result = ""
    var quoted = false
    for character in self {
      if character == "\"" { quoted.toggle() }
      result.append(character == "," && !quoted ? separator : character)
    }
    return result
  }

  var utf16Little: [UInt8] {
    [0xff, 0xfe] + utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
  }
}
