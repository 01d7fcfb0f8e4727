import ArgumentParser
import Auditing
import Cleanup
import Dispatcher
import Downloader
import Finalizer
import Formats
import StageKit
import Submitter
import SystemCalls

/// `sluice audit`: proves that spool, manifests and scheduler agree.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Prove that every item is where the manifests have it, exactly once, with its files.",
    discussion: """
      Compares by double entry what the manifests say with what is in stages/, each directory with the table of what it may \
      hold, and each batch with the scheduler. What stands for a deleted source is read whole and proven complete. Nothing \
      is changed. Workers wait while it looks.

      --repair first does what the workers' own recovery would do, one after the other, and then enters in the manifests what \
      lies whole in a legal place and is booked elsewhere. No document is deleted or moved on its word; what is lost or lies \
      in two places stays a breach.

      EXIT STATUS
        0  clean; notices may be printed
        1  breaches, each with what to do
        2  the command line or a setting is wrong
        3  something differs that a worker may have been moving: audit again

      EXAMPLES
        sluice audit
        sluice audit --checksums --sample 5%    a twentieth of all, read whole
        sluice audit --repair
        sluice audit --json | jq -r '.breaches[] | [.kind, .id, .path] | @tsv'

      JSON
        breaches[] notices[]   kind id path message owner age_seconds
        not_listed             further findings of a kind, beyond the first 1,000
        repairs[]              worker id message
        running[] unheld[] items batches checksums
      """)

  @OptionGroup var workspace: WorkspaceOptions

  @Flag(help: "Compare all sources and outputs with their checksums.")
  var checksums = false

  @Option(
    help: ArgumentHelp("With --checksums: only so many items, or this part of them.", valueName: "N|P%"))
  var sample: String?

  @Flag(help: "First do what the workers' recovery would do, and enter what is found whole.")
  var `repair` = false

  @Option(help: ArgumentHelp("Seconds to wait for workers that are running.", valueName: "seconds"))
  var wait = 60.0

  @Flag(help: "Print as JSON.")
  var json = false

  func validate() throws {
    guard let sample else { return }
    if !checksums { throw ValidationError("--sample goes with --checksums.") }
    if Sample(sample) == nil { throw ValidationError("--sample takes a number of items, or a part such as 5%.") }
  }

  func run() throws {
    let workspace = try workspace.open(verb: "audit")
    Sys.watchSignals()
    var options = Audit.Options()
    options.sample = checksums ? sample.flatMap { Sample($0) } ?? .all : .none
    options.wait = wait
    options.executor = Executors.make(workspace)
    let repaired = `repair` ? try mend(workspace) : nil
    var report = try Audit.run(workspace, options: options)
    report.repairs = repaired?.deeds
    report.repairTroubles = repaired?.troubles
    if json { Console.print(bytes: try FormatCoding.file(report)) } else { tell(report) }
    if !report.isClean { throw ExitCode(report.isProvisional ? 3 : 1) }
  }

  /// Lets each worker recover in the order documents pass them, then closes the books.
  private func mend(_ workspace: Workspace) throws -> Repair {
    let executor = Executors.make(workspace)
    var options = PassOptions()
    options.output = { Console.error($0) }
    let downloader = Downloader(inspect: Inspecting.inspect(workspace))
    var repair = Repair(workspace, wait: wait)
    try repair.recover(.downloader) { try Runner.recover(downloader, in: workspace, options: options) }
    try repair.recover(.dispatcher) { try Runner.recover(Dispatcher(), in: workspace, options: options) }
    try repair.recover(.submitter) {
      try Runner.recover(Submitter(executor: executor), in: workspace, options: options)
    }
    try repair.recover(.cleanup) { try Runner.recover(Cleanup(executor: executor), in: workspace, options: options) }
    try repair.recover(.finalizer) { try Runner.recover(Finalizer(), in: workspace, options: options) }
    try repair.enterWhatIsFound()
    return repair
  }

  private func tell(_ report: AuditReport) {
    for deed in report.repairs ?? [] {
      Console.print("repair  \(deed.worker)  \(Format.name("\(deed.id.map { "\($0): " } ?? "")\(deed.message)"))")
    }
    for trouble in report.repairTroubles ?? [] { Console.print("repair  \(trouble)") }
    for finding in report.breaches { Console.print(line(finding, "breach")) }
    for finding in report.notices { Console.print(line(finding, "notice")) }
    for (kind, count) in report.notListed.sorted(by: { $0.key < $1.key }) {
      Console.print("        and \(Format.count(count)) more: \(kind)")
    }
    let found = "\(Format.count(report.items, "item")) and \(Format.count(report.batches, "batch"))"
    let sums = report.checksums > 0 ? ", \(Format.count(report.checksums, "checksum")) compared" : ""
    if !report.running.isEmpty {
      Console.print("provisional: still running: \(report.running.joined(separator: ", "))")
    }
    for worker in report.unheld { Console.print("provisional: whether it runs cannot be told: \(worker)") }
    if report.isClean {
      Console.print("clean: \(found)\(sums)")
    } else {
      let count = report.breachCount
      Console.print("\(Format.count(count)) breach\(count == 1 ? "" : "es"): \(found)\(sums)")
    }
  }

  private func line(_ finding: AuditReport.Finding, _ weight: String) -> String {
    let subject = [finding.id, finding.path].compactMap { $0 }.joined(separator: " ")
    let owner = finding.owner.map { " [\($0)]" } ?? ""
    return "\(weight)  \(finding.kind.rawValue)  "
      + Format.name("\(subject)\(subject.isEmpty ? "" : ": ")\(finding.message)\(owner)")
  }
}
