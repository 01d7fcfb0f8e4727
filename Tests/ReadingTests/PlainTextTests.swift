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

  @Test(arguments: [
    // Ligatures and presentation forms are the letters they stand for.
    ("e\u{FB03}cient \u{FB01}sh", "efficient fish\n"), ("\u{FEB3}\u{FEFC}\u{FEE1}", "\u{633}\u{644}\u{627}\u{645}\n"),
    // A soft hyphen is gone, and the word it parts at the end of a line stands whole.
    ("ex\u{AD}ample", "example\n"), ("the lan\u{AD}\nterns that were", "the lanterns\nthat were\n"),
    ("the lan\u{AD}\nterns\nthat", "the lanterns\nthat\n"), ("a lan\u{AD}\nter\u{AD}\nns here", "a lanterns\nhere\n"),
    // Signs that steer the direction are gone.
    ("\u{202B}\u{5D0}\u{202C}\u{200F}", "\u{5D0}\n"),
    // Leaders without names are gone, a word without names is not.
    ("Title \u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD} 7", "Title 7\n"),
    ("a \u{FFFD}\u{FFFD} b", "a \u{FFFD}\u{FFFD} b\n"),
  ])
  func `letters are letters, and what is no text is gone`(_ raw: String, _ clean: String) {
    #expect(Array(PlainText.clean(raw).unicodeScalars) == Array(clean.unicodeScalars))
  }

  @Test func `white space is no character`() { #expect(PlainText.characters(" a b\u{A0}\n\u{1}") == 2) }

  @Test(arguments: [("gate\u{2028}lock", "gate lock"), ("\nlock\r\n", " lock"), ("lan\u{AD}", "lan-"), ("\u{85}", "")])
  func `a line has no end within it, whatever its font has for letters`(_ given: String, _ line: String) {
    #expect(PlainText.line(given) == line)
    #expect(PlainText.line(line) == line)
  }
}
