import Formats
import SystemCalls
import TestSupport
import Testing

@Suite struct AttachmentsTests {
  @Test(.workspace)
  func `what is attached to a document stands in its metadata, and show names it`() throws {
    let workspace = try workspace()
    let document = PDFBuilder().page(text: Documents.prose("cover")).attaching(
      (1...12).map { ("(book\($0).csv)", $0 * 1000) }
    ).catalog("/Collection << /View /T >>")
    try workspace.drop(document.data(), as: "books.pdf")
    #expect(try workspace.sluice("download").status == 0)
    let inspection = try workspace.metadata(of: "books").inspection
    #expect(inspection?.attachments?.map(\.name) == (1...12).map { "book\($0).csv" })
    let check = try SchemaCheck.run(on: workspace.root)
    #expect(check.status == .exited(0), "\(check.lines)")
    let shown = try workspace.sluice("show", "books")
    let words = shown.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("attached 12 files, not read: book1.csv (1.0 kB), book2.csv (2.0 kB)"), "\(shown.output)")
    #expect(words.contains("book10.csv (10.0 kB), and 2 more"), "\(shown.output)")
    #expect(words.contains("portfolio its pages are a cover"), "\(shown.output)")
  }
}
