import Formats
import SystemCalls
import TestSupport
import Testing

@Suite struct BadDocumentsTests {
  @Test(.workspace)
  func `documents that cannot be read go under their reasons, and the good one beside them is processed`() throws {
    let workspace = try workspace()
    let reasons: [Reason] = [.encrypted, .damaged, .truncated, .empty, .zeroPages, .notAPDF]
    for reason in reasons { try workspace.drop(Documents.bad(reason), as: "is-\(reason.code).pdf") }
    try workspace.drop(Documents.text("good"), as: "good.pdf")
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["good"])
    let failures = try workspace.failures()
    for reason in reasons {
      let identifier = "is-\(reason.code)"
      #expect(failures[reason.code] == [identifier], "\(failures)")
      let error = try workspace.error(of: identifier)
      #expect(error.errorType == reason.code)
      #expect(error.originalName == "\(identifier).pdf")
      #expect(error.next == reason.next(for: identifier))
      #expect(error.errorMessage.first?.isUppercase == true && error.errorMessage.last == ".", "\(error.errorMessage)")
      let kept = try workspace.directory(of: identifier).appending("\(identifier).pdf")
      #expect(try Sys.contents(of: kept) == Documents.bad(reason))
      #expect(answer.output.contains("1  \(reason.code) "))
    }
  }

  @Test(.workspace)
  func `documents that somebody writes to after they were taken cost themselves alone, and at once`() throws {
    let workspace = try workspace()
    // As many as pause the submissions where no document explains a failure.
    let names = ["first", "second", "third"]
    for name in names {
      try workspace.drop(Documents.text(name), as: "\(name).pdf")
      #expect(try workspace.sluice("download").status == 0)
      let source = try workspace.directory(of: name).appending("\(name).pdf")
      let bytes = try Sys.contents(of: source).count
      let more = Array("% a scanner that goes on writing\n".utf8)
      try Sys.write(more, to: try Sys.open(source, .update))
      let answer = try workspace.sluice("run")
      #expect(answer.status == 0, "\(answer.everything)")
      let error = try workspace.error(of: name)
      #expect(error.errorType == "changed" && error.next.contains("sluice add"), "\(error)")
      #expect(error.errorMessage.contains("It has \(bytes + more.count) bytes"), "\(error.errorMessage)")
    }
    #expect(try workspace.failures() == ["changed": names])
    let audit = try workspace.sluice("audit", "--checksums")
    #expect(audit.status == 0, "what is told once is no breach: \(audit.everything)")
    try workspace.drop(Documents.text("good"), as: "good.pdf")
    #expect(try workspace.sluice("run").status == 0)
    #expect(try workspace.identifiers(in: "05_processed") == ["good"])
  }

  @Test(.workspace)
  func `a document that hangs the parser costs itself alone`() throws {
    let workspace = try workspace()
    try workspace.drop(Documents.text("before"), as: "before.pdf")
    #expect(try workspace.sluice("download").status == 0)
    // A second is more than any other document needs, but for a machine that is stopped meanwhile: beside the bomb are those
    // that nobody opens, one that is known already and one that is empty.
    try workspace.drop(PDFBuilder().bombPage(levels: 12, uses: 12).data(), as: "bomb.pdf")
    try workspace.drop(Documents.text("before"), as: "copy.pdf")
    try workspace.drop([], as: "void.pdf")
    let limited = ["download", "--set", "inspection.timeout=1s", "--set", "inspection.sample_pages=1"]
    let answer = try workspace.command(limited).run()
    #expect(answer.status == 0, "\(answer.everything)")
    var failures = try workspace.failures()
    let copies = failures.removeValue(forKey: "duplicate")
    #expect(copies?.count == 1)
    #expect(failures == ["parser_timeout": ["bomb"], "empty": ["void"]])
    #expect(try workspace.error(of: "bomb").next.contains("sluice retry bomb"))

    try workspace.drop(Documents.text("after"), as: "after.pdf")
    let run = try workspace.sluice("run")
    #expect(run.status == 0, "\(run.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["after", "before"])
  }

  @Test(.workspace("inspection:\n  memory: 256MiB\n  timeout: \(Int(Patience.seconds))s\n"))
  func `a document that eats memory costs itself alone`() throws {
    let workspace = try workspace()
    try workspace.drop(PDFBuilder().memoryBombPage().data(), as: "hungry.pdf")
    try workspace.drop(Documents.text("good"), as: "good.pdf")
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["good"])
    #expect(try workspace.failures() == ["parser_memory": ["hungry"]])
    #expect(try workspace.error(of: "hungry").next.contains("inspection.memory"))
  }

  @Test(.workspace("inspection:\n  processes: 1\n"))
  func `a document that crashes the parser costs itself alone`() throws {
    let workspace = try workspace()
    // The parser, but that it dies of a segmentation fault when it is asked for one document. A shell hands no files on: without
    // `--handed` documents are opened by name.
    let parser = Command.built("sluice-pdf")
    let fake = workspace.root.appending("crashing-parser")
    let script = """
      #!/bin/sh
      exec 3<&0
      { while IFS= read -r line; do
        case $line in *crasher.pdf*) kill -SEGV $$; exit ;; esac
        printf '%s\\n' "$line"
      done; } <&3 | '\(parser)' "$1" "$2" 3<&-

      """
    try makeScript(script, at: fake)
    for name in ["before", "crasher", "later", "z-last"] { try workspace.drop(Documents.text(name), as: "\(name).pdf") }
    var download = workspace.command(["download"])
    download.program.environment["SLUICE_PDF"] = fake.string
    let answer = try download.run()
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.failures() == ["parser_crashed": ["crasher"]])
    #expect(try workspace.error(of: "crasher").errorMessage.contains("signal 11"))
    #expect(try workspace.sluice("run").status == 0)
    #expect(try workspace.identifiers(in: "05_processed") == ["before", "later", "z-last"])

    // A better parser reads it: retry needs nothing else.
    #expect(try workspace.sluice("retry", "crasher").status == 0)
    #expect(try workspace.sluice("run").status == 0)
    #expect(try workspace.identifiers(in: "05_processed").contains("crasher"))
  }
}
