import Formats
import Sweeping
import SystemCalls
import TestSupport
import Testing

/// Law 14: every pass is safe to overlap.
@Suite(.serialized) struct OverlapTests {
  /// Starts programs at once and waits for all; what they printed where they failed.
  private func together(_ commands: [[String]], in root: FilePath) throws {
    let processes = try commands.map { try Tool.start($0, in: root) }
    for (process, command) in zip(processes, commands) {
      let answer = try process.finish()
      #expect(answer.status == 0, "sluice \(command.joined(separator: " ")): \(answer.output)")
    }
  }

  private func expectWhole(_ pipeline: Pipeline, _ root: FilePath) throws {
    try Pipeline.must(["run"], in: root)
    try Pipeline.must(["audit", "--checksums"], in: root)
    #expect(try Trees.difference(Trees.outputs(root), from: pipeline.outputs) == nil)
  }

  @Test(arguments: [Verb.download, .dispatch, .cleanup, .finalize], [2, 8])
  func `Several of the same worker on one workspace do what one does`(verb: Verb, count: Int) throws {
    let pipeline = try Pipeline.shared(verb)
    let root = try pipeline.copy()
    try together(Array(repeating: verb.command, count: count), in: root)
    try Pipeline.must(verb.command, in: root)
    let difference = try Trees.difference(Trees.read(root), from: pipeline.tree)
    #expect(difference == nil)
    try expectWhole(pipeline, root)
  }

  @Test
  func `All workers together, again and again, and two runs beside them, come to the same end`() throws {
    let pipeline = try Pipeline.shared(.download)
    let root = try pipeline.copy()
    let runs = try (0..<2).map { _ in try Tool.start(["run"], in: root) }
    // As an impatient cron would: every worker anew before the last ones ended.
    for _ in 0..<3 {
      try together([["download"], ["dispatch", "--now"], ["submit"], ["cleanup"], ["finalize"]], in: root)
    }
    for run in runs {
      let answer = try run.finish()
      #expect(answer.status == 0, "\(answer.output)")
    }
    try expectWhole(pipeline, root)
  }

  @Test
  func `A worker that is stopped is shown with who and since when, and does no harm when it goes on`() throws {
    let pipeline = try Pipeline.shared(.finalize)
    let root = try pipeline.copy()
    // Amid its steps: said, and some of them not made.
    let step = try #require(
      pipeline.trace.calls.first { $0.name == "rename" && $0.target.hasPrefix("stages/05_processed/") })
    let worker = try Tool.start(["finalize"], in: root, ["SLUICE_INJECT": "finalize:stop-after:\(step.number)"])
    var status = ""
    try eventually("a word of status that the worker is stopped: \(status)") {
      status = try Tool.sluice(["status"], in: root).output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      return status.contains("kill -CONT")
    }
    #expect(status.contains("held by process \(worker.process) on \(Sys.hostName), taken"), "\(status)")
    #expect(status.contains("stopped by a signal, its stage waits: kill -CONT \(worker.process)"), "\(status)")
    // The others go on, and its own stage waits.
    let before = try Trees.read(root)
    try together([["download"], ["cleanup"], ["finalize"]], in: root)
    let moved = try Trees.difference(Trees.read(root), from: before)
    #expect(moved == nil)
    let audit = try Tool.sluice(["audit", "--wait", "0"], in: root)
    #expect(audit.output.contains("still running: finalize (\(worker.process)"), "\(audit.output)")
    Sys.signal(worker.process, 18)
    let answer = try worker.finish()
    #expect(answer.status == 0, "\(answer.output)")
    let difference = try Trees.difference(Trees.read(root), from: pipeline.tree)
    #expect(difference == nil)
    try expectWhole(pipeline, root)
  }
}
