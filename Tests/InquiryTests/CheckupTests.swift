import Formats
import Spool
import SystemCalls
import TestSupport
import Testing

@Suite struct CheckupTests {
  private func problems(_ answer: Bench.Answer) throws -> [JSONValue] {
    try answer.json["findings"].array.filter { $0["level"].string == "problem" }
  }

  @Test func `a sound workspace has no problem, and nothing of the check-up is left in it`() throws {
    let bench = try Bench()
    let names = Set(try bench.tree().keys)
    let answer = try bench.run("doctor", "--json")
    #expect(try problems(answer) == [])
    #expect(answer.status == 0)
    #expect(Set(try bench.tree().keys) == names)
    let subjects = try answer.json["findings"].array.map { "\($0["group"].string ?? "") \($0["subject"].string ?? "")" }
    for subject in ["storage renames", "storage fsync", "locks leases", "clock skew", "set-up sluice-pdf"] {
      #expect(subjects.contains(subject))
    }
  }

  @Test func `a language that is not installed is named with its package`() throws {
    let bench = try Bench()
    let answer = try bench.run("doctor", "--json", "--set", "ocr.languages=eng+xyz")
    #expect(answer.status == 1)
    let found = try problems(answer)
    #expect(found.map { $0["message"].string } == ["Tesseract has no data for the language xyz"])
    #expect(found.first?["remedy"].string?.contains("apt-get install tesseract-ocr-xyz") == true)
  }

  @Test func `a language that no route needs is only a note`() throws {
    let bench = try Bench()
    let answer = try bench.run(
      "doctor", "--json", "--set", "ocr.languages=xyz", "--set", "routing.ocr=text", "--set", "routing.mixed=text")
    #expect(answer.status == 0)
  }

  @Test func `a stage nobody may write to is found by moving a directory into it`() throws {
    let bench = try Bench()
    // Everything is writable for everybody but one stage.
    func allow(_ mode: String, _ path: FilePath, _ options: [String] = []) throws {
      #expect(try Command("/bin/chmod", options + [mode, path.string]).run().status == 0)
    }
    try allow("a+rwX", bench.root.removingLastComponent(), ["-R"])
    try allow("a-w", bench.spool.path(.completed))
    let answer = try bench.run("doctor", "--json", "--workspace", bench.root.string, as: Nobody())
    try allow("u+w", bench.spool.path(.completed))
    #expect(answer.status == 1)
    let found = try problems(answer)
    #expect(
      found.map { $0["subject"].string } == [
        "stages/03_ocr_processing → stages/04_ocr_completed", "stages/04_ocr_completed → stages/05_processed",
      ], "\(answer.output) \(answer.errors)")
    #expect(found.allSatisfy { $0["message"].string?.contains("Permission denied") == true })
    #expect(found.allSatisfy { $0["remedy"].string?.contains("chmod u+rwx") == true })
  }

  @Test func `a stage that is missing and one that is a link are problems with a remedy`() throws {
    let bench = try Bench()
    try Sys.removeDirectory(bench.spool.path(.completed))
    try Sys.removeDirectory(bench.spool.path(.processed))
    try link(bench.spool.path(.processed), to: "/tmp")
    let answer = try bench.run("doctor")
    #expect(answer.status == 1)
    #expect(answer.output.contains("PROBLEM  stages/04_ocr_completed"))
    #expect(answer.output.contains("PROBLEM  stages/05_processed: it is no directory; links are never followed"))
    #expect(answer.output.contains("→ sluice init"))
  }

  @Test func `a wrong setting is a finding, and the rest is still looked at`() throws {
    let bench = try Bench()
    let answer = try bench.run("doctor", "--json", "--set", "ocr.dpi=none")
    #expect(answer.status == 1)
    #expect(try problems(answer).map { $0["group"].string } == ["settings"])
    #expect(try answer.json["findings"].array.contains { $0["subject"].string == "renames" })
  }

  @Test func `a lease that is held is told, and is no problem`() throws {
    let bench = try Bench()
    guard let lease = try bench.spool.lease(for: "finalizer") else { throw Unexpected("the lease is taken") }
    let answer = try bench.run("doctor")
    _ = consume lease
    #expect(answer.status == 0)
    #expect(answer.output.contains("finalize: its lease is held by process \(Sys.processID) on "))
  }

  @Test func `on another host than the one it is bound to, a workspace is worked on by nobody`() throws {
    let bench = try Bench()
    try bench.document("a.pdf")
    try bench.spool.bind(to: "login7")
    let refused = try bench.run("download")
    #expect(refused.status == 1 && refused.errors.contains("bound to the host login7"), "\(refused.errors)")
    let told = try bench.run("doctor", "--json")
    #expect(try problems(told).map { $0["subject"].string } == ["binding"])
    let audit = try bench.run("audit", "--wait", "0").output
    #expect(audit.contains("provisional: whether it runs cannot be told: download: "), "\(audit)")
    #expect(!audit.contains("still running"))

    #expect(try bench.run("doctor", "--bind").status == 0)
    #expect(try bench.run("download").status == 0)
    #expect(try bench.run("doctor").output.contains("bound to this host, \(Sys.hostName)"))
    #expect(try bench.run("doctor", "--unbind").status == 0)
    #expect(try !bench.run("doctor").output.contains("bound to"))
  }

  @Test func `a lock that another host says it holds is seen, or the workspace is to be bound`() throws {
    let bench = try Bench()
    let path = bench.spool.acrossHosts
    let file = try Sys.open(path, .lock)
    #expect(try Sys.lock(file))
    try Sys.note("1 login7\n", in: file)
    let seen = try bench.run("doctor")
    #expect(seen.status == 0 && seen.output.contains("a lock that login7 holds is seen here"), "\(seen.output)")
    // As on a file system that keeps locks on their own host.
    try file.close()
    try bench.waitUntilFree(path)
    let alone = try bench.run("doctor", "--json")
    #expect(alone.status == 1)
    let found = try problems(alone)
    #expect(found.map { $0["command"].string } == ["sluice doctor --bind"], "\(alone.output)")
    // What was said long ago says nothing.
    try Sys.setModified(path, to: try Sys.status(of: path).modified - 3_600_000_000_000)
    #expect(try bench.run("doctor").status == 0)
  }

  @Test func `a lock that another process holds is answered with a status of its own`() throws {
    let bench = try Bench()
    let path = bench.root.appending("lock")
    #expect(try bench.run("doctor", "--probe-lock", path.string).status == 0)
    let file = try Sys.open(path, .lock)
    #expect(try Sys.lock(file))
    #expect(try bench.run("doctor", "--probe-lock", path.string).status == 3)
    try file.close()
    try bench.waitUntilFree(path)
    #expect(try bench.run("doctor", "--probe-lock", path.string).status == 0)
  }
}
