import Formats
import Scheduling
import SystemCalls
import TestSupport
import Testing

extension SteadySuite {
  /// What the executor says of the ways a task can end.
  struct EndingTests {
    /// A batch, and what its tasks come to.
    private typealias Expected = (batch: BatchHandle, words: [String])

    @Test(.enduring)
    func `Each way a task can end on a cluster is told as what it was, by one question to accounting in each pass`()
      throws
    {
      let slurm = try HandMade()
      // What Slurm ends at its minutes first.
      let late = try slurm.batch(5, chunks: 1, ["--time=1"], script: slurm.hang)
      let blocking = try slurm.batch(10, chunks: 1, ["--nodelist=n1"], script: slurm.hang)
      let simple = try simple(slurm)
      let waiting = try waiting(slurm, after: simple[1].batch)
      let all =
        try [(late, ["time_limit"]), warned(slurm), cancelled(slurm), overdue(slurm, behind: blocking)] + simple
        + waiting

      let before = try slurm.programs.calls(of: "sacct").count
      var passes = 0
      let expected = Dictionary(uniqueKeysWithValues: all.map { ($0.batch.name, $0.words) })
      let states = try slurm.poll(all.map(\.batch), every: 2000, look: { _ in passes += 1 }) { states in
        states.mapValues(\.words) == expected
      }
      #expect(try slurm.programs.calls(of: "sacct").count - before == passes)

      let ending = try #require(states["batch_3"]?.chunks["0001"]?.ending)
      #expect((ending.usage?.maxResidentBytes ?? 0) > 20 << 20)
      #expect(ending.usage?.memoryBytes == 20 << 20)
      #expect(slurm.cluster.nodes.contains(ending.host ?? ""))
      #expect(ending.startedAt != nil && ending.endedAt != nil)
      #expect(states["batch_2"]?.chunks["0001"]?.ending?.kind == .failed(status: 7))
      for batch in waiting.map(\.batch) + [blocking] {
        try slurm.cluster.slurm("scancel", batch.job?.slurmJobID ?? "")
      }
    }

    /// Those that end by themselves, or by what they do.
    private func simple(_ slurm: HandMade) throws -> [Expected] {
      let greed = """
        exec /usr/bin/python3 -c 'import os, time
        some = bytearray(300 << 20)
        while os.path.isdir("\(slurm.home.path)"): time.sleep(0.1)'
        """
      return [
        (try slurm.batch(1, chunks: 2, script: "true"), ["completed", "completed"]),
        (try slurm.batch(2, chunks: 1, script: "exit 7"), ["failed"]),
        (try slurm.batch(3, chunks: 1, ["--mem=20M"], script: greed), ["memory_limit"]),
      ]
    }

    /// Those that never begin.
    private func waiting(_ slurm: HandMade, after failing: BatchHandle) throws -> [Expected] {
      let failed = failing.job?.slurmJobID ?? ""
      return [
        (try slurm.batch(7, chunks: 1, ["--hold"], script: "true"), ["held"]),
        (try slurm.batch(8, chunks: 1, ["--partition=short", "--time=10"], script: "true"), ["held"]),
        (try slurm.batch(9, chunks: 1, ["--dependency=afterok:\(failed)"], script: "true"), ["held"]),
      ]
    }

    /// One task that its user cancels, and one beside it.
    private func cancelled(_ slurm: HandMade) throws -> Expected {
      let batch = try slurm.batch(
        4, chunks: 2, script: "[ $SLURM_ARRAY_TASK_ID != 1 ] || { \(slurm.hang); exit; }; \(slurm.hold)")
      try slurm.poll([batch]) { $0["batch_4"]?.words == ["running", "running"] }
      try slurm.cluster.slurm("scancel", "\(batch.job?.slurmJobID ?? "")_1")
      try slurm.go()
      return (batch, ["cancelled", "completed"])
    }

    /// One that heeds its warning. It gets its time limit when it is ready to be warned.
    private func warned(_ slurm: HandMade) throws -> Expected {
      let ready = slurm.home.path.appending("ready")
      let loop = slurm.hang.replacing("sleep 0.1", with: "sleep 0.1 & wait")
      let batch = try slurm.batch(
        6, chunks: 1, ["--signal=B:USR1@20"], script: "trap 'exit 3' USR1; touch '\(ready)'; \(loop)")
      try eventually("a task that can be warned") { Sys.exists(ready) }
      try slurm.cluster.slurm("scontrol", "update", "JobId=\(batch.job?.slurmJobID ?? "")_1", "TimeLimit=1")
      return (batch, ["time_limit"])
    }

    /// One that cannot begin before its deadline, as it wants a node for itself which another one has.
    private func overdue(_ slurm: HandMade, behind other: BatchHandle) throws -> Expected {
      try slurm.poll([other]) { $0[other.name]?.words == ["running"] }
      let batch = try slurm.batch(
        11, chunks: 1, ["--partition=short", "--time=1", "--nodelist=n1", "--exclusive", "--deadline=now+1hour"],
        script: "true")
      // As near as it may be on the slowest machine: it has to be ahead when the controller hears of it.
      try slurm.cluster.slurm(
        "scontrol", "update", "JobId=\(batch.job?.slurmJobID ?? "")_1", "Deadline=now+60seconds")
      return (batch, ["cancelled_by_other"])
    }

    @Test
    func `A task that is suspended rests and is not over; it ends when it goes on`() throws {
      let slurm = try HandMade()
      let number = slurm.home.path.appending("number")
      let batch = try slurm.batch(1, chunks: 1, script: "echo $$ >'\(number)'; \(slurm.hold)")
      try slurm.poll([batch]) { $0["batch_1"]?.words == ["running"] }
      try eventually("the task's process") { try Sys.exists(number) && Sys.status(of: number).size > 0 }
      let text = String(decoding: try Sys.contents(of: number), as: UTF8.self)
      let process = try #require(Int32(text.filter(\.isNumber)))
      let job = try #require(batch.job?.slurmJobID)
      try slurm.cluster.slurm("scontrol", "suspend", job)
      try eventually("a task that rests") { Sys.isStopped(process) }
      // It would end if it ran.
      try slurm.go()
      try eventually("accounting's word that it is suspended", every: 200) {
        try slurm.cluster.slurm(
          "sacct", "--noheader", "--parsable2", "--allocations", "--jobs=\(job)", "--format=State"
        )
        .lines == ["SUSPENDED"]
      }
      #expect(try slurm.cluster.slurm("squeue", "--noheader", "--job=\(job)", "--format=%T").lines == ["SUSPENDED"])
      #expect(try slurm.executor.poll([batch])["batch_1"]?.words == ["running"])
      try slurm.cluster.slurm("scontrol", "resume", job)
      let states = try slurm.poll([batch]) { $0["batch_1"]?.isOver == true }
      #expect(states["batch_1"]?.words == ["completed"])
    }
  }
}
