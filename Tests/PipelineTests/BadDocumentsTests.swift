import Formats
import SystemCalls
import TestSupport
import Testing

@Suite struct BadDocumentsTests {
  @Test(.workspace)
  func `documents that cannot be read go under their reasons, and the good one beside them is processed`() throws {
    let workspace = try workspace()
    let reasons: [Reason] = [.encrypted, .damaged, .truncated, .empty, .zeroPages, .notAPDF]
    for reason in reasons { try workspace.drop(Documents.bad(reason), as: "is-\(reason.code).pdf") }
    try workspace.drop(Documents.text("good"), as: "good.pdf")
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["good"])
    let failures = try workspace.failures()
    for reason in reasons {
      let identifier = "is-\(reason.code)"
      #expect(failures[reason.code] == [identifier], "\(failures)")
      let error = try workspace.error(of: identifier)
      #expect(error.errorType == reason.code)
      #expect(error.originalName == "\(identifier).pdf")
      #expect(error.next == reason.next(for: identifier))
      #expect(error.errorMessage.first?.isUppercase == true && error.errorMessage.last == ".", "\(error.errorMessage)")
      let kept = try workspace.directory(of: identifier).appending("\(identifier).pdf")
      #expect(try Sys.contents(of: kept) == Documents.bad(reason))
      #expect(answer.output.contains("1  \(reason.code) "))
    }
  }

  @Test(.workspace("inspection:\n  timeout: 1s\n  sample_pages: 1\n"))
  func `a document that hangs the parser costs itself alone`() throws {
    let workspace = try workspace()
    try workspace.drop(PDFBuilder().bombPage(levels: 12, uses: 12).data(), as: "bomb.pdf")
    for number in 1...3 { try workspace.drop(Documents.text("word\(number)"), as: "good-\(number).pdf") }
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["good-1", "good-2", "good-3"])
    #expect(try workspace.failures() == ["parser_timeout": ["bomb"]])
    #expect(try workspace.error(of: "bomb").next.contains("sluice retry bomb"))
  }

  @Test(.workspace("inspection:\n  memory: 256MiB\n  timeout: 20s\n"))
  func `a document that eats memory costs itself alone`() throws {
    let workspace = try workspace()
    // A font size at which one glyph's outline would need more memory than there is.
    let huge = PDFBuilder.Picture(width: 16_000, height: 16_000, pixels: [])
    try workspace.drop(PDFBuilder().page(image: huge).data(), as: "huge.pdf")
    try workspace.drop(Documents.text("good"), as: "good.pdf")
    let answer = try workspace.sluice("download")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.identifiers(in: "01_downloaded").contains("good"))
  }
}
