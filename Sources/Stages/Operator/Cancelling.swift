import Formats
import Manifest
import Spool
import StageKit
import SystemCalls

/// Marks batches as cancelled: `cancel` in the batch's directory. The submitter hands none over that has it, cleanup ends those
/// that were, keeps what is proven and sends the other items back (law 7).
///
/// Runs as the operator: a lease and a manifest of its own (law 4). Nothing is moved here, so it can be done at any time.
public struct Cancelling: Worker {
  /// The operator.
  public static let name = WorkerName.operator

  /// The batches; all when nil.
  let names: Set<BatchName>?
  let note: String

  /// Cancels these batches, or all that are in `02` and `03`; `note` is kept in the history.
  public init(_ names: Set<BatchName>?, note: String) {
    self.names = names
    self.note = note
  }

  /// Nothing is private to the operator.
  public mutating func recover(_ pass: Pass) throws {}

  /// Marks each batch where it is.
  public mutating func work(_ pass: Pass) throws {
    for name in try wanted(pass) {
      guard let marker = try mark(name, pass) else { continue }
      if pass.options.dryRun { continue }
      if !marker {
        pass.say("\(name) was cancelled before")
        continue
      }
      var event = Event(.note)
      event.subject = .batch
      event.id = name.description
      event.visit = 0
      event.message = "cancelled by a person: \(note)"
      try pass.tell(event)
      pass.say("\(name) is cancelled")
    }
    try pass.flush()
  }

  private func wanted(_ pass: Pass) throws -> [BatchName] {
    if let names { return names.sorted() }
    return try [Stage.pending, .processing].flatMap { try pass.spool.batches(in: pass.spool.path($0)) }.sorted()
  }

  /// Marks one batch; whether it was not marked before, nil when it is not there to be marked.
  private func mark(_ name: BatchName, _ pass: Pass) throws -> Bool? {
    // A batch moves from 02 to 03 and to its rest while we look: the second look finds it.
    for _ in 0..<3 {
      guard let found = try pass.spool.locate(name), found.place != .rest else { break }
      let marker = BatchLayout(found.path).cancelMarker
      if Sys.exists(marker) { return false }
      if pass.options.dryRun {
        pass.say("would cancel \(name) in \(found.place)")
        return true
      }
      do {
        try Sys.publish(Array("\(Timestamp.now) \(note)\n".utf8), at: marker)
        return true
      } catch {
        if error.errno != .noSuchFileOrDirectory { throw error }
      }
    }
    pass.trouble("\(name): is not in 02_ocr_pending or 03_ocr_processing: nothing is left to cancel")
    return nil
  }
}
