import Formats
import Spool
import SystemCalls
import TestSupport
import Testing

@Suite struct WorkspaceStatusTests {
  private func stage(_ status: JSONValue, _ name: String) throws -> JSONValue {
    try #require(status["stages"].array.first { $0["stage"].string == name })
  }

  @Test func `what each stage holds is shown with its pages and the bytes its documents came with`() throws {
    let bench = try Bench()
    try bench.document("one.pdf", pages: 2)
    try bench.document("two.pdf", pages: 3)
    let bytes = try ["one.pdf", "two.pdf"].reduce(0) {
      $0 + Int(try Sys.status(of: bench.spool.path(.inbox).appending($1)).size)
    }
    func holds(_ name: String, at moment: String) throws {
      let status = try bench.run("status", "--json").json
      for stage in status["stages"].array {
        let isHere = stage["stage"].string == name
        #expect(stage["items"].integer == (isHere ? 2 : 0), "\(moment): \(stage)")
        #expect(stage["pages"].integer == (isHere ? 5 : 0), "\(moment): \(stage)")
        #expect(stage["bytes"].integer == (isHere ? bytes : 0), "\(moment): \(stage)")
        #expect(stage["exact"] == .bool(true), "\(moment): \(stage)")
      }
    }
    try bench.run("download")
    try holds("01_downloaded", at: "after the downloader")
    #expect(try bench.run("status", "--json").json["routes"]["waiting"] == .object(["text": .integer(2)]))
    try bench.run("dispatch", "--now")
    try holds("02_ocr_pending", at: "after the dispatcher")
    #expect(
      try bench.run("status", "--json").json["batches"].array.first?["chunks"].array.first?["state"].string == "packed")
    try bench.run("submit")
    try bench.batchEnds("batch_000001")
    try holds("03_ocr_processing", at: "after the submitter")
    #expect(try bench.run("status", "--json").json["next"]["command"].string == "sluice run")
    try bench.run("cleanup")
    try holds("04_ocr_completed", at: "after cleanup")
    try bench.run("finalize")
    try holds("05_processed", at: "after the finalizer")
    #expect(try bench.run("status", "--json").json["routes"]["processed"] == .object(["text": .integer(2)]))
  }

  @Test func `what was refused and is young is shown once, as refused`() throws {
    let bench = try Bench()
    try bench.drop(Array("https://me:word@example.org/a.pdf\n".utf8), as: "list.txt", settled: false)
    try bench.drop(Array("%PDF".utf8), as: "young.pdf", settled: false)
    try bench.run("download", "--set", "inbox.settle=0s", "--set", "inbox.ignore=[young.pdf]")
    let inbox = try bench.run("status", "--json").json["inbox"]
    #expect(inbox["refused"].array.map { $0["name"].string } == ["list.txt"])
    #expect(inbox["growing"]["first"].array == [.string("young.pdf")])
    #expect(inbox["lists"]["count"].integer == 0)
  }

  @Test func `a growing file, a list and a symbolic link are shown for what they are`() throws {
    let bench = try Bench()
    try bench.drop(Array("%PDF".utf8), as: "young.pdf", settled: false)
    try bench.drop(Array("%PDF".utf8), as: "copying.pdf.part")
    try bench.drop(Array("id1\n".utf8), as: "ids.txt")
    let target = bench.root.appending("sluice.yaml")
    try Sys.setModified(target, to: 0)
    try link(bench.spool.path(.inbox).appending("link.pdf"), to: target)
    try bench.drop([], as: ".hidden")

    let inbox = try bench.run("status", "--json").json["inbox"]
    #expect(inbox["growing"]["first"].array == [.string("copying.pdf.part"), .string("young.pdf")])
    #expect(inbox["lists"]["first"].array == [.string("ids.txt")])
    #expect(inbox["ready"]["count"].integer == 0)
    #expect(inbox["refused"].array.map { $0["name"].string } == ["link.pdf"])
    let text = try bench.run("status").output
    #expect(text.contains("growing: left alone until settled: copying.pdf.part, young.pdf"))
    #expect(text.contains("refused: link.pdf: It is a symbolic link"))
    #expect(!text.contains(".hidden"))
  }

  @Test func `a failure shows how often, why, and what to do about it`() throws {
    let bench = try Bench()
    try bench.drop(Array("Dear colleague,".utf8), as: "letter.pdf")
    try bench.drop([], as: "nothing.pdf")
    try bench.document("twin.pdf")
    try bench.run("download")
    try bench.document("twin.pdf")
    try bench.run("download")

    let answer = try bench.run("status")
    let lines = answer.output.split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }
    for (line, remedy) in [
      ("1  not_a_pdf         The file is no PDF, PNG, JPEG or TIFF.", "→ convert it to PDF, then: sluice add FILE"),
      ("1  empty             The file is empty.", "→ get a whole copy, then: sluice add FILE"),
    ] {
      let place = try #require(lines.firstIndex { $0 == line }, "\(answer.output)")
      #expect(lines[place + 1] == remedy)
    }
    let duplicate = try #require(
      try bench.run("status", "--json").json["failures"].array.first { $0["reason"].string == "duplicate" })
    let id = try #require(duplicate["example"].string)
    #expect(duplicate["next"].string == "sluice retry \(id) makes it an item after all")
    #expect(try stage(try bench.run("status", "--json").json, "99_errors")["items"].integer == 3)
  }

  @Test func `an item that comes back is ready, and its parts are no lists`() throws {
    let bench = try Bench()
    try bench.drop([], as: "nothing.pdf")
    try bench.run("download")
    try bench.run("retry", "nothing")
    let inbox = try bench.run("status", "--json").json["inbox"]
    #expect(inbox["ready"]["first"].array == [.string("nothing")])
    #expect(inbox["lists"]["count"].integer == 0)
  }

  @Test func `a paused worker is shown with the reason, and resuming it is what to type`() throws {
    let bench = try Bench()
    try bench.document("one.pdf")
    try bench.run("pause", "download", "--reason", "the disk is being moved")
    let answer = try bench.run("status")
    #expect(answer.output.contains("paused: the disk is being moved"))
    #expect(answer.next.hasPrefix("next: sluice resume download"))
  }

  @Test func `a worker that is held back says why`() throws {
    let bench = try Bench()
    try bench.document("one.pdf")
    let answer = try bench.run("status", "--json", "--set", "limits.min_free_bytes=8000TiB")
    let download = try #require(try answer.json["workers"].array.first { $0["verb"].string == "download" })
    #expect(download["held_back"].string?.contains("limits.min_free_bytes") == true)
    let cleanup = try #require(try answer.json["workers"].array.first { $0["verb"].string == "cleanup" })
    #expect(cleanup["held_back"] == .null, "a full disk must drain")
  }

  @Test func `a worker at work is shown with who holds its lease`() throws {
    let bench = try Bench()
    guard let lease = try bench.spool.lease(for: "cleanup") else { throw Unexpected("the lease is taken") }
    let answer = try bench.run("status").output.split(separator: "\n").joined(separator: " ")
    #expect(
      answer.contains("cleanup   at work, its lease is held by process \(Sys.processID) on \(Sys.hostName), taken"))
    _ = consume lease
    try bench.waitUntilFree(bench.spool.leases.appending("cleanup"))
    #expect(try !bench.run("status").output.contains("at work"))
  }

  @Test func `the last line says what to type, whatever the state`() throws {
    let bench = try Bench()
    #expect(try bench.run("status").next.hasPrefix("next: sluice add FILE"))
    try bench.document("one.pdf")
    #expect(try bench.run("status").next == "next: sluice run")
    #expect(try bench.run("run", "--no-wait").status == 0)
    #expect(try bench.run("status").next.hasPrefix("next: ls stages/05_processed"))
    try bench.drop([], as: "nothing.pdf")
    try bench.run("download")
    #expect(try bench.run("status").next.hasPrefix("next: sluice show nothing"))
  }

  @Test func `looking changes nothing`() throws {
    let bench = try Bench()
    try bench.document("one.pdf")
    try bench.drop([], as: "nothing.pdf")
    try bench.run("download")
    try bench.run("dispatch", "--now")
    let before = try bench.tree()
    try bench.run("status")
    try bench.run("show", "one")
    try bench.run("show", "batch_000001")
    #expect(try bench.tree() == before)
  }

  @Test func `no line is wider than a terminal of eighty columns`() throws {
    let bench = try Bench()
    try bench.drop([], as: String(repeating: "a very long name ", count: 12) + ".pdf", settled: false)
    try bench.drop([], as: "nothing.pdf")
    try bench.run("download")
    for line in try bench.run("status").output.split(separator: "\n") where !line.hasPrefix("next: ") {
      #expect(line.count <= 80, "\(line)")
    }
  }
}
