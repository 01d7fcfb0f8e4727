import Scheduling

/// What the executor's queue takes, asked for at the first batch of a pass.
struct Queue {
  private let executor: any Executor
  private var queued: Int?
  private var limits: [String: ClusterLimits] = [:]

  init(_ executor: any Executor) { self.executor = executor }

  /// Why a batch is not handed over now; nil when it may be. An executor that cannot be asked takes nothing: what is handed
  /// over without an answer is a doubt for a minute or more.
  mutating func lack(for batch: BatchHandle) -> String? {
    let engine = batch.record.engine
    do {
      let room = try limits[engine] ?? executor.room(engine: engine)
      limits[engine] = room
      let queued = try self.queued ?? executor.queued()
      self.queued = queued
      return room.lack(queued: queued, chunks: batch.record.chunks.count)
    } catch {
      return "\(error)"
    }
  }

  /// Counts a batch that was handed over.
  mutating func add(_ batch: BatchHandle) { queued? += batch.record.chunks.count }
}
