import Documents
import Formats
import Recognition
import SystemCalls

/// Takes one request after another and answers each; keeps the document of the last page and Tesseract at hand.
final class RequestDesk {
  /// The settings a request does not name.
  enum Standard {
    static let samplePages = 8
    static let textQuality = 0.7
    static let languages = "eng"
    static let dotsPerInch = 300
  }

  private var open = OpenDocument()
  let recognizer = Recognizer()
  private lazy var choice = LanguageChoice(recognizer)

  /// The reply to one line and the file that came with it; with its newline.
  func answer(_ line: [UInt8], _ file: HeldFile?) -> [UInt8] {
    let reply: ParserReply
    do { reply = perform(try FormatCoding.decode(ParserRequest.self, from: line), file) } catch {
      reply = .refusal("bad_request", "the request is not understood: \(error)")
    }
    if let bytes = try? FormatCoding.line(reply) { return bytes }
    // Nothing in a reply is beyond JSON but a number that is none.
    return Array(#"{"failure":{"code":"page_failed","message":"the reply cannot be written"}}"#.utf8) + [10]
  }

  private func perform(_ request: ParserRequest, _ file: HeldFile?) -> ParserReply {
    do throws(ParserReply.Failure) {
      switch request.operation {
      case .inspect:
        // Its file may be renamed next: nothing of it stays open.
        open.close()
        return ParserReply(inspection: try inspect(request, file))
      case .versions: return try versions(request)
      case .text, .recognize, .page: return ParserReply(page: try pageText(request, file))
      }
    } catch {
      return ParserReply(failure: error)
    }
  }

  /// What a look at a document finds, or its verdict on it; neither counts where the bytes were not those of the document.
  private func inspect(_ request: ParserRequest, _ handed: HeldFile?) throws(ParserReply.Failure) -> Inspection {
    let file: ProvenFile
    do throws(DocumentError) { file = try ProvenFile(request, handed) } catch { throw .init(document: error) }
    let found: Result<Inspection, ParserReply.Failure>
    do throws(ParserReply.Failure) { found = .success(try Inspector(request, file.file).inspect()) } catch {
      found = .failure(error)
    }
    do throws(DocumentError) { try file.check() } catch { throw .init(document: error) }
    return try found.get()
  }

  /// The versions; with `languages` named, only if Tesseract can read them: asked before a task blames its pages.
  private func versions(_ request: ParserRequest) throws(ParserReply.Failure) -> ParserReply {
    if let wanted = request.languages {
      let languages = choice.first(wanted, of: "", script: nil)
      do throws(Recognizer.Failure) { try recognizer.prepare(languages: languages) } catch { throw .init(error) }
    }
    return ParserReply(versions: Versions.all)
  }

  /// A page's text, or its failure; neither counts where the document was changed meanwhile.
  private func pageText(
    _ request: ParserRequest, _ file: HeldFile?
  ) throws(ParserReply.Failure) -> ParserReply.PageText {
    let read: Result<ParserReply.PageText, ParserReply.Failure>
    do throws(ParserReply.Failure) { read = .success(try readPage(request, file)) } catch { read = .failure(error) }
    do throws(DocumentError) { try open.check() } catch { throw .init(document: error) }
    return try read.get()
  }

  private func readPage(
    _ request: ParserRequest, _ file: HeldFile?
  ) throws(ParserReply.Failure) -> ParserReply.PageText {
    guard let number = request.page else { throw .init(code: "bad_request", message: "the request names no page") }
    LibraryErrors.forget()
    let page: OpenPage
    do throws(DocumentError) { page = try open.page(number, of: request, file) } catch { throw .init(page: error) }
    switch consume page {
    case .pdf(let page): return try text(of: page, request)
    case .picture(let page): return try text(of: page, request)
    }
  }

  private func text(
    of page: borrowing some ReadablePage & ~Copyable, _ request: ParserRequest
  ) throws(ParserReply.Failure) -> ParserReply.PageText {
    let reader = PageReader(request, recognizer, choice)
    switch request.operation {
    case .recognize: return try reader.read(page)
    case .page: return try reader.better(page)
    default: return try reader.own(page)
    }
  }
}

extension ParserReply {
  static func refusal(_ code: String, _ message: String) -> ParserReply {
    ParserReply(failure: Failure(code: code, message: message))
  }
}

extension ParserReply.Failure {
  /// A document that cannot be opened.
  init(document error: DocumentError) {
    switch error {
    case .refused(let code, let sentence): self.init(code: code, message: sentence)
    case .encrypted: self.init(code: Reason.encrypted.code, message: error.description)
    case .outOfMemory: self.init(code: Reason.parserMemory.code, message: error.description)
    // The file, not its contents: no verdict on the document.
    case .unreadable, .changed: self.init(code: Self.unreadable, message: error.description)
    default: self.init(code: Reason.damaged.code, message: error.description)
    }
  }

  /// A page that cannot be had: the page's failure, not the document's.
  init(page error: DocumentError) {
    switch error {
    case .noPage, .unusableSize, .notDrawn: self.init(code: "page_failed", message: error.description)
    default: self.init(document: error)
    }
  }

  /// Tesseract cannot work.
  init(_ error: Recognizer.Failure) {
    switch error {
    case .languages: self.init(code: "languages_missing", message: error.description)
    case .failed: self.init(code: "page_failed", message: error.description)
    }
  }
}
