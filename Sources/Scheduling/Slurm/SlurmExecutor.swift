/// Runs batches on a Slurm cluster: each is one job array, submitted once (law 7).
public struct SlurmExecutor: Executor {
  /// The executor's name.
  public static let executorName = "slurm"

  /// What every script is made with.
  public let options: SlurmOptions
  /// How Slurm's programs are run.
  public let commands: SlurmCommands

  /// The executor's name.
  public var name: String { Self.executorName }
  /// A node's last files can appear late on shared storage: as long as `cleanup.outcome_wait` says.
  public var outcomeWait: Double { .infinity }

  /// Controller and accounting are everybody's.
  public var longestPause: Double { 10 }

  /// A job has its number from Slurm, which alone starts it.
  public var startsAfterItsRecord: Bool { false }

  /// Makes the executor.
  public init(_ options: SlurmOptions, commands: SlurmCommands = SlurmCommands()) {
    self.options = options
    self.commands = commands
  }
}
