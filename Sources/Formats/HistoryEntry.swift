/// One entry of an item's history: it was sent back, by what, where to and why.
///
/// The entry is published before the move and keyed by its cause, so it is the decision: who finds an entry for its own
/// cause carries it out instead of deciding again (law 3).
public struct HistoryEntry: Sendable, Hashable, Codable {
  /// What sent the item back: a batch's name, `quarantine N`, `retry N`, or `hand N` for a move that a person made.
  public var cause: String
  /// The place it was sent to: `01_downloaded`, `00_inbox` or `99_errors/<reason>`.
  public var to: String
  /// For `hand N`: the place the books have the item in until the step that takes it closes them.
  public var from: String?
  /// The reason's code.
  public var reason: String
  /// What happened, as a sentence.
  public var message: String
  /// When the decision was written.
  public var at: Timestamp
  /// Whether the failure is the item's own: it was named, or it travelled alone (law 8).
  public var ownFailure: Bool
  /// Items that shared the chunk, itself included; nil where no chunk was involved.
  public var company: Int?
  /// Whether the cause was a lost node, preemption or a storage that failed, which counts only after ten (law 8).
  public var lostNode: Bool?
  /// What its task had too little of; nil where it lacked nothing that is known.
  public var shortage: Shortage?

  /// The batch that caused the entry; nil for other causes.
  public var batch: String? { cause.hasPrefix("batch_") ? cause : nil }

  /// Makes an entry.
  public init(
    cause: String, to: String, from: String? = nil, reason: String, message: String, at: Timestamp, ownFailure: Bool,
    company: Int? = nil, lostNode: Bool? = nil, shortage: Shortage? = nil
  ) {
    self.cause = cause
    self.to = to
    self.from = from
    self.reason = reason
    self.message = message
    self.at = at
    self.ownFailure = ownFailure
    self.company = company
    self.lostNode = lostNode
    self.shortage = shortage
  }

  enum CodingKeys: String, CodingKey {
    case cause, to, from, reason, message, at, company, shortage
    case ownFailure = "own_failure"
    case lostNode = "lost_node"
  }
}

/// What a task had and what was not enough: the next one gets more.
public struct Shortage: Sendable, Hashable, Codable {
  /// Seconds of walltime the task had; nil when time was not what it lacked.
  public var walltimeSeconds: Int?
  /// Bytes of memory the task had; nil when memory was not what it lacked.
  public var memoryBytes: Int64?

  /// Says what was not enough.
  public init(walltimeSeconds: Int? = nil, memoryBytes: Int64? = nil) {
    self.walltimeSeconds = walltimeSeconds
    self.memoryBytes = memoryBytes
  }

  enum CodingKeys: String, CodingKey {
    case walltimeSeconds = "walltime_seconds"
    case memoryBytes = "memory_bytes"
  }
}
