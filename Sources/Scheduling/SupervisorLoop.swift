import Formats
import SystemCalls

/// The supervisor's loop over the chunks of its batch.
final class SupervisorLoop {
  private let options: SupervisorOptions
  private let layout: BatchLayout
  private let jobName: String
  private let host: LocalHost
  private let slots: Slots
  /// The batch's lock, handed on to every task.
  private let lock: Descriptor
  private let history: LocalHistoryWriter
  private var waiting: [ChunkRecord]
  private var running: [LocalTask] = []
  /// Why nothing more is started; nil while the batch goes on.
  private var stopping: String?
  private var pause = shortestPause
  private var askForSlotAt = 0.0
  private var lookForOrderAt = 0.0

  private static let shortestPause = 0.002
  /// The longest time a task's end, a free slot or an order goes unseen.
  private static let longestPause = 0.25
  /// A task that ran longer gives others the first chance to its slot; shorter ones hand it to their successor, as
  /// otherwise many small chunks would spend their time waiting for turns.
  private static let turn = 5.0
  /// Seconds until it is tried again whether the host has room for a log and a process.
  private static let waitForRoom = 10.0

  init(
    _ options: SupervisorOptions, record: BatchRecord, host: LocalHost, lock: CInt,
    history: consuming LocalHistoryWriter
  ) {
    self.options = options
    self.host = host
    self.history = history
    layout = BatchLayout(options.batch)
    self.lock = Descriptor(adopting: lock, path: layout.supervisorLock)
    jobName = record.jobName
    waiting = record.chunks
    slots = Slots(options.slots, count: options.concurrency)
  }

  /// Runs until every chunk has ended.
  func run() throws {
    var event = LocalEvent(.started)
    event.host = host.name
    event.bootID = host.bootID
    event.pid = Sys.processID
    try history.append(event)
    do { try cycle() } catch {
      // What cannot be recorded must not run on: the tasks are ended in order, then the failure is told.
      endTasks("The supervisor failed: \(error)")
      throw error
    }
    try history.append(LocalEvent(.ended))
  }

  private func cycle() throws {
    while true {
      let before = (waiting.count, running.count)
      try attend()
      if stopping == nil, let why = orderToStop() { stop(why) }
      if let stopping { try drop(stopping) } else { try startWhatFits() }
      if waiting.isEmpty && running.isEmpty { return }
      // Soon after something happened more is likely; in long tasks nothing is, and the processor is theirs.
      pause = (waiting.count, running.count) != before ? Self.shortestPause : min(pause * 1.5, Self.longestPause)
      Sys.sleep(milliseconds: Int(clamped: pause * 1000))
    }
  }

  private func attend() throws {
    var index = 0
    while index < running.count {
      guard let ending = running[index].attend() else {
        index += 1
        continue
      }
      let task = running.remove(at: index)
      if task.elapsed > Self.turn { askForSlotAt = Sys.monotonicSeconds + Double.random(in: 1...2) * Self.longestPause }
      try history.append(LocalEvent(chunk: task.chunk, ended: ending))
    }
  }

  private func orderToStop() -> String? {
    if let signal = Sys.notedSignal { return "The supervisor was ended by signal \(signal)." }
    guard Sys.monotonicSeconds >= lookForOrderAt else { return nil }
    lookForOrderAt = Sys.monotonicSeconds + Self.longestPause
    if !Sys.exists(layout.directory) { return "The batch's directory was removed." }
    return Sys.exists(layout.cancelMarker) ? "The batch was cancelled." : nil
  }

  private func stop(_ why: String) {
    stopping = why
    for task in running { task.cancel(why) }
  }

  /// Ends the chunks that had no turn.
  private func drop(_ why: String) throws {
    while let chunk = waiting.popFirst() {
      try history.append(LocalEvent(chunk: chunk.name, ended: ChunkEnding(.cancelled, why, endedAt: .now)))
    }
  }

  private func endTasks(_ why: String) {
    for task in running { task.cancel(why) }
    while !running.isEmpty {
      running.removeAll { $0.attend() != nil }
      Sys.sleep(milliseconds: 50)
    }
  }

  private func startWhatFits() throws {
    while let chunk = waiting.first, Sys.monotonicSeconds >= askForSlotAt {
      guard Sys.exists(layout.chunk(chunk.name)) else {
        waiting.removeFirst()
        let ending = ChunkEnding(.cancelled, "The chunk was closed before it had its turn.", endedAt: .now)
        try history.append(LocalEvent(chunk: chunk.name, ended: ending))
        continue
      }
      guard let slot = try slots.take() else {
        askForSlotAt = Sys.monotonicSeconds + Double.random(in: 0.5...1) * Self.longestPause
        return
      }
      guard try start(chunk, slot) else {
        askForSlotAt = Sys.monotonicSeconds + Self.waitForRoom
        return
      }
      waiting.removeFirst()
    }
  }

  /// Starts one chunk's task; false when there is no room for its log or for another process, which may pass.
  private func start(_ chunk: ChunkRecord, _ slot: consuming Descriptor) throws -> Bool {
    let log = layout.log(chunk.name)
    let process: Int32
    do throws(SystemError) {
      let output = try Sys.open(log, .append)
      process = try Sys.spawn(program(chunk, slot: slot.raw, output: output.raw))
    } catch {
      if error.isFull || error.errno == .resourceTemporarilyUnavailable || error.errno == .noMemory { return false }
      // 127 is what shells answer for a program that cannot be started.
      let ending = ChunkEnding(
        .failed(status: 127), "The task could not be started: \(error)", endedAt: .now, host: host.name)
      try history.append(LocalEvent(chunk: chunk.name, ended: ending))
      return true
    }
    running.append(LocalTask(chunk, process: process, slot: slot, host: host.name, log: log, options))
    var event = LocalEvent(.chunkStarted)
    event.chunk = chunk.name
    event.pid = process
    event.tryName = "\(jobName).0"
    try history.append(event)
    return true
  }

  private func program(_ chunk: ChunkRecord, slot: CInt, output: CInt) -> Program {
    var program = Program(options.taskProgram)
    program.arguments = options.taskArguments.map(\.bytes) + [layout.directory.bytes]
    program.arguments += [chunk.name, "--try", "\(jobName).0", "--processes", String(options.processes)]
      .map { Array($0.utf8) }
    program.environment["SLUICE_CPUS"] = String(options.processes)
    program.output = output
    program.errors = output
    program.inherited = [lock.raw, slot]
    program.addressSpace = options.memoryLimit
    program.newGroup = true
    // Nobody would limit or cancel a task that outlives its supervisor: it is told to finish its page and end.
    program.parentDeathSignal = Signal.terminate
    return program
  }
}

extension Array {
  /// Removes the first element and returns it; nil when there is none.
  fileprivate mutating func popFirst() -> Element? { isEmpty ? nil : removeFirst() }
}
