// Reads   03_ocr_processing: batches with job.json, what their tasks left in chunks/, what the executor says.
// Writes  <id>.ocr.jsonl, <id>.pages.ndjson and metadata in the batch's items; the batch's raw results, compressed.
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
    let states = try executor.poll(batches)
    for batch in batches where !pass.shouldStop {
      guard let state = states[batch.name] else { continue }
      if pass.options.dryRun {
        describe(batch, state, pass)
      } else {
        try harvest(batch, state, pass)
      }
    }
  }

  private func harvest(_ batch: BatchHandle, _ state: BatchState, _ pass: Pass) throws {
    guard let name = BatchName(batch.name) else { return }
    for chunk in batch.record.chunks {
      let closed = batch.layout.closedChunk(chunk.name)
      if !Sys.exists(closed) {
        guard state.chunks[chunk.name]?.ending != nil, try mayClose(chunk, batch, pass) else { continue }
        try close(chunk, batch)
      }
      let ending = state.chunks[chunk.name]?.ending
      try harvest(chunk, ending, batch, name, pass)
    }
    guard batch.record.chunks.allSatisfy({ Sys.exists(batch.layout.closedChunk($0.name)) }),
      try pass.spool.items(inBatch: batch.layout.directory).isEmpty
    else { return }
    try rest(batch, name, pass)
  }

  /// Goes on with a batch whose raw results an earlier pass packed: what told of its chunks may be gone already.
  private func restIfPacked(_ batch: BatchHandle, _ name: BatchName, _ pass: Pass) throws -> Bool {
    guard try RawArchive.files(in: batch.layout.directory) != nil else { return false }
    if !pass.options.dryRun { try rest(batch, name, pass) }
    return true
  }

  /// Closes a chunk by one rename: what is inside counts, later comers find no directory (law 9).
  private func close(_ chunk: ChunkRecord, _ batch: BatchHandle) throws(SystemError) {
    guard Sys.exists(batch.layout.chunk(chunk.name)) else { return }
    try Sys.rename(batch.layout.chunk(chunk.name), to: batch.layout.closedChunk(chunk.name))
    try Sys.sync(batch.layout.chunks)
  }

  /// Makes the decisions for the items of one closed chunk, and their steps.
  private func harvest(
    _ chunk: ChunkRecord, _ ending: ChunkEnding?, _ batch: BatchHandle, _ name: BatchName, _ pass: Pass
  ) throws {
    let directory = batch.layout.closedChunk(chunk.name)
    guard Sys.exists(directory) else { return }
    let harvest = try Harvest(chunk: chunk, directory: directory, batch: batch, settings: pass.workspace.settings)
    guard !harvest.present.isEmpty else { return }
    try harvest.read()
    var steps: [Step] = []
    for item in harvest.present {
      do {
        steps.append(try step(item, harvest, ending, name, pass))
      } catch let error as ItemFiles.Unreadable {
        pass.trouble("\(error)")
      }
    }
    try harvest.reveal()
    try pass.commit(steps)
  }

  private func describe(_ batch: BatchHandle, _ state: BatchState, _ pass: Pass) {
    for chunk in batch.record.chunks {
      let word =
        switch state.chunks[chunk.name] {
        case .waiting, nil: "waiting"
        case .running: "running"
        case .ended(let ending): "ended: \(ending.message); would be harvested"
        case .unknown(let why): "unknown: \(why)"
        }
      pass.say(
        "\(batch.name) chunk \(chunk.name): \(counted(chunk.items, "item")), \(counted(chunk.pages, "page")): \(word)")
    }
  }
}
