import Formats
import SystemCalls
import TestSupport
import Testing

/// A person takes batches back.
@Suite struct CancelTests {
  /// Documents of one page each, the program for which hangs at those named `slow…` while the file `hang` is there.
  private static func settings(_ outside: TemporaryDirectory) throws -> String {
    let hang = try outside.write([], as: "hang")
    let script = try outside.write(
      Array(
        """
        case "$1" in */slow*) while [ -e '\(hang)' ]; do sleep 0.05; done;; esac
        echo "text of $1" > "$2"
        """.utf8), as: "read.sh")
    return """
      routing: {text: command, ocr: command, mixed: command}
      command: {argv: [/bin/sh, \(script)]}
      """
  }

  @Test(.workspace)
  func `a cancelled batch keeps what is proven and the other documents go back without a stain`() throws {
    let workspace = try workspace()
    // Nothing stored may hold the workspace's own path, which a program inside it would bring about.
    let outside = try TemporaryDirectory()
    try workspace.set(try Self.settings(outside))
    for name in ["a", "b", "slow", "z"] { try workspace.drop(Documents.text("w\(name)"), as: "\(name).pdf") }
    #expect(try workspace.sluice("download").status == 0)
    try workspace.submit()
    try eventually("two documents that were read") {
      try workspace.tries().contains { directory in
        let pages = directory.appending("pages.ndjson")
        return try Sys.exists(pages) && Sys.contents(of: pages).count { $0 == UInt8(ascii: "\n") } >= 2
      }
    }
    #expect(try workspace.sluice("cancel", "batch_000001", "--dry-run").output.contains("would cancel batch_000001"))
    #expect(!Sys.exists(try workspace.batchDirectory(1).appending("cancel")))
    let answer = try workspace.sluice("cancel", "batch_000001", "--note", "wrong languages")
    #expect(answer.status == 0 && answer.output.contains("batch_000001 is cancelled"))
    #expect(try workspace.sluice("status").output.contains("cancelled"))
    try workspace.harvest()
    #expect(Set(try workspace.identifiers(in: "04_ocr_completed")).isSubset(of: ["a", "b", "z"]))
    #expect(try workspace.identifiers(in: "04_ocr_completed").count >= 2)
    #expect(try workspace.identifiers(in: "01_downloaded").contains("slow"))
    let history = try workspace.metadata(of: "slow").history
    #expect(history.map(\.ownFailure) == [false] && history.map(\.company) == [nil])
    #expect(history.first?.message.contains("cancelled") == true)
    #expect(try workspace.sluice("log", "batch_000001").output.contains("wrong languages"))

    try Sys.unlink(outside.path.appending("hang"))
    #expect(try workspace.sluice("run").status == 0)
    #expect(try workspace.identifiers(in: "05_processed") == ["a", "b", "slow", "z"])
    #expect(try workspace.sluice("audit").status == 0)
  }

  @Test(.workspace)
  func `a batch that was cancelled before it was handed over never is`() throws {
    let workspace = try workspace()
    for number in 1...2 { try workspace.drop(Documents.text("w\(number)"), as: "doc-\(number).pdf") }
    for verb in [["download"], ["dispatch", "--now"], ["cancel", "--all"], ["submit"]] {
      #expect(try workspace.command(verb).run().status == 0)
    }
    let batch = try workspace.batchDirectory(1)
    #expect(batch.string.contains("03_ocr_processing"))
    #expect(!Sys.exists(batch.appending("local.ndjson")) && !Sys.exists(batch.appending("supervisor.lock")))
    #expect(try workspace.sluice("show", "batch_000001").status == 0)
    let cleanup = try workspace.sluice("cleanup")
    #expect(cleanup.status == 0, "\(cleanup.everything)")
    #expect(try workspace.batches() == [])
    #expect(try workspace.identifiers(in: "01_downloaded") == ["doc-1", "doc-2"])
    #expect(try workspace.sluice("audit").status == 0)
    #expect(try workspace.sluice("run").status == 0)
    #expect(try workspace.identifiers(in: "05_processed") == ["doc-1", "doc-2"])
  }

  @Test(.workspace)
  func `there must be something to cancel`() throws {
    let workspace = try workspace()
    #expect(try workspace.sluice("cancel").status == 2)
    #expect(try workspace.sluice("cancel", "report-1998").status == 2)
    let answer = try workspace.sluice("cancel", "batch_000007")
    #expect(answer.status == 1 && answer.errors.contains("nothing is left to cancel"))
  }

  @Test(.workspace)
  func `a job is shown by its name, with what its tasks printed, also at rest`() throws {
    let workspace = try workspace()
    try workspace.drop(Documents.text("word"), as: "doc.pdf")
    #expect(try workspace.sluice("download").status == 0)
    try workspace.submit()
    _ = try workspace.finishedTry()
    let job = try workspace.batch(1).jobName
    #expect(try workspace.sluice("show", job).output.contains("batch_000001"))
    #expect(try workspace.sluice("show", "batch_000001", "--logs").output.contains("==> 0001.log <=="))
    #expect(try workspace.sluice("run").status == 0)
    let logs = try workspace.sluice("show", job, "--logs")
    #expect(logs.output.contains("==> 0001.log <==") && logs.output.contains("complete: 1 of 1 items"))
    #expect(try workspace.sluice("show", "batch_000001", "--logs", "--follow").output == logs.output)
    #expect(try workspace.sluice("show", "4711", "--logs").status == 1)
  }
}
