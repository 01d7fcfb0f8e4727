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
      let names = ["a", "b", "c"]
      try journey.use(journey.hold)
      for name in names { try journey.drop(name) }
      try journey.submit()
      try journey.eventuallyRuns(1, ["1", "2", "3"])
      try journey.cluster.slurm("scancel", "\(try journey.job(1))_2")
      // Its signal takes its own time: nothing may end by itself before it.
      try journey.eventuallyRuns(1, ["1", "3"])
      try journey.go()
      let answer = try journey.workspace.sluice("run")
      #expect(answer.status == 0, "\(answer.everything)")
      try journey.finish(processed: names)
      let histories = try names.map { try journey.workspace.metadata(of: $0).history }
      #expect(histories.map(\.count).reduce(0, +) == 1)
      let entry = try #require(histories.joined().first)
      #expect(!entry.ownFailure && entry.company == nil && entry.message.contains("CANCELLED"))
    }

    @Test
    func `A document that needs more memory than its task has gets twice as much`() throws {
      let journey = try Journey(slurm: "command:\n  memory: 300MiB")
      // What takes the memory keeps it until it is killed, or until Slurm is seen to have measured it.
      try journey.use(
        """
        greedy() {
          exec /usr/bin/python3 -c 'import os, sys, time
        some = bytearray(400 << 20)
        while os.path.exists(sys.argv[1]) and not os.path.exists(sys.argv[2]): time.sleep(0.1)' "$0" "$0.seen"
        }
        [ -e "$0.tried" ] || { touch "$0.tried"; greedy; }
        (greedy) &
        until [ ! -e "$0" ]; do
          measured=$(sstat --noheader --parsable2 --jobs=$SLURM_JOB_ID.batch --format=MaxRSS | tr -dc 0-9)
          [ "${measured:-0}" -lt 409600 ] || break
          sleep 0.2
        done
        touch "$0.seen"
        wait
        """)
      try journey.drop("huge")
      let answer = try journey.workspace.sluice("run")
      #expect(answer.status == 0, "\(answer.everything)")
      try journey.finish(processed: ["huge"])
      let entry = try #require(try journey.workspace.metadata(of: "huge").history.first)
      #expect(entry.reason == "out_of_memory")
      #expect(entry.shortage?.memoryBytes == 300 << 20)
      #expect(try journey.workspace.batch(2).memoryBytes == 600 << 20)
    }

    @Test(.enduring)
    func `A document whose task ran out of time gets twice as much and goes on with the pages it has`() throws {
      // Where even the minute of the second try is short, there are further ones.
      let journey = try Journey(
        engines: "{command: {startup: 10s, seconds_per_page: 1s}}", dispatch: "attempts: 20")
      try journey.use("[ -e \"$0.late\" ] || { touch \"$0.late\"; \(journey.hang); }")
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
      try journey.must("download", "dispatch --now")
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
