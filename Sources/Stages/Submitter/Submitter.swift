// Reads   02_ocr_pending: complete batches, oldest first.
// Writes  job.json in the batch, at the moment the executor says (law 7).
// Steps   the batch, 02_ocr_pending → 03_ocr_processing.
// Fails   A refused submission stays in 03 without job.json and is named; the next pass asks the executor again.
// Crash   A batch in 03 without job.json is settled with the executor; one that was never started is started again.

import Formats
import Manifest
import Scheduling
import Spool
import StageKit
import SystemCalls

/// Hands batches to an executor, each exactly once.
public struct Submitter: Worker {
  /// The submitter.
  public static let name = WorkerName.submitter

  let executor: any Executor
  /// The batches it is about; all when empty. A person who names them is not held back.
  let only: Set<BatchName>
  /// What a person decided of them.
  let decision: Handover.Decision?
  /// Why nothing more is submitted in this pass.
  var stop: String?

  /// A submitter that hands over to this executor.
  ///
  /// - Parameters:
  ///   - only: the batches it is about; all when empty.
  ///   - decision: what a person decided of batches of which nobody knows whether they were submitted.
  public init(executor: any Executor, only: Set<BatchName> = [], decision: Handover.Decision? = nil) {
    self.executor = executor
    self.only = only
    self.decision = decision
  }

  /// Submits the oldest batches until the executor's queue is deep enough.
  public mutating func work(_ pass: Pass) throws {
    if let lack = try Room.lack(in: pass.workspace, forDraining: true) { return pass.holdBack(lack) }
    var pending = try pass.spool.batches(in: pass.spool.path(.pending)).filter(concerns)
    if pass.options.dryRun { return try preview(pending, pass) }
    pending = try passOnCancelled(pending, pass)
    if let stop { return pass.holdBack(stop) }
    guard !pending.isEmpty else { return }
    var queue = Queue(executor)
    var inFlight = try pass.spool.batches(in: pass.spool.path(.processing)).count
    let most = pass.workspace.settings.submit.maxBatches
    for name in pending {
      if pass.shouldStop { return }
      if inFlight >= most && only.isEmpty {
        return pass.holdBack("\(inFlight) batches are in flight, as many as submit.max_batches allows")
      }
      do {
        let batch = try Batches.handle(name, in: .pending, pass.spool)
        if let lack = queue.lack(for: batch) { return pass.holdBack(lack) }
        try submit(batch, name, pass)
        queue.add(batch)
      } catch let error as Batches.Unreadable {
        pass.trouble("\(error)")
        continue
      }
      if let stop { return pass.holdBack(stop) }
      inFlight += 1
    }
  }

  func concerns(_ name: BatchName) -> Bool { only.isEmpty || only.contains(name) }

  private mutating func submit(_ batch: BatchHandle, _ name: BatchName, _ pass: Pass) throws {
    let target = pass.spool.batch(name, in: .processing)
    do {
      // What cannot be handed over at all is not begun.
      _ = try executor.preview(Self.moved(batch, to: target))
    } catch {
      return pass.trouble("\(name) is not submitted: \(error)")
    }
    try pass.tell(Self.event(.intent, batch, "submit to \(executor.name)"))
    let made = try pass.commit(
      [
        Step(
          .batch(name), visit: 0, from: .stage(.pending), to: .stage(.processing), source: batch.layout.directory,
          target: target, units: batch.record.pages)
      ], byOwnRename: true)
    // Whose rename it was not submits nothing: another pass may be at it, and if none is, the next one settles it.
    guard !made.isEmpty else { return }
    let moved = try Batches.handle(name, in: .processing, pass.spool)
    if let answer = try unlessHandedOver(moved, { try executor.submit(moved, handover(for: moved, pass)) }) {
      try note(answer, moved, pass)
    }
  }

  /// What an executor answers; nil where another pass has handed the batch over meanwhile.
  func unlessHandedOver<Answer>(_ batch: BatchHandle, _ body: () throws -> Answer?) throws -> Answer? {
    do { return try body() } catch let error as SystemError
      where error.errno == .fileExists && error.path == batch.layout.job
    { return nil }
  }

  /// What the executor gets beside a batch.
  func handover(for batch: BatchHandle, _ pass: Pass) -> Handover {
    var handover = Handover { job in try Sys.publishOnce(try FormatCoding.file(job), at: batch.layout.job) }
    handover.lease = pass.leaseDescriptor
    handover.maySubmit = stop == nil
    handover.decision = decision
    return handover
  }

  private func preview(_ pending: [BatchName], _ pass: Pass) throws {
    for name in pending {
      let batch = try Batches.handle(name, in: .pending, pass.spool)
      pass.say(
        "would submit \(name) to \(executor.name): \(counted(batch.record.items, "item")), "
          + "\(counted(batch.record.pages, "page")), \(counted(batch.record.chunks.count, "chunk")), engine \(batch.record.engine)"
      )
      do {
        let target = pass.spool.batch(name, in: .processing)
        if let bytes = try executor.preview(Self.moved(batch, to: target)) { pass.say(bytes: bytes) }
      } catch {
        pass.trouble("\(name) cannot be submitted: \(error)")
      }
    }
  }

  /// The batch as it will be in 03.
  private static func moved(_ batch: BatchHandle, to directory: FilePath) -> BatchHandle {
    BatchHandle(name: batch.name, layout: BatchLayout(directory), record: batch.record, job: nil)
  }
}
