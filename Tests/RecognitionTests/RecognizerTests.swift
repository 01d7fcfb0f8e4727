import Documents
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
      let picture = try document.page(number).render(dotsPerInch: 150)
      let reading = try recognizer.read(
        pixels: picture.pixels, width: picture.width, height: picture.height, dotsPerInch: picture.dotsPerInch,
        languages: "eng")
      #expect(reading.confidence > 80)
      texts.append(reading.text)
    }
    #expect(texts[0].contains("Copper and silver"))
    #expect(texts[1].contains("Winter in March"))
    #expect(!texts[1].contains("Copper"))
  }

  @Test(arguments: ["tlh", "", "+", "eng+", "../eng", "eng;x"])
  func `languages that are none are refused and the next ones work`(_ languages: String) throws {
    let recognizer = Recognizer()
    #expect(throws: Recognizer.Failure.self) { try recognizer.prepare(languages: languages) }
    #expect(throws: Never.self) { try recognizer.prepare(languages: "eng") }
  }
}
