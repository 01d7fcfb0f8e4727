import Layout
import Testing

@Suite struct FontStyleTests {
  private static let names: [(String, FontStyle)] = [
    ("ABCDEF+TimesNewRoman-BoldItalic", [.bold, .italic]), ("CMBX10", .bold), ("XYZABC+CMTT9", .monospaced),
    ("Courier-Oblique", [.monospaced, .italic]), ("Frutiger-Bd", .bold), ("Minion-It", .italic), ("", []), ("It", []),
    ("Helvetica", []),
  ]

  @Test(arguments: names)
  func `a font's name tells what it is like`(_ name: String, _ style: FontStyle) {
    #expect(FontStyle(fontName: name) == style)
  }
}
