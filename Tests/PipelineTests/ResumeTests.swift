import Formats
import Glibc
import SystemCalls
import TestSupport
import Testing

/// Several hands on one workspace, and hands that let go in the middle.
@Suite struct ResumeTests {
  /// A workspace in which one document is read at once, and the others when nothing holds them any more.
  private func hold(_ workspace: TestWorkspace, documents: Int = 4) throws {
    let path = workspace.root.appending("read.sh")
    let script = """
      if ! (set -C; echo "$SLUICE_IDENTIFIER" >'\(first(workspace))') 2>/dev/null; then
        while [ -e '\(held(workspace))' ]; do sleep 0.05; done
      fi
      echo "text of $SLUICE_IDENTIFIER" >"$2"

      """
    try Sys.publish(Array(script.utf8), at: path)
    try Sys.writePrivate([], at: held(workspace))
    try workspace.set(
      """
      command:
        argv: [/bin/sh, '\(path)']
      routing:
        text: command
      local:
        cpus: 1
      """)
    for number in 1...documents { try workspace.drop(Documents.text("w\(number)"), as: "doc-\(number).pdf") }
  }

  /// The file that names the document that was read at once.
  private func first(_ workspace: TestWorkspace) -> FilePath { workspace.root.appending("first") }

  /// The file that holds the others.
  private func held(_ workspace: TestWorkspace) -> FilePath { workspace.root.appending("held") }

  private func letGo(_ workspace: TestWorkspace) throws { try Sys.unlink(held(workspace)) }

  /// Everything is processed once, and the manifest says so once.
  private func check(_ workspace: TestWorkspace, documents: Int = 4) throws {
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

  /// Waits until a batch is in the executor's hands, where it stays as long as its documents are held.
  private func awaitBatch(_ workspace: TestWorkspace) throws {
    try eventually("a batch that was handed over") {
      try workspace.batches().contains { Sys.exists($0.appending("job.json")) }
    }
  }

  @Test(.workspace)
  func `two runs at once on one workspace do everything once`() throws {
    let workspace = try workspace()
    try hold(workspace, documents: 10)
    let traces = try TemporaryDirectory()
    let runs = try ["one", "two"].map { name in
      var run = workspace.command(["run"])
      run.program.environment["SLUICE_INJECT_TRACE"] = "run:\(traces.path.appending(name))"
      return try run.start()
    }
    // Neither ends before both are at work, as their calls tell.
    try eventually("two runs at work") {
      try Sys.entries(of: traces.path).count { try Sys.status(of: traces.path.appending($0.name)).size > 0 } == 2
    }
    try awaitBatch(workspace)
    try letGo(workspace)
    for run in runs {
      let answer = try run.finish()
      #expect(answer.status == 0, "\(answer.everything)")
    }
    try check(workspace, documents: 10)
  }

  @Test(.workspace)
  func `workers started by hand beside a run do no harm`() throws {
    let workspace = try workspace()
    try hold(workspace)
    let run = try workspace.command(["run"]).start()
    // While it packs, while its batch is at work, and while it ends.
    for round in 1...3 {
      if round == 2 { try awaitBatch(workspace) }
      if round == 3 { try letGo(workspace) }
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
    try hold(workspace)
    let run = try workspace.command(["run"]).start()
    try awaitBatch(workspace)
    #expect(Sys.signal(run.process, signal))
    let answer = try run.finish()
    #expect(answer.status == 1, "\(answer.everything)")
    #expect(answer.output.contains("Stopped; the same command goes on."), "\(answer.everything)")
    try letGo(workspace)
    let again = try workspace.sluice("run")
    #expect(again.status == 0, "\(again.everything)")
    try check(workspace)
  }

  @Test(.workspace)
  func `a run that is killed leaves its tasks at work, and typed again it goes on`() throws {
    let workspace = try workspace()
    try hold(workspace)
    let run = try workspace.command(["run"]).start()
    try awaitBatch(workspace)
    #expect(Sys.signal(run.process, SIGKILL))
    #expect(try run.finish().status == nil)
    try letGo(workspace)
    let again = try workspace.sluice("run")
    #expect(again.status == 0, "\(again.everything)")
    try check(workspace)
    #expect(try workspace.metadata(of: "doc-1").history.isEmpty, "its batch was harvested, not thrown away")
  }

  @Test(.workspace)
  func `a supervisor that is killed costs its batch's unfinished pages and nothing else`() throws {
    let workspace = try workspace()
    try hold(workspace)
    let run = try workspace.command(["run"]).start()
    var supervisor: Int32?
    try eventually("a task that has finished a page") {
      supervisor = try workspace.process("started", ofBatch: 1)
      let tries = (try? workspace.tries()) ?? []
      return try supervisor != nil
        && tries.contains { directory in
          let pages = directory.appending("pages.ndjson")
          return try Sys.exists(pages) && Sys.contents(of: pages).contains(UInt8(ascii: "\n"))
        }
    }
    #expect(Sys.signal(try #require(supervisor), SIGKILL))
    try letGo(workspace)
    let answer = try run.finish()
    #expect(answer.status == 0, "\(answer.everything)")
    try check(workspace)
    let read = try #require(String(decoding: try Sys.contents(of: first(workspace)), as: UTF8.self).lines.first)
    let metadata = try workspace.metadata(of: read)
    #expect(metadata.history.isEmpty && metadata.results?.batchID == "batch_000001", "what was finished counts")
  }
}
