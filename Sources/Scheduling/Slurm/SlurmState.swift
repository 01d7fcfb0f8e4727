/// A state of a job, by the name that sacct(1) and squeue(1) give it.
public enum SlurmState: String, Sendable, CaseIterable {
  case pending = "PENDING"
  case configuring = "CONFIGURING"
  case running = "RUNNING"
  case resizing = "RESIZING"
  case signaling = "SIGNALING"
  case suspended = "SUSPENDED"
  case stopped = "STOPPED"
  case stageOut = "STAGE_OUT"
  case completing = "COMPLETING"
  case requeued = "REQUEUED"
  case requeueFederation = "REQUEUE_FED"
  case requeueHold = "REQUEUE_HOLD"
  case specialExit = "SPECIAL_EXIT"
  case reservationDeleted = "RESV_DEL_HOLD"
  case completed = "COMPLETED"
  case failed = "FAILED"
  case cancelled = "CANCELLED"
  case timeout = "TIMEOUT"
  case outOfMemory = "OUT_OF_MEMORY"
  case nodeFail = "NODE_FAIL"
  case bootFail = "BOOT_FAIL"
  case preempted = "PREEMPTED"
  case deadline = "DEADLINE"
  case launchFailed = "LAUNCH_FAILED"
  case reconfigFail = "RECONFIG_FAIL"
  case revoked = "REVOKED"

  /// Whether the job will not run again, unless Slurm puts it back into its queue.
  public var isEnd: Bool {
    switch self {
    case .completed, .failed, .cancelled, .timeout, .outOfMemory, .nodeFail, .bootFail, .preempted, .deadline,
      .launchFailed, .reconfigFail:
      true
    default: false
    }
  }

  /// Reads `CANCELLED by 1000` as well, and a name that was cut or marked with `+`.
  init?(reading text: some StringProtocol) {
    let word = text.prefix { $0 != " " && $0 != "+" }
    guard let state = SlurmState(rawValue: String(word)) else { return nil }
    self = state
  }
}
