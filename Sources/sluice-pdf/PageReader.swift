import Documents
import Formats
import Reading
import Recognition

/// Has the text of one page in the way a request asks for.
struct PageReader {
  private let recognizer: Recognizer
  private let languages: String
  private let dotsPerInch: Double
  private let trustHiddenText: Bool
  private let textQuality: Double

  /// Below, letters have no form; above, only time is lost.
  private static let usefulDotsPerInch = 36...1200

  /// Takes what the request names, and the standard for the rest.
  init(_ request: ParserRequest, _ recognizer: Recognizer) {
    self.recognizer = recognizer
    languages = request.languages ?? RequestDesk.Standard.languages
    let wanted = request.dpi ?? RequestDesk.Standard.dotsPerInch
    let useful = Self.usefulDotsPerInch
    dotsPerInch = Double(min(max(wanted, useful.lowerBound), useful.upperBound))
    trustHiddenText = request.trustHiddenText ?? false
    textQuality = request.textQuality ?? RequestDesk.Standard.textQuality
  }

  /// The page's own text layer, whatever it is worth.
  func own(_ page: borrowing PDFPage) throws(ParserReply.Failure) -> ParserReply.PageText {
    let finding = try look(page)
    return .init(text: finding.text, route: finding.cause == .blank ? .blank : .text)
  }

  /// The page's own text where it is good, recognition where it is not.
  func better(_ page: borrowing PDFPage) throws(ParserReply.Failure) -> ParserReply.PageText {
    let finding = try look(page)
    return switch finding.route {
    case .text: .init(text: finding.text, route: .text)
    case .blank: .init(text: "", route: .blank)
    case .ocr: try recognized(page)
    }
  }

  /// What can be read on the page's picture; Tesseract is not asked about a picture with nothing on it.
  func recognized(_ page: borrowing PDFPage) throws(ParserReply.Failure) -> ParserReply.PageText {
    let picture: GrayImage
    do throws(DocumentError) { picture = try page.render(dotsPerInch: dotsPerInch) } catch { throw .init(page: error) }
    if page.lacksImage(picture) {
      throw .init(code: Reason.parserMemory.code, message: "there is not enough memory for an image on the page")
    }
    if picture.isUniform { return .init(text: "", route: .blank) }
    do throws(Recognizer.Failure) {
      let reading = try recognizer.read(
        pixels: picture.pixels, width: picture.width, height: picture.height, dotsPerInch: picture.dotsPerInch,
        languages: languages)
      return .init(text: PlainText.clean(reading.text), route: .ocr, confidence: reading.confidence)
    } catch {
      throw .init(error)
    }
  }

  private func look(_ page: borrowing PDFPage) throws(ParserReply.Failure) -> PageFinding {
    do throws(DocumentError) {
      return try PageFinding(page, trustHiddenText: trustHiddenText, textQuality: textQuality)
    } catch {
      throw .init(page: error)
    }
  }
}
