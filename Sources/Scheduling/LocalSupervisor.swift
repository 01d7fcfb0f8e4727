// The process that runs one `local` batch: it starts the tasks, limits them, and records what became of them.
//
// Reads   batch.json, job.json, the chunks' directories, the order to cancel.
// Writes  local.ndjson, logs/. Never anything in a chunk or an item.
// Locks   supervisor.lock, shared with the tasks, so that it is free only when nothing of the job runs; one slot a task.
// Fails   with a sentence on standard error, which goes to logs/supervisor.log; tasks that run are ended in order first.
// Crash   the tasks are told to end by the kernel and let go of the lock when they have; nobody continues the batch: what
//         has no recorded end is `vanished`, and cleanup sends home what coverage does not prove.

import Formats
import SystemCalls

/// Runs the chunks of one batch on this host, each once.
public struct LocalSupervisor {
  private let options: SupervisorOptions
  private let layout: BatchLayout
  private let host: LocalHost

  /// Prepares to supervise.
  public init(_ options: SupervisorOptions) {
    self.options = options
    layout = BatchLayout(options.batch)
    host = LocalExecutor.thisHost
  }

  /// Does what the options say: starts the supervisor proper and returns, or is it and returns when the batch is over.
  public func run() throws {
    if options.detach { try detach() } else { try supervise() }
  }

  /// Starts the supervisor in a session of its own. As this process ends at once, init inherits it and nobody gets a zombie.
  private func detach() throws {
    var plain = options
    plain.detach = false
    try Sys.ensureDirectory(layout.logs)
    let log = try Sys.open(layout.supervisorLog, .append)
    var program = Program(options.program)
    program.arguments = [Array("supervise".utf8)] + plain.arguments
    program.newSession = true
    program.output = log.raw
    program.errors = log.raw
    program.inherited = options.lockDescriptor.map { [$0] } ?? []
    _ = try Sys.spawn(program)
  }

  private func supervise() throws {
    Sys.watchSignals()
    Sys.ignorePipeSignals()
    guard let lock = try takeLock() else { return }
    // Only who holds the lock may look: whoever began before has let go of it for ever.
    guard try !LocalHistory(reading: layout.localHistory).hasBegun, !Sys.exists(layout.cancelMarker) else { return }
    let record = try FormatCoding.decode(
      BatchRecord.self, from: try Sys.contents(of: layout.record, limit: FormatCoding.longest))
    let job = try FormatCoding.decode(
      JobRecord.self, from: try Sys.contents(of: layout.job, limit: FormatCoding.longest))
    guard job.jobName == record.jobName, job.executor == LocalExecutor.executorName else {
      throw SchedulingError(.wrongBatch, "\(layout.job) is not the job of \(layout.record); sluice audit tells more")
    }
    // job.json of a former boot or another host: the poll has called this job over.
    guard LocalState.place(of: job, here: host) == .here else { return }
    try Sys.ensureDirectory(layout.logs)
    let history = try LocalHistoryWriter(layout.localHistory)
    let loop = SupervisorLoop(options, record: record, host: host, lock: lock.release(), history: history)
    try loop.run()
  }

  /// The batch's lock; nil when another has it or the batch is no longer here.
  private func takeLock() throws -> Descriptor? {
    do throws(SystemError) {
      let file = try openLock()
      guard try Sys.lock(file) else { return nil }
      return file
    } catch {
      if error.errno == .noSuchFileOrDirectory || error.errno == .notDirectory { return nil }
      throw error
    }
  }

  private func openLock() throws(SystemError) -> Descriptor {
    let own = try Sys.open(layout.supervisorLock, .lock)
    guard let number = options.lockDescriptor else { return own }
    let given = Descriptor(adopting: number, path: layout.supervisorLock)
    // The number must stand for this very file, or we would run without the lock.
    if let status = try? Sys.status(of: given), let wanted = try? Sys.status(of: own), status.inode == wanted.inode,
      status.device == wanted.device
    {
      return given
    }
    _ = given.release()
    return own
  }
}
