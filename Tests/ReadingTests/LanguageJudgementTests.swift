import TestSupport
import Testing

@testable import Reading

@Suite struct LanguageJudgementTests {
  private func expectGarbage(
    _ text: String, _ faults: Set<LanguageJudgement.Fault>, at location: SourceLocation = #_sourceLocation
  ) {
    let found = LanguageJudgement(text)
    #expect(found.verdict == .garbage, "\(found) of \(text)", sourceLocation: location)
    #expect(found.score <= 0.5, sourceLocation: location)
    #expect(found.fault.map(faults.contains) == true, "\(found)", sourceLocation: location)
  }

  private static let spaced = Stories.all.filter { !["th", "zh", "ja", "ko"].contains($0.language) }
  private static let latin = spaced.filter {
    $0.text.unicodeScalars.allSatisfy { $0.value < 0x370 || $0.value > 0x1E00 }
  }

  @Test(arguments: Stories.all)
  func `a story is language without any library's word`(_ story: (language: String, text: String)) {
    let found = LanguageJudgement(story.text)
    #expect(found.verdict == .good, "\(story.language): \(found)")
    #expect(found.fault == nil)
  }

  @Test(arguments: latin)
  func `so it is in capitals, over short lines and in cells`(_ story: (language: String, text: String)) {
    #expect(LanguageJudgement(story.text.uppercased()).verdict == .good)
    let words = story.text.split(separator: " ")
    #expect(LanguageJudgement(words.joined(separator: "\n")).verdict == .good)
    #expect(LanguageJudgement(words.joined(separator: "\t17.50\t")).verdict == .good)
  }

  @Test(arguments: latin)
  func `shifted letters are none`(_ story: (language: String, text: String)) {
    for places: UInt32 in [1, 3, 7, 13, 25] {
      expectGarbage(Garbled.shifted(story.text, by: places), [.letters, .reversed, .split])
    }
  }

  @Test func `rare signs of every kind among other letters are none, and a table of a font's characters is no garbage`()
  {
    // Chinese in a font without a map, as its codes: too few letters follow each other to be weighed.
    let codes = "５．３ ef （５ｍＬ）/ld BÞÛ/lI A ¢ ，¡ ' / l ¢H ð£(/lSI ５０℃ o¦Y|ðg c0¥+j de ¤ 3 4 l ¨ J µ Ò 1 ¨ ¬ ¨eQ 7d ¯e"
    expectGarbage(codes, [.encoding])
    // Three words of Tamil in a font of its own code page.
    expectGarbage("«À¢Ã¡Á¢ Àð¼÷ «ÕÇ¢Â", [.encoding])
    #expect(LanguageJudgement("½ cup, ¼ pint, ¾ pound, 5 ¢").verdict != .garbage)
    #expect(LanguageJudgement("¢ £ ¤ ¥ ¦ § ¨ © ª « ¬ ® ¯ ° ± ² ³ ´ µ ¶ · ¸ ¹ º » ¼ ½ ¾ ABC abc").verdict != .garbage)
    let recipe = "Take ½ a pound of flour, ¼ of butter and ¾ of sugar; ½ a pint of milk for 10 ¢, ¼ for 6 ¢."
    #expect(LanguageJudgement(recipe + recipe).verdict == .good)
  }

  @Test func `a font's codes are none`() { expectGarbage(Garbled.offset(Stories.english), [.letters, .noise]) }

  @Test(arguments: spaced)
  func `words backwards are none`(_ story: (language: String, text: String)) {
    expectGarbage(Garbled.backwards(story.text), [.reversed, .letters, .split, .noise])
  }

  @Test(arguments: ["ru", "uk", "bg", "el", "ar", "he", "hi"])
  func `another code page's letters are none`(_ language: String) {
    let story = Stories.all.first { $0.language == language }?.text ?? ""
    let found = LanguageJudgement(Garbled.utf8AsLatin(story))
    #expect(found.verdict != .good, "\(found)")
    #expect(found.score < 0.5)
  }

  @Test func `Cyrillic read as Latin is none, nor is German with its umlauts in two`() {
    let stories = Dictionary(uniqueKeysWithValues: Stories.all.map { ($0.language, $0.text) })
    expectGarbage(Garbled.cyrillicAsLatin(stories["ru"] ?? ""), [.letters])
    expectGarbage(Garbled.utf8AsLatin(stories["sv"] ?? ""), [.encoding])
  }

  @Test(arguments: [
    "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "pl", "cs", "hu", "ro", "tr", "id", "el", "ru", "uk",
  ])
  func `words in pieces are none, letter by letter or by twos`(_ language: String) {
    let story = Stories.all.first { $0.language == language }?.text ?? ""
    expectGarbage(Garbled.inPieces(story), [.split])
    expectGarbage(Garbled.spelled(story), [.split])
  }

  @Test(arguments: latin.map(\.text))
  func `lines without blanks are none`(_ text: String) {
    let lines = text.split(separator: " ").enumerated()
      .reduce(into: [[Substring]]()) { lines, word in
        if word.offset % 4 == 0 { lines.append([]) }
        lines[lines.count - 1].append(word.element)
      }
    let found = LanguageJudgement(lines.map { $0.joined() }.joined(separator: "\n"))
    #expect(found.verdict != .good, "\(found)")
    #expect(found.fault == .joined || found.fault == .letters)
  }

  @Test(arguments: ["en", "de", "fr", "es", "it", "pt", "nl", "sv", "pl", "cs", "ru"])
  func `a bad reading is none`(_ language: String) {
    let story = Stories.all.first { $0.language == language }?.text ?? ""
    expectGarbage(Garbled.misread(story), [.noise, .letters, .encoding])
  }

  @Test func `ideographs and syllables of no use are none`() {
    // A step of 7 through the blocks' 20,992 and 11,172 characters, which stand by radical and by sound.
    func walk(_ first: UInt32, _ count: UInt32) -> String {
      String(String.UnicodeScalarView((0..<120).compactMap { Unicode.Scalar(first + $0 * 1_777 % count) }))
    }
    expectGarbage(walk(0x4E00, 20_992), [.characters])
    expectGarbage(walk(0xAC00, 11_172), [.characters])
  }

  @Test func `characters that stand for nothing are none, unless whole words are between them`() {
    expectGarbage(String(repeating: "\u{E012}\u{E034}\u{E011} \u{FFFD}\u{E001} ", count: 30), [.characters])
    let bullets = Stories.english.replacing(" ", with: " \u{F0B7} ")
    #expect(LanguageJudgement(bullets).verdict != .garbage)
  }

  @Test(arguments: [
    "", "\n", "7", "A title page", "The\nAnnual Report\n2019",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz 0123456789",
    "12.50\t13.75\t99.00\n1,204\t3,872\t12\n", "xqzvw", "@@@ ### $$$",
  ])
  func `what is too short is not garbage`(_ text: String) { #expect(LanguageJudgement(text).verdict != .garbage) }

  @Test func `part numbers, programs, names and formulas are not garbage`() {
    let parts = (0..<60).map { "XKR-\(100 + $0 * 37)\tBZW\($0)Q\t\($0 * 3).50" }.joined(separator: "\n")
    #expect(LanguageJudgement(parts).verdict != .garbage)
    let program = """
      func nextToken() throws -> Token? {
        while position < source.endIndex, source[position].isWhitespace { position = source.index(after: position) }
        guard position < source.endIndex else { return nil }
        let start = position; var depth = 0
        if isIdentifierStart(source[position]) { return try scanIdentifier(from: start, depth: &depth) }
        for (index, value) in table.enumerated() where value.kind == .keyword && !seen[index] { seen[index] = true }
        throw ParseError.unexpectedCharacter(source[position], at: lineNumber(of: start))
      }
      """
    #expect(LanguageJudgement(program).verdict != .garbage)
    let names = """
      Kowalczyk, A. B.; O'Brien, S.; Nguyễn, T. H.; van der Berg, P.; García Márquez, L.; Østergård, K.; Šimůnek, J.
      Müller-Lüdenscheidt, Hans. Eriksson, Britt-Marie. Papadopoulos, G. Yamamoto, K. Al-Rashid, F. Oyelaran, B. Ivanova, E.
      """
    #expect(LanguageJudgement(names).verdict != .garbage)
    let formula = String(repeating: "f ( x ) = a x + b y - c z , x > 0 ; d x / d t = k ( p - q ) n m\n", count: 12)
    #expect(LanguageJudgement(formula).verdict != .garbage)
  }

  @Test func `a page in two languages and a page of one word are judged without harm`() {
    let both = Stories.all.prefix(6).map(\.text).joined(separator: "\n")
    #expect(LanguageJudgement(both).verdict == .good)
    #expect(LanguageJudgement(String(repeating: "td ", count: 5_000)).verdict != .garbage)
  }

  @Test func `a page that is mostly numbers is unsure`() {
    let table = (0..<80).map { "Total \($0)\t\($0 * 7_919 % 100_000)\t\($0 * 104_729 % 1_000_000)\t3.14159\t2.71828" }
    #expect(LanguageJudgement(table.joined(separator: "\n")).verdict == .unsure)
  }

  @Test func `half a page of garbage is worse than none, and more is worse still`() {
    let good = LanguageJudgement(Stories.english).score
    let half = LanguageJudgement(Stories.english + "\n" + Garbled.shifted(Stories.english, by: 5)).score
    let all = LanguageJudgement(Garbled.shifted(Stories.english, by: 5)).score
    #expect(good > half && half > all)
  }

  @Test func `a hostile text costs no more than a page`() {
    let long = String(repeating: "ab\u{301}\u{301}\u{301} \u{0}\u{10FFFF}七ก", count: 100_000)
    #expect(TextWords(long).letters.count <= TextWords.mostScalars)
    _ = LanguageJudgement(String(repeating: "a", count: 1_000_000))
  }
}
