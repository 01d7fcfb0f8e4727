import Formats

/// What the task knows of one document while it runs.
struct DocumentState: Sendable {
  /// The entry in the list.
  let entry: ChunkEntry
  /// Pages of this try that failed, by number.
  var failed: [Int: PageFailure] = [:]
  /// Why the document as a whole cannot be done: a reason's code and a sentence.
  var refusal: ParserReply.Failure?
  /// Why it could not be got at, which is no failure of its own.
  var unreachable: String?
  /// Pages handed to lanes and not yet answered.
  var underWay = 0
  /// Pages that crashed the parser, hung it or exhausted its memory in this try.
  var costly = 0
  /// Whether the task is through with it.
  var isDone = false

  /// So many costly pages are tried before a document can be given up.
  static let costlyPages = 10

  /// Whether the rest of the pages is not worth the chunk's time: it has cost a restart ten times, and fails on more pages
  /// than it does. A document with half of its pages failed cannot pass; going on would take the walltime of the others.
  func isHopeless(done: Int) -> Bool { costly >= Self.costlyPages && failed.count > done }

  /// Its entry in the outcome; nil when nothing can be said because it was not reached.
  func outcome(done: Int) -> ItemOutcome? {
    guard isDone || done > 0 || !failed.isEmpty || refusal != nil || unreachable != nil else { return nil }
    return ItemOutcome(
      identifier: entry.identifier, unitsDone: done, unitsFailed: failed.keys.sorted(), errorType: refusal?.code,
      errorMessage: refusal?.message, unreachable: unreachable)
  }
}
