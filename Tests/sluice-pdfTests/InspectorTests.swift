import Testing

@testable import sluice_pdf

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
