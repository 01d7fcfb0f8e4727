import Testing

@testable import Reading

@Suite struct PlainTextTests {
  @Test(arguments: [
    ("a\r\nb\rc\u{0C}d", "a\nb\nc\nd\n"), ("e\u{301}", "\u{E9}\n"), ("x\u{0}\u{7}y\tz", "xy\tz\n"), (" \n\n", ""),
    ("a\n\n", "a\n"),
    ("a\n\nb", "a\n\nb\n"),
  ])
  func `text is NFC with plain lines`(_ raw: String, _ clean: String) {
    #expect(Array(PlainText.clean(raw).unicodeScalars) == Array(clean.unicodeScalars))
  }

  @Test func `white space is no character`() { #expect(PlainText.characters(" a b\u{A0}\n\u{1}") == 2) }
}
