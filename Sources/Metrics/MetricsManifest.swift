import Manifest
public import SystemCalls

/// `manifests/metrics`: one event a chunk.
public struct MetricsManifest: Sendable {
  /// The manifest's directory.
  public let directory: FilePath

  private static let segmentsBeforeCompaction = 128

  /// The metrics of the workspace whose manifests are in this directory.
  public init(manifests: FilePath) { directory = manifests.appending("metrics") }

  private var reader: ManifestReader { ManifestReader(directory) }

  /// Adds events, a mark after them, and syncs. Only the holder of cleanup's lease may.
  ///
  /// - Parameter mayMerge: whether nobody else can be writing the last segment, so that many segments may become one.
  public func append(_ chunks: [ChunkMetrics], as worker: String, mayMerge: Bool = true) throws {
    guard !chunks.isEmpty else { return }
    let writer = ManifestWriter(directory: directory, worker: worker, after: try reader.tail())
    for chunk in chunks { try writer.append(try chunk.event()) }
    // Without marks a start would have to read the whole history for the last sequence.
    var mark = Event(.mark)
    mark.totals = Totals()
    try writer.append(mark)
    try writer.sync()
    guard mayMerge else { return }
    let plain = try Segment.list(in: directory).count(where: { !$0.isMerged })
    if plain >= Self.segmentsBeforeCompaction { _ = try Compaction.run(in: directory) }
  }

  /// The chunks of a batch that have their event already. Reads everything: for doubt after a crash alone.
  public func told(ofBatch name: String) throws -> Set<String> {
    var chunks: Set<String> = []
    try forEach { metrics, _ in if metrics.batch == name { chunks.insert(metrics.chunk) } }
    return chunks
  }

  /// Calls `body` with each chunk's metrics and its position, oldest first, from after a position on.
  public func forEach(
    after position: Position = Position(), _ body: (ChunkMetrics, Position) throws -> Void
  ) throws {
    try reader.forEach(from: position.segment) { entry in
      if case .event(let event, let segment) = entry, event.sequence > position.sequence,
        let metrics = ChunkMetrics(event)
      {
        try body(metrics, Position(segment: segment.last, sequence: event.sequence))
      }
      return true
    }
  }

  /// A place in the manifest.
  public struct Position: Sendable, Hashable, Codable {
    /// The segment's number.
    public var segment = 0
    /// The event's sequence.
    public var sequence: UInt64 = 0

    /// The beginning.
    public init() {}

    init(segment: Int, sequence: UInt64) {
      self.segment = segment
      self.sequence = sequence
    }
  }
}
