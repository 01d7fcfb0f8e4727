import Formats
import MadePictures
import SystemCalls
import TestSupport
import Testing

struct FailureTests {
  @Test func `after the last try an entry is quarantined with every attempt, and comes back by host or reason`() throws
  {
    let bench = try FetchBench("tries: 3\nrefused_tries: 2\n")
    try bench.serve("late.pdf")
    let nobody = try ClosedPort()
    let addresses = [
      bench.server.url("late.pdf?status=503&times=3"), bench.server.url("gone.pdf"),
      nobody.url("x.pdf", host: "127.0.0.2"),
    ]
    try bench.drop(addresses.map { "\($0)\n" }.joined())
    try bench.downloadAll()
    #expect(try bench.workspace.failures() == ["connect": ["x"], "http_404": ["gone"], "http_5xx": ["late"]])
    let late = try bench.workspace.metadata(of: "late")
    #expect(late.fetch?.attempts?.map(\.status) == [503, 503, 503])
    #expect(late.fetch?.complete == false && late.fileSize == 0)
    #expect(try bench.workspace.metadata(of: "gone").fetch?.attempts?.count == 2)
    #expect(try bench.sluice("show", "late").output.contains("503"))
    try bench.expectSound()

    let none = try bench.sluice("retry", "--host", "example.org", "--dry-run")
    #expect(none.output.isEmpty, "\(none.everything)")
    let retried = try bench.sluice("retry", "--host", "127.0.0.1", "--reason", "http_5xx")
    #expect(retried.output.contains("1 item"), "\(retried.everything)")
    #expect(try bench.sluice("audit").status == 0)
    #expect(try bench.sluice("download").status == 0)
    #expect(try bench.workspace.identifiers(in: "01_downloaded") == ["late"])
    let back = try bench.workspace.metadata(of: "late")
    #expect(back.fetch?.complete == true && back.errorType == nil && back.totalPages == 1)
    #expect(back.history.map(\.cause) == ["quarantine 1", "retry 1"])
    try bench.expectSound()

    #expect(try bench.sluice("retry", "--reason", "http_404").status == 0)
    #expect(try bench.workspace.failures() == ["connect": ["x"]])
    try eventually("its way back into quarantine") {
      #expect(try bench.sluice("download").status == 0)
      return try bench.workspace.failures() == ["connect": ["x"], "http_404": ["gone"]]
    }
    #expect(try bench.workspace.metadata(of: "gone").history.count == 3)
    try bench.expectSound()
  }

  @Test(arguments: ["max_size: 0", "max_size: 1GiB"])
  func `a length or a size that no document has costs its entry alone`(setting: String) throws {
    let bench = try FetchBench("tries: 1\nrefused_tries: 1\n\(setting)\n")
    let bytes = try bench.serve("liar.pdf")
    try bench.serve("good.pdf")
    try bench.serve("sized.pdf")
    try bench.serve("huge.pdf")
    let length = Int64.max - Int64(bytes.count)
    try bench.drop(
      """
      url,size
      \(bench.server.url("liar.pdf?add=\(length)")),
      \(bench.server.url("sized.pdf")),9223372036854775807
      \(bench.server.url("huge.pdf")),9007199254740992
      \(bench.server.url("good.pdf")),

      """, as: "list.csv")
    try bench.downloadAll()
    #expect(try bench.workspace.identifiers(in: "01_downloaded") == ["good"])
    #expect(try bench.workspace.failures() == ["too_large": ["huge", "liar"]])
    #expect(try bench.finished().counts.rejected == 1)
  }

  @Test func `a picture that a list names is fetched as a document`() throws {
    let bench = try FetchBench()
    let bytes = try MadePicture.png(MadePicture.drawn(["The keeper of the lock"]))
    try bench.serve(bytes, as: "plan.png")
    try bench.serve(MadePicture.jpeg(MadePicture.drawn(["The gate of the lock"])), as: "view")
    let addresses = ["plan.png?type=image/png", "view?type=application/pdf"].map { bench.server.url($0) + "\n" }
    try bench.drop(addresses.joined())
    try bench.downloadAll()
    #expect(try bench.workspace.identifiers(in: "01_downloaded") == ["plan.png", "view"])
    #expect(try bench.workspace.metadata(of: "plan.png").documentKind == .png)
    let directory = try bench.workspace.directory(of: "plan.png")
    #expect(try Sys.contents(of: directory.appending("plan.png.png")) == bytes)
    #expect(Sys.exists(try bench.workspace.directory(of: "view").appending("view.jpg")))
    try bench.expectSound()
  }

  @Test func `an HTML page served as a PDF is not_a_pdf and says what it was`() throws {
    let bench = try FetchBench("refused_tries: 1\n")
    let page = "<!DOCTYPE html><html><head><title>Please sign in</title></head><body>…</body></html>"
    for name in ["one.pdf", "two.pdf"] { try bench.serve(Array(page.utf8), as: name) }
    try bench.serve([], as: "nothing.pdf")
    try bench.drop(["one.pdf?type=text/html", "two.pdf", "nothing.pdf"].map { bench.server.url($0) + "\n" }.joined())
    try bench.downloadAll()
    #expect(try bench.workspace.failures()["not_a_pdf"] == ["one", "two"], "equal pages are no duplicates")
    let error = try bench.workspace.error(of: "one")
    for word in ["an HTML page", "Please sign in", "text/html"] { #expect(error.errorMessage.contains(word)) }
    // The server has got over it.
    try bench.serve("one.pdf")
    try bench.serve("two.pdf")
    #expect(try bench.sluice("retry", "--reason", "not_a_pdf").status == 0)
    #expect(try bench.sluice("download").status == 0)
    #expect(try bench.workspace.identifiers(in: "01_downloaded") == ["one", "two"])
    try bench.expectSound()
  }

  @Test func `a document that is not the one the list describes is not accepted`() throws {
    let bench = try FetchBench("refused_tries: 1\n")
    let bytes = try bench.serve("a.pdf")
    let (url, other) = (bench.server.url("a.pdf"), String(repeating: "0", count: 64))
    try bench.drop(
      "url,filename,sha256,sha1,md5,size\n\(url)?key=1,wrong,\(other),,,\n\(url)?key=2,short,,,,5\n"
        + "\(url)?key=3,right,,,,\(bytes.count)\n", as: "list.csv")
    try bench.downloadAll()
    #expect(try bench.workspace.failures() == ["checksum_differs": ["wrong"], "length_differs": ["short"]])
    #expect(try bench.workspace.identifiers(in: "01_downloaded") == ["right"])
    try bench.expectSound()
  }

  @Test func `a document that cannot be read is quarantined with itself, as if it had been dropped`() throws {
    let bench = try FetchBench()
    try bench.serve(try Sys.contents(of: Repository.root.appending("samples/encrypted-letter.pdf")), as: "locked.pdf")
    try bench.serve("a.pdf")
    try bench.serve(try Sys.contents(of: bench.server.files.path.appending("a.pdf")), as: "same.pdf")
    try bench.drop(["locked.pdf", "a.pdf"].map { bench.server.url($0) + "\n" }.joined())
    try bench.downloadAll()
    try bench.drop(bench.server.url("same.pdf"), as: "again.txt")
    try bench.downloadAll()
    #expect(try bench.workspace.failures().keys.sorted() == ["duplicate", "encrypted"])
    #expect(Sys.exists(try bench.workspace.directory(of: "locked").appending("locked.pdf")))
    try bench.expectSound()
  }

  @Test func `a host that asks to be left alone is, by later passes too, and the others go on`() throws {
    let bench = try FetchBench()
    for name in ["a", "b", "c"] { try bench.serve("\(name).pdf") }
    let other = { (name: String) in bench.server.url("\(name).pdf", host: "localhost") + "\n" }
    // For longer than any test takes.
    try bench.drop(
      bench.server.url("a.pdf?status=429&retry_after=80000\n") + other("b") + bench.server.url("b.pdf\n") + other("c"))
    #expect(try bench.sluice("download", "--set", "download.host_transfers=1").status == 0)
    for _ in 0..<2 { #expect(try bench.sluice("download").status == 0) }
    #expect(try bench.server.count(of: "a.pdf")?.requests == 1)
    #expect(try bench.workspace.identifiers(in: "01_downloaded") == ["b", "c"])
    let status = try bench.sluice("status").output
    #expect(status.contains("127.0.0.1") && status.contains("it asked for it"), "\(status)")
    #expect(status.contains("put off"), "\(status)")
    let run = try bench.sluice("run", "--set", "retention.downloaded=keep")
    #expect(run.status == 1 && run.output.contains("put off until"), "it does not wait for a day")
    #expect(try bench.server.count(of: "a.pdf")?.requests == 1)
    #expect(try bench.workspace.identifiers(in: "05_processed") == ["b", "c"])
  }

  @Test func `run waits for lists, and what it fetched goes through to the end by the policy for downloads`() throws {
    let bench = try FetchBench("backoff: 1 s\n")
    for name in ["a", "b"] { try bench.serve("\(name).pdf") }
    try bench.drop(bench.server.url("a.pdf?status=500&times=1\n") + bench.server.url("b.pdf\n"))
    let run = try bench.sluice("run")
    #expect(run.status == 0, "\(run.everything)")
    #expect(try bench.workspace.identifiers(in: "05_processed") == ["a", "b"])
    #expect(try bench.workspace.metadata(of: "a").results?.source == "deleted")
    #expect(try bench.workspace.metadata(of: "a").fetch?.attempts?.count == 1)
    try bench.expectSound()
  }
}
