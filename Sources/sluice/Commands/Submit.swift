import ArgumentParser
import Scheduling
import Spool
import StageKit
import Submitter
import SystemCalls

/// `sluice submit`: one pass of the submitter.
struct Submit: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit",
    abstract: "Hand batches to the executor, each exactly once (02 → 03).",
    discussion: """
      A batch whose submission had no clear answer stays in 03 without job.json, and later passes find out whether the \
      executor has it before it is submitted again. Where nobody but a person can tell, the message says what to look \
      for; --adopt and --again say what was found.

      EXAMPLES
        sluice submit              one pass, as cron runs it
        sluice submit --dry-run    which batches would be submitted, with job scripts
        sluice submit --batch batch_000007
                                   this one now, though submissions pause or enough batches are in flight
        sluice submit --batch batch_000007 --adopt 4711
                                   job 4711 is this batch's
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var worker: WorkerOptions

  @Option(help: ArgumentHelp("Only this batch; may be repeated.", valueName: "batch"))
  var batch: [String] = []

  @Option(help: ArgumentHelp("The job that one batch in doubt is.", valueName: "job"))
  var adopt: String?

  @Flag(help: "Submit one batch in doubt again: you made sure that it has no job.")
  var again = false

  func validate() throws {
    if adopt != nil && again { throw ValidationError("--adopt and --again contradict each other.") }
    if adopt != nil || again, batch.count != 1 { throw ValidationError("Name the one batch it is about with --batch.") }
    if let adopt, adopt.isEmpty || !adopt.allSatisfy({ $0.isASCII && $0.isNumber }) {
      throw ValidationError("\(adopt): a job is its number, as squeue shows it.")
    }
  }

  func run() throws {
    try WorkerVerb.run(verb: "submit", workspace, worker) { workspace, options in
      let names = try Set(batch.map { try name($0, in: workspace) })
      let decision: Handover.Decision? = adopt.map { .adopt(job: $0) } ?? (again ? .submitAgain : nil)
      let submitter = Submitter(executor: Executors.make(workspace), only: names, decision: decision)
      return try Runner.run(submitter, in: workspace, options: options)
    }
  }

  /// A batch that can be submitted.
  private func name(_ text: String, in workspace: Workspace) throws -> BatchName {
    guard let name = BatchName(text) else { throw ValidationError("\(text): a batch is named like batch_000001.") }
    let isThere = [Stage.pending, .processing].contains { Sys.exists(workspace.spool.batch(name, in: $0)) }
    guard isThere else { throw ValidationError("\(text) waits nowhere: sluice show \(text)") }
    return name
  }
}
