import Markup
import Testing

/// One page is all there is: no other tells what is of the page and not of the text.
@Suite struct EdgeMatterTests {
  private func line(
    _ text: String, _ left: Double, _ top: Double, size: Double = 10, beside: Bool = false, turns: Int = 0
  ) -> TextLine {
    TextLine(
      page: 1, text: text, left: left, top: top, right: left + Double(text.count) * size / 2, bottom: top + size,
      size: size,
      joint: beside ? .beside : .block, turns: turns)
  }

  private let text = (0..<5).map { "The keeper wrote into his book of lamps on day \($0) that all was well" }

  private func document(_ edges: [TextLine]) -> DocumentText {
    let body = text.enumerated().map { line($1, 60, 200 + 14 * Double($0)) }
    return DocumentText([TextPage(number: 1, height: 842, lines: (edges + body).sorted { $0.top < $1.top })])
  }

  @Test(arguments: [
    "7", "- 7 -", "Page 7 of 9", "xii", "Downloaded from https://lamps.example on 3 May 2019", "www.lamps.example",
    "doi: 10.1000/lamp.7",
    "ISSN 1234-5678", "Lamp Letters | Volume 8 | Issue 3",
  ])
  func `what is of the page by its form is no part of the text`(_ foot: String) {
    let document = document([line(foot, 280, 800)])
    #expect(!document.plain.contains(foot))
    #expect(document.running[1]?.map(\.text) == [foot])
  }

  @Test func `a short text beside a page's number goes with it`() {
    let document = document([line("Lamps in Action", 60, 30, size: 8), line("447", 520, 30, size: 8, beside: true)])
    #expect(document.running[1]?.map(\.text) == ["Lamps in Action", "447"])
  }

  @Test func `a number under a text that ends early is the page's where it stands in the middle`() {
    // The text goes from 60 to 60 + 66 letters of 5 points.
    let middle = 60 + Double(text[0].count) * 2.5
    #expect(document([line("62", middle - 5, 400)]).running[1]?.map(\.text) == ["62"])
    #expect(document([line("62", 60, 400)]).running[1] == nil)
  }

  @Test(arguments: [
    "1 May 1932", "Digitised by the Town Library. For study only. Page 1 of 1.", "Tamsin Trelawny",
    "The oil was filled at six.", "12.50",
  ])
  func `what may be of the text stays in it`(_ foot: String) {
    #expect(document([line(foot, 60, 800)]).plain.contains(foot))
  }

  @Test func `a title at the very edge stays`() {
    #expect(document([line("The Book of Lamps", 60, 12, size: 20)]).plain.hasPrefix("The Book of Lamps"))
  }

  @Test func `where a file was taken from is told at the side of pages, too`() {
    let side = line("Downloaded from lamps.example on Monday", 300, 10, turns: 3)
    #expect(document([side]).running[1]?.map(\.text) == [side.text])
  }
}
