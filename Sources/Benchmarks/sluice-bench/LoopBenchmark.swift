import ArgumentParser
import SystemCalls

/// The system calls and syncs that the laws require of one worker, and nothing else: what the engine's cost is held against.
///
/// No format is read or written, nothing is decided, no name is derived: contents are fixed bytes of the usual sizes. The
/// verbs are run one after the other, as the workers are, on a tree that the first of them makes from an inbox.
struct LoopBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "loop", abstract: "Make the system calls that the laws require of one worker, and nothing else.")

  enum Stage: String, CaseIterable, ExpressibleByArgument {
    case download, dispatch, submit, task, cleanup, finalize
  }

  @Argument(help: "The worker: \(Stage.allCases.map(\.rawValue).joined(separator: ", ")).")
  var stage: Stage

  @Argument(help: "A directory whose `inbox` holds the documents.")
  var directory: String

  @Option(help: "How groups are synced: auto or each, as the setting workspace.sync says it.")
  var sync = "auto"

  func run() throws {
    guard let way = GroupSync.Way(rawValue: sync) else { throw ValidationError("--sync: auto or each") }
    var loop = try BareLoop(root: FilePath(directory), way)
    switch stage {
    case .download: try loop.download()
    case .dispatch: try loop.dispatch()
    case .submit: try loop.submit()
    case .task: try loop.task()
    case .cleanup: try loop.cleanup()
    case .finalize: try loop.finalize()
    }
    let counts = loop.calls.counts.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
    print("{\(counts.joined(separator: ", "))}")
  }
}
