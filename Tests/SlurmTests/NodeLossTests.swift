import Formats
import SystemCalls
import TestSupport
import Testing

extension SteadySuite {
  /// Documents that travel through every worker while a node is lost, fails or is taken away; the nodes are each test's own.
  struct NodeLossTests {
    private func lines(_ path: FilePath) throws -> [String] {
      Sys.exists(path) ? String(decoding: try Sys.contents(of: path), as: UTF8.self).lines : []
    }

    /// Settings for tasks of which each takes one of a pair's nodes as a whole.
    private func wholeNodes(_ pair: SlurmCluster.Pair) -> String {
      "reservation: \(pair.reservation)\nextra: ['--exclusive']"
    }

    /// Waits until accounting knows how each task of the first batch ended.
    private func eventuallyEnded(_ journey: Journey, _ states: [String]) throws {
      let job = try journey.job(1)
      try eventually("accounting's word on all tasks", every: 200) {
        let answer = try journey.cluster.slurm(
          "sacct", "--noheader", "--parsable2", "--allocations", "--jobs=\(job)", "--format=State")
        return answer.lines.sorted() == states
      }
    }

    @Test
    func `A node that fails its tasks at once is no longer used, and its documents are not blamed`() throws {
      try SlurmCluster.steady().withPair { pair in
        let bad = pair.nodes[1]
        let marks = try TemporaryDirectory()
        let (failures, go) = (marks.path.appending("failures"), marks.path.appending("go"))
        let count = "$(wc -l <\"\(failures)\")"
        // Three fail, and only then does the good node do its first. The fourth holds the bad one up until the good one has
        // done all others, some of which come after the failures.
        let setup = """
          [ "$SLURMD_NODENAME" != \(bad) ] || { echo x >>"\(failures)"; [ \(count) -le 3 ] || \
          until [ -e "\(go)" ] || [ ! -d "\(marks.path)" ]; do sleep 0.1; done; exit 1; }
          """
        let journey = try Journey(dispatch: "attempts: 2", slurm: "\(wholeNodes(pair))\nsetup: ['\(setup)']")
        try journey.programs.replace("sacct", SlurmPrograms.sacctOfFastFailures)
        let made = marks.path.appending("made")
        try Sys.writePrivate([], at: failures)
        try journey.use(
          "until [ \(count) -ge 3 ] || [ ! -d '\(marks.path)' ]; do sleep 0.1; done; echo x >>'\(made)'")
        let names = (1...7).map { "letter\($0)" }
        for name in names { try journey.drop(name) }
        try journey.submit()
        try eventually("all documents but those on the bad node", every: 100) { try lines(made).count == 3 }
        try Sys.writePrivate([], at: go)
        try eventuallyEnded(journey, Array(repeating: "COMPLETED", count: 3) + Array(repeating: "FAILED", count: 4))
        let answer = try journey.workspace.sluice("cleanup")
        #expect(answer.errors.contains("\(bad) is not used for a day"), "\(answer.everything)")
        try journey.must("run")
        try journey.finish(processed: names)
        // Each that was there went back once, and not there again.
        let histories = try names.map { try journey.workspace.metadata(of: $0).history }
        #expect(histories.map(\.count).sorted() == [0, 0, 0, 1, 1, 1, 1])
        #expect(histories.joined().allSatisfy { !$0.ownFailure })
        #expect(try journey.workspace.sluice("status").output.contains(bad))
        try journey.drop("later")
        try journey.must("download", "dispatch --now")
        #expect(try journey.workspace.sluice("submit", "--dry-run").output.contains("--exclude=\(bad)"))
      }
    }

    @Test
    func `A task whose node dies is tried again elsewhere, and the loss is not its documents'`() throws {
      try SlurmCluster.steady().withPair { pair in
        let journey = try Journey(slurm: "requeue: false\nreservation: \(pair.reservation)")
        let used = journey.tools.path.appending("used")
        try journey.use("echo $SLURMD_NODENAME >>'\(used)'; [ $(wc -l <'\(used)') -gt 1 ] || \(journey.hang)")
        try journey.drop("a")
        try journey.submit()
        try eventually("the task on its node", every: 100) { try lines(used).count == 1 }
        let node = try lines(used)[0]
        try journey.cluster.daemon("kill", node)
        // As the controller does by itself with a node that answers no more: `PollingTests` waits for that.
        try journey.cluster.slurm("scontrol", "update", "NodeName=\(node)", "State=DOWN", "Reason=test")
        let answer = try journey.workspace.sluice("run")
        #expect(answer.status == 0, "\(answer.everything)")
        #expect(try lines(used) == [node] + pair.nodes.filter { $0 != node })
        try journey.finish(processed: ["a"])
        #expect(try journey.workspace.metadata(of: "a").history.map(\.lostNode) == [true])
      }
    }

    @Test
    func `A node that is drained finishes what it has, and gets nothing more`() throws {
      try SlurmCluster.steady().withPair { pair in
        let journey = try Journey(slurm: wholeNodes(pair))
        let used = journey.tools.path.appending("used")
        try journey.use("echo $SLURMD_NODENAME >>'\(used)'; \(journey.hold)")
        let names = (1...6).map { "letter\($0)" }
        for name in names { try journey.drop(name) }
        try journey.submit()
        try eventually("a task on each node", every: 100) { try lines(used).sorted() == pair.nodes.sorted() }
        let drained = pair.nodes[1]
        try journey.cluster.slurm("scontrol", "update", "NodeName=\(drained)", "State=DRAIN", "Reason=test")
        try journey.go()
        let answer = try journey.workspace.sluice("run")
        #expect(answer.status == 0, "\(answer.everything)")
        let nodes = try lines(used)
        #expect(nodes.count == 6 && nodes.count { $0 == drained } == 1, "\(nodes)")
        try journey.finish(processed: names)
      }
    }
  }
}
