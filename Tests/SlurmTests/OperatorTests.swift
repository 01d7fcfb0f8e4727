import Formats
import SystemCalls
import TestSupport
import Testing

extension SteadySuite {
  /// What a person does while batches are on the cluster.
  struct OperatorTests {
    @Test
    func `A job is shown with Slurm's own words and what its tasks print, and a cancelled one keeps what is proven`()
      throws
    {
      let journey = try Journey(slurm: "throttle: 1")
      let held = journey.tools.path.appending("held")
      // One at a time, in the order of their shards: c is done, a runs, b waits.
      try journey.use("[ $SLUICE_IDENTIFIER = c ] || { touch '\(held)'; \(journey.hold); }")
      try journey.drop("a", "b", "c")
      try journey.submit()
      let job = try journey.job(1)
      try eventually("a task that runs and one that waits", every: 200) {
        try Sys.exists(held)
          && journey.cluster.slurm("squeue", "--noheader", "--jobs=\(job)", "--format=%r").contains("JobArrayTaskLimit")
      }
      let shown = try journey.workspace.sluice("show", job)
      #expect(shown.output.contains("batch_000001"))
      #expect(
        shown.output.contains(": RUNNING") && shown.output.contains("PENDING (JobArrayTaskLimit)"), "\(shown.output)")
      let logs = try journey.workspace.sluice("show", "\(job)_1", "--logs").output
      #expect(logs.contains("==> 0001.log <==") && logs.contains("complete: 1 of 1 items"), "\(logs)")
      #expect(try journey.workspace.sluice("cancel", "batch_000001", "--note", "wrong languages").status == 0)
      try journey.must("cleanup")
      try eventually("the end of all tasks", every: 200) {
        try journey.cluster.slurm("squeue", "--noheader", "--me", "--jobs=\(job)", "--states=all", "--format=%t").lines
          .allSatisfy { ["CA", "CD"].contains($0) }
      }
      try journey.go()
      let answer = try journey.workspace.sluice("run")
      #expect(answer.status == 0, "\(answer.everything)")
      #expect(try journey.workspace.metadata(of: "c").history.isEmpty)
      for name in ["a", "b"] {
        let history = try journey.workspace.metadata(of: name).history
        #expect(history.map(\.ownFailure) == [false] && history.map(\.company) == [nil], "\(history)")
      }
      #expect(try journey.workspace.sluice("log", "batch_000001").output.contains("wrong languages"))
      try journey.finish(processed: ["a", "b", "c"])
    }

    @Test(arguments: [("slurm", "local"), ("local", "slurm")])
    func `The executor may be changed while batches run: each ends where it began, and once`(
      before: String, after: String
    ) throws {
      let journey = try Journey(slurm: "command:\n  memory: 300MiB")
      let list = journey.tools.path.appending("read")
      try journey.use("\(journey.hold); echo $SLUICE_IDENTIFIER >>'\(list)'")
      func choose(_ name: String) throws {
        let lines = try journey.settings().lines.map { $0.hasPrefix("executor:") ? "executor: \(name)" : $0 }
        try journey.workspace.set(lines.joined(separator: "\n"))
      }
      func executor(_ batch: Int) throws -> String {
        try journey.workspace.read(JobRecord.self, journey.workspace.batchDirectory(batch).appending("job.json"))
          .executor
      }
      try choose(before)
      try journey.drop("a", "b")
      try journey.submit()
      try choose(after)
      try journey.drop("c")
      try journey.submit()
      #expect(try [executor(1), executor(2)] == [before, after])
      let status = try journey.workspace.sluice("status")
      #expect(status.status == 0 && !status.output.contains("unknown"), "\(status.everything)")
      #expect(try journey.workspace.sluice("audit").status == 0)
      try journey.go()
      let answer = try journey.workspace.sluice("run")
      #expect(answer.status == 0, "\(answer.everything)")
      let read = String(decoding: try Sys.contents(of: list), as: UTF8.self).lines
      #expect(read.sorted() == ["a", "b", "c"])
      try journey.finish(processed: ["a", "b", "c"])
    }

    @Test
    func `The job that stands in for cron runs the workers, is followed by one successor, and ends when it is told to`()
      throws
    {
      let journey = try Journey(dispatch: "max_wait: 0s")
      // As a user may: it is their file.
      let template = journey.workspace.root.appending("slurm-templates/workers.sh")
      let text = String(decoding: try Sys.contents(of: template), as: UTF8.self)
      try Sys.publish(Array(text.replacing("pause=60", with: "pause=1").utf8), at: template)
      func type(_ arguments: String...) throws -> Command.Answer {
        var command = journey.workspace.command(["crontab", "--job"] + arguments)
        command.program.environment["SLURM_CONF"] = journey.cluster.conf.string
        return try command.run()
      }
      try journey.drop("first")
      // So long that it is not warned by itself, which would make another successor; and with memory for all workers.
      let installed = try type("--install", "--option=--time=59", "--option=--mem=2G")
      #expect(installed.status == 0, "\(installed.everything)")
      let name = try #require(installed.output.split(separator: " ").first.map(String.init))
      func jobs(_ state: String) throws -> [String] {
        try journey.cluster.slurm("squeue", "--noheader", "--name=\(name)", "--states=\(state)", "--format=%i").lines
      }
      func eventuallyWaits() throws { try eventually("a successor", every: 200) { try jobs("pending").count == 1 } }
      try journey.eventuallyProcessed(["first"])
      let running = try jobs("running")
      #expect(running.count == 1)
      try eventuallyWaits()
      let successor = try jobs("pending")

      // What Slurm does when its time is nearly over.
      try journey.cluster.slurm("scancel", "--signal=USR1", "--batch", try #require(running.first))
      try eventually("the successor at work", every: 200) { try jobs("running") == successor }
      try journey.drop("second")
      try journey.eventuallyProcessed(["first", "second"])
      try eventuallyWaits()
      #expect(try journey.programs.calls(of: "sbatch").count { !$0.contains("--chdir=") } == 3)

      let removed = try type("--remove")
      #expect(removed.status == 0, "\(removed.everything)")
      try eventually("the end of both", every: 200) { try jobs("pending,running,completing").isEmpty }
      try journey.finish(processed: ["first", "second"])
    }
  }
}
