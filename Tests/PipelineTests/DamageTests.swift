import Formats
import SystemCalls
import TestSupport
import Testing

/// What befalls workspaces: a clock that jumps, a copy elsewhere, lost history, files nobody may write to.
@Suite struct DamageTests {
  /// Debian's libfaketime, wherever this architecture has it.
  private static let library: FilePath? = (try? Sys.entries(of: "/usr/lib"))?
    .map { FilePath("/usr/lib").appending($0.name).appending("faketime/libfaketimeMT.so.1") }.first { Sys.exists($0) }

  /// Runs `sluice` with a clock of its own, so many seconds beside the real one.
  private func sluice(_ workspace: TestWorkspace, clock offset: String, _ arguments: [String]) throws -> Command.Answer
  {
    // The library changes the environment as it is loaded, after which a Swift program does not find its arguments; started by
    // another program under the library it finds the change made.
    var command = Command("/usr/bin/env", [TestWorkspace.program.string] + arguments)
    command.program.directory = workspace.root
    command.program.environment["LD_PRELOAD"] = try #require(Self.library).string
    command.program.environment["FAKETIME"] = offset
    // A real clock jumps; the monotonic one never does.
    command.program.environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1"
    // And times of files are the file server's, whatever the clock of a client says.
    command.program.environment["NO_FAKE_STAT"] = "1"
    return try command.run()
  }

  private func expectWhole(_ workspace: TestWorkspace, _ expected: [String]) throws {
    let audit = try workspace.sluice("audit", "--checksums")
    #expect(audit.status == 0, "\(audit.everything)")
    let processed = try workspace.identifiers(in: "05_processed")
    let status = try workspace.sluice("status").everything
    #expect(processed == expected, "\(status)")
    #expect(try workspace.failures() == [:])
  }

  @Test(.workspace, .enabled(if: library != nil, "needs Debian's package faketime"))
  func `a clock that jumps back an hour and forward a year loses nothing and stops nothing`() throws {
    let workspace = try workspace()
    try workspace.set("inbox: {settle: 0}\nretention: {dropped: delete}\nfinalize: {grace: 30d}")
    try workspace.drop(Documents.text("one"), as: "one.pdf")
    #expect(try sluice(workspace, clock: "+0", ["download"]).status == 0)
    let year = try sluice(workspace, clock: "+365d", ["download"])
    #expect(year.status == 0, "\(year.everything)")
    try workspace.drop(Documents.text("two"), as: "two.pdf")
    #expect(try sluice(workspace, clock: "+365d", ["download"]).status == 0)
    for clock in ["-1h", "+365d", "+0"] {
      let run = try sluice(workspace, clock: clock, ["run"])
      #expect(run.status == 0, "\(clock): \(run.everything)")
    }
    try expectWhole(workspace, ["one", "two"])
  }

  @Test(
    .workspace("inbox: {settle: 0}\ndispatch: {max_wait: 6h}"),
    .enabled(if: library != nil, "needs Debian's package faketime"))
  func `an item that came in while the clock was ahead does not wait for that time`() throws {
    let workspace = try workspace()
    try workspace.drop(Documents.text("one"), as: "one.pdf")
    #expect(try sluice(workspace, clock: "+365d", ["download"]).status == 0)
    #expect(try workspace.sluice("dispatch").status == 0)
    #expect(try workspace.batches().count == 1)
  }

  @Test(.workspace)
  func `a workspace copied to another path works there, and neither knows of the other`() throws {
    let workspace = try workspace()
    try workspace.drop(Documents.text("one"), as: "one.pdf")
    #expect(try workspace.sluice("run").status == 0)
    try workspace.drop(Documents.text("two"), as: "two.pdf")
    try workspace.drop(Documents.bad(.notAPDF), as: "page.pdf")
    for verb in [["download"], ["dispatch", "--now"]] { #expect(try workspace.command(verb).run().status == 0) }

    let elsewhere = try TemporaryDirectory()
    let copied = elsewhere.path.appending("an archive")
    #expect(try Command("/bin/cp", ["-a", workspace.root.string, copied.string]).run().status == 0)
    let copy = TestWorkspace(at: copied)
    try Sys.rename(workspace.root, to: workspace.root.removingLastComponent().appending("away"))
    let run = try copy.sluice("run")
    #expect(run.status == 0, "\(run.everything)")
    #expect(try copy.identifiers(in: "05_processed") == ["one", "two"])
    #expect(try copy.failures() == ["not_a_pdf": ["page"]])
    let audit = try copy.sluice("audit", "--checksums")
    #expect(audit.status == 0, "\(audit.everything)")
    // No file of it holds the path it was made at.
    let search = try Command("/bin/grep", ["-rlF", workspace.root.string, copied.string]).run()
    #expect(search.output == "")
    // The former one is as it was.
    try Sys.rename(workspace.root.removingLastComponent().appending("away"), to: workspace.root)
    let former = try workspace.sluice("run")
    #expect(former.status == 0, "\(former.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["one", "two"])
  }

  @Test(.workspace)
  func `no name is given twice where the downloader's history and its index are lost`() throws {
    let workspace = try workspace()
    try workspace.drop(Documents.text("one"), as: "one.pdf")
    #expect(try workspace.sluice("run").status == 0)
    try Sys.removeTree(workspace.root.appending("manifests/downloader"))
    try Sys.removeTree(workspace.root.appending("stages/01_downloaded/.index"))
    let first = try workspace.sluice("audit")
    #expect(first.status == 1 && first.output.contains("booked_twice"), "\(first.everything)")

    try workspace.drop(Documents.text("other"), as: "one.pdf")
    try workspace.drop(Documents.text("one"), as: "again.pdf")
    #expect(try workspace.sluice("run").status == 0)
    let names = try workspace.identifiers(in: "05_processed")
    #expect(names.count == 2 && names[0] == "one" && names[1].hasPrefix("one~"), "\(names)")
    // And equal contents are still known as such.
    #expect(try workspace.failures()["duplicate"]?.count == 1)
    let repair = try workspace.sluice("audit", "--repair")
    #expect(repair.status == 0, "\(repair.everything)")
    #expect(repair.output.contains("repair  operator  one: entered that it is in 05_processed"))
    #expect(try workspace.sluice("audit").output.hasPrefix("clean") == true)
  }

  @Test(.workspace, arguments: ["gone", "empty", "older", "other names", "directories", "covered", "file"])
  func `an index whose tables are not what it says they are gives no name twice`(damage: String) throws {
    let workspace = try workspace()
    let index = workspace.root.appending("stages/01_downloaded/.index")
    try workspace.drop(Documents.text("none"), as: "none.pdf")
    #expect(try workspace.sluice("download").status == 0)
    let tables = { try workspace.entries(index).filter { $0.lastComponent?.string.count == 2 } }
    let older = try Dictionary(uniqueKeysWithValues: tables().map { ($0, try Sys.contents(of: $0)) })
    try workspace.drop(Documents.text("one"), as: "one.pdf")
    #expect(try workspace.sluice("download").status == 0)
    switch damage {
    case "gone": for table in try tables() { try Sys.unlink(table) }
    case "empty":
      for table in try tables() {
        let size = Int(try Sys.status(of: table).size)
        try Sys.publish([UInt8](repeating: 0, count: size), at: table)
      }
    case "older":
      for table in try tables() {
        try Sys.unlink(table)
        if let bytes = older[table] { try Sys.publish(bytes, at: table) }
      }
    case "directories":
      for table in try tables() {
        try Sys.unlink(table)
        try Sys.makeDirectory(table)
      }
    case "covered":
      try Sys.unlink(index.appending("covered"))
      try Sys.makeDirectory(index.appending("covered"))
    case "file":
      try Sys.removeTree(index)
      try Sys.writePrivate([1], at: index)
    default:
      let names = String(decoding: try Sys.contents(of: index.appending("names")), as: UTF8.self)
      try Sys.publish(Array(names.replacing("one", with: "eno").utf8), at: index.appending("names"))
    }
    try workspace.drop(Documents.text("other"), as: "one.pdf")
    try workspace.drop(Documents.text("one"), as: "again.pdf")
    #expect(try workspace.sluice("download").status == 0)
    let names = try workspace.identifiers(in: "01_downloaded")
    #expect(names.count == 3 && names[1] == "one" && names[2].hasPrefix("one~"), "\(names)")
    #expect(try workspace.failures()["duplicate"]?.count == 1)
    let audit = try workspace.sluice("audit", "--checksums")
    #expect(audit.status == 0, "\(audit.everything)")
  }

  @Test(.workspace)
  func `an item that lost a file is named by the audit and taken no further`() throws {
    let workspace = try workspace()
    try workspace.set("inbox: {settle: 0}")
    for name in ["kept", "cut"] { try workspace.drop(Documents.text(name), as: "\(name).pdf") }
    #expect(try workspace.sluice("download").status == 0)
    try Sys.unlink(try workspace.directory(of: "cut").appending("cut.meta.json"))
    let run = try workspace.sluice("run")
    #expect(run.errors.contains("cut.meta.json"), "\(run.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["kept"])
    // The document itself is where it was.
    #expect(try Sys.exists(workspace.directory(of: "cut").appending("cut.pdf")))
    let audit = try workspace.sluice("audit", "--json")
    #expect(audit.status == 1 && audit.output.contains("unreadable"), "\(audit.everything)")
  }

  private static let directories = [
    "stages/01_downloaded", "stages/02_ocr_pending", "stages/03_ocr_processing", "stages/04_ocr_completed",
    "stages/05_processed", "manifests", "stages/.leases",
  ]

  @Test(.workspace, arguments: Draw.sample(directories, 3, for: "directories nobody may write to"))
  func `a directory nobody may write to stops the worker with its name, and nothing is lost`(_ name: String) throws {
    let workspace = try workspace()
    try workspace.set("inbox: {settle: 0}")
    try workspace.drop(Documents.text("one"), as: "one.pdf")
    func allow(_ mode: String, _ path: FilePath, _ options: [String] = []) throws {
      #expect(try Command("/bin/chmod", options + [mode, path.string]).run().status == 0)
    }
    try allow("a+rwX", workspace.root.removingLastComponent(), ["-R"])
    try allow("a-w", workspace.root.appending(name))
    // Whatever happens, so that it can be removed.
    defer { try? allow("u+w,a+w", workspace.root.appending(name)) }
    let nobody = try Nobody()
    let run = try nobody.run(["run", "--workspace", workspace.root.string], in: workspace.root)
    #expect(run.status == 1, "\(Draw.words): \(run.everything)")
    #expect(run.errors.contains(name) && run.errors.contains("Permission denied"), "\(run.everything)")
    let audit = try nobody.run(
      ["audit", "--wait", "0", "--workspace", workspace.root.string], in: workspace.root)
    #expect(
      audit.ending == .exited(0) || audit.ending == .exited(1) || audit.ending == .exited(3), "\(audit.everything)")

    try allow("u+w,a+w", workspace.root.appending(name))
    let again = try nobody.run(["run", "--workspace", workspace.root.string], in: workspace.root)
    #expect(again.status == 0, "\(Draw.words): \(again.everything)")
    try expectWhole(workspace, ["one"])
  }
}
