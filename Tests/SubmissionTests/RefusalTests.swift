import Formats
import SystemCalls
import TestSupport
import Testing

/// What the cluster says no to, and what nobody but a person can tell.
@Suite(.needsCluster, .patient) struct RefusalTests {
  /// A pause that is not over before a test is.
  private static let longPause = "breaker: {pause: 2h}\n"

  @Test
  func `A refused batch stays in 03, is named, and goes when its setting is mended`() throws {
    let bench = try Bench()
    let said = try bench.command(["submit", "--set", "slurm.reservation=none"]).run()
    #expect(said.status == 1)
    #expect(
      said.errors.contains("batch_000001: slurm refused it") && said.errors.contains("eservation"),
      "\(said.everything)")
    #expect(bench.doubt?.phase == .refused)
    #expect(try bench.sluice("status").output.contains("it was refused"))
    try bench.finish()
  }

  @Test
  func `A batch that Slurm refused goes to the executor that is chosen instead`() throws {
    let bench = try Bench()
    let name = try bench.jobName
    try bench.sluice("submit", "--set", "slurm.reservation=none")
    #expect(bench.doubt?.phase == .refused)
    try bench.choose(executor: "local")
    try bench.must("submit")
    #expect(try bench.workspace.read(JobRecord.self, bench.batch.appending("job.json")).executor == "local")
    #expect(bench.doubt == nil)
    try bench.collect(2, in: "04_ocr_completed")
    #expect(try bench.cluster.jobs(named: name).isEmpty)
    #expect(try bench.sluice("audit").status == 0)
  }

  @Test
  func `After refusals in a row submissions pause, status says why, and one command lets them go on`() throws {
    let bench = try Bench(Self.longPause)
    for _ in 1...3 { try bench.sluice("submit", "--set", "slurm.reservation=none") }
    let status = try bench.sluice("status").output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(status.contains("submissions pause until") && status.contains("sluice resume submit"), "\(status)")
    try bench.must("submit")
    #expect(!bench.hasJob, "it went on although submissions pause")
    #expect(try bench.sluice("resume", "submit").output.contains("submit goes on"))
    try bench.must("submit")
    #expect(bench.hasJob)
    try bench.finish()
  }

  @Test
  func `Batches whose tasks fail at once make submissions pause, and no document pays for it twice`() throws {
    let bench = try Bench(Self.longPause)
    try bench.useWrappers()
    try bench.wrap("sacct", SlurmPrograms.sacctOfFastFailures)
    try bench.must("submit", "--set", "slurm.program=/nowhere/sluice")
    try bench.collect(2, in: "01_downloaded", "--set", "breaker.failures=1")
    try bench.sluice("cleanup", "--set", "breaker.failures=1")
    let status = try bench.sluice("status").output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(status.contains("submissions pause until") && status.contains("failed at once"), "\(status)")
    try bench.must("dispatch", "--now")
    try bench.must("submit")
    #expect(try bench.workspace.entries(bench.workspace.root.appending("stages/03_ocr_processing")).isEmpty)
    try bench.must("resume", "submit")
    try bench.must("submit")
    try bench.collect(2, in: "04_ocr_completed")
    #expect(try bench.sluice("audit").status == 0)
  }

  @Test
  func `A batch that was refused and then cancelled gives its documents back`() throws {
    let bench = try Bench()
    try bench.sluice("submit", "--set", "slurm.reservation=none")
    #expect(bench.doubt?.phase == .refused)
    try bench.must("cancel", "batch_000001")
    try bench.must("submit")
    try bench.collect(2, in: "01_downloaded")
    #expect(try bench.sluice("audit").status == 0)
  }

  @Test
  func `A person who names the batch is not held back by the pause`() throws {
    let bench = try Bench(Self.longPause)
    for _ in 1...3 { try bench.sluice("submit", "--set", "slurm.reservation=none") }
    try bench.must("submit", "--batch", "batch_000001")
    #expect(bench.hasJob)
    try bench.finish()
  }

  @Test
  func `A template that lacks something keeps its batches in 02, and a dry run prints the very script`() throws {
    let bench = try Bench()
    let shown = try bench.sluice("submit", "--dry-run")
    let template = bench.workspace.root.appending("slurm-templates/text.sh")
    let text = String(decoding: try Sys.contents(of: template), as: UTF8.self)
    try Sys.publish(Array(text.replacing("exec {{task}}", with: "{{task}}").utf8), at: template)
    let answer = try bench.sluice("submit")
    #expect(answer.status == 1)
    #expect(answer.errors.contains("`exec {{task}}` is missing"), "\(answer.everything)")
    #expect(try bench.workspace.entries(bench.workspace.root.appending("stages/02_ocr_pending")).count == 1)
    try Sys.publish(Array(text.utf8), at: template)
    try bench.must("submit")
    let script = String(decoding: try Sys.contents(of: bench.batch.appending("logs/job.sh")), as: UTF8.self)
    #expect(shown.output.contains(script), "\(shown.output)")
    try bench.finish()
  }

  @Test(.disruptive)
  func `While accounting is down nothing is taken for absent`() throws {
    let bench = try Bench(on: .shared())
    try bench.useWrappers()
    try bench.wrap("sbatch", "echo 'sbatch: error: Socket timed out on send/recv operation' >&2; exit 1")
    try bench.sluice("submit")
    try bench.wrap("sbatch", "exec /usr/bin/sbatch \"$@\"")
    try bench.cluster.frozen("slurmdbd") {
      // It gives up by itself after half a minute. Nothing it could be told comes before.
      try bench.wrap("sacct", "exec timeout 0.2 /usr/bin/sacct \"$@\"")
      var asked: Set<Timestamp> = []
      try eventually("four questions that had no answer, and not these: \(asked)", every: 200) {
        try bench.sluice("submit")
        if let time = bench.doubt?.askedAt { asked.insert(time) }
        return asked.count == 4
      }
      #expect(bench.doubt?.absences.isEmpty == true)
      #expect(bench.doubt?.phase == .asking)
    }
    try bench.wrap("sacct", "exec /usr/bin/sacct \"$@\"")
    try bench.finish()
  }

  @Test(arguments: [true, false])
  func `Without accounting a person decides, and is told what to type`(wasSubmitted: Bool) throws {
    let bench = try Bench()
    try bench.useWrappers()
    try bench.wrap("sacct", "echo 'Slurm accounting storage is disabled' >&2; exit 1")
    // The controller forgets a job that has ended after a while, and no accounting knows it then.
    try bench.wrap("squeue", "case \"$*\" in *--name=*) ;; *) exec /usr/bin/squeue \"$@\" ;; esac")
    let first = bench.wrappers.appending("first")
    try bench.wrap(
      "sbatch",
      (wasSubmitted ? "/usr/bin/sbatch \"$@\" >'\(first)'; " : "")
        + "echo 'sbatch: error: Socket timed out on send/recv operation' >&2; exit 1")
    try bench.sluice("submit")
    try bench.wrap("sbatch", "exec /usr/bin/sbatch \"$@\"")
    let told = try bench.sluice("submit")
    #expect(told.status == 1)
    #expect(
      told.errors.contains("--adopt JOBID") && told.errors.contains("sluice submit --batch batch_000001 --again"),
      "\(told.everything)")
    #expect(!bench.hasJob && bench.doubt?.phase == .asking)
    if wasSubmitted {
      let job = String(decoding: try Sys.contents(of: first), as: UTF8.self).lines.first ?? ""
      try bench.must("submit", "--batch", "batch_000001", "--adopt", job)
    } else {
      try bench.must("submit", "--batch", "batch_000001", "--again")
      #expect(bench.doubt?.phase == .held)
      try bench.wrap("squeue", "exec /usr/bin/squeue \"$@\"")
    }
    try bench.wrap("sacct", "exec /usr/bin/sacct \"$@\"")
    try bench.finish()
  }

  @Test
  func `Your tasks in the queue hold further batches back`() throws {
    let bench = try Bench()
    let sleeper = try bench.cluster.run("sbatch", ["--parsable", "--hold", "--wrap", "true", "--output=/dev/null"])
    let job = sleeper.output.lines.first ?? ""
    let answer = try bench.command(["submit", "--verbose", "--set", "slurm.max_queued=2"]).run()
    #expect(answer.output.contains("held back") && answer.output.contains("slurm.max_queued"), "\(answer.everything)")
    #expect(!bench.hasJob)

    // Nor is more packed than the queue takes: one task waits there, two are packed.
    try bench.workspace.drop(PDFBuilder().page(text: "This is a document that came later.").data(), as: "later.pdf")
    try bench.must("download")
    let packing = try bench.command(["dispatch", "--now", "--verbose", "--set", "slurm.max_queued=3"]).run()
    #expect(
      packing.output.contains("held back") && packing.output.contains("slurm.max_queued"), "\(packing.everything)")
    #expect(try bench.workspace.identifiers(in: "01_downloaded") == ["later"])
    _ = try bench.cluster.run("scancel", [job])
    try bench.must("dispatch", "--now")
    #expect(try bench.workspace.identifiers(in: "01_downloaded").isEmpty)
    try bench.finish(items: 3)
  }
}
