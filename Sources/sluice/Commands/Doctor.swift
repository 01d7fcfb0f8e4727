import ArgumentParser
import Formats
import Inquiry
import Scheduling
import Settings
import StageKit
import SystemCalls

/// `sluice doctor`: whether everything the workspace stands on works.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Try everything the workers rely on: set-up, storage, locks, clock, settings.",
    discussion: """
      Moves, syncs and locks are really tried, in directories of its own whose names begin with .doctor- and which it \
      removes. Each finding is ok, a note, or a problem with its remedy.

      EXAMPLES
        sluice doctor
        sluice doctor --json | jq '.findings[] | select(.level == "problem")'

      JSON
        findings[]  group subject level message remedy command
        problems    how many of them are problems

      EXIT STATUS
        0  no problem
        1  a problem; it was named with its remedy
      """)

  @OptionGroup var workspace: WorkspaceOptions

  @Flag(help: "Print as JSON.")
  var json = false

  @Option(help: .hidden)
  var probeLock: String?

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
    let settings = Result { try Settings.load(Workspace.settingsFile(in: root), set: workspace.set) }
    let findings = Checkup(root: root, program: LocalExecutor.ownProgram).run(settings: settings)
    let problems = findings.count { $0.level == .problem }
    if json {
      Console.print(bytes: try FormatCoding.file(Report(problems: problems, findings: findings)))
    } else {
      print(findings, problems)
    }
    if problems > 0 { throw ExitCode(1) }
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
