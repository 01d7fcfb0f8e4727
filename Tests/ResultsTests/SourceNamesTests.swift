import Results
import Testing

@Suite struct SourceNamesTests {
  let names = SourceNames([
    ("doc-1", "Doc 1.pdf"), ("doc-2", "Doc 2.PDF"), ("scan", "scan.pdf"), ("scan~0badcafe", "scan.pdf"),
    ("letter", "Brief.pdf"), ("letter~12345678", "sub/Brief.pdf"), ("page.tif", "page.tif"), ("ärger", nil),
    ("pdf", ".pdf"),
  ])

  @Test(
    arguments: [
      ("doc-1", 0), ("doc-1.pdf", 0), ("doc-1.PDF", 0), ("/a b/items/doc-1/doc-1.pdf", 0),
      ("s3://bucket/x/doc-1.pdf", 0),
      ("../doc-1.pdf", 0), ("Doc 1.pdf", 0), ("/home/u/Doc 1.pdf", 0), ("Doc 1", 0), ("Doc 2.PDF", 1), ("Doc 2.pdf", 1),
      ("scan.pdf", 2), ("scan~0badcafe.pdf", 3), ("page.tif", 6), ("page.tif.pdf", 6), ("ärger.pdf", 7), ("pdf", 8),
    ] as [(String, Int)])
  func `a path, a name or an identifier finds its item`(value: String, number: Int) {
    #expect(names.match(Array(value.utf8)) == .item(number))
  }

  @Test(arguments: ["Brief.pdf", "/x/Brief.pdf", "Brief"])
  func `a name that two documents bear finds neither`(value: String) {
    #expect(names.match(Array(value.utf8)) == .ambiguous)
  }

  @Test(arguments: [
    "", "/", "doc", "doc-", "doc-1.pdf/", "doc-1.txt", "DOC-1.pdf", "doc-10.pdf", "doc-1.pdf.pdf.pdf", "doc%2D1.pdf",
    " doc-1",
    "doc-1\n", "a\u{0308}rger.pdf", "unknown", "C:\\doc-1.pdf",
  ])
  func `what is only like a name finds nothing`(value: String) {
    #expect(names.match(Array(value.utf8)) == .none)
  }
}
