import Formats
import SystemCalls
import TestSupport
import Testing

/// The submitter killed before and after each of its system calls, the start of sbatch among them, on a real cluster.
@Suite(.needsCluster, .patient) struct KillSweepTests {
  /// Whether every point is taken (`make sweep`); a sample otherwise.
  private static let all = Draw.takesAll

  private struct Point: Sendable {
    var action: String
    var call: Int
  }

  @Test
  func `A submitter killed at any call around sbatch leaves a batch that is submitted once`() async throws {
    try await sweep(Bench(), others: 3)
  }

  @Test
  func `A submitter killed at any call while it settles a doubt leaves a batch that is submitted once`() async throws {
    try await sweep(Self.doubtful(), others: 1)
  }

  /// One that was asked for once: the next pass asks again, and then submits.
  private static func doubtful() throws -> Bench {
    let bench = try Bench()
    try bench.useWrappers()
    try bench.wrap("sbatch", "echo 'sbatch: error: Socket timed out on send/recv operation' >&2; exit 1")
    try bench.sluice("submit")
    try bench.wrap("sbatch", "exec /usr/bin/sbatch \"$@\"")
    try eventually("an answer that it is not there", every: 200) {
      try bench.sluice("submit")
      return bench.doubt?.absences.count == 1
    }
    // As if that had been long ago: `doubt_wait` is over.
    var doubt = try #require(bench.doubt)
    doubt.absences = doubt.absences.map { $0.advanced(bySeconds: -3600) }
    doubt.askedAt = doubt.askedAt?.advanced(bySeconds: -3600)
    try Sys.publish(try FormatCoding.file(doubt), at: bench.batch.appending("doubt.json"))
    return bench
  }

  /// Kills the next pass at each point, in a copy of its own, and lets later passes finish.
  ///
  /// - Parameter others: calls of a sample that are not around sbatch.
  private func sweep(_ eve: Bench, others: Int) async throws {
    let calls = try calls(of: eve)
    let spawns = calls.enumerated().filter { $0.element.contains("\tspawn\t") && $0.element.contains("sbatch") }
    let sbatch = try #require(spawns.first?.offset) + 1
    let points = Self.points(calls: calls.count, sbatch: sbatch, others: others)
    // Most of the time is waiting for Slurm, so several go on at once, more than there are processors.
    await PatientTrait.sideBySide(points, 6) { point in
      let bench = try Bench(copy: eve)
      let killed = try bench.command(["submit"], ["SLUICE_INJECT": "submit:\(point.action):\(point.call)"]).run()
      let words = "\(point) of \(calls.count), sbatch at \(sbatch), \(Draw.words)"
      #expect(killed.wasKilled, "\(words): \(killed.everything)")
      try bench.finish(words)
    }
    if Self.all { print("killed at \(points.count) points of \(calls.count) calls, sbatch at \(sbatch)") }
  }

  /// The calls of a pass that is not killed, and that all is well after it.
  private func calls(of eve: Bench) throws -> [String] {
    let trace = eve.wrappers.removingLastComponent().appending("trace")
    let bench = try Bench(copy: eve)
    let answer = try bench.command(["submit"], ["SLUICE_INJECT_TRACE": "submit:\(trace)"]).run()
    #expect(answer.status == 0, "\(answer.everything)")
    try bench.finish()
    return String(decoding: try Sys.contents(of: trace), as: UTF8.self).lines
  }

  /// The calls around sbatch always; of the others some, or all.
  private static func points(calls: Int, sbatch: Int, others count: Int) -> [Point] {
    let near = Set([sbatch - 1, sbatch, sbatch + 1, sbatch + 2, sbatch + 3].filter { (1...calls).contains($0) })
    let others = (1...calls).filter { !near.contains($0) }
    let chosen = Draw.sample(others, count, for: "around sbatch")
    return (near.sorted() + chosen).flatMap { call in
      (all || call == sbatch ? ["kill-before", "kill-after"] : [["kill-before", "kill-after"][call % 2]])
        .map { Point(action: $0, call: call) }
    }
  }
}
