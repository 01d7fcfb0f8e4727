import SystemCalls
import TestSupport
import Testing

/// `sluice crontab` with Debian's own crontab program, on a table of each test's own.
@Suite struct CrontabTests {
  /// A crontab(1) that is the real one, but that its spool is a directory of ours: it runs in a mount namespace of its own, so
  /// that nobody's table is touched and none is shared with another run of the tests.
  private struct Crontab {
    /// Goes into PATH.
    let bin: TemporaryDirectory
    var program: FilePath { bin.path.appending("crontab") }

    init() throws {
      bin = try TemporaryDirectory()
      let spool = bin.path.appending("spool")
      try Sys.makeDirectory(spool)
      // Who is not the super-user may mount in a user namespace, where that is allowed.
      let namespace = Sys.userID == 0 ? "--mount" : "--map-root-user --mount"
      let mount = "/bin/mount --bind \"$0\" /var/spool/cron/crontabs && exec /usr/bin/crontab \"$@\""
      let script = "#!/bin/sh\nexec /usr/bin/unshare \(namespace) /bin/sh -c '\(mount)' '\(spool)' \"$@\"\n"
      try makeScript(script, at: program)
    }

    func run(_ arguments: String...) throws -> Command.Answer { try Command(program, arguments).run() }

    /// The table; empty where there is none.
    func table() throws -> String { try run("-l").output }

    /// Puts a table in place.
    func set(_ lines: String) throws {
      let answer = try run(try bin.write(Array(lines.utf8), as: "table").string)
      #expect(answer.status == 0, "\(answer.everything)")
    }
  }

  private static let hasTables: Bool = {
    guard Sys.exists("/usr/bin/crontab"), let answer = try? Crontab().run("-l") else { return false }
    return answer.status == 1 && answer.errors.hasPrefix("no crontab for ")
  }()
  private static let why: Comment = "needs Debian's cron and leave to mount something: run the tests as root"

  private func sluice(_ workspace: TestWorkspace, _ bin: TemporaryDirectory, _ arguments: String...) throws
    -> Command.Answer
  {
    var command = workspace.command(["crontab"] + arguments)
    command.program.environment["PATH"] = "\(bin.path):/usr/bin:/bin"
    return try command.run()
  }

  @Test(.workspace, .enabled(if: hasTables, why))
  func `lines are put in once, replaced in place, and taken out, and no other line is touched`() throws {
    let workspace = try workspace()
    let mine = "# my own\nMAILTO=me@example.org\n17 3 * * *  /usr/bin/backup --quiet 'a  b'\n"
    let crontab = try Crontab()
    try crontab.set(mine)
    #expect(try sluice(workspace, crontab.bin, "--install").status == 0)
    let installed = try crontab.table()
    #expect(installed.hasPrefix(mine))
    #expect(installed.lines.filter { $0.contains("nice ") }.count == 6)
    #expect(try sluice(workspace, crontab.bin, "--install").output.contains("already"))
    #expect(try crontab.table() == installed)
    // A line after the block stays after it.
    try crontab.set(installed + "5 5 * * *  later\n")
    #expect(try sluice(workspace, crontab.bin, "--install", "--without-download").status == 0)
    #expect(
      try crontab.table() == installed.lines.filter { !$0.contains(" download ") }.joined(separator: "\n")
        + "\n5 5 * * *  later\n")
    #expect(try sluice(workspace, crontab.bin, "--remove").status == 0)
    #expect(try crontab.table() == mine + "5 5 * * *  later\n")
    #expect(try sluice(workspace, crontab.bin, "--remove").output.contains("no lines"))
  }

  @Test(.workspace, .enabled(if: hasTables, why))
  func `a user without a table gets one, and two workspaces have lines of their own`() throws {
    let workspace = try workspace()
    let other = try TestWorkspace()
    let crontab = try Crontab()
    #expect(try sluice(workspace, crontab.bin, "--install").status == 0)
    #expect(try sluice(other, crontab.bin, "--install").status == 0)
    #expect(try crontab.table().lines.filter { $0.hasPrefix("# sluice: begin") }.count == 2)
    #expect(try sluice(workspace, crontab.bin, "--remove").status == 0)
    let left = try crontab.table()
    #expect(left.contains("# sluice: begin \(other.root)") && !left.contains(workspace.root.string))
  }

  @Test(.workspace, .enabled(if: hasTables, why))
  func `a table with a mark too few is left alone`() throws {
    let workspace = try workspace()
    let crontab = try Crontab()
    try crontab.set("# sluice: begin \(workspace.root)\n0 0 * * *  something\n")
    let before = try crontab.table()
    #expect(before.contains("something"))
    let answer = try sluice(workspace, crontab.bin, "--install")
    #expect(answer.status == 1 && answer.errors.contains("crontab -e"))
    #expect(try crontab.table() == before)
  }

  @Test(.workspace) func `a table that cannot be read is never taken for an empty one`() throws {
    let workspace = try workspace()
    let bin = try TemporaryDirectory()
    let script =
      "#!/bin/sh\n[ \"$1\" = -l ] && { echo 'cannot open your table' >&2; exit 1; }\ntouch '\(bin.path)/written'\n"
    try makeScript(script, at: bin.path.appending("crontab"))
    let answer = try sluice(workspace, bin, "--install")
    #expect(answer.status == 1 && answer.errors.contains("nothing was changed"))
    #expect(!Sys.exists(bin.path.appending("written")))
  }

  @Test func `a line of cron's runs as it stands, whatever the workspace is called`() throws {
    let parent = try TemporaryDirectory()
    let odd = parent.path.appending("it's 100 % \"mine\" $HOME")
    try Sys.makeDirectory(odd)
    let workspace = try TestWorkspace(below: odd)
    let answer = try workspace.sluice("crontab")
    #expect(answer.status == 0)
    for line in answer.output.lines where !line.hasPrefix("#") {
      // cron(8) gives the shell what follows the five fields, with \% made %, and takes a bare % for the end.
      let command = String(line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)[5])
      #expect(!command.replacing(#"\%"#, with: "").contains("%"))
      let run = try Command("/bin/sh", ["-c", command.replacing(#"\%"#, with: "%")]).run()
      #expect(run.status == 0, "\(line): \(run.everything)")
    }
  }

  @Test(.workspace)
  func `the job that stands in for cron is a script, names itself and its successor, and takes options`() throws {
    let workspace = try workspace()
    let answer = try workspace.sluice("crontab", "--job", "--without-download", "--option=--partition=short")
    #expect(answer.output.contains("#SBATCH --partition=short\n") && answer.output.contains("--dependency=singleton"))
    #expect(!answer.output.contains(" download "))
    let scratch = try TemporaryDirectory()
    let script = try scratch.write(Array(answer.output.utf8), as: "job.sh")
    #expect(try Command("/bin/bash", ["-n", script.string]).run().status == 0)
    #expect(try workspace.sluice("crontab", "--scrontab").output.contains("#SCRON --job-name=sluice-workers"))
    #expect(try workspace.sluice("crontab", "--option=--x").status == 2)
  }
}
