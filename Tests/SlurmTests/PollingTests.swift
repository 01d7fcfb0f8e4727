import Formats
import Scheduling
import SystemCalls
import TestSupport
import Testing

extension OutageSuite {
  /// What the executor says of jobs of a real cluster.
  struct PollingTests {
    @Test
    func `While the controller is away nothing is taken for ended, and all goes on when it is back`() throws {
      let slurm = try HandMade(on: .shared())
      defer { try? slurm.cluster.recover() }
      let mark = slurm.home.path.appending("go")
      let batch = try slurm.batch(
        1, chunks: 3,
        script: "while [ ! -e '\(mark)' ]; do sleep 0.1; done; touch '\(mark)'.$SLURM_ARRAY_TASK_ID")
      try slurm.poll([batch]) { $0["batch_1"]?.words == ["running", "running", "running"] }
      try slurm.cluster.daemon("stop", "slurmctld")
      for _ in 0..<3 {
        let states = try slurm.executor.poll([batch])
        #expect(states["batch_1"]?.chunks.values.allSatisfy { $0.ending == nil } == true, "\(states)")
        Sys.sleep(milliseconds: 500)
      }
      // The tasks end while nobody can be told.
      try Sys.writePrivate([], at: mark)
      while !(1...3).allSatisfy({ Sys.exists(FilePath("\(mark).\($0)")) }) { Sys.sleep(milliseconds: 100) }
      Sys.sleep(milliseconds: 2000)
      #expect(try slurm.executor.poll([batch])["batch_1"]?.chunks.values.allSatisfy { $0.ending == nil } == true)
      try slurm.cluster.daemon("start", "slurmctld")
      let states = try slurm.poll([batch], look: Self.neverWrong) { $0["batch_1"]?.isOver == true }
      #expect(states["batch_1"]?.words == ["completed", "completed", "completed"])
    }

    @Test
    func `While accounting is away the controller is believed; what it never knew is unknown`() throws {
      let slurm = try HandMade(on: .shared())
      defer { try? slurm.cluster.recover() }
      let mark = slurm.home.path.appending("go")
      let batch = try slurm.batch(1, chunks: 2, script: "until [ -e '\(mark)' ]; do sleep 0.1; done")
      var stranger = try slurm.batch(2, chunks: 1, script: "true")
      let job = JobRecord(executor: "slurm", jobName: stranger.record.jobName, slurmJobID: "999999", submittedAt: .now)
      stranger = BatchHandle(name: stranger.name, layout: stranger.layout, record: stranger.record, job: job)
      try slurm.cluster.daemon("stop", "slurmdbd")
      try Sys.writePrivate([], at: mark)
      let states = try slurm.poll([batch, stranger], look: Self.neverWrong) {
        $0["batch_1"]?.isOver == true
      }
      #expect(states["batch_1"]?.words == ["completed", "completed"])
      #expect(states["batch_1"]?.chunks["0001"]?.ending?.usage == nil)
      #expect(states["batch_2"]?.words == ["unknown"])
      try slurm.cluster.daemon("start", "slurmdbd")
      let later = try slurm.poll([batch], look: Self.neverWrong) {
        $0["batch_1"]?.chunks["0001"]?.ending?.usage != nil
      }
      #expect(later["batch_1"]?.chunks["0001"]?.ending?.usage != nil)
    }

    @Test
    func `A task whose node dies is lost, or waits for its next try where Slurm puts it back`() throws {
      let slurm = try HandMade(on: .shared())
      defer { try? slurm.cluster.recover() }
      let lost = try slurm.batch(1, chunks: 2, "--nodelist=n4", "--no-requeue", script: "sleep 300")
      let again = try slurm.batch(2, chunks: 1, "--nodelist=n4", "--requeue", script: "sleep 300")
      try slurm.poll([lost, again]) { states in
        states.values.allSatisfy { $0.words.allSatisfy { $0 == "running" } }
      }
      try slurm.cluster.daemon("kill", "n4")
      let states = try slurm.poll(
        [lost, again], every: 1000,
        look: { states in #expect(states["batch_2"]?.chunks["0001"]?.ending == nil) },
        until: { $0["batch_1"]?.isOver == true && $0["batch_2"]?.words == ["waiting"] })
      #expect(states["batch_1"]?.words == ["lost_node", "lost_node"])
      #expect(states["batch_1"]?.chunks["0001"]?.ending?.host == "n4")
      #expect(states["batch_2"]?.words == ["waiting"])
      try slurm.cluster.slurm("scancel", again.job?.slurmJobID ?? "")
    }

    @Test
    func `A task that is preempted or put back runs again, and is not over before that`() throws {
      let slurm = try HandMade(on: .shared())
      defer { try? slurm.cluster.recover() }
      let marks = try TemporaryDirectory()
      let script = "echo x >> \(marks.path)/$SLURM_ARRAY_TASK_ID; [ ${SLURM_RESTART_COUNT:-0} -gt 0 ] || sleep 300"
      let batch = try slurm.batch(1, chunks: 2, "--nodelist=n3", "--requeue", script: script)
      try slurm.poll([batch]) { $0["batch_1"]?.words == ["running", "running"] }
      let id = batch.job?.slurmJobID ?? ""
      let urgent = try slurm.cluster.submit(
        "urgent", array: "1", ["--partition=urgent", "--nodelist=n3", "--exclusive"], script: "sleep 3")
      let states = try slurm.poll([batch], look: Self.noEnd) {
        $0["batch_1"]?.words == ["waiting", "waiting"]
      }
      #expect(states["batch_1"]?.words == ["waiting", "waiting"])
      #expect(!urgent.isEmpty)
      // Slurm lets what it puts back rest for two minutes.
      for index in 1...2 { try slurm.cluster.slurm("scontrol", "update", "JobId=\(id)_\(index)", "StartTime=now") }
      let later = try slurm.poll([batch]) { $0["batch_1"]?.isOver == true }
      #expect(later["batch_1"]?.words == ["completed", "completed"])
      for index in 1...2 {
        #expect(
          String(decoding: try Sys.contents(of: marks.path.appending("\(index)")), as: UTF8.self).lines.count == 2)
      }
    }

    @Test
    func `Four hundred tasks are followed with one question to accounting in each pass`() throws {
      let slurm = try HandMade(on: .shared())
      let batches = try (1...4).map { try slurm.batch($0, chunks: 100, script: "true") }
      var passes = 0
      let states = try slurm.poll(batches, every: 2000, look: { _ in passes += 1 }) { states in
        states.values.allSatisfy(\.isOver)
      }
      #expect(states.values.flatMap(\.words).count == 400)
      #expect(states.values.flatMap(\.words).allSatisfy { $0 == "completed" })
      #expect(try slurm.programs.calls(of: "sacct").count == passes)
      #expect(try slurm.programs.calls(of: "squeue").count <= passes)
    }

    @Test
    func `The cluster's limits are read: of the partition, the configuration and the account`() throws {
      let slurm = try HandMade(on: .shared())
      defer { _ = try? slurm.cluster.slurm("sacctmgr", "-i", "modify", "account", "sluice", "set", "GrpSubmitJobs=-1") }
      try slurm.cluster.slurm("sacctmgr", "-i", "modify", "account", "sluice", "set", "GrpSubmitJobs=77")
      var options = slurm.executor.options
      options.account = "sluice"
      options.engines["text"] = SlurmOptions.Resources()
      options.engines["text"]?.partition = "short"
      let executor = SlurmExecutor(options, commands: slurm.executor.commands)
      let limits = try executor.limits(engine: "text")
      #expect(limits.mostChunks == 1000)
      #expect(limits.mostQueued == 77)
      #expect(limits.longestWalltime == 120)
      #expect(limits.largestMemory == 64_000 << 20)
      #expect(try executor.limits(engine: "auto").longestWalltime == 3600)
    }

    private static func noEnd(_ states: [String: BatchState]) {
      for state in states.values { #expect(state.chunks.values.allSatisfy { $0.ending == nil }, "\(state)") }
    }

    private static func neverWrong(_ states: [String: BatchState]) {
      for state in states.values {
        #expect(state.chunks.values.allSatisfy { $0.ending == nil || $0.ending?.kind == .completed }, "\(state)")
      }
    }
  }
}
