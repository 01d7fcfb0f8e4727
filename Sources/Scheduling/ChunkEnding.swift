public import Formats

/// How a chunk's task ended, in words that every scheduler's states are mapped to. It proves nothing of the work (law 6).
public struct ChunkEnding: Sendable, Hashable {
  /// What ended it.
  public var kind: Kind
  /// The sentence for the person who looks after the batch.
  public var message: String
  /// When its task started; nil when it never did.
  public var startedAt: Timestamp?
  /// When it ended; nil when nobody saw it.
  public var endedAt: Timestamp?
  /// The host it ran on; nil when it never ran.
  public var host: String?
  /// What it used; nil where nobody measured.
  public var usage: Usage?
  /// The partition it ran in; nil where the executor has none.
  public var partition: String?

  /// What ended a task.
  public enum Kind: Sendable, Hashable {
    /// It returned 0.
    case completed
    /// It returned another status.
    case failed(status: Int32)
    /// A signal killed it that neither limit nor order explains.
    case signalled(Int32)
    /// Its walltime was over.
    case timeLimit
    /// It needed more memory than it may have.
    case memoryLimit
    /// It was ordered to end, or its batch was before its turn.
    case cancelled
    /// An administrator or the scheduler itself ended it; by which user's number, -1 where nobody says.
    case cancelledByOther(user: Int32)
    /// Its host failed, rebooted, or took it back.
    case lostNode
    /// It is gone and nobody recorded how it ended.
    case vanished

    /// The kind as one stable word.
    public var word: String {
      switch self {
      case .completed: "completed"
      case .failed: "failed"
      case .signalled: "signalled"
      case .timeLimit: "time_limit"
      case .memoryLimit: "memory_limit"
      case .cancelled: "cancelled"
      case .cancelledByOther: "cancelled_by_other"
      case .lostNode: "lost_node"
      case .vanished: "vanished"
      }
    }

    /// The status, the signal's or the user's number; nil for the kinds that have none.
    public var number: Int32? {
      switch self {
      case .failed(let status): status
      case .signalled(let signal): signal
      case .cancelledByOther(let user): user
      default: nil
      }
    }

    /// Reads the word and the number; nil for a word that is none.
    public init?(word: String, number: Int32?) {
      switch word {
      case "completed": self = .completed
      case "failed": self = .failed(status: number ?? 1)
      case "signalled": self = .signalled(number ?? 0)
      case "time_limit": self = .timeLimit
      case "memory_limit": self = .memoryLimit
      case "cancelled": self = .cancelled
      case "cancelled_by_other": self = .cancelledByOther(user: number ?? -1)
      case "lost_node": self = .lostNode
      case "vanished": self = .vanished
      default: return nil
      }
    }
  }

  /// What a task used, its own ended children included.
  public struct Usage: Sendable, Hashable, Codable {
    /// Seconds of processor time.
    public var cpuSeconds: Double
    /// The most bytes of memory one of its processes had resident.
    public var maxResidentBytes: Int64
    /// Processors it was given; nil where nobody says.
    public var cpus: Int?
    /// Bytes of memory it was given as a whole; nil where nobody says.
    public var memoryBytes: Int64?

    /// Makes a measurement.
    public init(cpuSeconds: Double, maxResidentBytes: Int64, cpus: Int? = nil, memoryBytes: Int64? = nil) {
      self.cpuSeconds = cpuSeconds
      self.maxResidentBytes = maxResidentBytes
      self.cpus = cpus
      self.memoryBytes = memoryBytes
    }

    enum CodingKeys: String, CodingKey {
      case cpus
      case memoryBytes = "memory_bytes"
      case cpuSeconds = "cpu_seconds"
      case maxResidentBytes = "max_resident_bytes"
    }
  }

  /// Makes an ending.
  public init(
    _ kind: Kind, _ message: String, startedAt: Timestamp? = nil, endedAt: Timestamp? = nil, host: String? = nil,
    usage: Usage? = nil
  ) {
    self.kind = kind
    self.message = message
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.host = host
    self.usage = usage
  }
}
