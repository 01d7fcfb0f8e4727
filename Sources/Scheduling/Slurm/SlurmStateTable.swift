/// One row of the table: a state, when the row holds, and what becomes of the chunk.
public struct SlurmRow: Sendable {
  /// The state; nil for a job that neither controller nor accounting knows, and for a word not known.
  public let state: SlurmState?
  /// What else must be true; the first row that holds is taken.
  public let condition: Condition
  /// What the chunk is then.
  public let becomes: Becomes
  /// What that means and what happens, for people.
  public let decision: String

  /// What must be true besides the state.
  public enum Condition: String, Sendable, CaseIterable {
    /// Nothing more.
    case always = ""
    /// Its reason says that a person holds it.
    case held = "the reason is JobHeldUser, JobHeldAdmin or JobHoldMaxRequeue"
    /// Its reason says that it can never start as it is.
    case hopeless = "the reason is one that waiting does not cure, as DependencyNeverSatisfied"
    /// Cancelled by the user whose worker asks.
    case byUs = "by the user who asks"
    /// Status 3 when its time was nearly over.
    case warned = "status 3, within two minutes of the warning before its walltime's end"
    /// Status 3 earlier.
    case stopped = "status 3 before that"
    /// Signal 9, or 137, as which shells and containers tell it.
    case killed = "signal 9, or status 137"
    /// Another signal.
    case signalled = "another signal"
    /// The controller still has it in its queue.
    case requeuedMeanwhile = "the controller has it in its queue again"
    /// Absent from both, twice.
    case gone = "neither controller nor accounting knows it, twice, a minute apart"
    /// A word that is not in the table.
    case unknownWord = "any other word, UNKNOWN among them"
    /// No answer.
    case silence = "controller or accounting cannot be reached"
  }

  /// What a chunk is.
  public enum Becomes: String, Sendable, CaseIterable {
    case waiting
    case held
    case running
    case unknown
    case completed
    case failed
    case signalled
    case timeLimit = "time_limit"
    case memoryLimit = "memory_limit"
    case cancelled
    case cancelledByOther = "cancelled_by_other"
    case lostNode = "lost_node"
    case vanished
  }
}

/// Every state of Slurm's and what becomes of a chunk in it: the one table, in the code and in the docs.
public enum SlurmStateTable {
  /// All rows, in the order in which they are tried.
  public static let rows: [SlurmRow] = waiting + running + ended + unclear

  private static let waits = "It waits for its turn."
  private static let runs = "It runs, or has not quite finished."
  private static let coverage = "What is proven goes on. What is missing goes back, in half the company (law 8)."
  private static let lost =
    "What is missing goes back with its finished pages; it counts against an item only after ten."

  private static let waiting: [SlurmRow] = [
    SlurmRow(
      .pending, .held, .held,
      "It waits until a person acts: `status` and `show` say so. `scontrol release JOB`, or `sluice cancel BATCH`."),
    SlurmRow(
      .pending, .hopeless, .held,
      "It would wait for ever: `status` and `show` say why. `sluice cancel BATCH`, then change what it asks for."),
    SlurmRow(.pending, .always, .waiting, waits),
    SlurmRow(
      .requeued, .always, .waiting, "Slurm put it back into its queue: the next try does the pages that are missing."),
    SlurmRow(.requeueFederation, .always, .waiting, waits),
    SlurmRow(
      .requeueHold, .always, .held, "Slurm put it back and holds it: `scontrol release JOB`, or `sluice cancel BATCH`."),
    SlurmRow(
      .specialExit, .always, .held,
      "Put back and held by a rule of the site: `scontrol release JOB`, or `sluice cancel BATCH`."),
    SlurmRow(
      .reservationDeleted, .always, .held,
      "Its reservation is gone: `scontrol update` gives it another, or `sluice cancel BATCH`."),
  ]

  private static let running: [SlurmRow] = [
    SlurmRow(.configuring, .always, .waiting, "Its node is being prepared."),
    SlurmRow(.running, .always, .running, runs),
    SlurmRow(.resizing, .always, .running, runs),
    SlurmRow(.signaling, .always, .running, runs),
    SlurmRow(.suspended, .always, .running, "It rests, and goes on when Slurm lets it; its walltime rests too."),
    SlurmRow(.stopped, .always, .running, "It rests, stopped by a signal, with its node."),
    SlurmRow(.stageOut, .always, .running, runs),
    SlurmRow(
      .completing, .always, .running, "Its processes or its node are not cleared yet: it is closed when they are."),
  ]

  private static let ended: [SlurmRow] = [
    SlurmRow(.completed, .always, .completed, coverage + " The state proves nothing (law 6)."),
    SlurmRow(
      .failed, .warned, .timeLimit,
      "The task finished its page and stopped, as it was warned. What is missing goes back and gets twice the time per item."
    ),
    SlurmRow(.failed, .stopped, .lostNode, "It was told to stop, as before a node is taken away. " + lost),
    SlurmRow(
      .failed, .killed, .memoryLimit,
      "Without cgroups this is how Slurm shows a task that took too much memory. What is missing goes back and gets twice the memory."
    ),
    SlurmRow(.failed, .signalled, .signalled, coverage),
    SlurmRow(
      .failed, .always, .failed, coverage + " Within seconds and more than once on one node: that node is excluded."),
    SlurmRow(.cancelled, .byUs, .cancelled, "What is missing goes back with its finished pages, and nothing counts."),
    SlurmRow(
      .cancelled, .always, .cancelledByOther,
      "An administrator, or Slurm itself, ended it: what is missing goes back, nothing counts, and the pass says so."),
    SlurmRow(
      .timeout, .always, .timeLimit,
      "What is missing goes back and gets twice the time per item, up to what the partition allows: a smaller chunk, or, alone, more time."
    ),
    SlurmRow(
      .outOfMemory, .always, .memoryLimit,
      "What is missing goes back and gets twice the memory, up to what a node has."),
    SlurmRow(.nodeFail, .requeuedMeanwhile, .waiting, "Accounting shows the try that is over; the next one waits."),
    SlurmRow(.nodeFail, .always, .lostNode, lost),
    SlurmRow(.bootFail, .requeuedMeanwhile, .waiting, "Accounting shows the try that is over; the next one waits."),
    SlurmRow(.bootFail, .always, .lostNode, lost),
    SlurmRow(.preempted, .requeuedMeanwhile, .waiting, "Accounting shows the try that is over; the next one waits."),
    SlurmRow(.preempted, .always, .lostNode, lost),
    SlurmRow(
      .deadline, .always, .cancelledByOther,
      "A deadline that we never set ended it: look at slurm.extra and the site's rules."),
    SlurmRow(.launchFailed, .always, .lostNode, lost),
    SlurmRow(.reconfigFail, .always, .lostNode, lost),
  ]

  private static let unclear: [SlurmRow] = [
    SlurmRow(
      .revoked, .always, .unknown,
      "Its sibling on another cluster of a federation runs; Sluice does not follow it there: `sluice cancel BATCH` gives it up."
    ),
    SlurmRow(nil, .unknownWord, .unknown, "Never a reason to end it: it is asked again."),
    SlurmRow(nil, .silence, .unknown, "Never a reason to end it: it is asked again."),
    SlurmRow(nil, .gone, .vanished, coverage),
  ]

  /// Reasons that a person must end (squeue(1), JOB REASON CODES).
  static let heldReasons: Set<String> = [
    "JobHeldUser", "JobHeldAdmin", "JobHoldMaxRequeue", "job requeued in held state",
  ]

  /// Reasons that waiting does not cure (the same page): the request itself is at fault.
  static let hopelessReasons: Set<String> = [
    "DependencyNeverSatisfied", "BadConstraints", "InvalidAccount", "InvalidQOS", "AccountNotAllowed", "QOSNotAllowed",
    "PartitionNodeLimit", "PartitionTimeLimit", "AssocMaxWallDurationPerJobLimit", "AssocMaxCpuPerJobLimit",
    "AssocMaxMemPerJob", "AssocMaxNodePerJobLimit", "QOSMaxWallDurationPerJobLimit", "QOSMaxCpuPerJobLimit",
    "QOSMaxMemoryPerJob", "QOSMaxNodePerJobLimit", "QOSTimeLimit", "ReservationDeleted",
  ]

  /// What decides which row holds besides the finding.
  struct Surroundings: Sendable {
    /// The user who asks, by number.
    var user: Int
    /// Seconds before the walltime's end at which tasks are warned.
    var warning: Double
    /// Whether the controller still has the task in its queue, not ended; nil when it was not asked.
    var isQueued: Bool?
  }

  /// Status of a task that was told to stop and did so in order (`sluice task --help`).
  static let stoppedStatus: Int32 = 3
  /// How much later than the warning a task may have stopped: it finishes its page first, and Slurm looks at limits once in
  /// a minute or so (slurm.conf(5), OverTimeLimit).
  static let lateness = 120.0

  /// The row for what was found.
  static func row(for finding: SlurmFinding, _ surroundings: Surroundings) -> SlurmRow {
    rows.first { $0.state == finding.state && holds($0.condition, finding, surroundings) } ?? Self.unknownWord
  }

  private static let unknownWord = SlurmRow(nil, .unknownWord, .unknown, "")

  private static func holds(
    _ condition: SlurmRow.Condition, _ finding: SlurmFinding, _ surroundings: Surroundings
  ) -> Bool {
    switch condition {
    case .always: true
    case .held: heldReasons.contains(finding.reason)
    case .hopeless: hopelessReasons.contains(finding.reason)
    case .byUs: finding.cancelledBy == nil || finding.cancelledBy == surroundings.user
    case .warned: isStopped(finding) && isWarned(finding, surroundings)
    case .stopped: isStopped(finding)
    case .killed: finding.signal == 9 || finding.status == 128 + 9
    case .signalled: finding.signal > 0
    case .requeuedMeanwhile: surroundings.isQueued == true
    case .unknownWord: true
    case .silence, .gone: false
    }
  }

  private static func isStopped(_ finding: SlurmFinding) -> Bool {
    finding.status == stoppedStatus && finding.signal == 0
  }

  private static func isWarned(_ finding: SlurmFinding, _ surroundings: Surroundings) -> Bool {
    guard let elapsed = finding.elapsedSeconds, let limit = finding.limitSeconds else { return false }
    // Slurm sends the signal up to a minute early (sbatch(1), --signal).
    return Double(elapsed) >= Double(limit) - surroundings.warning - 60
      && Double(elapsed) <= Double(limit) + lateness
  }
}

extension SlurmRow {
  fileprivate init(_ state: SlurmState?, _ condition: Condition, _ becomes: Becomes, _ decision: String) {
    self.init(state: state, condition: condition, becomes: becomes, decision: decision)
  }
}
