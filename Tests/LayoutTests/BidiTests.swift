import Testing

@testable import Layout

@Suite struct BidiTests {
  @Test(arguments: [
    ("םולש", true, "שלום"),
    // Numbers and other scripts are read from left to right within the line.
    ("1931 תנש", true, "שנת 1931"), ("PDF ץבוק", true, "קובץ PDF"), ("12.5 ריחמ", true, "מחיר 12.5"),
    // A word of a right-to-left script in a line of another.
    ("the word םולש means peace", false, "the word שלום means peace"),
    // Brackets that stand for their shape, and such that stand for their meaning.
    ("(םולש)", true, "(שלום)"), (")םולש(", true, "(שלום)"),
    ("plain text", false, "plain text"),
  ])
  func `what stands from left to right is brought into the order it is read`(
    _ visual: String, _ rightToLeft: Bool, _ logical: String
  ) {
    #expect(Bidi.logical(visual, rightToLeft: rightToLeft) == logical)
  }

  @Test func `marks stay behind the letters they stand on`() {
    #expect(Array(Bidi.logical("ב\u{5BC}א", rightToLeft: true).unicodeScalars) == ["א", "ב", "\u{5BC}"])
  }
}
