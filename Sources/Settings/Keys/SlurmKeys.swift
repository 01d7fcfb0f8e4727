/// `slurm`
public struct SlurmKeys: ListedKeys {
  /// What the section is about.
  public var purpose: String { "The executor slurm: each batch is one job array of the cluster." }
  var members: [any SettingMember] {
    [
      programs, program, account, partition, qos, reservation, constraint, exclude, mailUser, mailType, modules,
      environment, scratch, container, containerOptions, extra, setup, throttle, maxQueued, maxWalltime, warning,
      requeue, doubtWait, text, tesseract, auto, olmocr, command,
    ]
  }

  package let programs = SettingKey(
    "slurm.programs", "", allowed: "an absolute path, or nothing for $PATH", accepts: isPathOrNothing,
    "The directory of Slurm's programs, where they are not in $PATH.")
  package let program = SettingKey(
    "slurm.program", "", allowed: "an absolute path, or nothing for the path it has here", accepts: isPathOrNothing,
    "The path of sluice on the compute nodes or in the container.")
  package let account = SettingKey("slurm.account", "", allowed: word, accepts: isWord, "The account that is charged.")
  package let partition = SettingKey(
    "slurm.partition", "", allowed: word, accepts: isWord, "The partition; the cluster's own default when empty.")
  package let qos = SettingKey("slurm.qos", "", allowed: word, accepts: isWord, "The quality of service.")
  package let reservation = SettingKey("slurm.reservation", "", allowed: word, accepts: isWord, "The reservation.")
  package let constraint = SettingKey(
    "slurm.constraint", "", allowed: word, accepts: isWord, "The features a node must have.")
  package let exclude = SettingKey(
    "slurm.exclude", "", allowed: "a list of nodes as Slurm writes them, such as n[3-5],n9", accepts: isWord,
    "Nodes that are not used.")
  package let mailUser = SettingKey(
    "slurm.mail_user", "", allowed: word, accepts: isWord, "Who gets Slurm's mail; nobody when empty.")
  package let mailType = SettingKey(
    "slurm.mail_type", "END,FAIL", allowed: word, accepts: isWord, "What mail is sent for, where somebody gets it.")
  package let modules = SettingKey(
    "slurm.modules", [String](), allowed: "a list of modules", accepts: { $0.allSatisfy(isModule) },
    "Modules that are loaded before the task.")
  package let environment = SettingKey(
    "slurm.environment", [String](), allowed: "a list of NAME=value", accepts: { $0.allSatisfy(isAssignment) },
    "Variables of the task's environment.")
  package let scratch = SettingKey(
    "slurm.scratch", "", allowed: "an absolute path, with variables of the job such as $USER, or nothing",
    accepts: isNodePathOrNothing,
    "Where task.stage_in copies documents on a compute node; where it is empty or not there, $SLURM_TMPDIR or $TMPDIR.")
  package let container = SettingKey(
    "slurm.container", "", allowed: line, accepts: isLine,
    "The Apptainer image the task runs in; it needs sluice inside, see slurm.program.")
  package let containerOptions = SettingKey(
    "slurm.container_options", [String](), allowed: "a list of options", accepts: { $0.allSatisfy(isLine) },
    "Options of `apptainer exec` beside the binding of the workspace, such as --nv.")
  package let extra = SettingKey(
    "slurm.extra", [String](), allowed: "a list of options of sbatch, each beginning with --",
    accepts: { $0.allSatisfy { isLine($0) && $0.hasPrefix("--") } }, "Further options of sbatch, one a line.")
  package let setup = SettingKey(
    "slurm.setup", [String](), allowed: "a list of lines", accepts: { $0.allSatisfy(isLine) },
    "Lines of shell that are run before the task.")
  package let throttle = SettingKey(
    "slurm.throttle", 0, unit: "tasks", atLeast: 0, atMost: 10_000_000, zero: "no limit",
    "The most tasks of one batch that run at the same time.")
  package let maxQueued = SettingKey(
    "slurm.max_queued", 1000, unit: "tasks", atLeast: 1, atMost: 10_000_000, zero: "the cluster's limit",
    "Tasks of yours in the cluster's queue above which nothing is submitted or packed.")
  package let maxWalltime = SettingKey(
    "slurm.max_walltime", TimeSpan.hours(0), atLeast: .minutes(2), atMost: .days(3650), zero: "the partition's limit",
    "The longest walltime that is asked for; chunks are cut to fit it.")
  package let warning = SettingKey(
    "slurm.warning", TimeSpan.minutes(2), atLeast: .seconds(10), atMost: .days(7),
    "How long before the end of its walltime a task is told to finish the page at hand; the walltime is longer by as much."
  )
  package let requeue = SettingKey(
    "slurm.requeue", true, "Whether Slurm starts a task again whose node failed or was taken; finished pages are kept.")
  package let doubtWait = SettingKey(
    "slurm.doubt_wait", TimeSpan.seconds(60), atLeast: .seconds(2), atMost: .days(7),
    "The time between two answers that a job is not there, before its batch is submitted again (60 s, but for tests).")

  package let text = SlurmEngineKeys(.text, cpus: 1, memory: .gibibytes(2))
  package let tesseract = SlurmEngineKeys(.tesseract, cpus: 4, memory: .gibibytes(8))
  package let auto = SlurmEngineKeys(.auto, cpus: 4, memory: .gibibytes(8))
  package let olmocr = SlurmEngineKeys(.olmocr, cpus: 8, memory: .gibibytes(64), gres: "gpu:1")
  package let command = SlurmEngineKeys(.command, cpus: 1, memory: .gibibytes(4))

  private static let word = "one word"
  private static let line = "a text of one line"

  /// A path, or nothing.
  @Sendable private static func isPathOrNothing(_ text: String) -> Bool { text.isEmpty || text.hasPrefix("/") }
  /// The same on another host, in double quotes of a shell: variables count there, commands must not.
  @Sendable private static func isNodePathOrNothing(_ text: String) -> Bool {
    guard !text.isEmpty else { return true }
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    return "/$".contains(text.prefix(1)) && isLine(text) && !text.contains { "\"`\\".contains($0) }
      && parts.dropFirst().allSatisfy { $0.first.map { $0.isASCII && ($0.isLetter || $0 == "_") } ?? false }
  }
  @Sendable private static func isModule(_ text: String) -> Bool { !text.isEmpty && isWord(text) }

  /// Whether a text can stand in a directive of a job script as it is: Slurm's own reader takes quotes, backslashes and
  /// blanks for its own, and a `#` for a remark.
  @Sendable static func isWord(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 > 32 && $0 < 127 && !"\"'\\#".utf8.contains($0) } && !text.hasPrefix("-")
  }

  @Sendable static func isLine(_ text: String) -> Bool {
    !text.unicodeScalars.contains { $0.value < 32 || $0.value == 127 }
  }

  @Sendable private static func isAssignment(_ text: String) -> Bool {
    let name = text.utf8.prefix { $0 != UInt8(ascii: "=") }
    guard name.count < text.utf8.count, let first = name.first else { return false }
    let isLetter = { (byte: UInt8) in byte == 95 || (65...90).contains(byte) || (97...122).contains(byte) }
    return isLetter(first) && name.allSatisfy { isLetter($0) || (48...57).contains($0) }
  }
}

extension SettingsSection<SlurmKeys> {
  /// What tasks of an engine get.
  package func engine(_ name: EngineName) -> SettingsSection<SlurmEngineKeys> {
    switch name {
    case .text, .null: self.text
    case .tesseract: self.tesseract
    case .auto: self.auto
    case .olmocr: self.olmocr
    case .command: self.command
    }
  }
}

/// `slurm.<engine>`
public struct SlurmEngineKeys: ListedKeys {
  /// What the section is about.
  public var purpose: String { "What tasks of the engine \(engine.rawValue) get; what is empty is as for all." }
  var members: [any SettingMember] { [cpus, memory, partition, qos, gres, constraint, container] }

  private let engine: EngineName
  package let cpus: SettingKey<Int>
  package let memory: SettingKey<ByteSize>
  package let partition: SettingKey<String>
  package let qos: SettingKey<String>
  package let gres: SettingKey<String>
  package let constraint: SettingKey<String>
  package let container: SettingKey<String>

  init(_ engine: EngineName, cpus: Int, memory: ByteSize, gres: String = "") {
    self.engine = engine
    let section = "slurm.\(engine.rawValue)"
    func word(_ name: String, _ value: String, _ sentence: String) -> SettingKey<String> {
      SettingKey("\(section).\(name)", value, allowed: "one word", accepts: SlurmKeys.isWord, sentence)
    }
    self.cpus = SettingKey("\(section).cpus", cpus, unit: "cores", atLeast: 1, atMost: 10_000, "Cores of one task.")
    self.memory = SettingKey(
      "\(section).memory", memory, atLeast: .mebibytes(256), atMost: .tebibytes(1024), zero: "the partition's own",
      "The memory of one task.")
    partition = word("partition", "", "The partition.")
    qos = word("qos", "", "The quality of service.")
    self.gres = word("gres", gres, "Generic resources, such as gpu:1.")
    constraint = word("constraint", "", "The features a node must have.")
    container = SettingKey(
      "\(section).container", "", allowed: "a text of one line", accepts: SlurmKeys.isLine, "The Apptainer image.")
  }
}
