import SystemCalls
import TestSupport
import Testing

/// `sluice crontab` with Debian's own crontab program, on the table of the user `nobody`, which is put back as it was.
@Suite(.serialized) struct CrontabTests {
  /// Only root may touch another user's table, and nobody's own is to be touched by a test.
  static let hasTable = Sys.userID == 0 && Sys.exists("/usr/bin/crontab")

  /// Runs a body with a directory in PATH whose `crontab` is the real one for `nobody`.
  private func withTable(_ lines: String?, _ body: (TemporaryDirectory) throws -> Void) throws {
    let bin = try TemporaryDirectory()
    let wrapper = try bin.write(Array("#!/bin/sh\nexec /usr/bin/crontab -u nobody \"$@\"\n".utf8), as: "crontab")
    #expect(try Command("/bin/chmod", ["755", wrapper.string]).run().status == 0)
    let before = try Command("/usr/bin/crontab", ["-u", "nobody", "-l"]).run()
    defer {
      if before.status == 0, let file = try? bin.write(Array(before.output.utf8), as: "before") {
        _ = try? Command("/usr/bin/crontab", ["-u", "nobody", file.string]).run()
      } else {
        _ = try? Command("/usr/bin/crontab", ["-u", "nobody", "-r"]).run()
      }
    }
    if let lines {
      let file = try bin.write(Array(lines.utf8), as: "table")
      #expect(try Command("/usr/bin/crontab", ["-u", "nobody", file.string]).run().status == 0)
    } else {
      _ = try Command("/usr/bin/crontab", ["-u", "nobody", "-r"]).run()
    }
    try body(bin)
  }

  private func table() throws -> String { try Command("/usr/bin/crontab", ["-u", "nobody", "-l"]).run().output }

  private func sluice(_ workspace: TestWorkspace, _ bin: TemporaryDirectory, _ arguments: String...) throws
    -> Command.Answer
  {
    var command = workspace.command(["crontab"] + arguments)
    command.program.environment["PATH"] = "\(bin.path):/usr/bin:/bin"
    return try command.run()
  }

  @Test(.workspace, .enabled(if: hasTable))
  func `lines are put in once, replaced in place, and taken out, and no other line is touched`() throws {
    let workspace = try workspace()
    let mine = "# my own\nMAILTO=me@example.org\n17 3 * * *  /usr/bin/backup --quiet 'a  b'\n"
    try withTable(mine) { bin in
      #expect(try sluice(workspace, bin, "--install").status == 0)
      let installed = try table()
      #expect(installed.hasPrefix(mine))
      #expect(installed.lines.filter { $0.contains("nice ") }.count == 6)
      #expect(try sluice(workspace, bin, "--install").output.contains("already"))
      #expect(try table() == installed)
      // A line after the block stays after it.
      let file = try bin.write(Array((installed + "5 5 * * *  later\n").utf8), as: "table2")
      #expect(try Command("/usr/bin/crontab", ["-u", "nobody", file.string]).run().status == 0)
      #expect(try sluice(workspace, bin, "--install", "--without-download").status == 0)
      #expect(
        try table() == installed.lines.filter { !$0.contains(" download ") }.joined(separator: "\n")
          + "\n5 5 * * *  later\n")
      #expect(try sluice(workspace, bin, "--remove").status == 0)
      #expect(try table() == mine + "5 5 * * *  later\n")
      #expect(try sluice(workspace, bin, "--remove").output.contains("no lines"))
    }
  }

  @Test(.workspace, .enabled(if: hasTable))
  func `a user without a table gets one, and two workspaces have lines of their own`() throws {
    let workspace = try workspace()
    let other = try TestWorkspace()
    try withTable(nil) { bin in
      #expect(try sluice(workspace, bin, "--install").status == 0)
      #expect(try sluice(other, bin, "--install").status == 0)
      #expect(try table().lines.filter { $0.hasPrefix("# sluice: begin") }.count == 2)
      #expect(try sluice(workspace, bin, "--remove").status == 0)
      let left = try table()
      #expect(left.contains("# sluice: begin \(other.root)") && !left.contains(workspace.root.string))
    }
  }

  @Test(.workspace, .enabled(if: hasTable))
  func `a table with a mark too few is left alone`() throws {
    let workspace = try workspace()
    try withTable("# sluice: begin \(workspace.root)\n0 0 * * *  something\n") { bin in
      let before = try table()
      let answer = try sluice(workspace, bin, "--install")
      #expect(answer.status == 1 && answer.errors.contains("crontab -e"))
      #expect(try table() == before)
    }
  }

  @Test(.workspace) func `a table that cannot be read is never taken for an empty one`() throws {
    let workspace = try workspace()
    let bin = try TemporaryDirectory()
    let script =
      "#!/bin/sh\n[ \"$1\" = -l ] && { echo 'cannot open your table' >&2; exit 1; }\ntouch '\(bin.path)/written'\n"
    let wrapper = try bin.write(Array(script.utf8), as: "crontab")
    #expect(try Command("/bin/chmod", ["755", wrapper.string]).run().status == 0)
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
