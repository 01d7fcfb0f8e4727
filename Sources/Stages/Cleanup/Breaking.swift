import Formats
import Scheduling
import StageKit
import SystemCalls

extension Cleanup {
  /// Seconds within which a task that made no page failed at once: no document explains that.
  private static let atOnce = 30.0

  /// Counts a batch all of whose tasks failed at once towards the pause of submissions; one with a page ends the counting.
  ///
  /// A missing program, a wrong module or a full scratch fails every batch the same way, and documents would pay for it.
  func countFailure(of batch: BatchHandle, _ pass: Pass) throws {
    var last = ""
    for chunk in batch.record.chunks {
      if try madePages(in: batch.layout.closedChunk(chunk.name)) {
        return try Breaker.succeed(Self.name, in: pass.spool)
      }
      guard let ending = try Ending.kept(of: chunk.name, batch), Self.explainsNothing(ending) else { return }
      last = "\(batch.name) failed at once: \(ending.message)"
    }
    if !last.isEmpty { try Breaker.fail(Self.name, because: last, in: pass.workspace) }
  }

  private static func explainsNothing(_ ending: ChunkEnding) -> Bool {
    switch ending.kind {
    case .failed, .signalled: break
    default: return false
    }
    guard let start = ending.startedAt, let end = ending.endedAt else { return false }
    return end.seconds(since: start) < atOnce
  }

  private func madePages(in directory: FilePath) throws(SystemError) -> Bool {
    try Sys.entries(of: directory).contains { entry in
      let files = BatchLayout.Try(directory.appending(entry.name))
      return [files.pages, files.results].contains { ((try? Sys.status(of: $0).size) ?? 0) > 0 }
    }
  }
}
