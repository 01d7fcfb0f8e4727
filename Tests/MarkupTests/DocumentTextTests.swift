import Markup
import Testing

@Suite struct DocumentTextTests {
  /// Lines of one block on a page, 6 points a letter.
  private func block(
    _ texts: [String], page: Int = 1, top: Double = 100, left: Double = 50, size: Double = 10,
    style: TextLine.Style = []
  ) -> [TextLine] {
    texts.enumerated().map { index, text in
      let top = top + Double(index) * 12
      return TextLine(
        page: page, text: text, left: left, top: top, right: left + Double(text.count) * 6, bottom: top + size,
        size: size, style: style, joint: index == 0 ? .block : .below)
    }
  }

  private func markdown(_ lines: [TextLine]...) -> String {
    DocumentText([TextPage(number: 1, height: 842, lines: lines.flatMap { $0 })]).markdown(pageMarks: false)
  }

  @Test func `the lines of a paragraph are one, and a word parted at the end of a line is whole`() {
    let text = markdown(
      block([
        "The keeper wrote every boat into his book and counted all the lan-",
        "terns that were left in the store at the end of each of the months.",
      ]))
    #expect(
      text
        == "The keeper wrote every boat into his book and counted all the lanterns that were left in the store at the end of each of the months.\n"
    )
  }

  @Test func `a compound keeps its hyphen where the document writes it so`() {
    let text = markdown(
      block([
        "The well-known book was read by all of the men who were at the well-",
        "known harbour, and by the women who came there for the fish as well.",
      ]))
    #expect(text.contains("the well-known harbour"))
  }

  @Test func `lines that end where their maker wanted stay lines`() {
    let text = markdown(
      block([
        "To the keeper of the northern light", "The barge Marigold was lost on the sandbank",
        "in the night of the ninth of March. Her crew",
        "of seven reached the shore in the small boat.",
      ]))
    #expect(text.split(separator: "\n").last == "of seven reached the shore in the small boat.")
  }

  @Test func `a register that says nearly the same on every page loses no line to running heads`() {
    let pages = (1...5).map { number in
      TextPage(
        number: number, height: 842,
        lines: block(
          (1...40).map { "Leaf \(number) line \($0): the keeper wrote every boat into his book." }, page: number,
          top: 54))
    }
    let text = DocumentText(pages).markdown(pageMarks: false)
    for page in 1...5 { for line in [1, 2, 3, 39, 40] { #expect(text.contains("Leaf \(page) line \(line):")) } }
  }

  @Test func `lines that are a sentence each stay lines`() {
    let entries = (1...6).map { "Boat \($0) went up with barley on the day of the market." }
    let lines = markdown(block(entries)).split(separator: "\n")
    #expect(lines.map { line in String(line.prefix { $0 != "." }) + "." } == entries)
  }

  @Test func `a running head that stands apart is left out, though its number changes`() {
    let pages = (1...5).map { number in
      TextPage(
        number: number, height: 842,
        lines: block(["The book of the lamps, page \(number)"], page: number, top: 30)
          + block((1...30).map { "Of oil and wick, the \(number * 100 + $0)th." }, page: number, top: 80))
    }
    let text = DocumentText(pages).plain
    #expect(!text.contains("The book of the lamps"))
    #expect(text.contains("the 501th"))
  }

  @Test func `larger letters make headings, the largest the first`() {
    let text = markdown(
      block(["The book of the lamps"], size: 20), block(["Of the oil"], top: 140, size: 14),
      block(["The oil was filled and the wick was cut by the keeper on every day."], top: 170))
    #expect(text.hasPrefix("# The book of the lamps\n\n## Of the oil\n\nThe oil"))
  }

  @Test func `cells under each other are a table`() {
    let rows = [["Year", "Barges", "Crowns"], ["1881", "2,417", "4,310"], ["1882", "2,562", "4,562"]]
    let lines = rows.enumerated().flatMap { row, cells in
      cells.enumerated().map { column, text in
        TextLine(
          page: 1, text: text, left: 100 + 80 * Double(column), top: 100 + 14 * Double(row),
          right: 100 + 80 * Double(column) + 30, bottom: 110 + 14 * Double(row), size: 10,
          joint: column == 0 ? .block : .beside)
      }
    }
    #expect(
      markdown(lines)
        == "| Year | Barges | Crowns |\n| --- | --- | --- |\n| 1881 | 2,417 | 4,310 |\n| 1882 | 2,562 | 4,562 |\n")
  }

  @Test func `what stands at the same place of every page is no part of the text, and is told`() {
    let pages = (1...5).map { page in
      TextPage(
        number: page, height: 842,
        lines: block(["The Lamp Book"], page: page, top: 30)
          + block(["Sheet \(page) says that the oil was filled and that the wick was cut."], page: page, top: 200)
          + block(["\(page)"], page: page, top: 800, left: 290))
    }
    let document = DocumentText(pages)
    #expect(!document.plain.contains("Lamp Book") && document.plain.contains("Sheet 3 says"))
    #expect(!document.plain.split(separator: "\n").contains("3"))
    #expect(document.running[3]?.map(\.text) == ["The Lamp Book", "3"])
  }

  @Test func `a sentence goes on over the end of a page, which is marked within it`() {
    let pages = [
      TextPage(number: 1, height: 842, lines: block(["The keeper went down to the harbour in the morning and"])),
      TextPage(number: 2, height: 842, lines: block(["came back when it was dark."], page: 2)),
    ]
    let document = DocumentText(pages)
    #expect(document.plain == "The keeper went down to the harbour in the morning and came back when it was dark.\n")
    #expect(document.markdown(pageMarks: true).contains("morning and <!-- page 2 -->came back"))
  }

  @Test func `emphasis that goes on over the end of a line is one, also within a word`() {
    let lines = [
      "The keeper sat down in his chair, and as he had no other he read the Cata-",
      "logue of Lamps that the harbour had sent to him at the end of the last year",
      "to the end, and then the other one, in which were all lamps of the old time.",
    ]
    var text = block(lines)
    text[0].runs = [TextLine.Run(range: 69..<74, style: .italic)]
    text[1].runs = [TextLine.Run(range: 0..<14, style: .italic)]
    #expect(markdown(text).contains("he read the *Catalogue of Lamps* that"))
  }

  @Test(arguments: [
    ("# no heading", "\\# no heading"), ("1. no item: it stands alone", "1. no item: it stands alone"),
    ("- a point", "- a point"),
    ("a*b and *c*", "a\\*b and \\*c\\*"), ("snake_case stays", "snake_case stays"), ("<b>bold</b>", "\\<b>bold\\</b>"),
    ("AT&amp;T", "AT\\&amp;T"), ("2 < 3 & 4", "2 < 3 & 4"),
  ])
  func `what Markdown would take for its own is escaped, and nothing else`(_ text: String, _ written: String) {
    #expect(markdown(block([text])) == written + "\n")
  }
}
