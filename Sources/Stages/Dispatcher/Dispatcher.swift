// Reads   01_downloaded: the metadata of waiting items, shard by shard in a circle.
// Writes  02_ocr_pending/.building-<batch>/ in private: batch.json, chunks/<n>/list.ndjson, items/.
// Steps   01_downloaded → the batch, one an item; then the batch into 02_ocr_pending.
// Fails   An item whose metadata cannot be read stays and is named; above the high-water mark nothing is scanned.
// Crash   A building that holds items is completed with what it holds; an empty one is debris.

import Formats
import Settings
import Spool
import StageKit
import SystemCalls

/// Packs items into batches of chunks, sized by the time their pages will take.
public struct Dispatcher: Worker {
  /// The dispatcher.
  public static let name = WorkerName.dispatcher

  /// A dispatcher.
  public init() {}

  /// Walks the waiting items and closes batches that are full, or old enough.
  public mutating func work(_ pass: Pass) throws {
    let settings = pass.workspace.settings
    if let lack = try Room.lack(in: pass.workspace) { return pass.holdBack(lack) }
    var backlog = try Backlog(of: pass.workspace)
    if let excess = backlog.excess { return pass.holdBack(excess) }
    var packers: [EngineName: Packer] = [:]
    let next = try pass.spool.walk(.stage(.downloaded), from: pass.cursor) { found in
      guard let candidate = read(found, pass) else { return !pass.shouldStop }
      let engine = pass.workspace.engine(for: candidate.route)
      // In place: a packer taken out and put back would be copied with all its candidates, for each one of them.
      let full = packers[engine, default: Packer(engine: engine, settings: settings)].add(candidate)
      if let full {
        backlog.add(full)
        try build(full, engine: engine, pass)
      }
      return !pass.shouldStop && !backlog.isFull
    }
    pass.cursor = next
    for (engine, var packer) in packers.sorted(by: { $0.key.rawValue < $1.key.rawValue })
    where !backlog.isFull {
      let age = packer.oldest.map { Timestamp.now.seconds(since: $0) } ?? 0
      guard pass.options.now || age >= settings.dispatch.maxWait.seconds else { continue }
      let rest = packer.finish()
      if !rest.isEmpty {
        backlog.add(rest)
        try build(rest, engine: engine, pass)
      }
    }
  }

  private func read(_ found: Spool.Found, _ pass: Pass) -> Candidate? {
    if !pass.options.items.isEmpty && !pass.options.items.contains(found.identifier) { return nil }
    do {
      let metadata = try ItemFiles.metadata(found.path, found.identifier)
      guard let inspection = metadata.inspection, let pages = metadata.totalPages else {
        throw ItemFiles.Unreadable(path: found.path, message: "was never inspected: sluice show \(found.identifier)")
      }
      return Candidate(found: found, metadata: metadata, route: inspection.route, pages: pages)
    } catch {
      pass.trouble("\(error)")
      return nil
    }
  }
}
