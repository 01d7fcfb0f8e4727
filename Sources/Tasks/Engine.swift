import Formats
import SystemCalls

/// What a task runs on documents.
protocol Engine: Sendable {
  /// Whether a document's missing pages are taken all at once.
  var takesWholeDocuments: Bool { get }

  /// Finds out whether the engine works here, and the versions of what it runs; a failure ends the task before it begins.
  func versions() throws(TaskFailure) -> [String: String]

  /// Works through the plan of the bench's ledger; returns when nothing is left or the task stops.
  func work(at bench: Workbench)

  /// Versions that only its work told.
  var learnedVersions: [String: String] { get }

  /// Makes a document's line of results.
  func line(_ entry: ChunkEntry, _ pages: [PageRecord], _ usual: RecordAssembly) throws -> [UInt8]
}

extension Engine {
  var learnedVersions: [String: String] { [:] }

  func line(_ entry: ChunkEntry, _ pages: [PageRecord], _ usual: RecordAssembly) throws -> [UInt8] {
    try usual.line(entry, pages)
  }
}

/// An engine that works document by document: shared by all lanes, makes one worker for each.
protocol DocumentEngine: Engine {
  /// Whether it opens documents at all, so that they must be there and may be copied to scratch.
  var readsDocuments: Bool { get }

  /// Makes the worker of one lane; called and used on that lane's thread only.
  func worker() -> any EngineWorker
}

extension DocumentEngine {
  func work(at bench: Workbench) { Lanes(bench: bench, engine: self).run(bench.processes) }
}

/// What an engine finds to work with.
struct Workbench {
  let ledger: Ledger
  let source: DocumentSource
  let entries: [ChunkEntry]
  /// Documents or pages at the same time.
  let processes: Int
  /// The warning signal that came, if one did.
  let warning: @Sendable () -> Int32?
  /// Seconds the pages at hand are waited for after a signal.
  let patience: @Sendable (Int32) -> Double
  /// Takes a line for the log.
  let log: @Sendable (String) -> Void
}

/// One lane's share of an engine: works on one assignment at a time.
protocol EngineWorker: AnyObject {
  /// Does the pages of one assignment.
  func work(on document: StagedDocument, pages: ArraySlice<Int>) -> EngineAnswer
}

/// A document as an engine finds it.
struct StagedDocument: Sendable, Hashable {
  /// The entry in the list.
  var entry: ChunkEntry
  /// Its place in the list.
  var number: Int
  /// Where it is, absolute.
  var path: FilePath
  /// The same as seen from the directory the parsers were started in.
  var parserPath: String
}

/// What came of one assignment.
enum EngineAnswer: Sendable {
  /// Each page's fate. A page asked for and not among them has failed.
  case pages([PageAnswer])
  /// The document as a whole cannot be done: a reason's code and a sentence.
  case refused(code: String, message: String)
  /// A warning came in between: nothing is known of these pages.
  case interrupted
  /// The document cannot be got at here and now (storage, permission), which says nothing of the document itself.
  case unreachable(String)
  /// The engine itself does not work here; no document is to blame.
  case broken(String)
}

/// One page's fate.
struct PageAnswer: Sendable {
  /// The page's number, from 1.
  var page: Int
  /// Its text, or why there is none.
  var result: Result<ParserReply.PageText, PageFailure>
  /// Seconds of work.
  var seconds: Double
}

/// Why one page failed.
struct PageFailure: Error, Sendable, Hashable {
  /// What a page can fail of.
  enum Kind: String, Sendable {
    /// It took longer than a page may.
    case timeout = "page_timeout"
    /// It crashed the parser.
    case crashed = "page_crashed"
    /// It needed more memory than the parser may have.
    case memory = "page_memory"
    /// The engine said so.
    case failed = "page_failed"
  }

  /// The kind, whose raw value is the page's `error_type`.
  var kind: Kind
  /// The sentence that goes with it.
  var message: String
}
