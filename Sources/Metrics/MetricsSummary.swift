public import Formats
public import SystemCalls

/// `manifests/summary/metrics.json`: what all chunks so far tell, by engine and partition.
///
/// It is a cache of `manifests/metrics` that says how far it covers it: caught up in proportion to what is new, made anew where
/// it is absent or cannot be read.
public struct MetricsSummary: Sendable, Hashable, Codable {
  /// The version of this format.
  public var format = FormatCoding.version
  /// When it was brought up to date.
  public var updatedAt = Timestamp.now
  /// The last event it covers.
  public var covered = MetricsManifest.Position()
  /// One for each engine, executor and partition.
  public var groups: [MetricsGroup] = []
  /// What waits to be done; nil before it was counted.
  public var backlog: [Backlog]?

  /// What waits for one engine.
  public struct Backlog: Sendable, Hashable, Codable {
    /// The engine.
    public var engine: String
    /// Pages in `01_downloaded` and in batches.
    public var pages: Int
    /// Seconds they take at the rate of the recent chunks; nil without a rate.
    public var secondsLeft: Double?

    enum CodingKeys: String, CodingKey {
      case engine, pages
      case secondsLeft = "seconds_left"
    }
  }

  enum CodingKeys: String, CodingKey {
    case format, covered, groups, backlog
    case updatedAt = "updated_at"
  }

  /// Nothing is known yet.
  public init() {}

  /// Where it is kept.
  public static func path(manifests: FilePath) -> FilePath {
    manifests.appending("summary").appending("metrics.json")
  }

  /// The summary of all that is in the manifest: the one that is kept, caught up.
  public init(manifests: FilePath) throws {
    let path = Self.path(manifests: manifests)
    if Sys.exists(path),
      let kept = try? FormatCoding.decode(
        MetricsSummary.self, from: try Sys.contents(of: path, limit: FormatCoding.longest))
    {
      self = kept
    }
    var isNew = false
    try MetricsManifest(manifests: manifests).forEach(after: covered) { chunk, position in
      add(chunk)
      covered = position
      isNew = true
    }
    guard isNew else { return }
    for index in groups.indices { groups[index].settle() }
    updatedAt = .now
  }

  /// Keeps it. Only the holder of cleanup's lease may.
  public func publish(manifests: FilePath) throws {
    let path = Self.path(manifests: manifests)
    try Sys.ensurePath(path.removingLastComponent())
    try Sys.publish(try FormatCoding.file(self), at: path)
  }

  mutating func add(_ chunk: ChunkMetrics) {
    if let index = groups.firstIndex(where: { $0.takes(chunk) }) { return groups[index].add(chunk) }
    var group = MetricsGroup(like: chunk)
    group.add(chunk)
    groups.append(group)
    groups.sort { ($0.engine, $0.executor, $0.partition ?? "") < ($1.engine, $1.executor, $1.partition ?? "") }
  }

  /// Says what waits, and for how long at the present rate: the rates of an engine's partitions add up.
  public mutating func note(waiting pages: [String: Int]) {
    backlog = pages.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map { engine, pages in
      let rate = groups.filter { $0.engine == engine }.compactMap(\.pagesPerHour).reduce(0, +)
      return Backlog(engine: engine, pages: pages, secondsLeft: rate > 0 ? Double(pages) / rate * 3600 : nil)
    }
  }

  /// What a page takes with an engine, by what its recent chunks took; nil before enough of them completed.
  ///
  /// Of several partitions the slower one counts, as nobody knows where the next chunk will run.
  public func pace(of engine: String, leastChunks: Int = 10) -> Pace? {
    let known = groups.filter { group in
      group.engine == engine && group.recent.count(where: { $0.completed && $0.pages > 0 }) >= leastChunks
    }
    guard let median = known.compactMap(\.secondsPerPageMedian).max(),
      let most = known.compactMap(\.secondsPerPage95).max()
    else { return nil }
    return Pace(median: median, most: most)
  }

  /// Seconds a page takes.
  public struct Pace: Sendable, Hashable {
    /// In the middle.
    public var median: Double
    /// In all but one of twenty chunks.
    public var most: Double
  }
}
