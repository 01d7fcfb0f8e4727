import Formats
import TestSupport
import Testing

/// What documents hold besides their pages.
@Suite struct BesidesTests {
  private static let page = PDFBuilder().page(text: "The books of the year are attached to this sheet of paper.")

  private func inspection(_ document: PDFBuilder) throws -> Inspection {
    let reply = try ReadDocument(document.data()).ask(.inspect)
    return try #require(reply.inspection, "\(reply)")
  }

  @Test func `attachments are named in one line of letters, with the sizes the document says`() throws {
    // Letters and their marks apart, with a bell and a line's end among them.
    let found = try inspection(
      Self.page.attaching([("(boats.csv)", 1200), ("<FEFF005503080062006500720007000A0067002E006F00640074>", nil)]))
    #expect(found.attachmentCount == 2)
    #expect(found.attachments == [Attachment(name: "boats.csv", size: 1200), Attachment(name: "Über g.odt")])
    #expect(found.form == nil && found.portfolio == nil)
  }

  @Test func `a document without attachments names none`() throws {
    let found = try inspection(Self.page)
    #expect(found.attachmentCount == nil && found.attachments == nil && found.form == nil && found.portfolio == nil)
  }

  @Test(arguments: [(300, 100), (100_000, nil)] as [(Int, Int?)])
  func `of many attachments the first are named, of very many their number is told`(
    _ count: Int, _ named: Int?
  ) throws {
    let found = try inspection(Self.page.attaching(times: count))
    #expect(found.attachmentCount == count)
    #expect(found.attachments?.count == named)
  }

  @Test func `a name is as long as names are`() throws {
    let name = "(\(String(repeating: "long ", count: 20_000)))"
    #expect(try inspection(Self.page.attaching([(name, nil)])).attachments?.first?.name.count == 255)
  }

  @Test func `a portfolio says that its pages are a cover`() throws {
    let found = try inspection(
      Self.page.attaching([("(letter.pdf)", 5000)]).catalog("/Collection << /Type /Collection /View /T >>"))
    #expect(found.portfolio == true && found.attachmentCount == 1)
    #expect(found.reasons.contains { $0.contains("cover of a portfolio") })
  }

  @Test(arguments: [true, false])
  func `an XFA form is named, and whether its pages stand in for it`(_ standIn: Bool) throws {
    var builder = PDFBuilder()
    let template = builder.object("", stream: Array("<template/>".utf8))
    builder = builder.page(text: "Please wait until another program shows the form in place of this sentence.")
      .catalog("/AcroForm << /Fields [] /XFA \(template) >>")
    let found = try inspection(standIn ? builder.catalog("/NeedsRendering true") : builder)
    #expect(found.form == .xfa)
    #expect(found.reasons.contains { $0.contains("stand in for an XFA form") } == standIn)
  }
}
