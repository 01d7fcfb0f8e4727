import ArgumentParser
import Formats
import Inquiry
import Scheduling
import Settings
import Spool
import StageKit
import SystemCalls

/// `sluice doctor`: whether everything the workspace stands on works.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Try everything the workers rely on: set-up, storage, locks, clock, settings.",
    discussion: """
      Moves, syncs and locks are really tried, in directories of its own whose names begin with .doctor- and which it \
      removes. Each finding is ok, a note, or a problem with its remedy.

      On shared storage only two hosts can find out whether locks reach from one to the other: type `sluice doctor --hold` \
      on the second, and meanwhile `sluice doctor` on the first. Where they do not, --bind makes this host the only one \
      that works on the workspace.

      EXAMPLES
        sluice doctor
        sluice doctor --slurm        on the login node of a cluster
        sluice doctor --hold         on the second host, until ^C
        sluice doctor --bind
        sluice doctor --json | jq '.findings[] | select(.level == "problem")'

      JSON
        findings[]  group subject level message remedy command
        problems    how many of them are problems

      EXIT STATUS
        0  no problem
        1  a problem; it was named with its remedy
      """)

  @OptionGroup var workspace: WorkspaceOptions

  @Flag(help: "Ask the Slurm cluster too, with a job of a second on one node.")
  var slurm = false

  @Flag(help: "Print as JSON.")
  var json = false

  @Flag(help: "Hold a lock for ten minutes, for `sluice doctor` on another host to look at.")
  var hold = false

  @Flag(help: "Bind the workspace to this host: no other takes a lease.")
  var bind = false

  @Flag(help: "Let every host work on the workspace again.")
  var unbind = false

  @Option(help: .hidden)
  var probeLock: String?

  func validate() throws {
    if [hold, bind, unbind].count(where: { $0 }) > 1 {
      throw ValidationError("Only one of --hold, --bind and --unbind at a time.")
    }
  }

  /// The JSON form.
  private struct Report: Encodable {
    let format = FormatCoding.version
    let problems: Int
    let findings: [Finding]
  }

  func run() throws {
    // The second process of the check of locks.
    if let probeLock { throw ExitCode(LockProbe.answer(FilePath(probeLock))) }
    Sys.ignorePipeSignals()
    let root = try workspace.find()
    if hold || bind || unbind { return try arrange(Spool(root: root)) }
    let settings = Result { try Settings.load(Workspace.settingsFile(in: root), set: workspace.set) }
    let checkup = Checkup(root: root, program: LocalExecutor.ownProgram)
    var findings = checkup.run(settings: settings)
    if slurm, case .success(let settings) = settings {
      let workspace = try Workspace(root: root, settings: settings)
      findings += checkup.slurm(workspace, Executors.slurm(workspace))
    }
    let problems = findings.count { $0.level == .problem }
    if json {
      Console.print(bytes: try FormatCoding.file(Report(problems: problems, findings: findings)))
    } else {
      print(findings, problems)
    }
    if problems > 0 { throw ExitCode(1) }
  }

  private func arrange(_ spool: Spool) throws {
    if hold {
      Sys.watchSignals()
      Console.print("This host, \(Sys.hostName), holds a lock. next, on the other host: sluice doctor")
      guard try LockHolder.hold(spool, seconds: 600) else {
        Console.error("sluice doctor: the lock is held already, so locks are shared with whoever holds it")
        throw ExitCode(1)
      }
      return
    }
    try spool.bind(to: bind ? Sys.hostName : nil)
    Console.print(
      bind
        ? "Only \(Sys.hostName) works on this workspace now; to end that: sluice doctor --unbind"
        : "Every host may work on this workspace now.")
  }

  private func print(_ findings: [Finding], _ problems: Int) {
    var group = ""
    for finding in findings {
      if finding.group != group {
        group = finding.group
        Console.print(Console.bold(group))
      }
      let word =
        switch finding.level {
        case .ok: Console.good("ok     ")
        case .note: Console.warning("note   ")
        case .problem: Console.bad("PROBLEM")
        }
      let lines = Wrapping.lines(
        "\(finding.subject): \(finding.message)", first: "  ", indent: 11, columns: Console.columns - 8)
      Console.print("  \(word)  \(lines[0].dropFirst(2))")
      lines.dropFirst().forEach { Console.print($0) }
      if let command = finding.command { Console.print("           \(command)") }
      guard let remedy = finding.remedy else { continue }
      Wrapping.lines(remedy, first: "           → ", indent: 13, columns: Console.columns).forEach { Console.print($0) }
    }
    Console.print(
      problems == 0 ? "No problem." : "\(Format.count(problems, "problem")); each is named above with its remedy.")
    Console.print("next: \(problems == 0 ? "sluice status" : "sluice doctor   (again, when they are mended)")")
  }
}
