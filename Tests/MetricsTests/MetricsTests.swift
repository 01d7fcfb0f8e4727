import Formats
import Manifest
import SystemCalls
import TestSupport
import Testing

@testable import Metrics

@Suite struct MetricsTests {
  private func chunk(
    _ number: Int, batch: Int = 1, engine: String = "text", partition: String? = nil, pages: Int = 100,
    from: Double = 0, seconds: Double = 50, state: String = "completed"
  ) -> ChunkMetrics {
    var chunk = ChunkMetrics(
      batch: "batch_00000\(batch)", chunk: "000\(number)", engine: engine, executor: "local", job: "7", items: 3,
      pages: pages, walltimeSeconds: 100, submittedAt: Timestamp(milliseconds: 0))
    chunk.partition = partition
    chunk.pagesMade = pages
    chunk.state = state
    chunk.startedAt = Timestamp(milliseconds: Int64(from * 1000))
    chunk.endedAt = Timestamp(milliseconds: Int64((from + seconds) * 1000))
    chunk.elapsedSeconds = seconds
    chunk.cpuSeconds = seconds / 2
    chunk.cpus = 2
    chunk.maxResidentBytes = 1 << 30
    chunk.memoryBytes = 4 << 30
    return chunk
  }

  @Test func `a chunk's event says all that is known of it and is read back as it was`() throws {
    let made = chunk(1, partition: "gpu")
    #expect(ChunkMetrics(try made.event()) == made)
    #expect(try made.event().id == "batch_000001")
  }

  @Test func `rates count the time in which something ran, and not the nights between`() throws {
    var summary = MetricsSummary()
    // Two at the same time, then a day of nothing, then one: 150 s at work.
    for (number, from) in [(1, 0.0), (2, 50.0), (3, 50.0), (4, 86_400.0)] { summary.add(chunk(number, from: from)) }
    summary.groups[0].settle()
    let group = summary.groups[0]
    #expect(group.pagesPerHour == 9600)
    #expect(group.chunksPerHour == 96)
    #expect(group.timeEfficiency == 0.5)
    #expect(group.cpuEfficiency == 0.25)
    #expect(group.memoryEfficiency == 0.25)
  }

  @Test func `median and 95th percentile are those of the chunks that completed`() throws {
    var summary = MetricsSummary()
    for number in 1...20 { summary.add(chunk(1, from: Double(number) * 1000, seconds: Double(number) * 10)) }
    summary.add(chunk(1, from: 1e6, seconds: 900, state: "time_limit"))
    summary.groups[0].settle()
    #expect(summary.groups[0].secondsPerPageMedian == 1.0)
    #expect(summary.groups[0].secondsPerPage95 == 1.9)
    #expect(summary.groups[0].states == ["completed": 20, "time_limit": 1])
    #expect(summary.pace(of: "text") == MetricsSummary.Pace(median: 1.0, most: 1.9))
    #expect(summary.pace(of: "text", leastChunks: 21) == nil)
    #expect(summary.pace(of: "tesseract") == nil)
  }

  @Test func `engines and partitions are told apart, and the slower partition counts`() throws {
    var summary = MetricsSummary()
    for number in 1...10 {
      summary.add(chunk(number, partition: "fast", from: Double(number) * 100, seconds: 10))
      summary.add(chunk(number, partition: "slow", from: Double(number) * 100, seconds: 90))
      summary.add(chunk(number, engine: "tesseract", from: Double(number) * 100))
    }
    for index in summary.groups.indices { summary.groups[index].settle() }
    #expect(summary.groups.map { "\($0.engine) \($0.partition ?? "-")" } == ["tesseract -", "text fast", "text slow"])
    #expect(summary.pace(of: "text")?.median == 0.9)
    summary.note(waiting: ["text": 44_000, "command": 7])
    #expect(summary.backlog?.map(\.engine) == ["command", "text"])
    #expect(summary.backlog?.first?.secondsLeft == nil)
    // 1,000 pages in 100 s and in 900 s: 44 pages in 4 s.
    #expect(summary.backlog?.last.map { Int(($0.secondsLeft ?? 0).rounded()) } == 3960)
  }

  @Test func `the summary catches up with the manifest, and is made anew where it is lost`() throws {
    let directory = try TemporaryDirectory()
    let manifest = MetricsManifest(manifests: directory.path)
    try manifest.append([chunk(1), chunk(2)], as: "cleanup")
    try MetricsSummary(manifests: directory.path).publish(manifests: directory.path)
    try manifest.append([chunk(1, batch: 2, from: 100)], as: "cleanup")
    let kept = try MetricsSummary(manifests: directory.path)
    #expect(kept.groups.map(\.chunks) == [3])
    try kept.publish(manifests: directory.path)
    #expect(try Compaction.run(in: manifest.directory).merged == 2)
    try manifest.append([chunk(2, batch: 2, from: 200)], as: "cleanup")
    var caughtUp = try MetricsSummary(manifests: directory.path)
    try Sys.publish(Array("{".utf8), at: MetricsSummary.path(manifests: directory.path))
    var anew = try MetricsSummary(manifests: directory.path)
    anew.updatedAt = caughtUp.updatedAt
    caughtUp.updatedAt = anew.updatedAt
    #expect(anew == caughtUp)
    #expect(anew.groups.map(\.chunks) == [4])
    #expect(try manifest.told(ofBatch: "batch_000002") == ["0001", "0002"])
  }

  @Test func `only so many recent chunks are kept`() throws {
    var summary = MetricsSummary()
    for number in 0..<MetricsGroup.mostRecent + 50 { summary.add(chunk(1, from: Double(number) * 100)) }
    #expect(summary.groups[0].chunks == MetricsGroup.mostRecent + 50)
    #expect(summary.groups[0].recent.count == MetricsGroup.mostRecent)
    #expect(summary.groups[0].recent.first?.from == 5_000_000)
  }
}
