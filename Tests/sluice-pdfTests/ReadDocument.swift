import Formats
import Markup
import SystemCalls
import TestSupport
import Testing

@testable import sluice_pdf

/// A document that the parser reads, in the process of the tests.
struct ReadDocument {
  private let directory: TemporaryDirectory
  private let path: FilePath
  private let desk = RequestDesk()

  init(_ bytes: [UInt8]) throws {
    directory = try TemporaryDirectory()
    path = try directory.write(bytes, as: "document.pdf")
  }

  /// The answer to a request.
  func ask(_ operation: ParserRequest.Operation, page: Int? = nil) throws -> ParserReply {
    let request = ParserRequest(operation, path: path.string, page: page, languages: "eng", dpi: 200)
    return try FormatCoding.decode(ParserReply.self, from: desk.answer(FormatCoding.line(request), nil))
  }

  /// A page as the engine `auto` reads it.
  func page(_ number: Int = 1) throws -> ParserReply.PageText {
    let reply = try ask(.page, page: number)
    return try #require(reply.page, "\(reply)")
  }

  /// A page's text as it stands in the document's Markdown.
  static func markdown(_ page: ParserReply.PageText) throws -> String {
    let layout = try #require(page.layout)
    let record = DolmaRecord(
      id: "", text: page.text, source: "sluice", added: "", created: "", metadata: [:],
      attributes: [
        "pdf_page_numbers": .array([
          .array([.integer(0), .integer(page.text.unicodeScalars.count), .integer(layout.page)])
        ]), TextLayout.attribute: .array([layout.json]),
      ])
    return try #require(DocumentText(record)).markdown(pageMarks: false)
  }
}

extension ParserReply.PageText {
  /// The lines of the text that are not empty; a row of cells is one.
  var lines: [String] { text.split(separator: "\n").map(String.init) }
}
