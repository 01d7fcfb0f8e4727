import Formats
import SystemCalls
import TestSupport
import Testing

extension OutageSuite {
  /// Documents that travel through every worker while the cluster loses a part.
  struct OutageTests {
    @Test
    func `Controller and accounting may go away while tasks run: nothing is lost, and all goes on`() throws {
      let journey = try Journey(on: .shared())
      let mark = journey.tools.path.appending("go")
      try journey.use("while [ ! -e '\(mark)' ]; do sleep 0.1; done; touch '\(mark)'.$SLUICE_IDENTIFIER")
      defer { try? journey.cluster.recover() }
      try journey.drop("a", "b", "c")
      let run = try journey.workspace.command(["run"]).start()
      try journey.wait { try !journey.workspace.batches().isEmpty && (try? journey.running(1).count) == 3 }
      try journey.cluster.daemon("stop", "slurmctld")
      try journey.cluster.daemon("stop", "slurmdbd")
      try Sys.writePrivate([], at: mark)
      // The tasks end while nobody can be told.
      try journey.wait { ["a", "b", "c"].allSatisfy { Sys.exists(FilePath("\(mark).\($0)")) } }
      Sys.sleep(milliseconds: 2000)
      #expect(try journey.workspace.identifiers(in: "05_processed").isEmpty)
      try journey.cluster.daemon("start", "slurmdbd")
      try journey.cluster.daemon("start", "slurmctld")
      let answer = try run.finish()
      #expect(answer.status == 0, "\(answer.everything)")
      try journey.finish(processed: ["a", "b", "c"])
      for name in ["a", "b", "c"] { #expect(try journey.workspace.metadata(of: name).history.isEmpty) }
    }

    @Test
    func `A node that fails its tasks at once is no longer used, and its documents are not blamed`() throws {
      let journey = try Journey(
        dispatch: "attempts: 2",
        slurm: "command:\n  cpus: 64\nsetup: ['[ \"$SLURMD_NODENAME\" != n2 ] || exit 1']", on: .shared())
      try journey.use("sleep 2")
      let names = (1...10).map { "letter\($0)" }
      for name in names { try journey.drop(name) }
      let answer = try journey.workspace.sluice("run")
      #expect(answer.errors.contains("n2 is not used for a day"), "\(answer.everything)")
      try journey.finish(processed: names)
      #expect(try journey.workspace.sluice("status").output.contains("n2"))
      try journey.drop("later")
      _ = try journey.workspace.sluice("download")
      _ = try journey.workspace.sluice("dispatch", "--now")
      #expect(try journey.workspace.sluice("submit", "--dry-run").output.contains("--exclude=n2"))
    }

    @Test
    func `A task whose node dies is tried again elsewhere, and the loss is not its documents'`() throws {
      let journey = try Journey(slurm: "requeue: false", on: .shared())
      let mark = journey.tools.path.appending("go")
      try journey.use("touch '\(mark).seen'; [ -e '\(mark)' ] || sleep 200")
      defer { try? journey.cluster.recover() }
      try journey.drop("a")
      let run = try journey.workspace.command(["run"]).start()
      try journey.wait { try !journey.workspace.batches().isEmpty && (try? journey.running(1).count) == 1 }
      try journey.wait { Sys.exists(FilePath("\(mark).seen")) }
      let node = try journey.cluster.slurm("squeue", "--noheader", "--jobs=\(try journey.job(1))", "--format=%N").lines[
        0]
      try Sys.writePrivate([], at: mark)
      try journey.cluster.daemon("kill", node)
      let answer = try run.finish()
      #expect(answer.status == 0, "\(answer.everything)")
      try journey.finish(processed: ["a"])
      #expect(try journey.workspace.metadata(of: "a").history.map(\.lostNode) == [true])
    }

    @Test
    func `A node that is drained finishes what it has, and gets nothing more`() throws {
      let journey = try Journey(slurm: "command:\n  cpus: 64", on: .shared())
      let mark = journey.tools.path.appending("go")
      try journey.use("echo $SLURMD_NODENAME >>'\(mark).nodes'; while [ ! -e '\(mark)' ]; do sleep 0.1; done")
      let names = (1...8).map { "letter\($0)" }
      for name in names { try journey.drop(name) }
      try journey.submit()
      let nodes = { () throws -> [String] in
        let path = FilePath("\(mark).nodes")
        return Sys.exists(path) ? String(decoding: try Sys.contents(of: path), as: UTF8.self).lines : []
      }
      try journey.wait { try nodes().count == 4 }
      #expect(try Set(nodes()).count == 4)
      try journey.cluster.slurm("scontrol", "update", "NodeName=n2", "State=DRAIN", "Reason=test")
      defer { _ = try? journey.cluster.slurm("scontrol", "update", "NodeName=n2", "State=RESUME") }
      try Sys.writePrivate([], at: mark)
      let answer = try journey.workspace.sluice("run")
      #expect(answer.status == 0, "\(answer.everything)")
      let used = try nodes()
      #expect(used.count == 8 && used.count { $0 == "n2" } == 1, "\(used)")
      try journey.finish(processed: names)
    }
  }
}
