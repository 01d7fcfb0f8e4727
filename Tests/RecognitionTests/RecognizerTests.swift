import Documents
import Pictures
import Recognition
import SystemCalls
import TestSupport
import Testing

@Suite struct RecognizerTests {
  @Test func `words of a drawn page are read, and the next page's do not mix with them`() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(
      PDFBuilder().page(text: "Copper and silver", fontSize: 24).page(text: "Winter in March", fontSize: 24).data(),
      as: "a.pdf")
    let document = try PDFDocument(path)
    let recognizer = Recognizer()
    var texts: [String] = []
    for number in 1...2 {
      let reading = try recognizer.read(try picture(try document.page(number)), languages: "eng")
      #expect(reading.confidence > 80)
      #expect(reading.words.map(\.endsLine) == [false, false, true])
      texts.append(reading.words.map(\.text).joined(separator: " "))
    }
    #expect(texts[0].contains("Copper and silver"))
    #expect(texts[1].contains("Winter in March"))
    #expect(!texts[1].contains("Copper"))
  }

  @Test func `a drawn list is read with its bullets`() throws {
    let items = ["Tannery Arm", "Upper Lock", "Mill Weir", "Old Harbour"]
    // Octal 225 is a bullet in WinAnsiEncoding.
    let shown = items.map { "(\\225) Tj 14 0 Td (\($0)) Tj -14 -27 Td\n" }.joined()
    let directory = try TemporaryDirectory()
    let path = try directory.write(PDFBuilder().page(content: "BT /F 18 Tf 70 700 Td\n\(shown)ET").data(), as: "a.pdf")
    let reading = try Recognizer().read(try picture(try PDFDocument(path).page(1)), languages: "eng")
    #expect(reading.words.map(\.text) == items.flatMap { "• \($0)".split(separator: " ").map(String.init) })
  }

  private func picture(_ page: borrowing PDFPage, dotsPerInch: Double = 150) throws -> Picture {
    let drawn = try page.render(dotsPerInch: dotsPerInch)
    return try #require(
      Picture(pixels: drawn.pixels, width: drawn.width, height: drawn.height, dotsPerInch: drawn.dotsPerInch))
  }

  /// A page of prose, drawn.
  private func prose() throws -> Picture {
    let directory = try TemporaryDirectory()
    let text = (1...12).map { "Leaf \($0): the keeper wrote every boat into his book with the day and the hour." }
    let path = try directory.write(PDFBuilder().page(text: text.joined(separator: "\n")).data(), as: "a.pdf")
    return try picture(try PDFDocument(path).page(1))
  }

  @Test func `a turned page is known, and comes upright by as many turns as it is said to need`() throws {
    let (recognizer, upright) = (Recognizer(), try prose())
    for quarters in 0..<4 {
      let turned = try #require(upright.turned(quarters: quarters))
      let direction = try #require(recognizer.direction(of: turned))
      #expect(direction.quarters == (4 - quarters) & 3, "turned by \(quarters)")
      #expect(direction.script == "Latin")
    }
  }

  @Test(arguments: [-3.0, -1, 1, 3]) func `a skewed page is levelled by the angle it was turned by`(_ degrees: Double)
    throws
  {
    let skewed = try #require(try prose().straightened(degrees: degrees))
    let skew = try #require(skewed.skew)
    #expect(abs(skew + degrees) < 0.2)
  }

  @Test(arguments: ["tlh", "", "+", "eng+", "../eng", "eng;x"])
  func `languages that are none are refused and the next ones work`(_ languages: String) throws {
    let recognizer = Recognizer()
    #expect(throws: Recognizer.Failure.self) { try recognizer.prepare(languages: languages) }
    #expect(throws: Never.self) { try recognizer.prepare(languages: "eng") }
  }
}
