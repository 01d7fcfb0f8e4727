import Results
import Testing

@Suite struct SourceNamesTests {
  let names = SourceNames([
    ("doc-1", "Doc 1.pdf", "doc-1.pdf"), ("doc-2", "Doc 2.PDF", "doc-2.pdf"), ("scan", "scan.pdf", "scan.pdf"),
    ("scan~0badcafe", "scan.pdf", "scan~0badcafe.pdf"), ("letter", "Brief.pdf", "letter.pdf"),
    ("letter~12345678", "sub/Brief.pdf", "letter~12345678.pdf"), ("page.tif", "page.tif", "page.tif.tif"),
    ("ärger", nil, "ärger.pdf"), ("pdf", ".pdf", "pdf.pdf"), ("plan", "plan", "plan.png"),
    ("plan.png", "plan.png", "plan.png.png"), ("photo", "photo.pdf", "photo.jpg"),
  ])

  @Test(
    arguments: [
      ("doc-1", 0), ("doc-1.pdf", 0), ("doc-1.PDF", 0), ("/a b/items/doc-1/doc-1.pdf", 0),
      ("s3://bucket/x/doc-1.pdf", 0),
      ("../doc-1.pdf", 0), ("Doc 1.pdf", 0), ("/home/u/Doc 1.pdf", 0), ("Doc 1", 0), ("Doc 2.PDF", 1), ("Doc 2.pdf", 1),
      ("scan.pdf", 2), ("scan~0badcafe.pdf", 3), ("page.tif", 6), ("page.tif.pdf", 6), ("page.tif.tif", 6),
      ("plan.png.png", 10), ("plan", 9), ("photo.jpg", 11), ("items/photo/photo.jpg", 11), ("ärger.pdf", 7), ("pdf", 8),
    ] as [(String, Int)])
  func `a path, a name or an identifier finds its item`(value: String, number: Int) {
    #expect(names.match(Array(value.utf8)) == .item(number))
  }

  @Test(arguments: ["Brief.pdf", "/x/Brief.pdf", "Brief", "plan.png", "/x/plan.png"])
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
