import Formats
import Scheduling
import SystemCalls
import TestSupport
import Testing

extension OutageSuite {
  /// What the executor says of jobs while a part of a real cluster is away.
  struct PollingTests {
    @Test
    func `While the controller is away nothing is taken for ended, and all goes on when it is back`() throws {
      let slurm = try HandMade(on: .shared())
      defer { slurm.cluster.recover() }
      let done = slurm.home.path.appending("done")
      let batch = try slurm.batch(1, chunks: 3, script: "\(slurm.hold); touch '\(done)'.$SLURM_ARRAY_TASK_ID")
      try slurm.poll([batch]) { $0["batch_1"]?.words == ["running", "running", "running"] }
      try slurm.programs.impatient {
        func expectNoEnd() throws {
          let states = try slurm.executor.poll([batch])
          #expect(states["batch_1"]?.chunks.values.allSatisfy { $0.ending == nil } == true, "\(states)")
        }
        try slurm.cluster.daemon("stop", "slurmctld")
        for _ in 1...3 { try expectNoEnd() }
        // The tasks end while nobody can be told.
        try slurm.go()
        try eventually("the end of all tasks") { (1...3).allSatisfy { Sys.exists(FilePath("\(done).\($0)")) } }
        for _ in 1...3 { try expectNoEnd() }
      }
      try slurm.cluster.daemon("start", "slurmctld")
      let states = try slurm.poll([batch], look: Self.neverWrong) { $0["batch_1"]?.isOver == true }
      #expect(states["batch_1"]?.words == ["completed", "completed", "completed"])
    }

    @Test
    func `While accounting is away the controller is believed; what it never knew is unknown`() throws {
      let slurm = try HandMade(on: .shared())
      defer { slurm.cluster.recover() }
      let batch = try slurm.batch(1, chunks: 2, script: slurm.hold)
      var stranger = try slurm.batch(2, chunks: 1, script: "true")
      let job = JobRecord(executor: "slurm", jobName: stranger.record.jobName, slurmJobID: "999999", submittedAt: .now)
      stranger = BatchHandle(name: stranger.name, layout: stranger.layout, record: stranger.record, job: job)
      try slurm.cluster.daemon("stop", "slurmdbd")
      try slurm.go()
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
      defer { slurm.cluster.recover() }
      let lost = try slurm.batch(1, chunks: 2, ["--nodelist=n4", "--no-requeue"], script: slurm.hang)
      let again = try slurm.batch(2, chunks: 1, ["--nodelist=n4", "--requeue"], script: slurm.hang)
      try slurm.poll([lost, again]) { states in
        states.values.allSatisfy { $0.words.allSatisfy { $0 == "running" } }
      }
      try slurm.cluster.daemon("kill", "n4")
      let states = try slurm.cluster.givingNodesUp {
        try slurm.poll(
          [lost, again], every: 1000,
          look: { states in #expect(states["batch_2"]?.chunks["0001"]?.ending == nil) },
          until: { $0["batch_1"]?.isOver == true && $0["batch_2"]?.words == ["waiting"] })
      }
      #expect(states["batch_1"]?.words == ["lost_node", "lost_node"])
      #expect(states["batch_1"]?.chunks["0001"]?.ending?.host == "n4")
      #expect(states["batch_2"]?.words == ["waiting"])
      try slurm.cluster.slurm("scancel", again.job?.slurmJobID ?? "")
    }

    @Test
    func `The cluster's limits are read: of the partition, the configuration and the account`() throws {
      let slurm = try HandMade(on: .shared())
      // An account of the test's own: no other's jobs are charged to it.
      let account = "limits"
      try slurm.cluster.slurm("sacctmgr", "-i", "add", "account", account, "GrpSubmitJobs=77")
      defer { _ = try? slurm.cluster.slurm("sacctmgr", "-i", "delete", "account", account) }
      try slurm.cluster.slurm("sacctmgr", "-i", "add", "user", Sys.userName ?? "root", "account=\(account)")
      var options = slurm.executor.options
      options.account = account
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

    private static func neverWrong(_ states: [String: BatchState]) {
      for state in states.values {
        #expect(state.chunks.values.allSatisfy { $0.ending == nil || $0.ending?.kind == .completed }, "\(state)")
      }
    }
  }
}
