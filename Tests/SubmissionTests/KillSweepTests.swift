import Dispatch
import Formats
import Synchronization
import SystemCalls
import TestSupport
import Testing

/// The submitter killed before and after each of its system calls, the start of sbatch among them, on a real cluster.
@Suite(.needsCluster, .patient) struct KillSweepTests {
  /// Whether every point is taken (`make sweep`); a sample otherwise.
  private static let all = Sys.variable("SLUICE_SWEEP") == "all"

  private struct Point: Sendable {
    var action: String
    var call: Int
  }

  @Test
  func `A submitter killed at any call around sbatch leaves a batch that is submitted once`() throws {
    try sweep(Bench(), others: 3)
  }

  @Test
  func `A submitter killed at any call while it settles a doubt leaves a batch that is submitted once`() throws {
    let eve = try Bench()
    try eve.useWrappers()
    try eve.wrap("sbatch", "echo 'sbatch: error: Socket timed out on send/recv operation' >&2; exit 1")
    try eve.sluice("submit")
    try eve.wrap("sbatch", "exec /usr/bin/sbatch \"$@\"")
    let isAskedOnce = try waitUntil {
      try eve.sluice("submit")
      return eve.doubt?.absences.count == 1
    }
    #expect(isAskedOnce)
    // After doubt_wait the next pass asks again, and then submits.
    Sys.sleep(milliseconds: 2500)
    try sweep(eve, others: 1)
  }

  /// Kills the next pass at each point, in a copy of its own, and lets later passes finish.
  ///
  /// - Parameter others: calls of a sample that are not around sbatch.
  private func sweep(_ eve: Bench, others: Int) throws {
    let trace = eve.wrappers.removingLastComponent().appending("trace")
    let counted = try Bench(copy: eve)
    let answer = try counted.command(["submit"], ["SLUICE_INJECT_TRACE": "submit:\(trace)"]).run()
    #expect(answer.status == 0, "\(answer.everything)")
    try counted.finish()
    let calls = String(decoding: try Sys.contents(of: trace), as: UTF8.self).lines
    let spawns = calls.enumerated().filter { $0.element.contains("\tspawn\t") && $0.element.contains("sbatch") }
    let sbatch = try #require(spawns.first?.offset) + 1
    let points = Self.points(calls: calls.count, sbatch: sbatch, others: others)
    let failures = Mutex<[String]>([])
    Self.sideBySide(points) { point in
      do {
        let bench = try Bench(copy: eve)
        let killed = try bench.command(["submit"], ["SLUICE_INJECT": "submit:\(point.action):\(point.call)"]).run()
        #expect(killed.ending == .signalled(9), "\(point): \(killed.everything)")
        try bench.finish("\(point) of \(calls.count), sbatch at \(sbatch)")
      } catch {
        failures.withLock { $0.append("\(point): \(error)") }
      }
    }
    #expect(failures.withLock { $0 } == [])
    if Self.all { print("killed at \(points.count) points of \(calls.count) calls, sbatch at \(sbatch)") }
  }

  /// Most of the time is waiting for Slurm, so several go on at once, more than there are processors.
  private static func sideBySide(_ points: [Point], _ body: @escaping @Sendable (Point) -> Void) {
    let rest = Mutex(points[...])
    let group = DispatchGroup()
    for lane in 1...6 {
      DispatchQueue(label: "lane \(lane)").async(group: group) {
        while let point = rest.withLock({ $0.popFirst() }) { body(point) }
      }
    }
    group.wait()
  }

  /// The calls around sbatch always; of the others some, or all.
  private static func points(calls: Int, sbatch: Int, others count: Int) -> [Point] {
    let near = Set([sbatch - 1, sbatch, sbatch + 1, sbatch + 2, sbatch + 3].filter { (1...calls).contains($0) })
    let others = (1...calls).filter { !near.contains($0) }
    let chosen = all ? others : Array(others.shuffled().prefix(count))
    return (near.sorted() + chosen).flatMap { call in
      (all || call == sbatch ? ["kill-before", "kill-after"] : [["kill-before", "kill-after"][call % 2]])
        .map { Point(action: $0, call: call) }
    }
  }
}
