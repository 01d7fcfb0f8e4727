/// The programs of Slurm that Sluice runs.
public enum SlurmTool: String, Sendable, CaseIterable {
  /// Hands a script over.
  case sbatch
  /// Asks accounting.
  case sacct
  /// Asks accounting for associations and limits.
  case sacctmgr
  /// Asks the controller for its queue.
  case squeue
  /// Asks the controller for its configuration, releases and holds.
  case scontrol
  /// Ends jobs.
  case scancel
  /// Asks the controller for nodes and partitions.
  case sinfo
  /// Runs a program on a node and waits for it.
  case srun

  /// Who answers it.
  var server: String {
    switch self {
    case .sacct, .sacctmgr: "accounting (slurmdbd)"
    default: "the controller (slurmctld)"
    }
  }
}

/// What a program of Slurm printed before it returned 0.
public struct SlurmAnswer: Sendable, Hashable {
  /// Its standard output.
  public var output: [UInt8]
  /// Its standard error: warnings of a call that worked, or what a wrapper says.
  public var errors: [UInt8]

  /// Makes an answer.
  public init(output: [UInt8], errors: [UInt8] = []) {
    self.output = output
    self.errors = errors
  }

  /// The output as text; bytes that are not UTF-8 become U+FFFD.
  public var text: String { String(decoding: output, as: UTF8.self) }
  /// The output's lines, empty ones left out.
  public var lines: [Substring] { text.split(whereSeparator: \.isNewline) }
}
