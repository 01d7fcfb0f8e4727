import Formats
import Glibc
import SystemCalls
import TestSupport
import Testing

/// What whoever can only read a workspace, or only drop into it, cannot do.
struct NeighboursTests {
  /// The call by which a pass makes an item's private directory, the document being hashed and not yet moved.
  private func making(_ identifier: String, in workspace: TestWorkspace) throws -> Int {
    let home = try TemporaryDirectory()
    let trace = home.path.appending("trace")
    var command = workspace.command(["download"])
    command.program.environment["SLUICE_INJECT_TRACE"] = "download:\(trace)"
    let answer = try command.run()
    #expect(answer.status == 0, "\(answer.everything)")
    let calls = try String(decoding: Sys.contents(of: trace), as: UTF8.self).lines.map {
      $0.split(separator: "\t", omittingEmptySubsequences: false)
    }
    let call = calls.first { call in
      call.count > 5 && call[2] == "mkdir" && call[5].contains("/.incoming/") && call[5].hasSuffix("/\(identifier)")
    }
    return try #require(call.flatMap { Int($0[1]) })
  }

  private func filled() throws -> TestWorkspace {
    let workspace = try TestWorkspace()
    try workspace.drop(Documents.text("first"), as: "a/first.pdf")
    try workspace.drop(Documents.text("second"), as: "b/second.pdf")
    return workspace
  }

  @Test func `a folder exchanged for a link after it was listed leads to no file outside the inbox`() throws {
    let call = try making("first", in: try filled())
    let workspace = try filled()
    let outside = try TemporaryDirectory()
    let secret = try outside.write(Documents.text("secret"), as: "second.pdf")
    var command = workspace.command(["download"])
    command.program.environment["SLUICE_INJECT"] = "download:stop-after:\(call)"
    let worker = try command.start()
    try eventually("a worker that stops") { Sys.isStopped(worker.process) }
    let folder = workspace.inbox.appending("b")
    try Sys.rename(folder, to: outside.path.appending("away"))
    #expect(symlink(outside.path.string, folder.string) == 0)
    Sys.signal(worker.process, SIGCONT)
    let answer = try worker.finish()
    #expect(answer.everything.contains("00_inbox/b: It is a symbolic link"), "\(answer.everything)")
    #expect(Sys.exists(secret))
    #expect(try workspace.identifiers(in: "01_downloaded") == ["first"])
  }

  @Test(.workspace)
  func `a name that would steer a terminal or write another line of mail is shown and not done`() throws {
    let workspace = try workspace()
    let name = "red\u{1B}[31m\nsluice audit: all is well\u{202E}fdp.\u{9B}2J\u{7}.pdf"
    #expect(symlink("/etc/passwd", workspace.inbox.appending(name).string) == 0)
    let answers = [
      try workspace.sluice("download"), try workspace.sluice("status"), try workspace.sluice("log"),
      try workspace.sluice("show", name), try workspace.sluice("add", "/nowhere/\(name)"),
    ]
    #expect(answers[0].errors.lines.count == 1, "\(answers[0].errors)")
    for answer in answers {
      #expect(answer.everything.contains("red\\u{1b}"), "\(answer.everything)")
      let steering = answer.everything.unicodeScalars.filter { scalar in
        scalar != "\n" && (scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || scalar.value == 0x202E)
      }
      #expect(steering.isEmpty, "\(answer.everything)")
      #expect(!answer.everything.lines.contains { $0.hasPrefix("sluice audit") }, "\(answer.everything)")
    }
  }

  @Test(
    .workspace,
    arguments: [
      ("list.txt", "https://example.org/a.pdf\nhttps://user:geheim@example.org/b.pdf\n"),
      ("list.csv", "url,title\nhttps://example.org/a.pdf,\"one\nhttps://user:geheim@example.org/ is the old one\"\n"),
      ("list.json", #"{"identifiers": ["https:\/\/user:geheim@example.org\/b.pdf"]}"#),
      ("list.json", #"{"identifiers": ["https://user:geheim\u0040example.org/b.pdf"]}"#),
      ("list.jsonl", #"{"url": "https:\u002f/user:geheim@example.org/b.pdf"}"#),
      ("list.jsonl", #"{"identifier": "a", "seen": [{"from": "https://user%3Ageheim@example.org/"}]}"#),
      ("list.csv", "url,title\n\"https://user:\"\"geheim@example.org/b.pdf\",one\n"),
      ("list.csv", "identifier,identifier\na,https://user:geheim@example.org/b.pdf\n"),
      ("list.txt", "https://geheim@example.org/b.pdf\n"),
      ("list.txt", "letters1890\n# from https://user:geheim@example.org/\n"),
    ])
  func `a list with a password in an address stays in the inbox, and nothing keeps the password`(
    name: String, text: String
  ) throws {
    let workspace = try workspace()
    let list = try workspace.drop(Array(text.utf8), as: name)
    let answer = try workspace.sluice("download")
    #expect(answer.errors.contains("password"), "\(answer.everything)")
    #expect(Sys.exists(list))
    let found = try Command("/bin/grep", ["-rl", "geheim", workspace.root.string]).run()
    #expect(found.output.lines == [list.string], "\(found.output)")
    #expect(!answer.everything.contains("geheim"))
  }

  @Test(
    .workspace,
    arguments: [
      "sources.lib=https://me:geheim@example.org/{id}.pdf", "sources.archive_base=https://geheim@example.org",
      "olmocr.argv=[olmocr, --server, 'http://me:geheim@example.org']",
    ])
  func `config shows settings without the passwords in their addresses`(setting: String) throws {
    for form in [[], ["--json"]] {
      let answer = try workspace().command(["config", "--set", setting] + form).run()
      #expect(answer.status == 0, "\(answer.everything)")
      #expect(answer.output.contains("…@example.org") && !answer.everything.contains("geheim"), "\(answer.everything)")
    }
  }

  @Test(.workspace)
  func `a lock that is no pass's is named, by a worker that cron started, too`() throws {
    let workspace = try workspace()
    #expect(try workspace.sluice("download").status == 0)
    let path = workspace.root.appending("stages/.leases/downloader")
    let file = try Sys.open(path, .lock)
    #expect(try Sys.lock(file))
    let answer = try workspace.sluice("download")
    #expect(answer.status == 1)
    #expect(answer.errors.contains("fuser"), "\(answer.everything)")
    #expect(answer.errors.contains(path.string), "\(answer.everything)")
    try Sys.note("4711 elsewhere\n", in: file)
    let ordinary = try workspace.sluice("download")
    #expect(ordinary.status == 0 && ordinary.errors.isEmpty, "\(ordinary.everything)")
    try Sys.setModified(path, to: (Sys.secondsSince1970 - 7 * 3600) * 1_000_000_000)
    let late = try workspace.sluice("download")
    #expect(late.status == 1)
    #expect(late.errors.contains("7 hours") && late.errors.contains("4711 elsewhere"), "\(late.everything)")
  }

  @Test func `what init lays out for its owner nobody else can enter, nor what is made in it later`() throws {
    let home = try TemporaryDirectory()
    let root = home.path.appending("own")
    let answer = try Command(TestWorkspace.program, ["init", "--access", "owner", root.string]).run()
    #expect(answer.status == 0 && !answer.output.contains("can read"), "\(answer.everything)")
    let workspace = TestWorkspace(at: root)
    try workspace.drop(Documents.text("letter"), as: "letter.pdf")
    #expect(try workspace.sluice("download").status == 0)
    let found = try Command("/usr/bin/find", [root.string, "-type", "d", "-perm", "/077"]).run()
    let item = try #require(try workspace.items(in: "01_downloaded")["letter"])
    #expect(try Sys.status(of: item).rights == 0o700)
    #expect(found.output.lines.allSatisfy { $0.contains("00_inbox") }, "\(found.output)")
  }

  // MARK: Two users

  private static let needsRoot: ConditionTrait = .enabled(if: Sys.userID == 0, "needs two users, and root to be both")

  /// A workspace of root's in which anybody may go about, with a program in its settings that leaves a trace.
  private func baited() throws -> (workspace: TestWorkspace, trace: FilePath, home: TemporaryDirectory) {
    let home = try TemporaryDirectory()
    let trace = home.path.appending("trace")
    let workspace = try TestWorkspace(
      settings: "limits:\n  site_command: [/usr/bin/touch, \(trace)]\n", below: home.path)
    for path in [home.path, workspace.root] { #expect(chmod(path.string, 0o777) == 0) }
    return (workspace, trace, home)
  }

  @Test(needsRoot)
  func `a workspace of somebody else around the directory at hand is named and refused, and no program of its is run`()
    throws
  {
    let (workspace, trace, home) = try baited()
    defer { withExtendedLifetime(home) {} }
    let below = workspace.root.appending("below")
    try Sys.makeDirectory(below)
    #expect(chmod(below.string, 0o777) == 0)
    let nobody = try Nobody()
    let found = try nobody.run(["status"], in: below)
    #expect(found.status == 2, "\(found.everything)")
    #expect(
      found.errors.contains("belongs to root") && found.errors.contains(workspace.root.string), "\(found.everything)")
    let named = try nobody.run(["status", "--workspace", workspace.root.string], in: below)
    #expect(named.status == 0, "\(named.everything)")
    let worked = try nobody.run(["download", "--workspace", workspace.root.string], in: below)
    #expect(worked.status != 0 && worked.errors.contains("limits.site_command"), "\(worked.everything)")
    #expect(!Sys.exists(trace))
    // In a workspace of one's own it is the file that is somebody else's.
    #expect(chown(workspace.root.string, 65534, 65534) == 0)
    let mixed = try nobody.run(["status"], in: below)
    #expect(mixed.status == 2 && mixed.errors.contains("sluice.yaml belongs to root"), "\(mixed.everything)")
    #expect(chown(workspace.root.string, 0, 0) == 0)
    // Its owner's own command runs it.
    _ = try workspace.sluice("status")
    #expect(Sys.exists(trace))
  }

  @Test(needsRoot)
  func `who can read a workspace cannot lock a worker out of it`() throws {
    let (workspace, _, home) = try baited()
    defer { withExtendedLifetime(home) {} }
    try workspace.set("")
    #expect(try workspace.sluice("download").status == 0)
    let lease = workspace.root.appending("stages/.leases/downloader")
    let script = "import fcntl,sys; fcntl.flock(open(sys.argv[1]), fcntl.LOCK_SH)"
    let locked = try Command(
      "/usr/bin/setpriv",
      ["--reuid=65534", "--regid=65534", "--clear-groups", "/usr/bin/python3", "-c", script, lease.string]
    ).run()
    #expect(locked.errors.contains("PermissionError"), "\(locked.everything)")
  }
}
