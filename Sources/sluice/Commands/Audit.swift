import ArgumentParser
import Auditing
import Formats
import StageKit
import SystemCalls

/// `sluice audit`: proves that spool and manifests agree.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Prove that every item is where the manifests have it, exactly once, with its files.",
    discussion: """
      Compares by double entry what the manifests say with what is in stages/, then checks each item's files. What stands \
      for a deleted source is read and compared with its checksum. Nothing is changed. Workers wait while it looks.

      EXIT STATUS
        0  clean; notices may be printed
        1  breaches, each with what to do
        2  the command line or a setting is wrong
        3  something differs, and a worker was running that may be moving it: audit again

      EXAMPLES
        sluice audit
        sluice audit --checksums --json
      """)

  @OptionGroup var workspace: WorkspaceOptions

  @Flag(help: "Compare the checksums of all outputs and sources.")
  var checksums = false

  @Option(help: ArgumentHelp("Seconds to wait for workers that are running.", valueName: "seconds"))
  var wait = 60.0

  @Flag(help: "Print as JSON.")
  var json = false

  func run() throws {
    let workspace = try workspace.open(verb: "audit")
    Sys.watchSignals()
    var options = Audit.Options()
    options.checksums = checksums
    options.wait = wait
    let report = try Audit.run(workspace, options: options)
    if json { Console.print(bytes: try FormatCoding.file(report)) } else { tell(report) }
    if !report.isClean { throw ExitCode(report.isProvisional ? 3 : 1) }
  }

  private func tell(_ report: AuditReport) {
    for finding in report.breaches { Console.print(line(finding, "breach")) }
    for finding in report.notices { Console.print(line(finding, "notice")) }
    for (kind, count) in report.notListed.sorted(by: { $0.key < $1.key }) {
      Console.print("        and \(Format.count(count)) more: \(kind)")
    }
    let found = "\(Format.count(report.items, "item")) and \(Format.count(report.batches, "batch"))"
    let sums = report.checksums > 0 ? ", \(Format.count(report.checksums, "checksum")) compared" : ""
    if report.isProvisional {
      Console.print("provisional: still running: \(report.running.joined(separator: ", "))")
    }
    if report.isClean {
      Console.print("clean: \(found)\(sums)")
    } else {
      let count = report.breaches.count + report.notListed.values.reduce(0, +)
      Console.print("\(Format.count(count)) breach\(count == 1 ? "" : "es"): \(found)\(sums)")
    }
  }

  private func line(_ finding: AuditReport.Finding, _ weight: String) -> String {
    let subject = [finding.id, finding.path].compactMap { $0 }.joined(separator: " ")
    return "\(weight)  \(finding.kind.rawValue)  \(Format.name("\(subject): \(finding.message)"))"
  }
}
