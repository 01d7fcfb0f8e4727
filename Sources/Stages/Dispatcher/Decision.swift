import Formats
import Scheduling
import Settings
import Spool

/// An item that waits, and what decides its company.
struct Candidate: Sendable {
  let found: Spool.Found
  let metadata: ItemMetadata
  let route: Route
  let pages: Int

  /// The most items its chunk may have: half of its last company once it failed in one (law 8); nil for no suspect.
  var company: Int? {
    let failures = metadata.history.filter { $0.batch != nil && $0.lostNode != true }
    guard let last = failures.last, let company = last.company else { return nil }
    return max(1, company / 2)
  }

  /// When it began to wait.
  var waitingSince: Timestamp { metadata.history.last?.at ?? metadata.downloadedAt }
}

/// How big a chunk may be, and for how long its task may run.
struct PackingRules: Sendable, Hashable {
  /// Pages that fit the target time and the page limit; a larger document travels alone.
  var pages: Int
  /// Chunks a batch may have.
  var chunks: Int
  /// Items a batch may have.
  var items: Int
  /// Seconds a task takes before its first page.
  var startup: Double
  /// Seconds a page takes.
  var secondsPerPage: Double
  /// The margin on the estimate.
  var factor: Double

  init(engine: EngineName, settings: Settings) {
    let times = settings.engine(engine)
    self.init(
      chunkPages: settings.dispatch.chunkPages, chunkTime: settings.dispatch.chunkTime.seconds,
      chunks: settings.dispatch.batchChunks, items: settings.dispatch.batchItems, startup: times.startup.seconds,
      secondsPerPage: times.secondsPerPage.seconds, factor: settings.dispatch.walltimeFactor)
  }

  init(
    chunkPages: Int, chunkTime: Double, chunks: Int, items: Int, startup: Double, secondsPerPage: Double, factor: Double
  ) {
    let fitting = secondsPerPage > 0 ? chunkTime / secondsPerPage : Double(chunkPages)
    pages = max(1, min(chunkPages, Int(max(1, min(fitting, 1e9)))))
    self.chunks = chunks
    self.items = items
    self.startup = startup
    self.secondsPerPage = secondsPerPage
    self.factor = factor
  }

  func walltime(pages: Int) -> Int {
    Walltime.seconds(pages: pages, startup: startup, secondsPerPage: secondsPerPage, factor: factor)
  }
}

/// The items of one chunk to be.
struct PlannedChunk: Sendable {
  private(set) var candidates: [Candidate] = []
  private(set) var pages = 0
  /// The least company any of its items may travel in; nil when none is a suspect.
  private(set) var company: Int?

  mutating func add(_ candidate: Candidate) {
    candidates.append(candidate)
    pages += candidate.pages
    company = [company, candidate.company].compactMap { $0 }.min()
  }
}

/// Collects items of one engine into chunks, chunks into a batch.
struct Packer: Sendable {
  let engine: EngineName
  let rules: PackingRules
  private var closed: [PlannedChunk] = []
  private var open = PlannedChunk()
  private var suspects = PlannedChunk()
  private var items = 0
  private(set) var oldest: Timestamp?

  init(engine: EngineName, settings: Settings) {
    self.engine = engine
    rules = PackingRules(engine: engine, settings: settings)
  }

  /// Adds an item; answers the chunks of a batch when one has become full.
  mutating func add(_ candidate: Candidate) -> [PlannedChunk]? {
    oldest = min(oldest ?? candidate.waitingSince, candidate.waitingSince)
    if candidate.company == nil {
      Self.place(candidate, in: &open, closed: &closed, rules)
    } else {
      Self.place(candidate, in: &suspects, closed: &closed, rules)
    }
    items += 1
    return closed.count >= rules.chunks || items >= rules.items ? finish() : nil
  }

  /// Closes what is open; answers all chunks.
  mutating func finish() -> [PlannedChunk] {
    let chunks = closed + [open, suspects].filter { !$0.candidates.isEmpty }
    (closed, open, suspects, items, oldest) = ([], PlannedChunk(), PlannedChunk(), 0, nil)
    return chunks
  }

  private static func place(
    _ candidate: Candidate, in chunk: inout PlannedChunk, closed: inout [PlannedChunk], _ rules: PackingRules
  ) {
    let company = [chunk.company, candidate.company].compactMap { $0 }.min()
    let fits = chunk.pages + candidate.pages <= rules.pages && chunk.candidates.count < company ?? .max
    if !fits && !chunk.candidates.isEmpty {
      closed.append(chunk)
      chunk = PlannedChunk()
    }
    chunk.add(candidate)
    if chunk.pages >= rules.pages || chunk.candidates.count >= chunk.company ?? .max {
      closed.append(chunk)
      chunk = PlannedChunk()
    }
  }
}
