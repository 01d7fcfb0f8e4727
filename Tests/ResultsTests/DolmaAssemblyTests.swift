import Formats
import Results
import Testing

@Suite struct DolmaAssemblyTests {
  func page(_ number: Int, _ text: String?, _ route: PageRoute? = .ocr, error: String? = nil) -> PageRecord {
    PageRecord(
      identifier: "a", page: number, route: route, text: text, errorType: error, seconds: 2, settingsFingerprint: "f")
  }

  func assemble(_ pages: [PageRecord]) -> DolmaAssembly.Document {
    DolmaAssembly(sourceFile: "a.pdf", totalPages: 9, version: "1.0", day: "2026-03-01")
      .document(of: pages) { "sha1 of \($0.count) bytes" }
  }

  func spans(_ document: DolmaAssembly.Document) -> [[Int]] {
    guard case .array(let spans) = document.record.attributes["pdf_page_numbers"] else { return [] }
    return spans.compactMap { span in
      guard case .array(let numbers) = span else { return nil }
      return numbers.compactMap { if case .integer(let number) = $0 { number } else { nil } }
    }
  }

  /// Texts and spans as olmOCR's `build_dolma_document` gives them for the same pages (nil: a page without text).
  static let table: [([String?], String, [[Int]])] = [
    (["one"], "one", [[0, 3, 1]]),
    (["one", "two"], "one\ntwo", [[0, 4, 1], [4, 7, 2]]),
    (["one", nil, "two"], "one\ntwo", [[0, 4, 1], [4, 4, 2], [4, 7, 3]]),
    ([nil, "two"], "two", [[0, 0, 1], [0, 3, 2]]),
    (["one", nil], "one\n", [[0, 4, 1], [4, 4, 2]]),
    (["ends\n", "x"], "ends\n\nx", [[0, 6, 1], [6, 7, 2]]),
    (["e\u{301}👩‍👩‍👧", "Я"], "e\u{301}👩‍👩‍👧\nЯ", [[0, 8, 1], [8, 9, 2]]),
    (["\r\n", "\u{301}"], "\r\n\n\u{301}", [[0, 3, 1], [3, 4, 2]]),
    ([nil, nil], "", [[0, 0, 1], [0, 0, 2]]),
  ]

  @Test(arguments: table)
  func `pages are joined as olmOCR joins them, counted in Unicode scalars`(
    texts: [String?], text: String, expected: [[Int]]
  ) {
    let pages = texts.enumerated().map { page($0.offset + 1, $0.element ?? "", $0.element == nil ? .blank : .ocr) }
    let document = assemble(pages.reversed())
    #expect(Array(document.record.text.utf8) == Array(text.utf8))
    #expect(spans(document) == expected)
    #expect(document.characters == text.unicodeScalars.count)
    #expect(document.record.id == "sha1 of \(text.utf8.count) bytes")
  }

  @Test func `a failed page has an empty span and is listed`() {
    let document = assemble([
      page(1, "a", .text), page(2, nil, nil, error: "page_timeout"), page(3, "", .blank), page(4, "b"),
    ])
    #expect(document.record.text == "a\nb" && spans(document) == [[0, 2, 1], [2, 2, 2], [2, 2, 3], [2, 3, 4]])
    #expect(document.failedPages == [2] && document.pagesByRoute == [.text: 1, .blank: 1, .ocr: 1])
    #expect(document.seconds == 8)
    #expect(document.record.metadata["failed-pages"] == .array([.integer(2)]))
  }

  @Test func `where tries overlap the best of a page counts, and the first of equals`() {
    let pages = [
      page(1, nil, nil, error: "page_failed"), page(2, "", .blank), page(3, "first"),
      page(1, "", .blank), page(2, "text"), page(3, "second"), page(1, nil, nil, error: "page_failed"),
    ]
    #expect(DolmaAssembly.best(of: pages).map(\.text) == ["", "text", "first"])
  }

  @Test func `of two readings the one that nothing speaks against counts, else the surer, else the first`() {
    func doubtful(_ number: Int, _ text: String, _ confidence: Double? = nil) -> PageRecord {
      var page = page(number, text)
      (page.facts, page.confidence) = (PageFacts(doubts: [.lowConfidence]), confidence)
      return page
    }
    let pages = [
      doubtful(1, "doubtful"), page(1, "good"), page(2, "good"), doubtful(2, "doubtful", 99), doubtful(3, "first", 50),
      doubtful(3, "surer", 60), doubtful(4, "first", 50), doubtful(4, "second", 40), doubtful(5, "text"), page(5, ""),
    ]
    #expect(DolmaAssembly.best(of: pages).map(\.text) == ["good", "good", "surer", "first", "text"])
  }

  @Test func `the record bears the names that readers of olmOCR's know`() throws {
    let record = assemble([page(1, "a")]).record
    #expect(record.source == "sluice" && record.added == "2026-03-01" && record.created == "2026-03-01")
    #expect(
      record.metadata == [
        "Source-File": .string("a.pdf"), "pdf-total-pages": .integer(9), "sluice-version": .string("1.0"),
      ])
    let line = String(decoding: try FormatCoding.line(record), as: UTF8.self)
    #expect(line.contains(#""pdf_page_numbers":[[0,1,1]]"#))
  }
}
