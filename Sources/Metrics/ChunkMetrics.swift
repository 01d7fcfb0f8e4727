public import Formats
public import Manifest

/// What one chunk was and what it cost: one event in `manifests/metrics`, written by cleanup when its batch comes to rest.
public struct ChunkMetrics: Sendable, Hashable, Codable {
  /// The batch's name.
  public var batch: String
  /// The chunk's name.
  public var chunk: String
  /// The engine that ran.
  public var engine: String
  /// The executor that had it.
  public var executor: String
  /// The scheduler's name or number for the job.
  public var job: String
  /// The partition it ran in, where the scheduler has such.
  public var partition: String?
  /// Items it was made of.
  public var items: Int
  /// Pages it was made of.
  public var pages: Int
  /// Pages that its tasks finished themselves, whatever became of the documents.
  public var pagesMade: Int
  /// Seconds it was estimated to take, margin included.
  public var walltimeSeconds: Int
  /// When its batch was handed over.
  public var submittedAt: Timestamp?
  /// How it ended, as one stable word: `completed`, `failed`, `time_limit`, …; `unknown` where nobody could say.
  public var state: String
  /// When its task started.
  public var startedAt: Timestamp?
  /// When its task ended.
  public var endedAt: Timestamp?
  /// Seconds between the two.
  public var elapsedSeconds: Double?
  /// Seconds of processor time.
  public var cpuSeconds: Double?
  /// The most bytes one of its processes had resident.
  public var maxResidentBytes: Int64?
  /// Processors it was given.
  public var cpus: Int?
  /// Bytes of memory it was given.
  public var memoryBytes: Int64?
  /// The node it ran on.
  public var node: String?

  /// What is known at submission; the rest is filled in at the end.
  public init(
    batch: String, chunk: String, engine: String, executor: String, job: String, items: Int, pages: Int,
    walltimeSeconds: Int, submittedAt: Timestamp?
  ) {
    self.batch = batch
    self.chunk = chunk
    self.engine = engine
    self.executor = executor
    self.job = job
    self.items = items
    self.pages = pages
    self.walltimeSeconds = walltimeSeconds
    self.submittedAt = submittedAt
    pagesMade = 0
    state = "unknown"
  }

  /// Seconds a page took, start of the task included; nil where no page was made or nobody measured.
  public var secondsPerPage: Double? {
    guard pagesMade > 0, let elapsedSeconds, elapsedSeconds > 0 else { return nil }
    return elapsedSeconds / Double(pagesMade)
  }

  enum CodingKeys: String, CodingKey {
    case batch, chunk, engine, executor, job, partition, items, pages, state, cpus, node
    case pagesMade = "pages_made"
    case walltimeSeconds = "walltime_seconds"
    case submittedAt = "submitted_at"
    case startedAt = "started_at"
    case endedAt = "ended_at"
    case elapsedSeconds = "elapsed_seconds"
    case cpuSeconds = "cpu_seconds"
    case maxResidentBytes = "max_resident_bytes"
    case memoryBytes = "memory_bytes"
  }
}

extension ChunkMetrics {
  /// The event.
  public func event() throws -> Event {
    var event = Event(.chunk)
    event.subject = .batch
    event.id = batch
    event.visit = 0
    event.fields = try FormatCoding.decode([String: JSONValue].self, from: try FormatCoding.line(self))
    return event
  }

  /// Reads an event; nil for one of another kind, or of a later version.
  public init?(_ event: Event) {
    guard event.kind == .chunk, let fields = event.fields, let bytes = try? FormatCoding.line(fields),
      let metrics = try? FormatCoding.decode(ChunkMetrics.self, from: bytes)
    else { return nil }
    self = metrics
  }
}
