import Markup
import Testing

@Suite struct PageNotesTests {
  /// A line of text, 6 points a letter; raised marks stand in brackets, `word[1]`.
  private func line(_ text: String, page: Int = 1, top: Double, left: Double = 50, size: Double = 10) -> TextLine {
    var plain = ""
    var runs: [TextLine.Run] = []
    for part in text.split(separator: "[", omittingEmptySubsequences: false).enumerated() {
      let pieces = part.element.split(separator: "]", maxSplits: 1, omittingEmptySubsequences: false)
      if part.offset > 0, pieces.count == 2 {
        runs.append(TextLine.Run(range: plain.count..<plain.count + pieces[0].count, style: .raised))
      }
      plain += pieces.joined()
    }
    return TextLine(
      page: page, text: plain, left: left, top: top, right: left + Double(plain.count) * size * 0.6,
      bottom: top + size, size: size, runs: runs, joint: top.truncatingRemainder(dividingBy: 100) == 0 ? .block : .below
    )
  }

  private func markdown(_ pages: [TextLine]...) -> String {
    DocumentText(pages.map { TextPage(number: $0[0].page, height: 842, lines: $0) }).markdown(pageMarks: false)
  }

  @Test func `a note at the foot of a page becomes a footnote, and its mark in the text a reference`() {
    let text = markdown([
      line("The keeper wrote every boat into his book[1] and counted all the lamps,", top: 100),
      line("which were kept in the store[2,3] behind the house.", top: 112),
      line("[1]It is kept in the archive of the harbour, and was", top: 600, size: 8),
      line("bound anew in 1911.", top: 609, size: 8),
      line("2 Of stone.", top: 618, size: 8), line("3. Built in 1840.", top: 627, size: 8),
    ])
    #expect(
      text == """
        The keeper wrote every boat into his book[^1] and counted all the lamps, which were kept in the store[^2],[^3] behind the house.

        [^1]: It is kept in the archive of the harbour, and was bound anew in 1911.

        [^2]: Of stone.

        [^3]: Built in 1840.

        """)
  }

  @Test func `a sentence goes on over the end of a page that has notes, which stand behind it`() {
    let pages = [
      [
        line("The keeper went down to the harbour[1] in the morning and", top: 100),
        line("1 The old one.", top: 700, size: 8),
      ],
      [
        line("came back[1] when it was dark.", page: 2, top: 100), line("He slept.", page: 2, top: 200),
        line("1 By boat.", page: 2, top: 700, size: 8),
      ],
    ]
    let document = DocumentText(pages.map { TextPage(number: $0[0].page, height: 842, lines: $0) })
    #expect(
      document.markdown(pageMarks: false) == """
        The keeper went down to the harbour[^1] in the morning and came back[^1-p2] when it was dark.

        [^1]: The old one.

        He slept.

        [^1-p2]: By boat.

        """)
    #expect(document.plain.contains("morning and came back1 when it was dark.\n\n1 The old one.\n\nHe slept."))
  }

  @Test func `a note that only another note refers to stays text, since nobody would see it`() {
    let text = markdown([
      line("A lamp[1] was lit in the evening, and the keeper went home when it was dark.", top: 100),
      line("1 Of brass[2] and glass.", top: 700, size: 8),
      line("2 From the east.", top: 709, size: 8),
    ])
    #expect(
      text.contains("[^1]: Of brass2 and glass.") && !text.contains("[^2]") && text.contains("From the east."),
      "\(text)")
  }

  @Test func `a note in the left of two columns stands at the foot of its own column`() {
    let text = markdown([
      line("A lamp[1] was lit", top: 100), line("1 Of brass.", top: 700, size: 8),
      line("in the other column", top: 100, left: 300), line("it went out.", top: 710, left: 300),
    ])
    #expect(text.contains("lamp[^1]") && text.contains("[^1]: Of brass.\n"))
  }

  @Test(arguments: [
    // A power, and a small list that nothing refers to.
    ["There are 10[3] lamps in it, as the keeper has counted.", "1 The first of the small print."],
    // Small print with its number, and text of the usual size below it.
    ["A lamp[1] was lit.", "1 A legend of a figure.", "And the text of the page goes on below it."],
    // A mark alone, as a number in a figure: it stays.
    ["A lamp[1] was lit.", "1"],
    // A number with decimals.
    ["A lamp[2] was lit in the evening, when the keeper came.", "2.5 kilograms of oil were burnt."],
  ])
  func `small print that no mark refers to, or with text below it, is no note`(_ texts: [String]) {
    let lines = texts.enumerated().map { place, text in
      line(text, top: 100 + 100 * Double(place), size: place == 1 ? 8 : 10)
    }
    let text = markdown(lines)
    #expect(!text.contains("[^"))
    for line in lines { #expect(text.contains(line.text), "\(text)") }
  }
}
