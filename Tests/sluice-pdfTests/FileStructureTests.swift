import SystemCalls
import TestSupport
import Testing

@testable import sluice_pdf

@Suite struct FileStructureTests {
  let directory: TemporaryDirectory
  private let whole = PDFBuilder().page(text: "Some words").data()

  init() throws { directory = try TemporaryDirectory() }

  private func structure(_ bytes: [UInt8]) throws -> FileStructure {
    try FileStructure(try directory.write(bytes, as: "a.pdf"))
  }

  @Test func `a whole document is whole, whatever stands before and behind it`() throws {
    for bytes in [
      whole, Array("mail header\r\n\r\n".utf8) + whole, whole + Array("\n--boundary--\nbye\n".utf8),
      whole + [UInt8](repeating: 0, count: 300_000), whole + Array("<html>login page</html>".utf8),
    ] {
      let found = try structure(bytes)
      #expect(found.failure == nil)
    }
    #expect(try structure(whole).tableIsInPlace)
    #expect(try structure(Array("junk\n".utf8) + whole).tableIsInPlace == true)
  }

  @Test func `no cut leaves a document that passes for whole`() throws {
    for length in stride(from: 10, to: whole.count - 6, by: 7) {
      #expect(try structure(Array(whole.prefix(length))).failure?.code == "truncated", "first \(length) bytes")
    }
  }

  @Test func `a linearized document that is shorter than it says is truncated`() throws {
    func linearized(_ length: Int) -> [UInt8] {
      Array("%PDF-1.4\n9 0 obj\n<< /Linearized 1 /L \(length) /O 3 /N 1 >>\nendobj\n".utf8) + whole.dropFirst(9)
    }
    let size = linearized(999).count
    #expect(size < 999 && size > 100)
    #expect(try structure(linearized(size + 1)).failure?.code == "truncated")
    #expect(try structure(linearized(size)).failure == nil)
    #expect(try structure(linearized(size - 1)).failure == nil, "an update was appended")
    let early = Array("%PDF-1.4\n9 0 obj\n<< /Linearized 1 /N 1 >>\nendobj\nstartxref\n0\n%%EOF\n".utf8)
    #expect(try structure(early + whole.dropFirst(9)).failure == nil)
  }

  @Test func `an offset in the file that hits no table is for Poppler to mend`() throws {
    let found = try structure(Array("%PDF-1.4\nx\nstartxref\n3\n%%EOF\n".utf8))
    #expect(found.failure == nil)
    #expect(!found.tableIsInPlace)
  }

  @Test(arguments: ["99999999999999999999999", "5000"])
  func `an offset outside the file is a missing end`(_ offset: String) throws {
    #expect(try structure(Array("%PDF-1.4\nx\nstartxref\n\(offset)\n%%EOF\n".utf8)).failure?.code == "truncated")
  }

  @Test func `a directory is no PDF`() throws {
    #expect(try FileStructure(directory.path).failure?.code == "not_a_pdf")
  }
}

@Suite struct FileGuessTests {
  @Test(
    arguments: [
      ([0x1F, 0x8B, 8, 0], "gzip"), ([0x89, 0x50, 0x4E, 0x47, 13, 10], "PNG"),
      (Array("PK\u{3}\u{4}..........".utf8), "zip"),
      (Array("<?xml version='1.0'?><html>".utf8), "HTML"), (Array("<?xml version='1.0'?><a/>".utf8), "XML"),
      (Array("%!PS-Adobe-3.0".utf8), "PostScript"), (Array("{\"error\": 404}".utf8), "JSON"),
      (Array("Größe".utf8), "plain text"),
      ([0x80, 0x81, 0x00, 0x90], "unknown"), ([0xC3], "unknown"),
      (
        Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 1, count: 26) + Array("mimetypeapplication/epub+zip".utf8),
        "EPUB"
      ),
    ] as [([UInt8], String)])
  func `a person is told what the file is`(_ bytes: [UInt8], _ word: String) {
    #expect(FileGuess.describe(bytes).contains(word))
  }
}

@Suite struct InspectorTests {
  @Test(arguments: [
    (8, 3, [1, 2, 3]), (1, 100, [1]), (2, 100, [1, 100]), (5, 9, [1, 3, 5, 7, 9]), (8, 1, [1]),
    (3, 2_000_000, [1, 1_000_001, 2_000_000]),
  ])
  func `a sample is spread evenly, the first and the last page in it`(_ count: Int, _ total: Int, _ pages: [Int]) {
    #expect(Inspector.spread(count, over: total) == pages)
  }

  @Test(arguments: [
    ("1 0 obj << /Type /Pages /Kids [] /Count 0 >> endobj", true),
    ("1 0 obj <</Count 0/Type/Pages/Kids[]>> endobj", true),
    ("1 0 obj << /Type /Pages /Count 01 >> endobj", false), ("1 0 obj << /Type /Outlines /Count 0 >> endobj", false),
    ("1 0 obj << /Type /Pages /Count 3 >> endobj 2 0 obj << /Type /Outlines /Count 0 >> endobj", false), ("", false),
  ])
  func `only a page tree can say there are no pages`(_ text: String, _ saysNone: Bool) {
    #expect(PageTree.saysNone(Array(text.utf8)) == saysNone)
  }
}
