import Formats
import Scheduling
import Settings
import StageKit
import SystemCalls

/// Builds what settings choose: the only place that knows every executor.
enum Executors {
  /// The executor of a workspace.
  static func make(_ workspace: Workspace) -> any Executor {
    switch workspace.settings.executor {
    case .local: LocalExecutor(options(workspace))
    }
  }

  private static func options(_ workspace: Workspace) -> SupervisorOptions {
    let local = workspace.settings.local
    let cpus = local.cpus == 0 ? max(1, Sys.processors / local.concurrency) : local.cpus
    var options = SupervisorOptions(
      batch: "", slots: workspace.spool.slots, concurrency: local.concurrency, program: LocalExecutor.ownProgram)
    options.processes = cpus
    options.memoryLimit = local.memory.bytes == 0 ? nil : local.memory.bytes
    return options
  }
}
