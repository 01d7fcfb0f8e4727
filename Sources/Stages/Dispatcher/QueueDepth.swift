import Formats
import Spool
import StageKit

/// How many tasks wait or run in the scheduler's queue and in packed batches, against what the queue takes (law 15).
///
/// What is packed has its settings frozen and its company chosen: more of it than the queue takes helps nobody.
struct QueueDepth {
  private let queued: () throws -> Int
  private var tasks: Int?

  /// - Parameter queued: asks the scheduler for the user's tasks; asked once, and only where its queue has a limit.
  init(_ queued: @escaping () throws -> Int) { self.queued = queued }

  /// Why nothing more is packed; nil below the mark.
  mutating func excess(over most: Int?, _ pass: Pass) throws -> String? {
    guard let most else { return nil }
    let tasks = try self.tasks ?? queued() + Self.packed(pass)
    self.tasks = tasks
    guard tasks >= most else { return nil }
    return
      "\(tasks) of your tasks are packed or in the queue, and \(most) may be (slurm.max_queued, or the cluster's limit)"
  }

  /// Counts a batch that was packed.
  mutating func add(chunks: Int) { tasks? += chunks }

  /// Chunks of the batches that wait in 02. One that cannot be read is the submitter's to name.
  private static func packed(_ pass: Pass) throws -> Int {
    try pass.spool.batches(in: pass.spool.path(.pending)).reduce(0) { sum, name in
      sum + ((try? Batches.handle(name, in: .pending, pass.spool))?.record.chunks.count ?? 0)
    }
  }
}
