import Formats

/// The engine `null`: every page is blank, no document is opened. It exists to measure what all but the engine costs and
/// is not offered to users.
struct NullEngine: DocumentEngine {
  let takesWholeDocuments = true
  let readsDocuments = false

  func versions() throws(TaskFailure) -> [String: String] { [:] }

  func worker() -> any EngineWorker { Worker() }

  private final class Worker: EngineWorker {
    func work(on document: StagedDocument, pages: ArraySlice<Int>) -> EngineAnswer {
      .pages(
        pages.map {
          PageAnswer(page: $0, result: .success(ParserReply.PageText(text: "", route: .blank)), seconds: 0)
        })
    }
  }
}
