import Formats
import SystemCalls

/// The job script of a batch: a pure function of batch, options and template.
public struct SlurmScript: Sendable, Hashable {
  /// The script, byte for byte as sbatch gets it.
  public let bytes: [UInt8]

  /// Renders it.
  ///
  /// - Throws: `SlurmTemplate.Refusal` for a batch or an option that no script can hold.
  public init(_ batch: BatchHandle, _ options: SlurmOptions, _ template: SlurmTemplate) throws(SlurmTemplate.Refusal) {
    // To Slurm a backslash in the path of a log means that no pattern follows (sbatch(1), filename pattern).
    guard !batch.layout.directory.bytes.contains(UInt8(ascii: "\\")) else {
      throw SlurmTemplate.Refusal(
        description:
          "\(batch.layout.directory): Slurm cannot write logs below a path with a backslash: rename the directory")
    }
    let array = try Self.array(batch, throttle: options.throttle)
    let directives = try Self.directives(batch, options)
    let task = try Self.task(batch, options)
    let time = Self.minutes(batch.record.chunks.map(\.walltimeSeconds).max() ?? 0, options)
    bytes = template.filled { field in
      switch field {
      case .jobName: Array(batch.record.jobName.utf8)
      case .array: Array(array.utf8)
      case .time: Array(String(time).utf8)
      case .warning: Array(String(Int(clamped: options.warning.rounded(.up))).utf8)
      // Relative to the directory sbatch is told to start in, the batch's: so any bytes may stand in its path. %4a is the
      // index in four digits or more, as chunks are named (sbatch(1), filename pattern).
      case .log: Array(Self.log.utf8)
      case .requeue: Array((options.requeue ? "--requeue" : "--no-requeue").utf8)
      case .options: Array(directives.map { "#SBATCH \($0)" }.joined(separator: "\n").utf8)
      case .setup: Self.setup(options)
      case .task: task
      case .variables: []
      }
    }
  }

  /// Where a task prints to, below the batch.
  static let log = "logs/%4a.log"

  /// Minutes of walltime, which is all sbatch counts in: what the longest chunk may take, and the time to stop in.
  static func minutes(_ walltime: Int, _ options: SlurmOptions) -> Int {
    let seconds = Double(walltime) + options.warning
    let most = options.maxWalltime > 0 ? max(1, Int(clamped: options.maxWalltime / 60)) : .max
    return min(most, max(1, Int(clamped: (seconds / 60).rounded(.up))))
  }

  /// The indices: the chunks' numbers, as ranges.
  static func array(_ batch: BatchHandle, throttle: Int) throws(SlurmTemplate.Refusal) -> String {
    var numbers: [Int] = []
    for chunk in batch.record.chunks {
      guard let number = Int(chunk.name), number >= 0, number > numbers.last ?? -1 else {
        throw SlurmTemplate.Refusal(
          description: "\(batch.name): its chunk \(chunk.name) is no number in order: run sluice audit")
      }
      numbers.append(number)
    }
    guard !numbers.isEmpty else { throw SlurmTemplate.Refusal(description: "\(batch.name) has no chunks") }
    var ranges: [String] = []
    var first = numbers[0]
    for (index, number) in numbers.enumerated() {
      if index + 1 < numbers.count && numbers[index + 1] == number + 1 { continue }
      ranges.append(first == number ? "\(number)" : "\(first)-\(number)")
      if index + 1 < numbers.count { first = numbers[index + 1] }
    }
    return ranges.joined(separator: ",") + (throttle > 0 ? "%\(throttle)" : "")
  }

  private static func directives(
    _ batch: BatchHandle, _ options: SlurmOptions
  ) throws(SlurmTemplate.Refusal) -> [String] {
    let resources = options.engines[batch.record.engine] ?? SlurmOptions.Resources()
    var lines = ["--nodes=1", "--ntasks=1", "--cpus-per-task=\(max(1, resources.cpus))"]
    // Less than the batch needs was not enough before.
    let memory = max(resources.memory, batch.record.memoryBytes ?? 0)
    if memory > 0 { lines.append("--mem=\((memory + (1 << 20) - 1) >> 20)M") }
    for (name, value) in [
      ("account", options.account), ("partition", resources.partition), ("qos", resources.qos),
      ("reservation", options.reservation), ("gres", resources.gres), ("constraint", resources.constraint),
      ("exclude", options.exclude),
    ] where !value.isEmpty {
      lines.append("--\(name)=\(value)")
    }
    if !options.mailUser.isEmpty {
      lines +=
        ["--mail-user=\(options.mailUser)"] + (options.mailType.isEmpty ? [] : ["--mail-type=\(options.mailType)"])
    }
    for option in options.extra {
      if let reserved = option.split(separator: " ").compactMap({ SlurmTemplate.reservedOption(String($0)) }).first {
        throw SlurmTemplate.Refusal(description: "slurm.extra: \(reserved) is Sluice's own to give: take it away")
      }
      lines.append(option)
    }
    return lines
  }

  /// Modules, variables and lines of shell from settings.
  static func setup(_ options: SlurmOptions) -> [UInt8] {
    var lines: [[UInt8]] = []
    if !options.modules.isEmpty {
      // A job's shell is no login shell; where the function is missing, the site's profile defines it.
      lines.append(Array("command -v module >/dev/null || source /etc/profile".utf8))
      lines += options.modules.map { Array("module load ".utf8) + ShellWord.quote($0) + Array(" || exit 1".utf8) }
    }
    for assignment in options.environment {
      let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      lines.append(Array("export \(parts[0])=".utf8) + ShellWord.quote(parts.count > 1 ? String(parts[1]) : ""))
    }
    lines += options.setup.map { Array($0.utf8) }
    if !options.scratch.isEmpty {
      // Last, so that the lines before it may make it. A node without it reads from the shared storage.
      lines.append(Array("[ ! -d \"\(options.scratch)\" ] || export SLUICE_SCRATCH=\"\(options.scratch)\"".utf8))
    }
    return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  private static func task(_ batch: BatchHandle, _ options: SlurmOptions) throws(SlurmTemplate.Refusal) -> [UInt8] {
    let command = [options.program.bytes, Array("task".utf8), batch.layout.directory.bytes]
    return Array((try container(batch, options) + command.map(ShellWord.quote)).joined(separator: [UInt8(ascii: " ")]))
  }

  /// The words before a command that let it run in the engine's image; none without one.
  private static func container(
    _ batch: BatchHandle, _ options: SlurmOptions
  ) throws(SlurmTemplate.Refusal) -> [[UInt8]] {
    let image = options.engines[batch.record.engine]?.container ?? ""
    guard !image.isEmpty else { return [] }
    let workspace = options.workspace.bytes
    // Apptainer takes both for its own (apptainer exec --help, --bind).
    guard !workspace.contains(UInt8(ascii: ":")), !workspace.contains(UInt8(ascii: ",")) else {
      throw SlurmTemplate.Refusal(
        description: "\(options.workspace): Apptainer cannot bind a path with a colon or a comma: move the workspace")
    }
    var words = ["apptainer", "exec", "--bind"].map { Array($0.utf8) } + [ShellWord.quote(workspace)]
    // Known only on the node, so the shell there puts it in.
    if !options.scratch.isEmpty { words.append(Array(#"${SLUICE_SCRATCH:+--bind "$SLUICE_SCRATCH"}"#.utf8)) }
    return words + (options.containerOptions + [image]).map { ShellWord.quote($0) }
  }
}
