import Formats
import Scheduling
import SystemCalls
import TestSupport
import Testing

extension SteadySuite {
  /// What the executor says of the ways a task can end.
  struct EndingTests {
    @Test
    func `Each way a task can end on a cluster is told as what it was, by one question to accounting in each pass`()
      throws
    {
      let slurm = try HandMade()
      let fine = try slurm.batch(1, chunks: 2, script: "sleep 2")
      let failing = try slurm.batch(2, chunks: 1, script: "exit 7")
      let greedy = try slurm.batch(
        3, chunks: 1, "--mem=20M",
        script: "exec /usr/bin/python3 -c 'x=bytearray(300<<20); import time; time.sleep(60)'")
      let mark = slurm.home.path.appending("go")
      let cancelled = try slurm.batch(
        4, chunks: 2,
        script: "[ $SLURM_ARRAY_TASK_ID != 1 ] || exec sleep 1200; until [ -e '\(mark)' ]; do sleep 0.1; done")
      let late = try slurm.batch(5, chunks: 1, "--time=1", script: "sleep 300")
      let warned = try slurm.batch(
        6, chunks: 1, "--time=1", "--signal=B:USR1@20", script: "trap 'exit 3' USR1; sleep 300 & wait")
      let held = try slurm.batch(7, chunks: 1, "--hold", script: "true")
      let hopeless = try slurm.batch(8, chunks: 1, "--partition=short", "--time=10", script: "true")
      let orphaned = try slurm.batch(
        9, chunks: 1, "--dependency=afterok:\(failing.job?.slurmJobID ?? "")", script: "true")
      let blocking = try slurm.batch(10, chunks: 1, "--nodelist=n1", script: "sleep 1200")
      try slurm.poll([cancelled, blocking]) { $0.values.allSatisfy { Set($0.words) == ["running"] } }
      let overdue = try slurm.batch(
        11, chunks: 1, "--partition=short", "--time=1", "--nodelist=n1", "--exclusive", "--deadline=now+90seconds",
        script: "true")
      let batches = [fine, failing, greedy, cancelled, late, warned, held, hopeless, orphaned, overdue]
      try slurm.cluster.slurm("scancel", "\(cancelled.job?.slurmJobID ?? "")_1")
      try Sys.writePrivate([], at: mark)

      let before = try slurm.programs.calls(of: "sacct").count
      var passes = 0
      let expected = [
        "batch_1": ["completed", "completed"], "batch_2": ["failed"], "batch_3": ["memory_limit"],
        "batch_4": ["cancelled", "completed"], "batch_5": ["time_limit"], "batch_6": ["time_limit"],
        "batch_7": ["held"], "batch_8": ["held"], "batch_9": ["held"], "batch_11": ["cancelled_by_other"],
      ]
      let states = try slurm.poll(batches, every: 2000, look: { _ in passes += 1 }) { states in
        states.allSatisfy { $0.value.words == expected[$0.key] }
      }
      for (name, words) in expected {
        #expect(states[name]?.words == words, "\(name): \(String(describing: states[name]))")
      }
      #expect(try slurm.programs.calls(of: "sacct").count - before == passes)

      let ending = try #require(states["batch_3"]?.chunks["0001"]?.ending)
      #expect((ending.usage?.maxResidentBytes ?? 0) > 20 << 20)
      #expect(ending.usage?.memoryBytes == 20 << 20)
      #expect(slurm.cluster.nodes.contains(ending.host ?? ""))
      #expect(ending.startedAt != nil && ending.endedAt != nil)
      #expect(states["batch_2"]?.chunks["0001"]?.ending?.kind == .failed(status: 7))
      for batch in [held, hopeless, orphaned, blocking] {
        try slurm.cluster.slurm("scancel", batch.job?.slurmJobID ?? "")
      }
    }

    @Test
    func `A task that is suspended rests and is not over; it ends when it goes on`() throws {
      let slurm = try HandMade()
      let mark = slurm.home.path.appending("go")
      let batch = try slurm.batch(1, chunks: 1, script: "until [ -e '\(mark)' ]; do sleep 0.1; done")
      try slurm.poll([batch]) { $0["batch_1"]?.words == ["running"] }
      let job = try #require(batch.job?.slurmJobID)
      try slurm.cluster.slurm("scontrol", "suspend", job)
      let isSuspended = try slurm.cluster.slurm("squeue", "--noheader", "--job=\(job)", "--format=%T")
      #expect(isSuspended.contains("SUSPENDED"), "\(isSuspended)")
      // It could end if it ran; looked at for so long that accounting has the suspension, too.
      try Sys.writePrivate([], at: mark)
      for _ in 0..<20 {
        #expect(try slurm.executor.poll([batch])["batch_1"]?.words == ["running"])
        Sys.sleep(milliseconds: 500)
      }
      try slurm.cluster.slurm("scontrol", "resume", job)
      let states = try slurm.poll([batch]) { $0["batch_1"]?.isOver == true }
      #expect(states["batch_1"]?.words == ["completed"])
    }
  }
}
