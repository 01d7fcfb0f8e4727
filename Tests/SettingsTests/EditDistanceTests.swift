import Testing

@testable import Settings

@Suite struct EditDistanceTests {
  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("", "ab", 2), ("dpi", "dpi", 0), ("dpi", "dip", 2), ("kitten", "sitting", 3),
    ("chunk_page", "chunk_pages", 1),
  ])
  func `the distance counts insertions, deletions and replacements`(left: String, right: String, distance: Int) {
    #expect(EditDistance.between(left, right) == distance)
    #expect(EditDistance.between(right, left) == distance)
  }

  @Test(arguments: [
    ("ocr.dpo", "ocr.dpi"), ("dpi", "ocr.dpi"), ("retension", "retention"), ("Executor", "executor"),
    ("engines.tekst.startup", "engines.text.startup"), ("keep_raw", "cleanup.keep_raw"),
    ("finalise.markdown", "finalize.markdown"), ("dispatch.pages", "dispatch.chunk_pages"),
  ])
  func `the nearest name is what was most likely meant`(written: String, meant: String) {
    #expect(EditDistance.nearest(to: written) == meant)
  }
}
