import ArgumentParser
import Dispatcher
import StageKit

/// `sluice dispatch`: one pass of the dispatcher.
struct Dispatch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dispatch",
    abstract: "Pack waiting items into batches (01 → 02).",
    discussion: """
      A batch closes when it is full, or when its oldest item has waited dispatch.max_wait (10 min).

      EXAMPLES
        sluice dispatch              one pass, as cron runs it
        sluice dispatch --now        close partial batches too
        sluice dispatch --dry-run    which batches there would be
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var worker: WorkerOptions

  @Flag(help: "Close partial batches now instead of waiting for more company.")
  var now = false

  @Option(name: .customLong("item"), help: ArgumentHelp("Only this item; may be repeated.", valueName: "id"))
  var items: [String] = []

  func run() throws {
    try WorkerVerb.run(verb: "dispatch", workspace, worker, now: now, items: items) { workspace, options in
      let executor = Executors.make(workspace)
      return try Runner.run(
        Dispatcher(limits: { try executor.room(engine: $0) }, queued: { try executor.queued() }), in: workspace,
        options: options)
    }
  }
}
