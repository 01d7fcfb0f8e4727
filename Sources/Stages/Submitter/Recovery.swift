import Scheduling
import Spool
import StageKit
import SystemCalls

extension Submitter {
  /// Settles with the executor every batch in 03 that a stopped pass left without an answer or a start.
  public mutating func recover(_ pass: Pass) throws {
    // A person who names a batch wants it tried now.
    if only.isEmpty { stop = Breaker.reason(in: pass.spool) }
    var batches: [BatchHandle] = []
    for name in try pass.spool.batches(in: pass.spool.path(.processing)) where concerns(name) {
      do {
        batches.append(try Batches.handle(name, in: .processing, pass.spool))
      } catch let error as Batches.Unreadable {
        // What cleanup has put away since it was listed is no trouble.
        if Sys.exists(error.path) { pass.trouble("\(error)") }
      }
    }
    // A batch that nobody ever had is cleanup's; the scheduler is asked only where a job may be known and not started.
    let startable = batches.filter { executor.responsible(for: $0).startsAfterItsRecord }
    let states = try executor.states(of: startable)
    for batch in batches {
      switch SubmissionNeed(hasJob: batch.job != nil, state: states[batch.name]) {
      case .none: continue
      case .settle:
        let outcome = try unlessPutAway(batch) {
          try unlessHandedOver(batch) { try executor.settle(batch, handover(for: batch, pass)) }
        }
        if let outcome = outcome ?? nil { try note(outcome, batch, pass) }
      case .restart: _ = try unlessPutAway(batch) { try executor.restart(batch) }
      }
    }
  }

  /// Does something with a batch in 03; nil when it fails because cleanup, which does not wait for this lease, has put the
  /// batch away meanwhile. While it is looked at, such a batch seems to lack its job, its lock and its history.
  private func unlessPutAway<Answer>(_ batch: BatchHandle, _ body: () throws -> Answer) throws -> Answer? {
    do { return try body() } catch {
      if Sys.exists(batch.layout.directory) { throw error }
      return nil
    }
  }
}
