import Formats
import Scheduling
import Settings
import StageKit
import SystemCalls

/// Builds what settings choose: the only place that knows every executor.
enum Executors {
  /// The executor of a workspace, which still looks after the batches that another one has.
  static func make(_ workspace: Workspace) -> any Executor {
    let local = LocalExecutor(options(workspace))
    let slurm = slurm(workspace)
    switch workspace.settings.executor {
    case .local: return CombinedExecutor(local, others: [slurm])
    case .slurm: return CombinedExecutor(slurm, others: [local])
    }
  }

  /// The executor `slurm`, whatever the settings choose.
  static func slurm(_ workspace: Workspace) -> SlurmExecutor {
    let programs = workspace.settings.slurm.programs
    return SlurmExecutor(
      slurmOptions(workspace), commands: SlurmCommands(directory: programs.isEmpty ? nil : FilePath(programs)))
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

  /// What job scripts of a workspace depend on.
  static func slurmOptions(_ workspace: Workspace) -> SlurmOptions {
    let slurm = workspace.settings.slurm
    var options = SlurmOptions(
      templates: workspace.root.appending("slurm-templates"),
      program: slurm.program.isEmpty ? LocalExecutor.ownProgram : FilePath(slurm.program), workspace: workspace.root)
    for engine in EngineName.allCases { options.engines[engine.rawValue] = resources(engine, slurm) }
    options.everyEngine.partition = slurm.partition
    options.everyEngine.qos = slurm.qos
    options.everyEngine.constraint = slurm.constraint
    options.account = slurm.account
    options.reservation = slurm.reservation
    // Cleanup finds nodes that fail tasks at once, a person names others.
    options.exclude = ([slurm.exclude] + BadNodes(of: workspace).excluded()).filter { !$0.isEmpty }.joined(
      separator: ",")
    options.mailUser = slurm.mailUser
    options.mailType = slurm.mailType
    options.modules = slurm.modules
    options.environment = slurm.environment
    options.scratch = slurm.scratch
    options.containerOptions = slurm.containerOptions
    options.extra = slurm.extra
    options.setup = slurm.setup
    options.throttle = slurm.throttle
    options.maxQueued = slurm.maxQueued
    options.maxWalltime = slurm.maxWalltime.seconds
    options.warning = slurm.warning.seconds
    options.requeue = slurm.requeue
    options.doubtWait = slurm.doubtWait.seconds
    return options
  }

  /// What is said for an engine, and for all where nothing is.
  private static func resources(_ engine: EngineName, _ slurm: SettingsSection<SlurmKeys>) -> SlurmOptions.Resources {
    let own = slurm.engine(engine)
    var resources = SlurmOptions.Resources()
    resources.cpus = own.cpus
    resources.memory = own.memory.bytes
    resources.partition = own.partition.isEmpty ? slurm.partition : own.partition
    resources.qos = own.qos.isEmpty ? slurm.qos : own.qos
    resources.gres = own.gres
    resources.constraint = own.constraint.isEmpty ? slurm.constraint : own.constraint
    resources.container = own.container.isEmpty ? slurm.container : own.container
    return resources
  }
}
