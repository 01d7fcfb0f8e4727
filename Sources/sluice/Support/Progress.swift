import Formats
import Inquiry
import Spool
import StageKit
import SystemCalls

/// How far the tasks in flight are.
enum Progress {
  /// Pages done and in all, of all batches in flight.
  static func pages(_ workspace: Workspace, _ batches: [BatchName]) -> (done: Int, total: Int) {
    var (done, total) = (0, 0)
    for name in batches {
      guard let batch = try? Batches.handle(name, in: .processing, workspace.spool) else { continue }
      for chunk in batch.record.chunks {
        total += chunk.pages
        let closed = Sys.exists(batch.layout.closedChunk(chunk.name))
        done += closed ? chunk.pages : min(chunk.pages, TryProgress.pagesDone(in: batch.layout.chunk(chunk.name)))
      }
    }
    return (done, total)
  }

  /// One line for a terminal.
  static func line(_ workspace: Workspace, _ waiting: Drive.Waiting, finished: Int, seconds: Double) -> String {
    let pages = pages(workspace, waiting.inFlight)
    var parts = ["\(Format.count(finished, "item")) done"]
    if waiting.ready > 0 { parts.append("\(waiting.ready) in the inbox") }
    if !waiting.batches.isEmpty { parts.append("\(Format.count(waiting.batches.count, "batch")) waiting") }
    if !waiting.inFlight.isEmpty {
      parts.append("\(Format.count(waiting.inFlight.count, "batch")) running: \(pages.done) of \(pages.total) pages")
      if pages.done > 0 && seconds > 1 {
        let rate = Double(pages.done) / seconds
        parts.append(
          "\(Format.decimal(rate)) pages/s, about \(Format.seconds(Double(pages.total - pages.done) / rate)) left")
      }
    }
    return parts.joined(separator: " · ") + " · \(Format.seconds(seconds))"
  }
}
