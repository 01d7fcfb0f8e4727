import Formats
import MadePictures
import SystemCalls
import TestSupport
import Testing

/// No page is judged by others.
@Suite struct EveryPageTests {
  private let notice = [
    "Notice to the masters of all boats", "The lower gate is shut from Monday to Thursday,",
    "as its hinges are replaced. Who has to pass", "may ask for a team of horses at the inn.",
  ]

  @Test(.workspace)
  func `a scanned page that the look at a document leaves out is recognised all the same`() throws {
    let workspace = try workspace()
    let scan = PDFBuilder.Picture(try MadePicture.sheet(notice))
    let document = (1...9).reduce(PDFBuilder()) { builder, page in
      page == 5 ? builder.page(image: scan) : builder.page(text: Documents.prose("number \(page)"))
    }
    try workspace.drop(document.data(), as: "sheets.pdf")
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    let metadata = try workspace.metadata(of: "sheets")
    let inspection = try #require(metadata.inspection)
    #expect(inspection.route == .text && !inspection.sample.map(\.page).contains(5))
    #expect(metadata.results?.pagesByRoute == ["text": 8, "ocr": 1])
    let text = try workspace.text(of: "sheets")
    for line in notice { #expect(text.contains(line), "\(text)") }
    for page in 1...9 where page != 5 { #expect(text.contains("is number \(page).")) }
  }

  @Test(.workspace("retention:\n  dropped: delete\n"))
  func `a document with a page whose picture cannot be decoded says so and keeps its source`() throws {
    let workspace = try workspace()
    var builder = PDFBuilder()
    let picture = builder.object(
      "/Type /XObject /Subtype /Image /Width 1240 /Height 1754 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        + "/Filter /FlateDecode", stream: (0..<5000).map { UInt8($0 * 7 % 251) })
    for page in 1...8 {
      builder =
        page == 3
        ? builder.page(content: "q 595 0 0 842 0 0 cm /P Do Q", objects: "/P \(picture)")
        : builder.page(text: Documents.prose("number \(page)"))
    }
    try workspace.drop(builder.data(), as: "torn.pdf")
    try workspace.drop(Documents.text("whole"), as: "whole.pdf")
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    let results = try #require(try workspace.metadata(of: "torn").results)
    #expect(results.failedPages == [3] && results.source == "kept" && results.pagesByRoute["blank"] == nil)
    #expect(Sys.exists(try workspace.directory(of: "torn").appending("torn.pdf")))
    #expect(!Sys.exists(try workspace.directory(of: "whole").appending("whole.pdf")))
  }
}
