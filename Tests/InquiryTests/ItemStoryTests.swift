import Formats
import Spool
import SystemCalls
import TestSupport
import Testing

@Suite struct ItemStoryTests {
  /// A workspace in which `report` was sent back by its first batch and finished by its second.
  private func sentBack() throws -> Bench {
    let bench = try Bench()
    try bench.document("report.pdf", pages: 2)
    try bench.run("download")
    try bench.run("dispatch", "--now", "--set", "routing.text=command", "--set", "command.argv=[/bin/false]")
    try bench.run("submit")
    try bench.batchEnds("batch_000001")
    try bench.run("cleanup")
    return bench
  }

  @Test func `the story of an item that was sent back is told visit by visit, with why and what happens next`() throws {
    let bench = try sentBack()
    let waiting = try bench.run("show", "report")
    #expect(waiting.status == 0)
    #expect(waiting.output.contains("where     stages/01_downloaded/"))
    #expect(waiting.words.contains("It was sent back by batch_000001"))
    #expect(waiting.words.contains("1 by batch_000001 to 01_downloaded"))
    #expect(waiting.next.hasPrefix("next: sluice dispatch --now"))

    #expect(try bench.run("run", "--no-wait").status == 0)
    let done = try bench.run("show", "report", "--json").json
    #expect(
      done["story"].array.map { "\($0["visit"].integer ?? -1) \($0["to"].string ?? "")" } == [
        "0 01_downloaded", "0 batch_000001", "1 01_downloaded", "1 batch_000002", "1 04_ocr_completed",
        "1 05_processed",
      ])
    #expect(done["metadata"]["history"].array.map { $0["cause"].string } == ["batch_000001"])
    #expect(done["place"].string == "05_processed")
    let status = try bench.run("status", "--json").json
    #expect(
      status["stages"].array.allSatisfy { $0["exact"] == .bool(true) }, "what comes back is counted once: \(status)")
  }

  @Test func `a batch shows its chunks, and at rest what is kept of it`() throws {
    let bench = try sentBack()
    let batch = try bench.run("show", "batch_000001", "--json").json
    #expect(batch["batch"]["place"].string == "manifests/batches")
    #expect(batch["batch"]["chunks"].array.map { $0["state"].string } == ["harvested"])
    #expect((batch["raw"]["files"].integer ?? 0) > 0)
    #expect(
      batch["story"].array.map { $0["event"].string } == ["step", "intent", "step", "answer", "step"])
    #expect(try bench.run("show", "batch_000001").output.contains("0001  harvested 1 item"))
  }

  @Test func `a quarantined item shows its sentence and the command of its reason`() throws {
    let bench = try Bench()
    try bench.drop([], as: "nothing.pdf")
    try bench.run("download")
    let answer = try bench.run("show", "nothing")
    #expect(answer.output.contains("stages/99_errors/empty/"))
    #expect(answer.output.contains("The file is empty."))
    #expect(answer.next == "next: get a whole copy, then: sluice add FILE")
  }

  private static let benches = Shared<Bench>()

  @Test(arguments: [("repotr", "near it: report"), ("REPORT", "near it: report"), ("batch_000009", "batch_000001")])
  func `a name that is nowhere is answered with the names near it`(typed: String, near: String) throws {
    let bench = try Self.benches.value("dispatched") {
      let bench = try Bench()
      try bench.document("report.pdf")
      try bench.run("download")
      try bench.run("dispatch", "--now")
      return bench
    }
    let answer = try bench.run("show", typed)
    #expect(answer.status == 1)
    #expect(answer.errors.contains("\(typed): no such item, batch or list"))
    #expect(answer.errors.contains(near))
  }

  @Test func `the name a file had is understood`() throws {
    let bench = try Bench()
    try bench.document("annual report 1998.pdf")
    let early = try bench.run("show", "annual report 1998.pdf")
    #expect(early.status == 1)
    #expect(early.errors.contains("in 00_inbox and not taken yet"))
    try bench.run("download")
    let answer = try bench.run("show", "annual report 1998.pdf")
    #expect(answer.status == 0)
    #expect(answer.output.hasPrefix("annual_report_1998\n"))
  }

  @Test func `an item that somebody removed keeps its story, and the exit status says that it is gone`() throws {
    let bench = try Bench()
    try bench.document("report.pdf")
    try bench.run("download")
    let identifier = try #require(Identifier("report"))
    try Sys.removeTree(try #require(bench.spool.item(identifier, in: .stage(.downloaded))))
    let answer = try bench.run("show", "report")
    #expect(answer.status == 1)
    #expect(answer.words.contains("It is nowhere in the tree; the manifests last saw it move to 01_downloaded."))
    #expect(answer.next.hasPrefix("next: sluice audit"))
  }
}
