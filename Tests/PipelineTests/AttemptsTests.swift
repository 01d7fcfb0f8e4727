import Formats
import SystemCalls
import TestSupport
import Testing

/// Programs of the user's that fail in their ways, run by the engine `command`.
@Suite struct AttemptsTests {
  /// Makes a script the program for every document; it gets the document's and the output's path as `$1` and `$2`.
  private func use(_ script: String, _ workspace: TestWorkspace, settings: String = "") throws {
    let path = workspace.root.appending("tool.sh")
    try Sys.publish(Array((script + "\n").utf8), at: path)
    try workspace.set(
      """
      command:
        argv: [/bin/sh, '\(path)']
      routing:
        text: command
      local:
        cpus: 1
      \(settings)
      """)
  }

  private static let pages =
    #"i=1; while [ $i -le $SLUICE_PAGES ]; do echo "{\"page\":$i,\"text\":\"p$i of $SLUICE_IDENTIFIER\"}"; i=$((i+1)); done"#

  @Test(.workspace)
  func `an item is quarantined after three failures of its own, and the others are not`() throws {
    let workspace = try workspace()
    try use("case $SLUICE_IDENTIFIER in bad) echo no luck; exit 7;; esac\n{ \(Self.pages); } >\"$2\"", workspace)
    for name in ["bad", "good", "fine"] { try workspace.drop(Documents.text(name), as: "\(name).pdf") }
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["fine", "good"])
    #expect(try workspace.failures() == ["engine_failed": ["bad"]])
    let error = try workspace.error(of: "bad")
    #expect(error.errorMessage.contains("status 7") && error.errorMessage.contains("no luck"))
    #expect(error.retryCount == 3 && error.batchID == "batch_000003")
    #expect(try workspace.metadata(of: "bad").history.map(\.ownFailure) == [true, true, true])
    #expect(try workspace.metadata(of: "good").history.isEmpty)

    // The program is mended, and the item sent back: it begins with a clean sheet.
    try use("{ \(Self.pages); } >\"$2\"", workspace)
    #expect(try workspace.sluice("retry", "--reason", "engine_failed").status == 0)
    #expect(try workspace.sluice("run").status == 0)
    #expect(try workspace.text(of: "bad") == "p1 of bad")
    #expect(try workspace.metadata(of: "bad").errorType == nil)
  }

  @Test(.workspace)
  func `few failed pages pass, are listed, and their source is kept whatever the policy`() throws {
    let workspace = try workspace()
    let script = """
      { \(Self.pages); } | case $SLUICE_IDENTIFIER in
        limping) sed '2s/.*/{"page":2,"error":"a stain"}/' ;;
        broken) sed '2,3s/.*/{"page":2,"error":"a stain"}/; 3s/2/3/' ;;
        *) cat ;;
      esac >"$2"
      """
    try use(script, workspace, settings: "retention:\n  dropped: delete\ndispatch:\n  attempts: 1")
    for name in ["limping", "broken", "whole"] { try workspace.drop(Documents.text(name, pages: 6), as: "\(name).pdf") }
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["limping", "whole"])
    #expect(try workspace.metadata(of: "limping").results?.failedPages == [2])
    #expect(try workspace.metadata(of: "limping").results?.source == "kept")
    #expect(Sys.exists(try workspace.directory(of: "limping").appending("limping.pdf")))
    #expect(!Sys.exists(try workspace.directory(of: "whole").appending("whole.pdf")))
    #expect(try workspace.text(of: "limping").contains("p3 of limping"))
    #expect(try workspace.failures() == ["pages_failed": ["broken"]])
    #expect(try workspace.error(of: "broken").errorMessage.contains("2"))
    #expect(Sys.exists(try workspace.directory(of: "broken").appending("broken.pdf")))
  }

  /// Hangs until it is killed, or the test is over.
  private static func hang(_ workspace: TestWorkspace) -> String {
    "while [ -e '\(workspace.root)' ]; do sleep 0.05; done"
  }

  @Test(.workspace)
  func `a killed task costs nothing that was done: the second batch does only the rest`() throws {
    let workspace = try workspace()
    let script = """
      did="\(workspace.root)/did"
      echo $SLUICE_IDENTIFIER >>"$did"
      if [ $(wc -l <"$did") = 2 ]; then kill -9 $PPID; \(Self.hang(workspace)); fi
      { \(Self.pages); } >"$2"
      """
    try use(script, workspace)
    for number in 1...3 { try workspace.drop(Documents.text("w\(number)", pages: 2), as: "doc-\(number).pdf") }
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["doc-1", "doc-2", "doc-3"])
    let did = String(decoding: try Sys.contents(of: workspace.root.appending("did")), as: UTF8.self).lines
    #expect(did.count == 4 && did.count { $0 == did[0] } == 1, "what was done before was done once: \(did)")
    #expect(try workspace.metadata(of: did[0]).history.isEmpty)
    let history = try workspace.metadata(of: did[1]).history
    #expect(history.map(\.to) == ["01_downloaded"])
    #expect(history.first?.message.contains("killed") == true, "\(history)")
  }

  @Test(.workspace)
  func `a task beyond its walltime is ended, and the document that travelled alone says so`() throws {
    let workspace = try workspace()
    let times =
      "engines:\n  command:\n    startup: 1s\n    seconds_per_page: 100ms\ndispatch:\n  attempts: 1\n  walltime_factor: 1"
    try use(Self.hang(workspace), workspace, settings: times)
    try workspace.drop(Documents.text("slow"), as: "slow.pdf")
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.failures() == ["out_of_time": ["slow"]])
    #expect(try workspace.error(of: "slow").next.contains("engines."))
  }
}
