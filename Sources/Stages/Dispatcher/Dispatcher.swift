// Reads   01_downloaded: the metadata of waiting items, shard by shard in a circle.
// Writes  02_ocr_pending/.building-<batch>@<maker>/ in private: batch.json, chunks/<n>/list.ndjson, items/.
// Steps   01_downloaded → the batch, one an item; then the batch into 02_ocr_pending.
// Fails   An item whose metadata cannot be read stays and is named; above the high-water mark nothing is scanned.
// Crash   A building that holds items is completed with what it holds; an empty one is debris.

import Formats
import Scheduling
import Settings
import Spool
import StageKit
import SystemCalls

/// Packs items into batches of chunks, sized by the time their pages will take.
public struct Dispatcher: Worker {
  /// The dispatcher.
  public static let name = WorkerName.dispatcher

  /// Seconds by which the clocks of two hosts may differ without one of them being wrong.
  private static let skew = 60.0

  let rules: RulesOnce
  private let queued: () throws -> Int

  /// A dispatcher that cuts batches to what an executor takes, and packs no more than its queue does.
  ///
  /// - Parameters:
  ///   - limits: asks the executor, by engine; asked once for each engine that has something to pack.
  ///   - queued: asks it for the user's tasks in its queue; asked once where that has a limit.
  public init(
    limits: @escaping (String) throws -> ClusterLimits = { _ in ClusterLimits() },
    queued: @escaping () throws -> Int = { 0 }
  ) {
    rules = RulesOnce(limits)
    self.queued = queued
  }

  /// Walks the waiting items and closes batches that are full, or old enough.
  public mutating func work(_ pass: Pass) throws {
    let maxWait = pass.workspace.settings.dispatch.maxWait.seconds
    if let lack = try Room.lack(in: pass.workspace) { return pass.holdBack(lack) }
    var backlog = try Backlog(of: pass.workspace)
    if let excess = backlog.excess { return pass.holdBack(excess) }
    var depth = QueueDepth(queued)
    var packers: [Lot: Packer] = [:]
    let next = try pass.walk(.stage(.downloaded), from: pass.cursor) { found in
      guard let candidate = read(found, pass) else { return !pass.shouldStop }
      let engine = candidate.chosenEngine ?? pass.workspace.engine(for: candidate.route)
      let rules: PackingRules
      do {
        rules = try self.rules.rules(for: engine, pass.workspace)
        if let excess = try depth.excess(over: rules.queue, pass) {
          pass.holdBack(excess)
          return false
        }
      } catch let failure as SlurmFailure {
        // A batch that the cluster would refuse helps nobody.
        pass.holdBack("\(failure)")
        return false
      }
      let lot = Lot(engine: engine, memory: candidate.memory.map { min($0, rules.largest ?? .max) })
      // In place: a packer taken out and put back would be copied with all its candidates, for each one of them.
      if let full = packers[lot, default: Packer(rules: rules)].add(candidate) {
        backlog.add(full)
        depth.add(chunks: full.count)
        try build(full, lot, pass)
      }
      return !pass.shouldStop && !backlog.isFull
    }
    pass.cursor = next
    for (lot, var packer) in packers.sorted(by: { $0.key < $1.key }) where !backlog.isFull {
      let age = packer.oldest.map { Timestamp.now.seconds(since: $0) } ?? 0
      // An item from the future came in while a clock was wrong: it must not wait until then.
      let isOld = age >= maxWait || age < -Self.skew
      guard pass.options.now || isOld else { continue }
      if let excess = try depth.excess(over: packer.rules.queue, pass) {
        pass.holdBack(excess)
        continue
      }
      let rest = packer.finish()
      if !rest.isEmpty {
        backlog.add(rest)
        depth.add(chunks: rest.count)
        try build(rest, lot, pass)
      }
    }
  }

  private func read(_ found: Spool.Found, _ pass: Pass) -> Candidate? {
    if !pass.options.items.isEmpty && !pass.options.items.contains(found.identifier) { return nil }
    do {
      let metadata = try ItemFiles.metadata(found.path, found.identifier)
      guard let route = metadata.route, let pages = metadata.totalPages else {
        throw ItemFiles.Unreadable(path: found.path, message: "was never inspected: sluice show \(found.identifier)")
      }
      return try Candidate(found: found, metadata: metadata, route: route, pages: pages)
    } catch {
      pass.trouble("\(error)")
      return nil
    }
  }
}
