import Formats
import MadePictures
import Pictures
import TestSupport
import Testing

/// Pages whose text is a picture, whatever letters of their own they have besides.
@Suite struct ScannedPageTests {
  private static let letter = [
    "Basin Street, April 1927", "Dear Mrs Weir,", "the upper gate of the third lock was mended today",
    "with six planks of oak and forty pounds of nails.", "The water was let in again before the evening,",
    "and two boats went up the river without delay.",
  ]

  /// That the letter was read on its picture.
  private func expectLetter(_ page: ParserReply.PageText) {
    #expect(page.route == .ocr)
    for line in Self.letter { #expect(page.lines.contains(line), "\(page.text)") }
  }

  @Test func `a footer of letters under a scan does not keep the scan from being read`() throws {
    let footer = "Copied for readers of the Canal Archive, who may not copy it again. Sheet 1 of 1."
    var builder = PDFBuilder()
    let scan = builder.object(PDFBuilder.Picture(try MadePicture.sheet(Self.letter, height: 615)))
    let content = "q 595 0 0 615 0 227 cm /S Do Q BT /F 9 Tf 60 40 Td (\(footer)) Tj ET"
    let document = try ReadDocument(builder.page(content: content, objects: "/S \(scan)").data())
    let page = try document.page()
    expectLetter(page)
    #expect(page.lines.last == footer)
    #expect(try document.ask(.inspect).inspection?.route == .ocr)
  }

  @Test func `text hidden over the scan of a turned page is trusted as little as over any other`() throws {
    let wrong = ["the lower gate of the first lock was closed again", "by four men of the village and their horses."]
    var builder = PDFBuilder()
    let upright = try MadePicture.sheet(Self.letter)
    // The page is shown turned to the right, so what it holds is turned to the left.
    let turned = try #require(upright.turned(quarters: 3))
    let scan = builder.object(PDFBuilder.Picture(turned))
    let hidden = wrong.enumerated().map { "0 1 -1 0 \(84 + 22 * $0) 70 Tm (\($1)) Tj\n" }.joined()
    let content = "q 842 0 0 595 0 0 cm /S Do Q BT 3 Tr /F 14 Tf\n\(hidden)ET"
    builder = builder.page(content: content, width: 842, height: 595, entries: "/Rotate 90", objects: "/S \(scan)")
    let page = try ReadDocument(builder.data()).page()
    expectLetter(page)
    #expect(!page.text.contains("lower") && !page.text.contains("village"), "\(page.text)")
  }

  @Test func `a scan that lies upside down is turned before it is read`() throws {
    let turned = try #require(try MadePicture.sheet(Self.letter).turned(quarters: 2))
    let page = try ReadDocument(PDFBuilder().page(image: .init(turned)).data()).page()
    expectLetter(page)
    #expect(page.facts.rotation == 180)
  }

  @Test func `a scanned sheet on a page as small as a stamp is read in its own pixels`() throws {
    var builder = PDFBuilder()
    let scan = builder.object(PDFBuilder.Picture(try MadePicture.sheet(Self.letter)))
    builder = builder.page(content: "q 90 0 0 127 0 0 cm /S Do Q", width: 90, height: 127, objects: "/S \(scan)")
    let page = try ReadDocument(builder.data()).page()
    expectLetter(page)
    #expect(page.facts.dpi == 993)
  }

  /// Pages that are one picture that no decoder can decode.
  private static let broken: [(name: String, filter: String, bytes: @Sendable () throws -> [UInt8])] = [
    (
      "JPEG 2000 with a damaged head", "JPXDecode",
      {
        var bytes = try MadePicture.jpeg2000(MadePicture.sheet(letter))
        for place in 0..<120 { bytes[place] = 0x55 }
        return bytes
      }
    ), ("deflated data that are none", "FlateDecode", { (0..<5000).map { UInt8($0 * 7 % 251) } }),
  ]

  @Test(arguments: broken.indices)
  func `a page whose picture cannot be decoded fails, and is not blank`(_ place: Int) throws {
    let broken = Self.broken[place]
    var builder = PDFBuilder()
    let picture = builder.object(
      "/Type /XObject /Subtype /Image /Width 1240 /Height 1754 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        + "/Filter /\(broken.filter)", stream: try broken.bytes())
    let document = try ReadDocument(
      builder.page(content: "q 595 0 0 842 0 0 cm /P Do Q", objects: "/P \(picture)").data())
    let reply = try document.ask(.page, page: 1)
    #expect(reply.page == nil && reply.failure?.code == "page_failed", "\(broken.name): \(reply)")
    #expect(try document.ask(.recognize, page: 1).page == nil)
    #expect(try document.ask(.inspect).inspection?.sample.first?.route != .blank)
  }
}
