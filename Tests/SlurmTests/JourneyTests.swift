import Formats
import SystemCalls
import TestSupport
import Testing

extension SteadySuite {
  /// Documents that travel through every worker and the cluster.
  struct JourneyTests {
    @Test
    func `A batch of several chunks goes through every worker, with one submission`() throws {
      let journey = try Journey()
      let names = (1...6).map { "letter\($0)" }
      for name in names { try journey.drop(name) }
      let answer = try journey.workspace.sluice("run")
      #expect(answer.status == 0, "\(answer.everything)")
      #expect(try journey.workspace.text(of: "letter3").contains("letter3"))
      try journey.finish(processed: names)
      #expect(try journey.programs.calls(of: "sbatch").count == 1)
    }

    @Test
    func `A task that is cancelled sends its document back, and nothing counts against it`() throws {
      let journey = try Journey()
      let mark = journey.tools.path.appending("go")
      try journey.use("until [ -e '\(mark)' ]; do sleep 0.1; done")
      try journey.drop("a", "b", "c")
      let run = try journey.workspace.command(["run"]).start()
      try journey.wait { try !journey.workspace.batches().isEmpty && (try? journey.running(1).count) == 3 }
      try journey.cluster.slurm("scancel", "\(try journey.job(1))_2")
      // Its signal takes its own time: nothing may end by itself before it.
      try journey.wait { try journey.running(1).sorted() == ["1", "3"] }
      try Sys.writePrivate([], at: mark)
      let answer = try run.finish()
      #expect(answer.status == 0, "\(answer.everything)")
      try journey.finish(processed: ["a", "b", "c"])
      let histories = try ["a", "b", "c"].map { try journey.workspace.metadata(of: $0).history }
      #expect(histories.map(\.count).reduce(0, +) == 1)
      let entry = try #require(histories.joined().first)
      #expect(!entry.ownFailure && entry.company == nil && entry.message.contains("CANCELLED"))
    }

    @Test
    func `A document that needs more memory than its task has gets twice as much`() throws {
      let journey = try Journey(slurm: "command:\n  memory: 300MiB")
      try journey.use("/usr/bin/python3 -c 'x=bytearray(400<<20); import time; time.sleep(5)' || exit 1")
      try journey.drop("huge")
      let answer = try journey.workspace.sluice("run")
      #expect(answer.status == 0, "\(answer.everything)")
      try journey.finish(processed: ["huge"])
      let entry = try #require(try journey.workspace.metadata(of: "huge").history.first)
      #expect(entry.reason == "out_of_memory")
      #expect(entry.shortage?.memoryBytes == 300 << 20)
      #expect(try journey.workspace.batch(2).memoryBytes == 600 << 20)
    }

    @Test
    func `A document whose task ran out of time gets twice as much and goes on with the pages it has`() throws {
      let journey = try Journey(
        "engines:\n  command:\n    startup: 10s\n    seconds_per_page: 1s")
      try journey.use("[ -e \"$0.late\" ] || { touch \"$0.late\"; exec sleep 300; }")
      try journey.drop("slow")
      let answer = try journey.workspace.sluice("run")
      #expect(answer.status == 0, "\(answer.everything)")
      try journey.finish(processed: ["slow"])
      let entry = try #require(try journey.workspace.metadata(of: "slow").history.first)
      #expect(entry.reason == "out_of_time")
      let had = try #require(entry.shortage?.walltimeSeconds)
      #expect(try journey.workspace.batch(2).chunks[0].walltimeSeconds >= 2 * had)
    }

    @Test
    func `Two submitters at once hand each batch over once`() throws {
      let journey = try Journey(dispatch: "batch_chunks: 1")
      let names = (1...6).map { "letter\($0)" }
      for name in names { try journey.drop(name) }
      _ = try journey.workspace.sluice("download")
      _ = try journey.workspace.sluice("dispatch", "--now")
      let one = try journey.workspace.command(["submit"]).start()
      let two = try journey.workspace.command(["submit"]).start()
      let answers = [try one.finish(), try two.finish()]
      #expect(answers.allSatisfy { $0.status == 0 }, "\(answers.map(\.everything))")
      let answer = try journey.workspace.sluice("run")
      #expect(answer.status == 0, "\(answer.everything)")
      try journey.finish(processed: names)
    }
  }
}
