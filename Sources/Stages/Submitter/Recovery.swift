import Scheduling
import Spool
import StageKit
import SystemCalls

extension Submitter {
  /// Settles with the executor every batch in 03 that a stopped pass left without an answer or a start.
  public mutating func recover(_ pass: Pass) throws {
    var batches: [BatchHandle] = []
    for name in try pass.spool.batches(in: pass.spool.path(.processing)) {
      do {
        batches.append(try Batches.handle(name, in: .processing, pass.spool))
      } catch let error as Batches.Unreadable {
        pass.trouble("\(error)")
      }
    }
    let answered = batches.filter { $0.job != nil }
    let states = answered.isEmpty ? [:] : try executor.poll(answered)
    for batch in batches {
      switch SubmissionNeed(hasJob: batch.job != nil, state: states[batch.name]) {
      case .none: continue
      case .settle: try note(try executor.settle(batch) { try Self.publish($0, batch) }, batch, pass)
      case .restart: try executor.restart(batch)
      }
    }
  }
}
