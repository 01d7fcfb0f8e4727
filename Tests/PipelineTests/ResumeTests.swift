import Formats
import Glibc
import SystemCalls
import TestSupport
import Testing

/// Several hands on one workspace, and hands that let go in the middle.
@Suite struct ResumeTests {
  /// A workspace in which every document takes a while.
  private func slow(_ workspace: TestWorkspace, seconds: String = "0.2", documents: Int = 6) throws {
    let script = workspace.root.appending("slow.sh")
    try Sys.publish(Array("sleep \(seconds)\necho \"text of $SLUICE_IDENTIFIER\" >\"$2\"\n".utf8), at: script)
    try workspace.set(
      """
      command:
        argv: [/bin/sh, '\(script)']
      routing:
        text: command
      local:
        cpus: 1
      """)
    for number in 1...documents { try workspace.drop(Documents.text("w\(number)"), as: "doc-\(number).pdf") }
  }

  /// Everything is processed once, and the manifest says so once.
  private func check(_ workspace: TestWorkspace, documents: Int = 6) throws {
    let expected = (1...documents).map { "doc-\($0)" }.sorted()
    #expect(try workspace.identifiers(in: "05_processed") == expected)
    #expect(try workspace.failures() == [:])
    for identifier in expected {
      _ = try workspace.directory(of: identifier)
      #expect(try workspace.text(of: identifier) == "text of \(identifier)\n")
    }
    let events = try workspace.events(of: "finalizer")
    let voided = Set(events.filter { $0["event"]?.string == "void" }.map { $0["of"] })
    let steps = events.filter { $0["to"]?.string == "05_processed" && !voided.contains($0["seq"]) }
    #expect(steps.compactMap { $0["id"]?.string }.sorted() == expected)
    #expect(try workspace.batches() == [])
  }

  private func isRunning(_ workspace: TestWorkspace) throws -> Bool {
    try workspace.batches().contains { Sys.exists($0.appending("job.json")) }
  }

  @Test(.workspace)
  func `two runs at once on one workspace do everything once`() throws {
    let workspace = try workspace()
    try slow(workspace, seconds: "0.05", documents: 10)
    let first = try workspace.command(["run"]).start()
    let second = try workspace.command(["run"]).start()
    let answers = [try first.finish(), try second.finish()]
    for answer in answers { #expect(answer.status == 0, "\(answer.everything)") }
    try check(workspace, documents: 10)
  }

  @Test(.workspace)
  func `workers started by hand beside a run do no harm`() throws {
    let workspace = try workspace()
    try slow(workspace)
    let run = try workspace.command(["run"]).start()
    for _ in 1...3 {
      for verb in ["download", "dispatch", "submit", "cleanup", "finalize"] {
        let answer = try workspace.sluice(verb)
        #expect(answer.status == 0 && answer.output == "" && answer.errors == "", "\(verb): \(answer.everything)")
      }
    }
    let answer = try run.finish()
    #expect(answer.status == 0, "\(answer.everything)")
    try check(workspace)
  }

  @Test(.workspace, arguments: [SIGINT, SIGTERM])
  func `a run that is interrupted says so, and typed again it goes on`(_ signal: Int32) throws {
    let workspace = try workspace()
    try slow(workspace)
    let run = try workspace.command(["run"]).start()
    #expect(try waitUntil { try isRunning(workspace) })
    #expect(Sys.signal(run.process, signal))
    let answer = try run.finish()
    #expect(answer.status == 1, "\(answer.everything)")
    #expect(answer.output.contains("Stopped; the same command goes on."), "\(answer.everything)")
    let again = try workspace.sluice("run")
    #expect(again.status == 0, "\(again.everything)")
    try check(workspace)
  }

  @Test(.workspace)
  func `a run that is killed leaves its tasks at work, and typed again it goes on`() throws {
    let workspace = try workspace()
    try slow(workspace)
    let run = try workspace.command(["run"]).start()
    #expect(try waitUntil { try isRunning(workspace) })
    #expect(Sys.signal(run.process, SIGKILL))
    #expect(try run.finish().status == nil)
    let again = try workspace.sluice("run")
    #expect(again.status == 0, "\(again.everything)")
    try check(workspace)
    #expect(try workspace.metadata(of: "doc-1").history.isEmpty, "its batch was harvested, not thrown away")
  }

  @Test(.workspace)
  func `a supervisor that is killed costs its batch's unfinished pages and nothing else`() throws {
    let workspace = try workspace()
    try slow(workspace)
    let run = try workspace.command(["run"]).start()
    let history = workspace.root.appending("stages/03_ocr_processing/batch_000001/local.ndjson")
    var supervisor: Int32?
    #expect(
      try waitUntil {
        let first = (try? Sys.contents(of: history)).map { Array($0.prefix { $0 != 10 }) }
        let event = first.flatMap { try? FormatCoding.decode(JSONValue.self, from: $0) }
        if case .integer(let number)? = event?["pid"] { supervisor = Int32(number) }
        return try supervisor != nil && !workspace.tries().isEmpty
      })
    let process = try #require(supervisor)
    #expect(Sys.signal(process, SIGKILL))
    let answer = try run.finish()
    #expect(answer.status == 0, "\(answer.everything)")
    try check(workspace)
  }
}
