// Reads   03_ocr_processing: batches with job.json, what their tasks left in chunks/, what the executor says.
// Writes  <id>.ocr.jsonl, <id>.pages.ndjson and metadata in the batch's items; its raw results, compressed; chunks' metrics.
// Steps   the batch's items → 04_ocr_completed, back to 01_downloaded, or → 99_errors/<reason>; then the batch to its rest.
// Fails   What cannot be read or does not prove complete is no result: the item goes back with the pages it has.
// Crash   A split starts from nothing, a decision in an item's history is carried out, a half-made archive is made anew.

import Formats
import Scheduling
import Spool
import StageKit
import SystemCalls

/// Believes pages, not exit statuses: closes chunks, proves coverage, splits results per item, rests the batch.
public struct Cleanup: Worker {
  /// Cleanup.
  public static let name = WorkerName.cleanup

  let executor: any Executor

  /// Cleanup for batches this executor has.
  public init(executor: any Executor) { self.executor = executor }

  /// Asks the executor once for all batches, then harvests each chunk that ended.
  public mutating func work(_ pass: Pass) throws {
    if let lack = try Room.lack(in: pass.workspace, forDraining: true) { return pass.holdBack(lack) }
    var batches: [BatchHandle] = []
    for name in try pass.spool.batches(in: pass.spool.path(.processing)) {
      do {
        let batch = try Batches.handle(name, in: .processing, pass.spool)
        // Without the executor's answer nobody knows whether its tasks run: that is the submitter's to find out.
        guard batch.job != nil else { continue }
        if try !restIfPacked(batch, name, pass) { batches.append(batch) }
      } catch let error as Batches.Unreadable {
        pass.trouble("\(error)")
      }
    }
    guard !batches.isEmpty else { return }
    let states = try executor.states(of: batches)
    if !pass.options.dryRun { try watch(batches, states, pass) }
    for batch in batches where !pass.shouldStop {
      guard let state = states[batch.name] else { continue }
      endIfCancelled(batch, state, pass)
      if pass.options.dryRun {
        describe(batch, state, pass)
      } else {
        // What is missing in a batch another pass has moved on.
        _ = try pass.each(batch.layout.directory) { try harvest(batch, state, pass) }
      }
    }
  }

  private func harvest(_ batch: BatchHandle, _ state: BatchState, _ pass: Pass) throws {
    guard let name = BatchName(batch.name) else { return }
    var isExplained = false
    for chunk in batch.record.chunks {
      let closed = batch.layout.closedChunk(chunk.name)
      if !Sys.exists(closed) {
        guard let ending = state.chunks[chunk.name]?.ending, try mayClose(chunk, batch, pass) else { continue }
        try close(chunk, ending, batch)
      }
      let ending = try Ending.kept(of: chunk.name, batch) ?? state.chunks[chunk.name]?.ending
      if try harvest(chunk, ending, batch, name, pass) { isExplained = true }
    }
    guard batch.record.chunks.allSatisfy({ Sys.exists(batch.layout.closedChunk($0.name)) }),
      try pass.spool.items(inBatch: batch.layout.directory).isEmpty
    else { return }
    try tellMetrics(of: batch, state, pass)
    if !isExplained { try countFailure(of: batch, pass) }
    try rest(batch, name, pass)
  }

  /// Orders the executor to end a batch that a person cancelled; repeated until it has. What ended before keeps its ending.
  private func endIfCancelled(_ batch: BatchHandle, _ state: BatchState, _ pass: Pass) {
    guard !state.isOver, Sys.exists(batch.layout.cancelMarker) else { return }
    if pass.options.dryRun { return pass.say("\(batch.name): was cancelled; would be ended") }
    do { try executor.cancel(batch) } catch { pass.trouble("\(batch.name): could not be cancelled: \(error)") }
  }

  /// Goes on with a batch whose raw results an earlier pass took to pack: what told of its chunks may be gone already.
  private func restIfPacked(_ batch: BatchHandle, _ name: BatchName, _ pass: Pass) throws -> Bool {
    guard try RawArchive.files(in: batch.layout.directory) != nil || takenChunks(of: batch) != nil else { return false }
    if !pass.options.dryRun { try rest(batch, name, pass) }
    return true
  }

  /// Closes a chunk by one rename: what is inside counts, later comers find no directory (law 9).
  ///
  /// How its task ended is kept inside: what a later pass decides of its items is not to hang on what the scheduler still knows.
  private func close(_ chunk: ChunkRecord, _ ending: ChunkEnding, _ batch: BatchHandle) throws {
    guard Sys.exists(batch.layout.chunk(chunk.name)) else { return }
    do {
      try Ending.keep(ending, in: batch.layout.chunk(chunk.name))
      try Sys.rename(batch.layout.chunk(chunk.name), to: batch.layout.closedChunk(chunk.name))
    } catch let error as SystemError where error.errno == .noSuchFileOrDirectory {
      // Closed by another pass: what it kept counts.
      guard Sys.exists(batch.layout.closedChunk(chunk.name)) else { throw error }
    }
    try Sys.sync(batch.layout.chunks)
  }

  /// Makes the decisions for the items of one closed chunk, and their steps. Whether a document explains that its task failed: one
  /// that somebody wrote to.
  private func harvest(
    _ chunk: ChunkRecord, _ ending: ChunkEnding?, _ batch: BatchHandle, _ name: BatchName, _ pass: Pass
  ) throws -> Bool {
    let directory = batch.layout.closedChunk(chunk.name)
    guard Sys.exists(directory) else { return false }
    let harvest = try Harvest(
      chunk: chunk, directory: directory, batch: batch, settings: pass.workspace.settings,
      spool: pass.spool, badNodes: Set(BadNodes(of: pass.workspace).excluded()))
    guard !harvest.present.isEmpty else { return false }
    try harvest.read()
    for file in harvest.altered {
      pass.trouble(
        "\(batch.layout.directory.pushing(FilePath(file))): is not what its task wrote, as outcome.json beside it tells: "
          + "nothing in it counts; sluice show \(batch.name)")
    }
    var steps: [Step] = []
    for item in harvest.present {
      if let step = try pass.each(item.path, { try step(item, harvest, ending, name, pass) }) { steps.append(step) }
    }
    try harvest.reveal(in: pass)
    return try pass.commit(steps).contains { $0.reason == Reason.changed.code }
  }

  private func describe(_ batch: BatchHandle, _ state: BatchState, _ pass: Pass) {
    for chunk in batch.record.chunks {
      let word =
        switch state.chunks[chunk.name] {
        case .waiting, nil: "waiting"
        case .held(let why): "held: \(why)"
        case .running: "running"
        case .ended(let ending): "ended: \(ending.message); would be harvested"
        case .unknown(let why): "unknown: \(why)"
        }
      pass.say(
        "\(batch.name) chunk \(chunk.name): \(counted(chunk.items, "item")), \(counted(chunk.pages, "page")): \(word)")
    }
  }
}
