import Formats
import Scheduling
import SystemCalls
import TestSupport
import Testing

/// A batch is submitted once, whatever happens around sbatch (law 7): on a real cluster.
@Suite(.needsCluster, .patient) struct LedgerTests {
  @Test
  func `A batch becomes one job array, whatever its workspace is called`() throws {
    let bench = try Bench()
    try bench.must("submit")
    #expect(bench.hasJob)
    #expect(bench.doubt == nil)
    try bench.finish()
  }

  @Test
  func `Two submitters at once submit a batch once`() throws {
    let bench = try Bench()
    let first = try bench.command(["submit"]).start()
    let second = try bench.command(["submit"]).start()
    _ = try (first.finish(), second.finish())
    try bench.finish()
  }

  @Test
  func `An sbatch that submits and then reports a time-out is found again by the job's name`() throws {
    let bench = try Bench()
    try bench.useWrappers()
    try bench.wrap(
      "sbatch",
      "/usr/bin/sbatch \"$@\" >/dev/null; echo 'sbatch: error: Batch job submission failed: Socket timed out' >&2; exit 1"
    )
    let answer = try bench.sluice("submit")
    #expect(!bench.hasJob)
    #expect(bench.doubt?.phase == .asking, "\(answer.everything)")
    #expect(bench.doubt?.reason.contains("Socket timed out") == true)
    #expect(try bench.sluice("status").output.contains("in doubt"))
    try bench.wrap("sbatch", "exec /usr/bin/sbatch \"$@\"")
    try bench.finish()
  }

  @Test
  func `A submission in doubt is settled with Slurm though the executor was changed, and is not made twice`() throws {
    let bench = try Bench()
    try bench.useWrappers()
    try bench.wrap(
      "sbatch",
      "/usr/bin/sbatch \"$@\" >/dev/null; echo 'sbatch: error: Batch job submission failed: Socket timed out' >&2; exit 1"
    )
    try bench.sluice("submit")
    #expect(bench.doubt?.phase == .asking)
    try bench.choose(executor: "local")
    #expect(try bench.settle())
    let job = try bench.workspace.read(
      JobRecord.self, try bench.workspace.batchDirectory(1).appending("job.json"))
    #expect(job.executor == "slurm")
    try bench.finish()
  }

  @Test
  func `A submission that never arrived is made again, held, and released when it is the only one`() throws {
    let bench = try Bench()
    try bench.useWrappers()
    let calls = bench.wrappers.appending("calls")
    try bench.wrap("sbatch", "echo 'sbatch: error: Socket timed out on send/recv operation' >&2; exit 1")
    try bench.sluice("submit")
    #expect(bench.doubt?.phase == .asking)
    try bench.wrap("sbatch", "echo \"$*\" >>'\(calls)'; exec /usr/bin/sbatch \"$@\"")
    #expect(try bench.settle())
    let made = String(decoding: try Sys.contents(of: calls), as: UTF8.self).lines
    #expect(made.count { $0.hasPrefix("--parsable") } == 1)
    #expect(made.contains { $0.contains("--hold") })
    try bench.finish()
  }

  @Test
  func `An earlier submission that appears after the second is adopted, and the held one is cancelled`() throws {
    let bench = try Bench()
    try bench.useWrappers()
    let go = bench.wrappers.appending("go")
    // It closes the lease it inherited, as a request does that is on its way through the network.
    try bench.wrap(
      "sbatch",
      """
      (for fd in 3 4 5 6 7 8 9; do eval "exec $fd>&-"; done
       until [ -e '\(go)' ] || [ ! -d '\(bench.wrappers)' ]; do sleep 0.05; done
       /usr/bin/sbatch "$@" >'\(bench.wrappers)/first') >/dev/null 2>&1 &
      echo 'sbatch: error: Socket timed out on send/recv operation' >&2; exit 1
      """)
    try bench.sluice("submit")
    try bench.wrap("sbatch", "exec /usr/bin/sbatch \"$@\"")
    #expect(
      try waitUntil {
        try bench.sluice("submit"); return bench.doubt?.phase == .held
      })
    let held = try #require(bench.doubt?.heldJobID)
    try Sys.writePrivate([], at: go)
    let first = bench.wrappers.appending("first")
    #expect(waitUntil { (try? Sys.status(of: first).size) ?? 0 > 0 })
    try bench.finish()
    let adopted = String(decoding: try Sys.contents(of: first), as: UTF8.self).lines.first
    let jobs = try bench.cluster.jobs(named: bench.jobName)
    #expect(jobs[Int(adopted ?? "") ?? 0] == true)
    #expect(jobs[Int(held) ?? 0] != true)
  }

  // MARK: A controller that does not answer

  /// Holds the controller still from the moment sbatch is started, and lets it go on when `body` is through.
  private func whileFrozen(_ bench: Bench, _ body: (_ sbatch: Int32) throws -> Void) throws {
    let controller = try bench.cluster.process("slurmctld")
    let started = bench.wrappers.appending("started")
    try bench.useWrappers()
    try bench.wrap("sbatch", "kill -STOP \(controller); echo $$ >'\(started)'; exec /usr/bin/sbatch \"$@\"")
    let submitter = try bench.command(["submit"]).start()
    defer {
      Sys.signal(controller, 18)
      Sys.signal(submitter.process, 9)
    }
    #expect(waitUntil { (try? Sys.status(of: started).size) ?? 0 > 0 })
    let text = String(decoding: try Sys.contents(of: started), as: UTF8.self)
    // Its request is on its way; nobody reads it.
    Sys.sleep(milliseconds: 500)
    try body(try #require(Int32(text.filter(\.isNumber))))
    try bench.wrap("sbatch", "exec /usr/bin/sbatch \"$@\"")
  }

  @Test(.disruptive)
  func `While sbatch waits for a frozen controller nobody asks, though its submitter was killed`() throws {
    let bench = try Bench(on: .shared())
    try whileFrozen(bench) { sbatch in
      let holder = String(
        decoding: try Sys.contents(of: bench.workspace.root.appending("stages/.leases/submitter")), as: UTF8.self)
      let submitter = try #require(holder.split(separator: " ").first.flatMap { Int32($0) })
      Sys.signal(submitter, 9)
      Sys.sleep(milliseconds: 200)
      let second = try bench.sluice("submit", "--verbose")
      #expect(second.output.contains("another pass is running"), "\(second.everything)")
      #expect(bench.doubt == nil)
    }
    try bench.finish()
  }

  @Test(.disruptive)
  func `An sbatch that is killed while the controller is frozen leaves a doubt, and silence is no answer`() throws {
    let bench = try Bench(on: .shared())
    try whileFrozen(bench) { sbatch in
      Sys.signal(sbatch, 9)
      #expect(waitUntil { bench.doubt != nil })
      #expect(bench.doubt?.reason.contains("signal 9") == true)
      try bench.sluice("submit")
      #expect(bench.doubt?.absences.isEmpty == true)
    }
    try bench.finish()
  }

  @Test(.disruptive)
  func `An sbatch that gives up on a frozen controller leaves a doubt that the thaw resolves`() throws {
    let bench = try Bench(on: .shared())
    try whileFrozen(bench) { _ in
      // By itself, after MessageTimeout (slurm.conf(5)).
      let hasDoubt = waitUntil { bench.doubt != nil }
      #expect(hasDoubt)
      #expect(bench.doubt?.phase == .asking)
    }
    try bench.finish()
  }
}
