import Formats
import Parsing
import SystemCalls

/// The engines `text`, `tesseract` and `auto`: one request a page to the parser program, one program a lane.
struct ParserEngine: DocumentEngine {
  /// Which of the three.
  enum Way: String, Sendable, CaseIterable {
    /// The same as `auto`, for documents whose pages that were looked at have good text: planned at the cost of reading.
    case text
    /// Recognition of its picture.
    case tesseract
    /// The better of the two, page by page.
    case auto

  }

  let way: Way
  let settings: TaskSettings
  let parser: ParserSettings
  /// Whether a warning signal came, which a parser that died may have got as well.
  let warned: @Sendable () -> Bool

  let takesWholeDocuments = false
  let readsDocuments = true

  func versions() throws(TaskFailure) -> [String: String] {
    let process = ParserProcess(parser)
    defer { process.end() }
    // With languages named the parser says now whether Tesseract can read them, before any page is blamed.
    let request = ParserRequest(.versions, languages: way == .text ? nil : settings.languages)
    switch process.ask(request, timeout: 60) {
    case .success(let reply):
      if let failure = reply.failure { throw TaskFailure(failure.message) }
      return reply.versions ?? [:]
    case .failure(let failure): throw TaskFailure(failure.description)
    }
  }

  func worker() -> any EngineWorker { Worker(engine: self) }

  func request(_ document: StagedDocument, page: Int) -> ParserRequest {
    switch way {
    case .tesseract:
      ParserRequest(
        .recognize, path: document.parserPath, sha256: document.entry.sha256, page: page, languages: settings.languages,
        dpi: settings.dpi)
    case .text, .auto:
      ParserRequest(
        .page, path: document.parserPath, sha256: document.entry.sha256, page: page,
        trustHiddenText: settings.trustHiddenText, textQuality: settings.textQuality, languages: settings.languages,
        dpi: settings.dpi)
    }
  }

  private final class Worker: EngineWorker {
    private let engine: ParserEngine
    private let process: ParserProcess

    init(engine: ParserEngine) {
      self.engine = engine
      process = ParserProcess(engine.parser)
    }

    func work(on document: StagedDocument, pages: ArraySlice<Int>) -> EngineAnswer {
      var answers: [PageAnswer] = []
      for page in pages {
        let since = Sys.monotonicSeconds
        let result = process.ask(
          engine.request(document, page: page), timeout: engine.settings.pageTimeoutSeconds)
        switch engine.judge(result) {
        case .page(let result):
          answers.append(PageAnswer(page: page, result: result, seconds: Sys.monotonicSeconds - since))
        case .document(let answer): return answer
        }
      }
      return .pages(answers)
    }
  }

  private func judge(_ failure: ParserReply.Failure) -> Verdict {
    switch failure.code {
    case ParserReply.Failure.unreadable: return .document(.unreachable(failure.message))
    case "languages_missing", "bad_request": return .document(.broken(failure.message))
    default:
      guard Reason(code: failure.code) != nil else {
        return .page(.failure(PageFailure(kind: .failed, message: failure.message)))
      }
      return .document(.refused(code: failure.code, message: failure.message))
    }
  }

  private enum Verdict {
    case page(Result<ParserReply.PageText, PageFailure>)
    case document(EngineAnswer)
  }

  private func judge(_ result: Result<ParserReply, ParserFailure>) -> Verdict {
    switch result {
    case .success(let reply):
      if let page = reply.page { return .page(.success(page)) }
      guard let failure = reply.failure else {
        return .page(.failure(PageFailure(kind: .failed, message: "the parser's reply holds no page")))
      }
      return judge(failure)
    case .failure(let failure):
      if failure.kind == .unreadable { return .document(.unreachable(failure.description)) }
      let mayBeSignalled = failure.kind == .crashed || failure.kind == .unavailable
      if failure.kind != .timeout && (mayBeSignalled ? Warning.comes(warned) : warned()) {
        return .document(.interrupted)
      }
      guard let kind = failure.pageCode.flatMap(PageFailure.Kind.init(rawValue:)) else {
        return .document(.broken(failure.description))
      }
      return .page(.failure(PageFailure(kind: kind, message: failure.description)))
    }
  }
}
