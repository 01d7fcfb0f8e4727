import Formats
public import SystemCalls

/// Runs batches on this host: a supervisor for each, detached from the worker that hands it over (page Tasks).
public struct LocalExecutor: Executor {
  /// The executor's name.
  public static let executorName = "local"

  /// This host and this boot.
  public static var thisHost: LocalHost { LocalHost(name: Sys.hostName, bootID: Sys.bootID) }

  /// The program that has the verbs `supervise` and `task`: `$SLUICE_PROGRAM`, or the one that runs. The variable is for
  /// programs that are started by a loader of their own, which the kernel then takes for the program.
  public static var ownProgram: FilePath { Sys.variable("SLUICE_PROGRAM").map { FilePath($0) } ?? Sys.executable }

  /// What every supervisor is told; the batch's directory is put in for each.
  private let template: SupervisorOptions
  private let here: LocalHost

  /// The executor's name.
  public var name: String { Self.executorName }
  /// Tasks have closed their files before their supervisor records the end, on this very host.
  public var outcomeWait: Double { 0 }

  /// Makes the executor.
  ///
  /// - Parameters:
  ///   - options: concurrency, processes, memory, grace, programs and slots; the batch's directory is ignored.
  ///   - here: the host polls are made from.
  public init(_ options: SupervisorOptions, here: LocalHost = LocalExecutor.thisHost) {
    template = options
    self.here = here
  }

  /// Publishes `job.json` and starts the supervisor.
  public func submit(_ batch: BatchHandle, _ handover: Handover) throws -> Submission {
    let job = JobRecord(
      executor: Self.executorName, jobName: batch.record.jobName, slurmJobID: batch.record.jobName, host: here.name,
      bootID: here.bootID, submittedAt: .now)
    try handover.publish(job)
    try start(batch)
    return .handedOver(job)
  }

  /// Starts the supervisor of a batch that has none; one that was begun is left alone.
  public func restart(_ batch: BatchHandle) throws {
    guard let job = batch.job, LocalState.place(of: job, here: here) == .here else { return }
    try start(batch)
  }

  /// Looks at each batch's lock and history.
  public func poll(_ batches: [BatchHandle]) throws -> [String: BatchState] {
    var states: [String: BatchState] = [:]
    for batch in batches {
      do throws(SystemError) {
        states[batch.name] = LocalState.state(of: batch, try look(at: batch.layout), here: here)
      } catch {
        // One unreadable batch must not hide the others.
        states[batch.name] = BatchState(all: batch.record.chunks, .unknown("\(error)"))
      }
    }
    return states
  }

  /// Publishes the order, which the supervisor sees within a second. One that was never started never will be.
  public func cancel(_ batch: BatchHandle) throws {
    guard !Sys.exists(batch.layout.cancelMarker) else { return }
    try Sys.publish(Array("\(Timestamp.now)\n".utf8), at: batch.layout.cancelMarker)
  }

  private func look(at layout: BatchLayout) throws(SystemError) -> LocalState.Findings {
    // In this order: whoever wrote a line held the lock, so what stood there before a free lock was seen is over.
    let before = try LocalHistory(reading: layout.localHistory)
    let isLocked = try isLocked(layout.supervisorLock)
    let isCancelled = Sys.exists(layout.cancelMarker)
    return LocalState.Findings(
      before: before, isLocked: isLocked, after: try LocalHistory(reading: layout.localHistory),
      isCancelled: isCancelled)
  }

  private func isLocked(_ path: FilePath) throws(SystemError) -> Bool {
    do throws(SystemError) {
      let file = try Sys.open(path, .read)
      return try Sys.isLocked(file)
    } catch {
      if error.errno == .noSuchFileOrDirectory || error.errno == .notDirectory { return false }
      throw error
    }
  }

  /// Takes the batch's lock and hands it down to the supervisor, so that from here on no poll finds the batch unattended.
  private func start(_ batch: BatchHandle) throws {
    var options = template
    options.batch = Self.absolute(batch.layout.directory)
    options.slots = Self.absolute(template.slots)
    options.program = Self.absolute(template.program)
    options.taskProgram = Self.absolute(template.taskProgram)
    guard hasOpenChunk(batch) else { return }
    try Slots(options.slots, count: options.concurrency).prepare()
    let lock = try Sys.open(batch.layout.supervisorLock, .lock)
    guard try Sys.lock(lock), try !LocalHistory(reading: batch.layout.localHistory).hasBegun else { return }
    // Once more: a batch that is put away loses its history, but closes its chunks before.
    guard hasOpenChunk(batch) else { return }
    options.lockDescriptor = lock.raw
    options.detach = true
    var program = Program(options.program)
    program.arguments = [Array("supervise".utf8)] + options.arguments
    program.inherited = [lock.raw]
    try Sys.ensureDirectory(batch.layout.logs)
    let log = try Sys.open(batch.layout.supervisorLog, .append)
    program.errors = log.raw
    let starter = try Sys.spawn(program)
    guard Sys.wait(for: starter) == .exited(0) else {
      throw SchedulingError(
        .notStarted,
        "\(options.program) could not start the supervisor of \(batch.name): see \(batch.layout.supervisorLog), then run "
          + "the same command again")
    }
  }

  /// Whether a chunk can still be run; one that is closed cannot.
  private func hasOpenChunk(_ batch: BatchHandle) -> Bool {
    batch.record.chunks.contains { Sys.exists(batch.layout.chunk($0.name)) }
  }

  private static func absolute(_ path: FilePath) -> FilePath {
    path.isAbsolute ? path : Sys.currentDirectory.appending(path.components)
  }
}
