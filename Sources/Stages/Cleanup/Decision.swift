import Formats
import Results
import Scheduling
import Settings
import Spool
import StageKit

/// What becomes of one item of a closed chunk.
enum Decision: Sendable, Hashable {
  /// Its coverage is proven; the pages listed failed.
  case pass(failed: [Int])
  /// It goes back to 01 with the pages it has.
  case back(Blame)
  /// It failed for good.
  case quarantine(Blame)

  /// Why an item did not pass, and whose failure it is.
  struct Blame: Sendable, Hashable {
    var reason: Reason
    var message: String
    /// Whether the failure names the item, or the item travelled alone (law 8).
    var own: Bool
    /// A lost node, preemption or a storage that failed: counts only after ten.
    var lostNode = false
    /// Whether sending it back says nothing of the item: a person cancelled.
    var blameless = false
    /// What the task had too little of.
    var shortage: Shortage?
  }

  /// What is known of one item when its chunk is closed.
  struct Evidence {
    var verdict: Coverage.Verdict
    /// Whether any record or page of it was found.
    var hasText: Bool
    /// What a task said of it.
    var named: ItemOutcome?
    var ending: ChunkEnding?
    /// Items in the chunk, itself included.
    var company: Int
    var history: [HistoryEntry]
    /// Seconds the chunk's task might take.
    var walltimeSeconds = 0
    /// Bytes the batch was packed to need; nil for what the settings say.
    var memoryBytes: Int64?
    /// How its source can be seen to have been written to since it was taken.
    var written: String?
    /// Whether its node fails whatever it is given.
    var isBadNode = false
    /// A file of the chunk's results that is not what its task wrote.
    var altered: String?
  }

  /// Failures that no second try can change.
  static let final: [Reason] = [
    .encrypted, .damaged, .truncated, .empty, .zeroPages, .notAPDF, .pictureTooLarge, .changed,
  ]

  init(_ evidence: Evidence, attempts: Int, lostNodeAttempts: Int) {
    switch evidence.verdict {
    case .complete where evidence.hasText: self = .pass(failed: [])
    case .completeWithFailedPages(let failed) where evidence.hasText: self = .pass(failed: failed.pages)
    default:
      let blame = Self.blame(evidence)
      self = Self.isFinal(blame, evidence.history, attempts, lostNodeAttempts) ? .quarantine(blame) : .back(blame)
    }
  }

  private static func blame(_ evidence: Evidence) -> Blame {
    let alone = evidence.company == 1
    if let code = evidence.named?.errorType {
      let reason = Reason(code: code) ?? .engineFailed
      return Blame(reason: reason, message: evidence.named?.errorMessage ?? reason.sentence, own: true)
    }
    if let unreachable = evidence.named?.unreachable {
      if let written = evidence.written {
        return Blame(reason: .changed, message: "\(written.prefix(1).uppercased())\(written.dropFirst()).", own: true)
      }
      let message = "The document could not be read: \(unreachable)"
      return Blame(reason: .noResult, message: message, own: false, lostNode: true)
    }
    if case .tooManyFailedPages(let failed) = evidence.verdict {
      return Blame(reason: .pagesFailed, message: "Pages failed: \(failed).", own: true)
    }
    var missing = "No task gave a result for it."
    if case .incomplete(let pages) = evidence.verdict, !pages.isEmpty { missing = "Pages without a result: \(pages)." }
    // What somebody did to a file, or a storage, says nothing of documents.
    if let altered = evidence.altered {
      let message = "\(missing) \(altered) is not what its task wrote."
      return Blame(reason: .noResult, message: message, own: false, lostNode: true)
    }
    guard let ending = evidence.ending else { return Blame(reason: .noResult, message: missing, own: alone) }
    let message = "\(missing) The task ended: \(ending.message)"
    // A node that fails whatever it is given says nothing of documents.
    if evidence.isBadNode { return Blame(reason: .noResult, message: message, own: false, lostNode: true) }
    switch ending.kind {
    case .timeLimit:
      let elapsed = ending.startedAt.flatMap { start in ending.endedAt?.seconds(since: start) } ?? 0
      let had = max(evidence.walltimeSeconds, Int(clamped: elapsed))
      return Blame(
        reason: .outOfTime, message: message, own: alone, shortage: had > 0 ? Shortage(walltimeSeconds: had) : nil)
    case .lostNode: return Blame(reason: .noResult, message: message, own: false, lostNode: true)
    case .cancelled, .cancelledByOther:
      return Blame(reason: .noResult, message: message, own: false, blameless: true)
    case .memoryLimit:
      let had = ending.usage?.memoryBytes ?? evidence.memoryBytes
      return Blame(
        reason: .outOfMemory, message: message, own: alone, shortage: had.map { Shortage(memoryBytes: $0) })
    case .completed, .failed, .signalled, .vanished:
      return Blame(reason: .noResult, message: message, own: alone)
    }
  }

  private static func isFinal(
    _ blame: Blame, _ history: [HistoryEntry], _ attempts: Int, _ lostNodeAttempts: Int
  ) -> Bool {
    if blame.blameless { return false }
    if blame.own && final.contains(blame.reason) { return true }
    // What a person sent back starts with a clean sheet.
    let since =
      history.lastIndex { $0.to == Place.stage(.inbox).description }.map { history[($0 + 1)...] } ?? history[...]
    if blame.lostNode { return since.count(where: { $0.lostNode == true }) + 1 >= lostNodeAttempts }
    let own = since.count(where: { $0.batch != nil && $0.ownFailure })
    return blame.own && own + 1 >= attempts
  }
}

extension Spool.Found {
  /// How its source can be seen to have been written to since it was taken. A storage that does not say blames nobody.
  func written(since metadata: ItemMetadata) -> String? {
    Spool.found(path, identifier).flatMap { try? ItemFiles.written($0.path, since: metadata) }
  }
}
