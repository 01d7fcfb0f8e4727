import Formats
import Scheduling
import SystemCalls
import TestSupport
import Testing

/// A batch is submitted once, whatever happens around sbatch (law 7): on a real cluster.
@Suite(.needsCluster, .patient) struct LedgerTests {
  @Test
  func `A batch becomes one job array, whatever its workspace is called`() throws {
    let bench = try Bench(packsItself: true)
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
    try bench.settle()
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
    try bench.settle()
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
    try eventually("a second submission, held", every: 200) {
      try bench.sluice("submit")
      return bench.doubt?.phase == .held
    }
    let held = try #require(bench.doubt?.heldJobID)
    try Sys.writePrivate([], at: go)
    let first = bench.wrappers.appending("first")
    try eventually("the first submission") { (try? Sys.status(of: first).size) ?? 0 > 0 }
    try bench.finish()
    let adopted = String(decoding: try Sys.contents(of: first), as: UTF8.self).lines.first
    let jobs = try bench.cluster.jobs(named: bench.jobName)
    #expect(jobs[Int(adopted ?? "") ?? 0] == true)
    #expect(jobs[Int(held) ?? 0] != true)
  }

  // MARK: A controller that does not answer

  /// Holds the controller still before sbatch asks it, and lets it go on when `body` is through, which is called when sbatch's
  /// request is on its way and nobody reads it.
  ///
  /// - Parameter conf: what sbatch takes for slurm.conf, where it is another.
  private func whileFrozen(
    _ bench: Bench, conf: FilePath? = nil, _ body: (_ submitter: Command.Running, _ sbatch: Int32) throws -> Void
  ) throws {
    let controller = try bench.cluster.process("slurmctld")
    let started = bench.wrappers.appending("started")
    try bench.useWrappers()
    // All of its threads rest before it is asked.
    try bench.wrap(
      "sbatch",
      """
      kill -STOP \(controller)
      while grep -hqv ') T ' /proc/\(controller)/task/*/stat; do sleep 0.01; done
      export SLURM_CONF='\(conf ?? bench.cluster.conf)'
      echo $$ >'\(started)'
      exec /usr/bin/sbatch "$@"
      """)
    let submitter = try bench.command(["submit"]).start()
    defer { Sys.signal(controller, 18) }
    try eventually("sbatch") { (try? Sys.status(of: started).size) ?? 0 > 0 }
    let sbatch = String(decoding: try Sys.contents(of: started), as: UTF8.self)
    try eventually("a request that nobody reads") { try Self.holdsRequests(bench.cluster) }
    try body(submitter, try #require(Int32(sbatch.filter(\.isNumber))))
    try bench.wrap("sbatch", "exec /usr/bin/sbatch \"$@\"")
  }

  /// Whether bytes that nobody has read lie at the controller's port (proc(5), /proc/net/tcp: addresses, state, and the two
  /// queues; state 0A is the listening socket).
  private static func holdsRequests(_ cluster: SlurmCluster) throws -> Bool {
    let conf = String(decoding: try Sys.contents(of: cluster.conf), as: UTF8.self).lines
    let key = "SlurmctldPort="
    let port = try #require(conf.first { $0.hasPrefix(key) }.flatMap { Int($0.dropFirst(key.count)) })
    return String(decoding: try Sys.contents(of: "/proc/net/tcp"), as: UTF8.self).lines.dropFirst().contains { line in
      let fields = line.split(separator: " ")
      guard fields.count > 4, fields[3] != "0A" else { return false }
      let (local, queues) = (fields[1].split(separator: ":"), fields[4].split(separator: ":"))
      return Int(local.last ?? "", radix: 16) == port && Int(queues.last ?? "", radix: 16) ?? 0 > 0
    }
  }

  @Test(.disruptive)
  func `While sbatch waits for a frozen controller nobody asks, though its submitter was killed`() throws {
    let bench = try Bench(on: .shared())
    try whileFrozen(bench) { submitter, sbatch in
      let holder = String(
        decoding: try Sys.contents(of: bench.workspace.root.appending("stages/.leases/submitter")), as: UTF8.self)
      #expect(holder.split(separator: " ").first == "\(submitter.process)")
      Sys.signal(submitter.process, 9)
      #expect(try submitter.finish().wasKilled)
      // However long it takes to look: it would give up some time.
      Sys.signal(sbatch, 19)
      try eventually("an sbatch that rests") { Sys.isStopped(sbatch) }
      let second = try bench.sluice("submit", "--verbose")
      #expect(second.output.contains("another pass is running"), "\(second.everything)")
      #expect(bench.doubt == nil)
      Sys.signal(sbatch, 18)
    }
    try bench.finish()
  }

  @Test(.disruptive)
  func `An sbatch that is killed while the controller is frozen leaves a doubt, and silence is no answer`() throws {
    let bench = try Bench(on: .shared())
    try whileFrozen(bench) { submitter, sbatch in
      Sys.signal(sbatch, 9)
      _ = try submitter.finish()
      #expect(bench.doubt?.reason.contains("signal 9") == true)
      #expect(bench.doubt?.askedAt == nil)
      // Asks, and gives up on the controller soon.
      try bench.command(["submit"], ["SLURM_CONF": bench.cluster.impatientConf.string]).run()
      #expect(bench.doubt?.askedAt != nil)
      #expect(bench.doubt?.absences.isEmpty == true)
    }
    try bench.finish()
  }

  @Test(.disruptive)
  func `An sbatch that gives up on a frozen controller leaves a doubt that the thaw resolves`() throws {
    let bench = try Bench(on: .shared())
    // By itself, after MessageTimeout (slurm.conf(5)).
    try whileFrozen(bench, conf: bench.cluster.impatientConf) { submitter, _ in
      _ = try submitter.finish()
      #expect(bench.doubt?.phase == .asking)
    }
    try bench.finish()
  }
}
