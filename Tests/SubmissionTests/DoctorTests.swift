import SystemCalls
import TestSupport
import Testing

/// What `sluice doctor --slurm` finds on a real cluster.
@Suite(.needsCluster, .patient) struct DoctorTests {
  private func look(_ bench: Bench, _ arguments: [String] = []) throws -> (status: Int32?, text: String) {
    let answer = try bench.command(["doctor", "--slurm"] + arguments).run()
    return (answer.status, answer.everything.split(whereSeparator: \.isWhitespace).joined(separator: " "))
  }

  @Test
  func `On a cluster where all is well it names controller, accounting, scripts, limits and a node`() throws {
    let bench = try Bench()
    let (status, text) = try look(bench)
    #expect(status == 0, "\(text)")
    for part in [
      "ok controller", "ok accounting", "ok job script of text", "in partition work", "1000 chunks a batch",
      "reads and writes the workspace, and has the program",
    ] { #expect(text.contains(part), "\(part): \(text)") }
    #expect(try bench.workspace.entries(bench.workspace.root.appending("stages/03_ocr_processing")).isEmpty)
  }

  @Test
  func `What the cluster would refuse is a problem with a remedy`() throws {
    let bench = try Bench()
    let refused = try look(bench, ["--set", "slurm.reservation=none"])
    #expect(refused.status == 1)
    #expect(refused.text.contains("PROBLEM job script of text"), "\(refused.text)")
    #expect(refused.text.contains("sluice submit --dry-run"))
    let large = try look(bench, ["--set", "slurm.text.memory=900GiB"])
    #expect(large.status == 1 && large.text.contains("PROBLEM memory for text"), "\(large.text)")
    let absent = try look(bench, ["--set", "slurm.program=/nowhere/sluice"])
    #expect(absent.status == 1 && absent.text.contains("has no program /nowhere/sluice"), "\(absent.text)")
  }

  @Test
  func `Without Slurm it says where to run it`() throws {
    let bench = try Bench()
    let (status, text) = try look(bench, ["--set", "slurm.programs=/nowhere"])
    #expect(status == 1)
    #expect(text.contains("PROBLEM controller") && text.contains("login node of the cluster"), "\(text)")
  }
}
