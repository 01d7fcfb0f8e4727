import Formats

/// What is said of one task by accounting and controller together: no system calls, so that every row can be tested.
struct SlurmJudgement {
  /// What one of the two said of one task.
  enum Reply: Sendable, Hashable {
    /// It was not asked.
    case notAsked
    /// It knows the task.
    case said(SlurmFinding)
    /// It answered, and does not know the task.
    case absent
    /// It did not answer. The sentence says why.
    case silent(String)
  }

  /// A verdict.
  enum Verdict: Sendable, Hashable {
    /// The chunk's state.
    case state(ChunkState)
    /// Nobody knows it: the end when that was so a minute ago already.
    case gone
  }

  /// Who asks, and when tasks are warned.
  var user: Int
  /// Seconds before the walltime's end at which tasks are warned.
  var warning: Double
  /// Whether the cluster keeps accounting at all.
  var hasAccounting = true
  /// The present.
  var now = Timestamp.now
  /// When the job was handed over.
  var submittedAt: Timestamp

  /// Seconds that accounting may lag behind the controller: what it will say of memory and time is waited for.
  static let lag = 60.0
  /// Seconds after which the controller is asked as well for a task that accounting takes for unfinished: it keeps what a
  /// controller has forgotten (sacctmgr(1), runaway jobs).
  static let trust = 3600.0
  /// Seconds after which the controller is asked as well for a task that still waits: accounting keeps the reason that it
  /// was told first, which on a busy controller is none at all, and a task that can never start is to be told soon.
  static let patience = 60.0

  /// Whether accounting's word needs the controller's.
  func needsController(_ accounting: Reply) -> Bool {
    guard case .said(let finding) = accounting else { return true }
    switch finding.state {
    case .nodeFail, .bootFail, .preempted, .requeued, .launchFailed, .reconfigFail, nil: return true
    case let state? where state.isEnd: return false
    default: break
    }
    if row(finding).becomes == .held { return true }
    return now.seconds(since: submittedAt) > (finding.state == .pending ? Self.patience : Self.trust)
  }

  /// The verdict on one task.
  func verdict(accounting: Reply, controller: Reply) -> Verdict {
    switch (accounting, controller) {
    case (.said(let told), .notAsked): return .state(state(told))
    case (.said(let told), .said(let queued)): return .state(both(told, queued))
    case (.said(let told), .absent):
      return told.state?.isEnd == true || told.state == .revoked ? .state(state(told)) : .gone
    case (.said(let told), .silent(let why)): return .state(alone(told, why))
    case (.silent, .said(let queued)): return .state(state(queued, isQueued: false))
    case (_, .said(let queued)): return .state(early(queued))
    case (.silent(let why), .absent): return hasAccounting ? .state(.unknown(why)) : .gone
    case (.absent, .absent): return .gone
    case (.silent(let why), .silent), (.silent(let why), .notAsked): return .state(.unknown(why))
    case (_, .silent(let why)): return .state(.unknown(why))
    case (.absent, .notAsked), (.notAsked, _): return .state(.unknown("Slurm was not asked."))
    }
  }

  /// Both know it: the controller knows better whether it is over, accounting how.
  private func both(_ told: SlurmFinding, _ queued: SlurmFinding) -> ChunkState {
    if queued.state?.isEnd == true {
      return told.state?.isEnd == true && !isOfFormerTry(told, queued) ? state(told, isQueued: false) : early(queued)
    }
    return state(queued)
  }

  /// Whether accounting still tells of a try that was over before the controller's began: a task that was put back and
  /// has ended since is preempted there for some seconds, and completed here.
  private func isOfFormerTry(_ told: SlurmFinding, _ queued: SlurmFinding) -> Bool {
    guard told.state != queued.state, let end = told.endedAt, let start = queued.startedAt else { return false }
    return end <= start
  }

  /// Only accounting answered. An end that may be followed by another try is not believed.
  private func alone(_ told: SlurmFinding, _ why: String) -> ChunkState {
    if told.state?.isEnd == true { return .unknown(why) }
    return row(told).becomes == .held ? .waiting : state(told)
  }

  /// The controller says more than accounting, which lags some seconds behind: a fresh end is waited for there.
  private func early(_ queued: SlurmFinding) -> ChunkState {
    if hasAccounting, queued.state?.isEnd == true, let end = queued.endedAt, now.seconds(since: end) < Self.lag {
      return .running(since: queued.startedAt)
    }
    return state(queued, isQueued: false)
  }

  private func row(_ finding: SlurmFinding, isQueued: Bool? = nil) -> SlurmRow {
    SlurmStateTable.row(
      for: finding, SlurmStateTable.Surroundings(user: user, warning: warning, isQueued: isQueued))
  }

  private func state(_ finding: SlurmFinding, isQueued: Bool? = nil) -> ChunkState {
    switch row(finding, isQueued: isQueued).becomes {
    case .waiting: .waiting
    case .held: .held(Self.heldSentence(finding))
    case .running: .running(since: finding.startedAt)
    case .unknown: .unknown("Slurm says \(finding.said), which says nothing: it is asked again by the next pass.")
    case .completed: .ended(ending(finding, .completed))
    case .failed: .ended(ending(finding, .failed(status: finding.status)))
    case .signalled: .ended(ending(finding, .signalled(finding.signal)))
    case .timeLimit: .ended(ending(finding, .timeLimit))
    case .memoryLimit: .ended(ending(finding, .memoryLimit))
    case .cancelled: .ended(ending(finding, .cancelled))
    case .cancelledByOther: .ended(ending(finding, .cancelledByOther(user: Int32(clamping: finding.cancelledBy ?? -1))))
    case .lostNode: .ended(ending(finding, .lostNode))
    case .vanished: .ended(ending(finding, .vanished))
    }
  }

  private static func heldSentence(_ finding: SlurmFinding) -> String {
    SlurmStateTable.hopelessReasons.contains(finding.reason)
      ? "Slurm will never start it (\(finding.reason)): sluice cancel it, and change what it asks for in sluice.yaml."
      : "Slurm holds it (\(finding.reason.isEmpty ? finding.said : finding.reason)): scontrol release, or sluice cancel."
  }

  private func ending(_ finding: SlurmFinding, _ kind: ChunkEnding.Kind) -> ChunkEnding {
    var ending = ChunkEnding(
      kind, Self.sentence(finding), startedAt: finding.startedAt, endedAt: finding.endedAt, host: finding.node)
    ending.partition = finding.partition
    if let cpu = finding.cpuSeconds, let memory = finding.maxResidentBytes {
      ending.usage = ChunkEnding.Usage(
        cpuSeconds: cpu, maxResidentBytes: memory, cpus: finding.cpus, memoryBytes: finding.memoryBytes)
    } else if let memory = finding.memoryBytes {
      // A task that ended before anybody measured was given something all the same.
      ending.usage = ChunkEnding.Usage(
        cpuSeconds: finding.cpuSeconds ?? 0, maxResidentBytes: finding.maxResidentBytes ?? 0, cpus: finding.cpus,
        memoryBytes: memory)
    }
    return ending
  }

  /// Slurm's own words, as a sentence.
  private static func sentence(_ finding: SlurmFinding) -> String {
    var text = "Slurm says \(finding.said)"
    if finding.status != 0 || finding.signal != 0 { text += " (\(finding.status):\(finding.signal))" }
    if let seconds = finding.elapsedSeconds, finding.startedAt != nil { text += " after \(seconds) s" }
    if let node = finding.node { text += " on \(node)" }
    return text + "."
  }
}
