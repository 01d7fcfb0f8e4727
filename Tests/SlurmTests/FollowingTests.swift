import Formats
import Scheduling
import SystemCalls
import TestSupport
import Testing

extension SteadySuite {
  /// What the executor says of jobs that Slurm puts back, and of very many.
  struct FollowingTests {
    @Test
    func `A task that is preempted or put back runs again, and is not over before that`() throws {
      try SlurmCluster.steady().withPair { pair in
        let slurm = try HandMade()
        let begun = slurm.home.path.appending("begun")
        func times(_ index: Int) throws -> Int {
          let path = FilePath("\(begun).\(index)")
          return Sys.exists(path) ? String(decoding: try Sys.contents(of: path), as: UTF8.self).lines.count : 0
        }
        let place = ["--reservation=\(pair.reservation)", "--nodelist=\(pair.nodes[0])"]
        let batch = try slurm.batch(
          1, chunks: 2, place + ["--requeue"],
          script: "echo x >>'\(begun)'.$SLURM_ARRAY_TASK_ID; [ ${SLURM_RESTART_COUNT:-0} -gt 0 ] || { \(slurm.hang); }")
        try slurm.poll([batch]) { $0["batch_1"]?.words == ["running", "running"] }
        try eventually("tasks at work") { try times(1) == 1 && times(2) == 1 }
        let id = batch.job?.slurmJobID ?? ""
        let urgent = try slurm.cluster.submit(
          "urgent", array: "1", place + ["--partition=urgent", "--exclusive"], script: slurm.hold)
        #expect(!urgent.isEmpty)
        try slurm.poll([batch], look: Self.noEnd) { $0["batch_1"]?.words == ["waiting", "waiting"] }
        try slurm.go()
        try slurm.cluster.endRest(ofTasks: ["\(id)_1", "\(id)_2"])
        let later = try slurm.poll([batch]) { $0["batch_1"]?.isOver == true }
        #expect(later["batch_1"]?.words == ["completed", "completed"])
        #expect(try [times(1), times(2)] == [2, 2])
      }
    }

    @Test
    func `Four hundred tasks are followed with one question to accounting in each pass`() throws {
      let slurm = try HandMade()
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

    private static func noEnd(_ states: [String: BatchState]) {
      for state in states.values { #expect(state.chunks.values.allSatisfy { $0.ending == nil }, "\(state)") }
    }
  }
}
