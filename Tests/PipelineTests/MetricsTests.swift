import Formats
import SystemCalls
import TestSupport
import Testing

/// What chunks took, as `sluice metrics` and the files in `manifests` have it.
@Suite struct MetricsPipelineTests {
  private func events(_ workspace: TestWorkspace) throws -> [JSONValue] {
    try workspace.sluice("manifest", "cat", "metrics").output.lines
      .map { try FormatCoding.decode(JSONValue.self, from: Array($0.utf8)) }
      .filter { $0["event"]?.string == "chunk" }.compactMap { $0["fields"] }
  }

  @Test(.workspace("dispatch: {chunk_pages: 2}"))
  func `each chunk has one event with what was estimated and what it took`() throws {
    let workspace = try workspace()
    for number in 1...3 { try workspace.drop(Documents.text("w\(number)p", pages: 2), as: "doc-\(number).pdf") }
    #expect(try workspace.sluice("run").status == 0)
    let events = try events(workspace)
    #expect(events.map { $0["chunk"]?.string } == ["0001", "0002", "0003"])
    for event in events {
      #expect(event["batch"]?.string == "batch_000001" && event["engine"]?.string == "text")
      #expect(event["pages"] == .integer(2) && event["pages_made"] == .integer(2) && event["items"] == .integer(1))
      #expect(event["state"]?.string == "completed" && event["node"]?.string?.isEmpty == false)
      for key in [
        "walltime_seconds", "submitted_at", "started_at", "ended_at", "elapsed_seconds", "max_resident_bytes",
      ] {
        #expect(event[key] != nil, "\(key) is missing")
      }
    }
    let submitted = try workspace.events(of: "submitter").filter { $0["event"]?.string == "answer" }
    #expect(submitted.count == 1)
    guard case .array(let chunks)? = submitted.first?["fields"]?["submitted"] else {
      Issue.record("the submitter says nothing of chunks")
      return
    }
    #expect(chunks.map { $0["chunk"]?.string } == ["0001", "0002", "0003"])
    #expect(chunks.allSatisfy { $0["pages"] == .integer(2) && $0["walltime_seconds"] != nil })

    let shown = try workspace.sluice("metrics")
    #expect(shown.status == 0 && shown.output.contains("text (local)") && shown.output.contains("3 completed"))
    let summary = try FormatCoding.decode(
      JSONValue.self, from: Array(try workspace.sluice("metrics", "--json").output.utf8))
    guard case .array(let groups)? = summary["groups"] else { throw TestWorkspace.Failure(description: "no groups") }
    #expect(groups.map { $0["chunks"] } == [.integer(3)])
    #expect(groups.first?["pages_per_hour"] != nil && groups.first?["seconds_per_page_median"] != nil)
    #expect(Sys.exists(workspace.root.appending("manifests/summary/metrics.json")))
  }

  @Test(.workspace)
  func `a chunk has one event, wherever cleanup was stopped`() throws {
    let workspace = try workspace()
    for number in 1...2 { try workspace.drop(Documents.text("w\(number)p"), as: "doc-\(number).pdf") }
    #expect(try workspace.sluice("download").status == 0)
    try workspace.submit()
    try workspace.awaitEnd(ofBatch: 1)
    let scratch = try TemporaryDirectory()
    func copy(_ name: String) throws -> FilePath {
      let copy = scratch.path.appending(name)
      #expect(try Command("/bin/cp", ["-a", workspace.root.string, copy.string]).run().status == 0)
      return copy
    }
    func cleanup(_ root: FilePath, _ variable: String? = nil, _ value: String = "") throws -> Command.Answer {
      var command = Command(TestWorkspace.program, ["cleanup", "--workspace", root.string])
      if let variable { command.program.environment[variable] = value }
      return try command.run()
    }
    // Which calls are those of metrics, told by a pass that is not stopped.
    let trace = scratch.path.appending("trace")
    #expect(try cleanup(try copy("whole"), "SLUICE_INJECT_TRACE", "cleanup:\(trace)").status == 0)
    let calls = String(decoding: try Sys.contents(of: trace), as: UTF8.self).lines
    let points = calls.indices.filter { calls[$0].contains("metrics") || calls[$0].contains("ending.json") }
    #expect(points.count > 15)
    for point in Draw.sample(points, 4, for: "cleanup's calls of metrics") {
      let root = try copy("stopped-\(point)")
      #expect(try cleanup(root, "SLUICE_INJECT", "cleanup:kill-after:\(point + 1)").ending == .signalled(9))
      #expect(try cleanup(root).status == 0)
      let answer = try Command(TestWorkspace.program, ["manifest", "cat", "metrics", "--workspace", root.string]).run()
      let chunks = answer.output.lines.filter { $0.contains(#""event":"chunk""#) }
      #expect(chunks.count == 1, "stopped after \(calls[point]), \(Draw.words)")
      let shown = try Command(TestWorkspace.program, ["metrics", "--json", "--workspace", root.string]).run()
      #expect(shown.output.contains(#""chunks" : 1,"#), "stopped after \(calls[point]), \(Draw.words)")
      try Sys.removeTree(root)
    }
  }

  @Test(.workspace("dispatch: {chunk_pages: 1, walltime: learned}\nengines: {text: {seconds_per_page: 100h}}"))
  func `walltimes are learned from ten chunks that completed, where that is asked for`() throws {
    let workspace = try workspace()
    for number in 1...10 { try workspace.drop(Documents.text("w\(number)p"), as: "doc-\(number).pdf") }
    #expect(try workspace.sluice("run").status == 0)
    #expect(try workspace.batch(1).chunks.allSatisfy { $0.walltimeSeconds >= 120 * 3600 })
    try workspace.drop(Documents.text("more"), as: "more.pdf")
    #expect(try workspace.sluice("run").status == 0)
    // A page took nothing like hours, on whatever machine.
    #expect(try workspace.batch(2).chunks.allSatisfy { $0.walltimeSeconds < 3600 })
  }
}
