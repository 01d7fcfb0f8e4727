import Formats

/// The metrics of all chunks of one engine in one partition.
public struct MetricsGroup: Sendable, Hashable, Codable {
  /// The engine.
  public var engine: String
  /// The executor.
  public var executor: String
  /// The partition; nil where the executor has none.
  public var partition: String?
  /// Chunks in all.
  public var chunks = 0
  /// Chunks by the word for their end.
  public var states: [String: Int] = [:]
  /// Pages of them.
  public var pages = 0
  /// Pages their tasks made.
  public var pagesMade = 0
  /// Seconds their tasks took, one after the other.
  public var elapsedSeconds = 0.0
  /// Seconds of processor time.
  public var cpuSeconds = 0.0
  /// The most bytes a process had resident.
  public var maxResidentBytes: Int64 = 0
  /// Half of the recent chunks that completed took less than this a page, in seconds.
  public var secondsPerPageMedian: Double?
  /// 19 of 20 of the recent chunks that completed took less than this a page, in seconds.
  public var secondsPerPage95: Double?
  /// Pages made an hour, counting the time in which at least one of the recent chunks ran.
  public var pagesPerHour: Double?
  /// Chunks an hour, counted so.
  public var chunksPerHour: Double?
  /// The share of the walltime asked for that the recent chunks used.
  public var timeEfficiency: Double?
  /// The share of the given processors' time that they used.
  public var cpuEfficiency: Double?
  /// The share of the given memory that they used at most, on average.
  public var memoryEfficiency: Double?
  /// The most recent chunks, oldest first: what the rates are taken of.
  public var recent: [Recent] = []

  /// Chunks that are kept as recent ones.
  public static let mostRecent = 200

  /// What is kept of a recent chunk.
  public struct Recent: Sendable, Hashable, Codable {
    /// Whether it completed.
    public var completed: Bool
    /// When it started and ended, in milliseconds since 1970.
    public var from: Int64
    /// When it ended.
    public var to: Int64
    /// Pages it made.
    public var pages: Int
    /// Seconds it was given.
    public var walltime: Int
    /// Seconds of processor time.
    public var cpu: Double?
    /// Processors it was given.
    public var cpus: Int?
    /// The share of its memory that it used.
    public var memory: Double?
  }

  /// An empty group for chunks like this one.
  init(like chunk: ChunkMetrics) {
    engine = chunk.engine
    executor = chunk.executor
    partition = chunk.partition
  }

  /// Whether a chunk belongs to the group.
  func takes(_ chunk: ChunkMetrics) -> Bool {
    engine == chunk.engine && executor == chunk.executor && partition == chunk.partition
  }

  mutating func add(_ chunk: ChunkMetrics) {
    chunks += 1
    states[chunk.state, default: 0] += 1
    pages += chunk.pages
    pagesMade += chunk.pagesMade
    elapsedSeconds += chunk.elapsedSeconds ?? 0
    cpuSeconds += chunk.cpuSeconds ?? 0
    maxResidentBytes = max(maxResidentBytes, chunk.maxResidentBytes ?? 0)
    guard let start = chunk.startedAt, let end = chunk.endedAt, end >= start else { return }
    let memory: Double? =
      if let used = chunk.maxResidentBytes, let given = chunk.memoryBytes, given > 0 {
        Double(used) / Double(given)
      } else {
        nil
      }
    recent.append(
      Recent(
        completed: chunk.state == "completed", from: start.milliseconds, to: end.milliseconds, pages: chunk.pagesMade,
        walltime: chunk.walltimeSeconds, cpu: chunk.cpuSeconds, cpus: chunk.cpus, memory: memory))
    if recent.count > Self.mostRecent { recent.removeFirst(recent.count - Self.mostRecent) }
  }

  /// Takes the rates of the recent chunks anew.
  mutating func settle() {
    let paces = recent.filter { $0.completed && $0.pages > 0 && $0.to > $0.from }
      .map { $0.seconds / Double($0.pages) }.sorted()
    secondsPerPageMedian = Quantile.of(paces, 0.5)
    secondsPerPage95 = Quantile.of(paces, 0.95)
    let busy = Self.busySeconds(recent.map { ($0.from, $0.to) })
    let made = recent.reduce(0) { $0 + $1.pages }
    pagesPerHour = busy > 0 && made > 0 ? Double(made) / busy * 3600 : nil
    chunksPerHour = busy > 0 ? Double(recent.count) / busy * 3600 : nil
    timeEfficiency = Self.ratio(recent.map { ($0.seconds, Double($0.walltime)) })
    cpuEfficiency = Self.ratio(
      recent.compactMap { chunk in
        guard let cpu = chunk.cpu, let cpus = chunk.cpus else { return nil }
        return (cpu, chunk.seconds * Double(cpus))
      })
    let memory = recent.compactMap(\.memory)
    memoryEfficiency = memory.isEmpty ? nil : memory.reduce(0, +) / Double(memory.count)
  }

  /// Seconds in which at least one of some spans of milliseconds lasted.
  static func busySeconds(_ spans: [(from: Int64, to: Int64)]) -> Double {
    var (total, end) = (Int64(0), Int64.min)
    for span in spans.sorted(by: { $0.from < $1.from }) where span.to > end {
      total += span.to - max(end, span.from)
      end = span.to
    }
    return Double(total) / 1000
  }

  private static func ratio(_ pairs: [(Double, Double)]) -> Double? {
    let (used, given) = pairs.reduce((0.0, 0.0)) { ($0.0 + $1.0, $0.1 + $1.1) }
    return given > 0 ? used / given : nil
  }

  enum CodingKeys: String, CodingKey {
    case engine, executor, partition, chunks, states, pages, recent
    case pagesMade = "pages_made"
    case elapsedSeconds = "elapsed_seconds"
    case cpuSeconds = "cpu_seconds"
    case maxResidentBytes = "max_resident_bytes"
    case secondsPerPageMedian = "seconds_per_page_median"
    case secondsPerPage95 = "seconds_per_page_p95"
    case pagesPerHour = "pages_per_hour"
    case chunksPerHour = "chunks_per_hour"
    case timeEfficiency = "time_efficiency"
    case cpuEfficiency = "cpu_efficiency"
    case memoryEfficiency = "memory_efficiency"
  }
}

extension MetricsGroup.Recent {
  /// Seconds it took.
  var seconds: Double { Double(to - from) / 1000 }
}

/// Values below which a share of others lie.
enum Quantile {
  /// The smallest of sorted values that at least this share of them does not exceed; nil where there are none.
  static func of(_ sorted: [Double], _ share: Double) -> Double? {
    guard !sorted.isEmpty else { return nil }
    let rank = Int((share * Double(sorted.count)).rounded(.up))
    return sorted[min(max(rank, 1), sorted.count) - 1]
  }
}
