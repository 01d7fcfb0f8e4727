import Formats
import SystemCalls
import TestSupport
import Testing

/// On shared storage a node's last files can appear later than Slurm's word that its task is over: on a real cluster.
@Suite(.needsCluster, .patient) struct LateFilesTests {
  /// Hands a batch over and takes the outcomes of its ended tasks away, as if they had not appeared yet: where each was. They are
  /// waited for an hour.
  private func lateOutcomes(_ bench: Bench) throws -> [FilePath] {
    try bench.change("outcome_wait: 2s", "outcome_wait: 1h")
    try bench.must("submit")
    var outcomes: [FilePath] = []
    try eventually("the end of both tasks") {
      outcomes = try Self.outcomes(bench.batch)
      return outcomes.count == 2
    }
    for path in outcomes { try Sys.rename(path, to: Self.hidden(path)) }
    try eventually("cleanup's note that both are over", every: 200) {
      try bench.must("cleanup")
      return try bench.ended.count == 2
    }
    return outcomes
  }

  private static func outcomes(_ batch: FilePath) throws -> [FilePath] {
    try ["0001", "0002"].flatMap { chunk -> [FilePath] in
      let directory = BatchLayout(batch).chunk(chunk)
      guard Sys.exists(directory) else { return [] }
      return try Sys.entries(of: directory)
        .map { BatchLayout.Try(directory.appending($0.name)).outcome }
        .filter { Sys.exists($0) }
    }
  }

  private static func hidden(_ path: FilePath) -> FilePath { path.removingLastComponent().appending("late.json") }

  @Test
  func `A task that is over is closed when its last file appears`() throws {
    let bench = try Bench()
    let outcomes = try lateOutcomes(bench)
    try bench.must("cleanup")
    #expect(try bench.workspace.identifiers(in: "04_ocr_completed") == [])
    for path in outcomes { try Sys.rename(Self.hidden(path), to: path) }
    try bench.must("cleanup")
    #expect(try bench.workspace.identifiers(in: "04_ocr_completed").count == 2)
  }

  @Test
  func `A task that was over while the clock was ahead is not waited for until then`() throws {
    let bench = try Bench()
    _ = try lateOutcomes(bench)
    try bench.change("outcome_wait: 1h", "outcome_wait: 2s")
    let ahead = try bench.ended.mapValues { _ in Timestamp.now.advanced(bySeconds: 365 * 86_400) }
    try Sys.publish(try FormatCoding.file(ahead), at: bench.batch.appending("ended.json"))
    // What it finished counts without its outcome.
    try bench.finish()
  }
}

extension Bench {
  /// When cleanup first saw that a chunk was over, for those that it waits for.
  fileprivate var ended: [String: Timestamp] {
    get throws {
      let path = batch.appending("ended.json")
      guard Sys.exists(path) else { return [:] }
      return try FormatCoding.decode([String: Timestamp].self, from: try Sys.contents(of: path))
    }
  }
}
