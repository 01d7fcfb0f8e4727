import Formats
import SystemCalls

/// What a program of the user's wrote for one document, as text by page.
///
/// It may be:
/// - plain text (UTF-8). Where form feeds part it into as many pages as the document has, each part is a page, a last empty
///   one aside, as `pdftotext` writes them. Otherwise the whole text stands on page 1 and the other pages are empty.
/// - NDJSON with one line a page: `{"page": 3, "text": "…"}`, with `"route"` (`text`, `ocr`, `blank`) and `"confidence"` (0 to
///   100) if it likes, or `{"page": 3, "error": "a sentence"}`. A page that is not there has failed.
/// - one line of JSON with `text` and `attributes.pdf_page_numbers`, as olmOCR writes it; without page numbers its text counts
///   as plain text.
///
/// Fails: no output or an empty one is a failure, whatever the exit status said (law 6); a blank page is a form feed or a
/// line with an empty text.
struct CommandOutput {
  /// The output as a whole cannot be used.
  struct Unusable: Error, CustomStringConvertible {
    let description: String
  }

  private struct Line: Decodable {
    struct Attributes: Decodable {
      var pages: [[Int]]?
      enum CodingKeys: String, CodingKey { case pages = "pdf_page_numbers" }
    }
    var page: Int?
    var text: String?
    var error: String?
    var route: PageRoute?
    var confidence: Double?
    var attributes: Attributes?
  }

  private var pages: [Int: Result<ParserReply.PageText, PageFailure>] = [:]
  private let units: Int

  /// A document's text is not longer than this; the largest books have some 50 MB.
  static let mostBytes = 1 << 30

  /// Reads the output of a document of so many pages.
  init(_ path: FilePath, units: Int) throws {
    self.units = units
    guard let status = try? Sys.status(of: path) else { throw Unusable(description: "The program wrote no output.") }
    guard status.kind == .file, status.size <= Self.mostBytes else {
      throw Unusable(description: "The program's output is no file or longer than 1 GiB.")
    }
    let bytes = try Sys.contents(of: path, limit: Self.mostBytes)
    guard !bytes.isEmpty else { throw Unusable(description: "The program's output is empty.") }
    if let lines = try Self.lines(of: bytes) { try take(lines) } else { take(String(decoding: bytes, as: UTF8.self)) }
  }

  /// The fate of each of some pages.
  func answers(for wanted: ArraySlice<Int>, seconds: Double) -> [PageAnswer] {
    let absent = PageFailure(kind: .failed, message: "The program gave no text for this page.")
    return wanted.map { PageAnswer(page: $0, result: pages[$0] ?? .failure(absent), seconds: seconds) }
  }

  /// The lines, when the output is NDJSON; nil when it is plain text.
  private static func lines(of bytes: [UInt8]) throws -> [Line]? {
    let blank: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
    guard bytes.first(where: { !blank.contains($0) }) == UInt8(ascii: "{") else { return nil }
    var lines: [Line] = []
    for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      guard !line.allSatisfy(blank.contains) else { continue }
      guard let value = try? FormatCoding.decode(Line.self, from: line), value.text != nil || value.error != nil else {
        // Text may begin with a brace; what has begun as records must go on so.
        if lines.isEmpty { return nil }
        throw Unusable(description: "Line \(number + 1) of the program's output is no record.")
      }
      lines.append(value)
    }
    return lines
  }

  private mutating func take(_ lines: [Line]) throws {
    if lines.count == 1, let line = lines.first, line.page == nil, let text = line.text {
      return try line.attributes?.pages.map { try take(text, spans: $0) } ?? take(text)
    }
    for line in lines {
      guard let page = line.page, (1...max(1, units)).contains(page) else {
        throw Unusable(description: "The program's output holds a record of a page that the document has not.")
      }
      guard pages[page] == nil else { throw Unusable(description: "The program's output holds page \(page) twice.") }
      pages[page] = Self.result(of: line)
    }
  }

  private static func result(of line: Line) -> Result<ParserReply.PageText, PageFailure> {
    if let error = line.error { return .failure(PageFailure(kind: .failed, message: error)) }
    return .success(
      ParserReply.PageText(text: line.text ?? "", route: line.route ?? .ocr, confidence: line.confidence))
  }

  /// Parts a text by olmOCR's `[start, end, page]`, which count Unicode scalars.
  private mutating func take(_ text: String, spans: [[Int]]) throws {
    let scalars = Array(text.unicodeScalars)
    for span in spans {
      guard span.count == 3, span[0] >= 0, span[0] <= span[1], span[1] <= scalars.count,
        (1...max(1, units)).contains(span[2])
      else { throw Unusable(description: "The program's output has page numbers that do not fit its text.") }
      var part = String.UnicodeScalarView()
      part.append(contentsOf: scalars[span[0]..<span[1]])
      pages[span[2]] = .success(ParserReply.PageText(text: String(part), route: .ocr))
    }
  }

  private mutating func take(_ text: String) {
    var parts = text.unicodeScalars.split(separator: "\u{0C}", omittingEmptySubsequences: false)
    if parts.count == units + 1, parts.last?.allSatisfy(\.properties.isWhitespace) == true { parts.removeLast() }
    for page in stride(from: 1, through: units, by: 1) {
      let own = parts.count == units ? String(parts[page - 1]) : page == 1 ? text : ""
      pages[page] = .success(ParserReply.PageText(text: own, route: .ocr))
    }
  }
}
