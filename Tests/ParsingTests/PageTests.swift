import Documents
import Formats
import Parsing
import SystemCalls
import TestSupport
import Testing

/// What the parser program makes of single pages; Tesseract and its English data are real.
@Suite struct PageTests {
  let directory: TemporaryDirectory
  let parser: ParserProcess

  init() throws {
    directory = try TemporaryDirectory()
    parser = ParserProcess(.built(in: directory.path))
  }

  private func ask(_ operation: ParserRequest.Operation, page: Int = 1, trust: Bool = false) throws -> ParserReply {
    try parser.ask(
      ParserRequest(operation, path: "a.pdf", page: page, trustHiddenText: trust, languages: "eng", dpi: 150),
      timeout: Patience.seconds
    ).get()
  }

  @Test func `a page's picture is read word for word`() throws {
    try directory.write(PDFBuilder().page(text: Sample.words, fontSize: 16).data(), as: "a.pdf")
    let page = try #require(try ask(.recognize).page)
    #expect(page.route == .ocr)
    for word in ["quick", "brown", "wizards", "evening", "someone"] { #expect(page.text.contains(word)) }
    #expect(try #require(page.confidence) > 80)
  }

  @Test func `hidden text over a picture in which nothing can be read is kept and doubtful`() throws {
    try directory.write(
      PDFBuilder().page(image: .init(), hiddenText: "These words lie over the picture of a page.").data(), as: "a.pdf")
    let page = try #require(try ask(.page).page)
    #expect(page.text == "These words lie over the picture of a page.\n")
    #expect(page.facts.doubts == [.poorText])
  }

  @Test func `hidden text over a scan is recognised anew unless it is trusted`() throws {
    let printed = try directory.write(PDFBuilder().page(text: Sample.words, fontSize: 16).data(), as: "printed.pdf")
    let drawn = try PDFDocument(printed).page(1).render(dotsPerInch: 150)
    let scan = PDFBuilder.Picture(width: drawn.width, height: drawn.height, pixels: drawn.pixels)
    try directory.write(
      PDFBuilder().page(image: scan, hiddenText: "These words lie over the picture of a page.").data(), as: "a.pdf")
    let read = try #require(try ask(.page).page)
    #expect(read.route == .ocr)
    #expect(read.text.contains("wizards") && !read.text.contains("picture"))
    let trusted = try #require(try ask(.page, trust: true).page)
    #expect(trusted.route == .text)
    #expect(trusted.text == "These words lie over the picture of a page.\n")
    #expect(try ask(.text).page?.text == trusted.text)
  }

  @Test func `rubbish in the text layer goes to recognition`() throws {
    try directory.write(
      PDFBuilder().page(text: "tH1s i5 ~n0t w0rd5 x#y|z q7w8e9 bl4h2 |l|1 %^&*! a1b2c3 zZzZzZ@@ l1k3").data(),
      as: "a.pdf")
    #expect(try ask(.page).page?.route == .ocr)
    let inspection = try #require(try ask(.inspect).inspection)
    #expect(inspection.route == .ocr)
    #expect(inspection.reasons.contains { $0.contains("does not read as words") })
  }

  @Test func `a document with scans and text is mixed and blank pages do not decide`() throws {
    let text = PDFBuilder().page(text: Sample.words).blankPage()
    try directory.write(text.page(image: .init(), coverage: 0.9).data(), as: "a.pdf")
    let mixed = try #require(try ask(.inspect).inspection)
    #expect(mixed.route == .mixed)
    #expect(mixed.sample.map(\.route) == [.text, .blank, .ocr])
    #expect(abs(mixed.sample[2].imageCoverage - 0.9) < 0.03)
    try directory.write(text.data(), as: "a.pdf")
    #expect(try ask(.inspect).inspection?.route == .text)
    try directory.write(PDFBuilder().page(image: .init()).blankPage().data(), as: "a.pdf")
    #expect(try ask(.inspect).inspection?.route == .ocr)
  }

  @Test(arguments: [ParserRequest.Operation.page, .recognize])
  func `a blank page is blank and not a failure`(_ operation: ParserRequest.Operation) throws {
    try directory.write(PDFBuilder().blankPage().data(), as: "a.pdf")
    #expect(try ask(operation).page == .init(text: "", route: .blank))
  }

  @Test func `a scan of an empty sheet is blank`() throws {
    let sheet = PDFBuilder.Picture(pixels: (0..<64 * 64).map { 250 + UInt8($0 % 3) })
    try directory.write(PDFBuilder().page(image: sheet).data(), as: "a.pdf")
    #expect(try ask(.page).page?.route == .blank)
  }

  @Test func `drawings alone are looked at by recognition, not taken for blank`() throws {
    try directory.write(PDFBuilder().page(content: "0 g 100 100 200 200 re f").data(), as: "a.pdf")
    #expect(try ask(.inspect).inspection?.sample.first?.route == .ocr)
  }

  @Test(arguments: [0, -1, 3, 1 << 40])
  func `a page that is not there fails alone`(_ page: Int) throws {
    try directory.write(PDFBuilder().page(text: Sample.words).blankPage().data(), as: "a.pdf")
    #expect(try ask(.page, page: page).failure?.code == "page_failed")
    #expect(try ask(.page, page: 1).page?.route == .text)
  }

  @Test func `a page of a square mile is drawn small and not refused`() throws {
    try directory.write(
      PDFBuilder().page(content: "0 g 0 0 9000000 9000000 re f", width: 1e8, height: 1e8).data(), as: "a.pdf")
    #expect(try ask(.recognize).failure == nil)
  }

  @Test func `another file under the same name is another document`() throws {
    try directory.write(PDFBuilder().page(text: "First words of the day").data(), as: "a.pdf")
    #expect(try ask(.text).page?.text == "First words of the day\n")
    try directory.write(PDFBuilder().page(text: "Second thoughts at night").data(), as: "a.pdf")
    #expect(try ask(.text).page?.text == "Second thoughts at night\n")
  }

  @Test func `languages without data are told before any page is blamed`() throws {
    let good = try parser.ask(ParserRequest(.versions, languages: "eng"), timeout: Patience.seconds).get()
    #expect(Set((good.versions ?? [:]).keys) == ["cld2", "poppler", "reader", "tesseract", "sluice-pdf"])
    for languages in ["tlh", "../eng", "", "eng+"] {
      let reply = try parser.ask(ParserRequest(.versions, languages: languages), timeout: Patience.seconds).get()
      #expect(reply.failure?.code == "languages_missing", "\(languages)")
    }
  }
}
