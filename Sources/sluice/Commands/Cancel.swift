import ArgumentParser
import Operator
import Spool
import StageKit

/// `sluice cancel`: takes batches back from the executor.
struct Cancel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel",
    abstract: "Cancel batches: end their tasks, keep what is proven, send the other items back.",
    discussion: """
      A batch is only marked here. The submitter hands over none that is marked; the next pass of cleanup orders the \
      executor to end those that were. Pages that are finished are kept, and cancelling counts against no document. Items \
      that go back are packed again: pause the dispatcher to keep them where they are.

      EXAMPLES
        sluice cancel batch_000012
        sluice cancel --all --dry-run             which batches there are
        sluice pause dispatch && sluice cancel --all --note "the wrong languages"
      """)

  @OptionGroup var workspace: WorkspaceOptions

  @Argument(help: ArgumentHelp("Batches.", valueName: "batch"))
  var batches: [String] = []

  @Flag(help: "All batches that wait or are in the executor's hands.")
  var all = false

  @Option(help: "A note for the history.")
  var note = "no reason given"

  @Flag(name: [.customShort("n"), .customLong("dry-run")], help: "Show what would be cancelled and do nothing.")
  var dryRun = false

  func validate() throws {
    if batches.isEmpty != all { throw ValidationError("Which batches? Name them, or give --all.") }
  }

  func run() throws {
    let workspace = try workspace.open(verb: "cancel")
    let names = try batches.map { text in
      guard let name = BatchName(text) else { throw ValidationError("\(Format.name(text)): is no batch's name") }
      return name
    }
    var options = PassOptions()
    options.dryRun = dryRun
    options.output = { Console.print($0) }
    let report = try Runner.run(Cancelling(all ? nil : Set(names), note: note), in: workspace, options: options)
    for trouble in report.troubles { Console.error("sluice cancel: \(trouble)") }
    if report.wasBusy { Console.error("sluice cancel: another operator's verb is running: try again when it is done") }
    if report.wasBusy || !report.troubles.isEmpty { throw ExitCode(1) }
    if !dryRun { Console.print("next: sluice run   (or wait for cron: submit, then cleanup)") }
  }
}
