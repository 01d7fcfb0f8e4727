import Cleanup
import Formats
import Scheduling
import Spool
import StageKit
import SystemCalls

/// One batch: what it is, how far it is, what the executor says of it.
public struct BatchStatus: Sendable, Encodable {
  /// The batch's name.
  public let batch: String
  /// Where it is: `02_ocr_pending`, `03_ocr_processing` or `manifests/batches`.
  public let place: String
  /// Its engine; empty where its record cannot be read.
  public let engine: String
  /// Items it was packed with.
  public let items: Int
  /// Items still in it.
  public let itemsLeft: Int
  /// Pages its tasks are through with.
  public let pagesDone: Int
  /// Pages in all.
  public let pages: Int
  /// When it was packed.
  public let createdAt: Timestamp?
  /// When it was handed over; nil before.
  public let submittedAt: Timestamp?
  /// The scheduler's name for it.
  public let job: String?
  /// Its chunks, in order.
  public let chunks: [Chunk]
  /// What is wrong with the batch as a whole; nil when nothing is.
  public let trouble: String?

  /// One chunk of a batch.
  public struct Chunk: Sendable, Encodable {
    /// The chunk's name.
    public let name: String
    /// `waiting`, `held`, `running`, `ended`, `harvested`, `unknown`, or `packed` before the batch is handed over.
    public let state: String
    /// The executor's sentence, where it has one.
    public let message: String?
    /// Items in it.
    public let items: Int
    /// Pages with a result.
    public let pagesDone: Int
    /// Pages in all.
    public let pages: Int
    /// Seconds its task may take.
    public let walltimeSeconds: Int

    enum CodingKeys: String, CodingKey {
      case name, state, message, items, pages
      case pagesDone = "pages_done"
      case walltimeSeconds = "walltime_seconds"
    }
  }

  /// How many chunks are in a state.
  public func count(_ state: String) -> Int { chunks.count { $0.state == state } }

  enum CodingKeys: String, CodingKey {
    case batch, place, engine, items, pages, job, chunks, trouble
    case itemsLeft = "items_left"
    case pagesDone = "pages_done"
    case createdAt = "created_at"
    case submittedAt = "submitted_at"
  }

  /// All batches in `02` and `03`; the executor is asked once.
  static func all(in workspace: Workspace, executor: any Executor) throws -> [BatchStatus] {
    var found: [BatchStatus] = []
    var flying: [BatchHandle] = []
    for stage in [Stage.pending, .processing] {
      for name in try workspace.spool.batches(in: workspace.spool.path(stage)) {
        do {
          let batch = try Batches.handle(name, in: stage, workspace.spool)
          if stage == .processing { flying.append(batch) } else { found.append(BatchStatus(batch, stage, nil)) }
        } catch let error as Batches.Unreadable {
          // A batch that moved on between two looks is no trouble.
          if Sys.exists(error.path) { found.append(BatchStatus(unreadable: name, stage, error.message)) }
        }
      }
    }
    let states = try executor.states(of: flying)
    // What came to rest meanwhile is in flight no more.
    found += flying.filter { Sys.exists($0.layout.directory) }
      .map { BatchStatus($0, .processing, states[$0.name]) }
    return found.sorted { $0.batch < $1.batch }
  }

  init(_ batch: BatchHandle, _ stage: Stage, _ state: BatchState?) {
    self.batch = batch.name
    place = stage.rawValue
    engine = batch.record.engine
    items = batch.record.items
    itemsLeft = (try? Sys.countDirectories(in: batch.layout.items)) ?? 0
    pages = batch.record.pages
    createdAt = batch.record.createdAt
    submittedAt = batch.job?.submittedAt
    job = batch.job?.slurmJobID
    chunks = batch.record.chunks.map { Chunk($0, batch, stage, state?.chunks[$0.name]) }
    pagesDone = chunks.reduce(0) { $0 + $1.pagesDone }
    trouble =
      if Sys.exists(batch.layout.cancelMarker) {
        "a person cancelled it: cleanup ends its tasks, keeps what is proven and sends the other documents back"
      } else if stage == .processing && batch.job == nil {
        Self.doubt(batch.layout)
      } else if state?.neverStarted == true {
        "its job was never started: the submitter starts it with its next pass"
      } else {
        nil
      }
  }

  /// Why a batch in 03 has no job.json.
  private static func doubt(_ layout: BatchLayout) -> String {
    guard let bytes = try? Sys.contents(of: layout.doubt, limit: 1 << 16),
      let doubt = try? FormatCoding.decode(DoubtRecord.self, from: bytes)
    else { return "it has no job.json: the submitter asks the executor again with its next pass" }
    switch doubt.phase {
    case .refused: return "it was refused: \(doubt.reason)"
    case .asking: return "in doubt since \(doubt.since) whether it was submitted: \(doubt.reason)"
    case .holding: return "it is being submitted again, held: \(doubt.reason)"
    case .held:
      return "submitted again as \(doubt.heldJobID ?? "?"), held until it has proven to be the only job of its name"
    }
  }

  /// A batch at rest: what its records say.
  init(resting name: BatchName, in spool: Spool) throws {
    let layout = BatchLayout(spool.rested(name))
    let record = try FormatCoding.decode(
      BatchRecord.self, from: try Sys.contents(of: layout.record, limit: FormatCoding.longest))
    let job =
      Sys.exists(layout.job)
      ? try FormatCoding.decode(JobRecord.self, from: try Sys.contents(of: layout.job, limit: FormatCoding.longest))
      : nil
    batch = name.description
    place = Place.rest.description
    engine = record.engine
    items = record.items
    itemsLeft = 0
    pages = record.pages
    pagesDone = record.pages
    createdAt = record.createdAt
    submittedAt = job?.submittedAt
    self.job = job?.slurmJobID
    chunks = record.chunks.map {
      Chunk(
        name: $0.name, state: "harvested", message: nil, items: $0.items, pagesDone: $0.pages, pages: $0.pages,
        walltimeSeconds: $0.walltimeSeconds)
    }
    trouble = nil
  }

  init(unreadable name: BatchName, _ stage: Stage, _ message: String) {
    batch = name.description
    place = stage.rawValue
    engine = ""
    (items, itemsLeft, pages, pagesDone) = (0, 0, 0, 0)
    (createdAt, submittedAt, job) = (nil, nil, nil)
    chunks = []
    trouble = message
  }
}

extension BatchStatus.Chunk {
  init(_ chunk: ChunkRecord, _ batch: BatchHandle, _ stage: Stage, _ state: ChunkState?) {
    name = chunk.name
    items = chunk.items
    pages = chunk.pages
    walltimeSeconds = chunk.walltimeSeconds
    if Sys.exists(batch.layout.closedChunk(chunk.name)) {
      (self.state, message, pagesDone) = ("harvested", nil, chunk.pages)
      return
    }
    pagesDone = min(chunk.pages, TryProgress.pagesDone(in: batch.layout.chunk(chunk.name)))
    (self.state, message) =
      switch state {
      case nil: (stage == .pending ? "packed" : "unknown", nil)
      case .waiting: ("waiting", nil)
      case .held(let why): ("held", why)
      case .running(let since): ("running", since.map { "since \($0)" })
      case .ended(let ending): ("ended", ending.message)
      case .unknown(let why): ("unknown", why)
      }
  }
}

/// `progress.json` of a try, as tasks replace it now and then.
public enum TryProgress {
  private struct Pages: Decodable {
    var done: Int
    enum CodingKeys: String, CodingKey { case done = "pages_done" }
  }

  /// Pages done in a chunk, by its furthest try.
  public static func pagesDone(in chunk: FilePath) -> Int {
    guard let tries = try? Sys.entries(of: chunk) else { return 0 }
    return tries.compactMap { entry -> Int? in
      let path = BatchLayout.Try(chunk.appending(entry.name)).progress
      guard let bytes = try? Sys.contents(of: path, limit: FormatCoding.longest) else { return nil }
      return (try? FormatCoding.decode(Pages.self, from: bytes))?.done
    }.max() ?? 0
  }
}
