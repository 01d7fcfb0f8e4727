public import SystemCalls

/// The script of the job that runs the workers where nobody may have cron: a pure function of its template and these values.
public struct WorkersScript: Sendable, Hashable {
  /// The script, byte for byte as sbatch gets it.
  public let bytes: [UInt8]

  /// Renders it.
  ///
  /// - Parameters:
  ///   - name: the job's name.
  ///   - workers: the workers' verbs, in order.
  ///   - log: where they print to.
  ///   - programs: the directory of Slurm's programs, where they are not in `$PATH`.
  ///   - options: what the settings say of account, place, modules and setup.
  ///   - more: further options of sbatch, which come last and so are the ones that count.
  public init(
    name: String, workers: [String], log: FilePath, programs: FilePath?, options: SlurmOptions, more: [String],
    template: SlurmTemplate
  ) {
    let place = options.everyEngine
    let directives =
      [
        ("account", options.account), ("partition", place.partition), ("qos", place.qos),
        ("reservation", options.reservation), ("constraint", place.constraint), ("exclude", options.exclude),
      ].filter { !$0.1.isEmpty }.map { "--\($0.0)=\($0.1)" } + more
    let newline = [UInt8(ascii: "\n")]
    let path =
      programs.map { Array("PATH=".utf8) + ShellWord.quote($0.bytes) + Array(":$PATH".utf8) + newline } ?? []
    bytes = template.filled { field in
      switch field {
      case .jobName: Array(name.utf8)
      case .options: Array(directives.map { "#SBATCH \($0)" }.joined(separator: "\n").utf8)
      case .setup: SlurmScript.setup(options)
      case .variables:
        path
          + Array(
            [
              ("SLUICE", options.program.bytes), ("WORKSPACE", options.workspace.bytes), ("LOG", log.bytes),
              ("WORKERS", Array(workers.joined(separator: " ").utf8)),
            ].map { Array("\($0.0)=".utf8) + ShellWord.quote($0.1) }.joined(separator: newline))
      case .array, .time, .warning, .log, .requeue, .task: []
      }
    }
  }
}
