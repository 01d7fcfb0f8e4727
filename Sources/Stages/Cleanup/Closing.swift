import Formats
import Scheduling
import StageKit
import SystemCalls

extension Cleanup {
  /// Whether a chunk that ended may be closed now: with an outcome at once, without one after the executor's wait.
  ///
  /// On shared storage the last files of a node can appear late; the time the end was first seen is kept in the batch, as a
  /// pass never sleeps.
  func mayClose(_ chunk: ChunkRecord, _ batch: BatchHandle, _ pass: Pass) throws -> Bool {
    let wait = min(
      executor.responsible(for: batch).outcomeWait, pass.workspace.settings.cleanup.outcomeWait.seconds)
    if try wait <= 0 || hasOutcome(chunk, batch) { return true }
    let path = batch.layout.directory.appending("ended.json")
    var seen: [String: Timestamp] = [:]
    if Sys.exists(path) {
      seen = try FormatCoding.decode(
        [String: Timestamp].self, from: try Sys.contents(of: path, limit: FormatCoding.longest))
    }
    if let since = seen[chunk.name], case let waited = Timestamp.now.seconds(since: since), waited > -60 {
      return waited >= wait
    }
    // Seen for the first time; or in the future, when a clock was wrong by more than two hosts' may differ.
    seen[chunk.name] = .now
    try Sys.publish(try FormatCoding.file(seen), at: path)
    return false
  }

  private func hasOutcome(_ chunk: ChunkRecord, _ batch: BatchHandle) throws(SystemError) -> Bool {
    let directory = batch.layout.chunk(chunk.name)
    guard Sys.exists(directory) else { return true }
    return try Sys.entries(of: directory).contains { entry in
      Sys.exists(BatchLayout.Try(directory.appending(entry.name)).outcome)
    }
  }
}
