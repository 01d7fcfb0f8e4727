import Formats
import Metrics
import Scheduling
import Settings
import Spool
import StageKit

/// An item that waits, and what decides its company; no more of its metadata, as a batch has tens of thousands.
struct Candidate: Sendable {
  let found: Spool.Found
  let visit: Int
  let route: Route
  /// What its document's choice names instead of the settings' engine for its route.
  let chosenEngine: EngineName?
  let pages: Int
  let bytes: Int64
  let sha256: String
  let kind: DocumentKind
  /// The most items its chunk may have: half of its last company once it failed in one (law 8); nil for no suspect.
  let company: Int?
  /// Seconds its task gets at least: twice the time for each item as the last one that was too short, which in half the
  /// company is as long; nil when no time was too short.
  let walltime: Int?
  /// Bytes of memory its task gets at least: twice the most that was not enough; nil when it never was.
  let memory: Int64?
  /// When it began to wait.
  let waitingSince: Timestamp

  init(found: Spool.Found, metadata: ItemMetadata, route: Route, pages: Int) throws(ItemFiles.Unreadable) {
    self.found = found
    self.route = route
    chosenEngine = metadata.choice?.engine.flatMap { EngineName(rawValue: $0) }
    if let engine = metadata.choice?.engine, chosenEngine == nil {
      let names = EngineName.allCases.map(\.rawValue).joined(separator: ", ")
      throw .init(path: found.path, message: "names the engine \(engine), which there is not: \(names)")
    }
    self.pages = pages
    visit = metadata.visit
    bytes = metadata.fileSize
    sha256 = metadata.sha256
    kind = metadata.kind
    let failures = metadata.history.filter { $0.batch != nil && $0.lostNode != true }
    company = failures.last?.company.map { max(1, $0 / 2) }
    waitingSince = metadata.history.last?.at ?? metadata.downloadedAt
    let shortages = Self.sinceSentBack(metadata.history).filter { $0.shortage != nil }
    memory = shortages.compactMap { $0.shortage?.memoryBytes }.max().map { $0 > .max / 2 ? .max : $0 * 2 }
    let last = shortages.last { $0.shortage?.walltimeSeconds != nil }
    walltime = last?.shortage?.walltimeSeconds.map { (last?.company ?? 1) > 1 || $0 > .max / 2 ? $0 : $0 * 2 }
  }

  /// What a person sent back starts with a clean sheet.
  private static func sinceSentBack(_ history: [HistoryEntry]) -> ArraySlice<HistoryEntry> {
    history.lastIndex { $0.to == Place.stage(.inbox).description }.map { history[($0 + 1)...] } ?? history[...]
  }
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
  /// Seconds a page takes, for the walltime.
  var secondsPerPage: Double
  /// The margin on the estimate.
  var factor: Double
  /// Seconds of walltime that no task may exceed; nil without a limit.
  var longest: Int?
  /// Bytes of memory that no task can get more of; nil without a limit.
  var largest: Int64?
  /// Tasks in the queue and in packed batches at which nothing more is packed; nil without a limit.
  var queue: Int?

  /// The rules by settings; with a pace that was learned its median sizes chunks and its 95th percentile gives the walltime.
  init(engine: EngineName, settings: Settings, pace: MetricsSummary.Pace? = nil) {
    let times = settings.engine(engine)
    self.init(
      chunkPages: settings.dispatch.chunkPages, chunkTime: settings.dispatch.chunkTime.seconds,
      chunks: settings.dispatch.batchChunks, items: settings.dispatch.batchItems, startup: times.startup.seconds,
      secondsPerPage: pace?.median ?? times.secondsPerPage.seconds, factor: settings.dispatch.walltimeFactor)
    secondsPerPage = pace?.most ?? secondsPerPage
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

  /// Cuts chunks and batches to what the executor takes.
  mutating func fit(_ limits: ClusterLimits) {
    (longest, largest, queue) = (limits.longestWalltime, limits.largestMemory, limits.mostQueued)
    if let most = limits.mostChunks { chunks = max(1, min(chunks, most)) }
    guard let longest, secondsPerPage > 0, factor > 0 else { return }
    let fitting = (Double(longest) / factor - startup) / secondsPerPage
    pages = max(1, min(pages, Int(max(1, min(fitting, 1e9)))))
  }

  /// Seconds a task gets: by the estimate, but at least so many, and never more than is allowed.
  func walltime(pages: Int, least: Int = 0) -> Int {
    let estimate = Walltime.seconds(pages: pages, startup: startup, secondsPerPage: secondsPerPage, factor: factor)
    return min(max(estimate, least), longest ?? .max)
  }
}

/// The items of one chunk to be.
struct PlannedChunk: Sendable {
  private(set) var candidates: [Candidate] = []
  private(set) var pages = 0
  /// The least company any of its items may travel in; nil when none is a suspect.
  private(set) var company: Int?
  /// Seconds its task gets at least.
  private(set) var walltime = 0

  mutating func add(_ candidate: Candidate) {
    candidates.append(candidate)
    pages += candidate.pages
    walltime = max(walltime, candidate.walltime ?? 0)
    company = [company, candidate.company].compactMap { $0 }.min()
  }
}

/// What the items of one batch share.
struct Lot: Sendable, Hashable, Comparable {
  let engine: EngineName
  /// Bytes of memory its tasks need at least; nil for what the settings say.
  let memory: Int64?

  static func < (left: Lot, right: Lot) -> Bool {
    (left.engine.rawValue, left.memory ?? 0) < (right.engine.rawValue, right.memory ?? 0)
  }
}

/// Collects items of one engine into chunks, chunks into a batch.
struct Packer: Sendable {
  let rules: PackingRules
  private var closed: [PlannedChunk] = []
  private var open = PlannedChunk()
  private var suspects = PlannedChunk()
  private var items = 0
  private(set) var oldest: Timestamp?

  init(rules: PackingRules) { self.rules = rules }

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
