import Parsing
import SystemCalls
import TestSupport
import Testing

/// Documents of these tests.
enum Sample {
  static let words = """
    The quick brown fox jumps over the lazy dog while seven wizards watch the evening sky.
    Reading is a habit that grows with every page, and every page was written by someone.
    """

  /// Something that is no whole document, and what is said of it.
  struct Refused: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var code: String
    var says: String
    var bytes: @Sendable () -> [UInt8]

    init(_ description: String, _ code: String, says: String = "", _ bytes: @escaping @Sendable () -> [UInt8]) {
      testDescription = description
      self.code = code
      self.says = says
      self.bytes = bytes
    }
  }

  static let whole = PDFBuilder().page(text: words).page(text: words)

  static let refused: [Refused] = [
    Refused("nothing", "empty") { [] },
    Refused("a web page", "not_a_pdf", says: "an HTML page") { Array("<!DOCTYPE html><html><body>404</body>".utf8) },
    Refused("plain text", "not_a_pdf", says: "plain text") { Array("Dear colleague,\nsee the attachment.".utf8) },
    Refused("a picture of a kind that is not read", "not_a_pdf", says: "a GIF image") { Array("GIF89a......".utf8) },
    Refused("the beginning of a picture", "truncated", says: "at the end") {
      [0xFF, 0xD8, 0xFF, 0xE0] + Array("..JFIF".utf8)
    },
    Refused("zero bytes", "not_a_pdf", says: "zero bytes") { [UInt8](repeating: 0, count: 5000) },
    Refused("the first half", "truncated", says: "%%EOF") {
      let all = whole.data(); return Array(all.prefix(all.count / 2))
    },
    Refused("all but the last ten bytes", "truncated", says: "%%EOF") { Array(whole.data().dropLast(10)) },
    Refused("only the header", "truncated", says: "%%EOF") { Array("%PDF-1.7\n".utf8) },
    Refused("a hole in the middle", "truncated", says: "cross-reference") {
      let all = PDFBuilder().page(text: words).page(image: .init(width: 200, height: 200)).data()
      return Array(all.prefix(500)) + Array(all.suffix(200))
    },
    Refused("no pages", "zero_pages") { PDFBuilder().data() },
    Refused("two thousand million pages", "damaged") {
      PDFBuilder().page(text: words).claiming(pages: 2_000_000_000).data()
    },
    Refused("a header and an end and nothing between", "damaged") {
      Array("%PDF-1.7\nnothing here\nstartxref\n9\n%%EOF\n".utf8)
    },
  ]
}

extension ParserSettings {
  /// The parser that was built beside the tests, whatever `$SLUICE_PDF` names.
  static func built(
    in directory: FilePath, memory: Int64? = 2 << 30, processorSeconds: Int64? = nil
  ) -> ParserSettings {
    ParserSettings(
      directory: directory, executable: Command.built("sluice-pdf"), memory: memory, processorSeconds: processorSeconds)
  }
}
