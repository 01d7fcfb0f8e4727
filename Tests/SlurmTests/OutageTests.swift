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
      let names = ["a", "b", "c"]
      let done = journey.tools.path.appending("done")
      try journey.use("\(journey.hold); touch '\(done)'.$SLUICE_IDENTIFIER")
      defer { journey.cluster.recover() }
      for name in names { try journey.drop(name) }
      try journey.submit()
      try journey.eventuallyRuns(1, ["1", "2", "3"])
      let asked = { try journey.programs.calls(of: "sacct").count }
      let run = try journey.programs.impatient {
        let run = try journey.workspace.command(["run"]).start()
        try eventually("a pass that asks while somebody answers") { try asked() > 0 }
        try journey.cluster.daemon("stop", "slurmctld")
        try journey.cluster.daemon("stop", "slurmdbd")
        // The tasks end while nobody can be told.
        try journey.go()
        try eventually("the end of all tasks") { names.allSatisfy { Sys.exists(FilePath("\(done).\($0)")) } }
        // With the second question that begins from here on, a pass has ended that began here.
        let before = try asked()
        try eventually("two more passes") { try asked() >= before + 2 }
        #expect(try journey.workspace.identifiers(in: "05_processed").isEmpty)
        try journey.cluster.daemon("start", "slurmdbd")
        try journey.cluster.daemon("start", "slurmctld")
        return run
      }
      let answer = try run.finish()
      #expect(answer.status == 0, "\(answer.everything)")
      try journey.finish(processed: names)
      for name in names { #expect(try journey.workspace.metadata(of: name).history.isEmpty) }
    }
  }
}
