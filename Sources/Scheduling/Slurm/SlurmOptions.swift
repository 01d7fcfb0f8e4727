public import SystemCalls

/// Everything a job script and the executor `slurm` depend on but the batch: settings as plain values.
public struct SlurmOptions: Sendable, Hashable {
  /// What tasks of one engine get; what is empty or 0 is left out of the script.
  public struct Resources: Sendable, Hashable {
    /// Cores of one task.
    public var cpus = 1
    /// Bytes of memory of one task; the partition's own when 0.
    public var memory: Int64 = 0
    /// The partition.
    public var partition = ""
    /// The quality of service.
    public var qos = ""
    /// Generic resources.
    public var gres = ""
    /// The features a node must have.
    public var constraint = ""
    /// The Apptainer image the task runs in.
    public var container = ""

    /// One core and nothing else said.
    public init() {}
  }

  /// The directory of the templates.
  public var templates: FilePath
  /// The program that has the verb `task`, where the tasks run.
  public var program: FilePath
  /// The workspace's directory, which a container must see.
  public var workspace: FilePath
  /// What tasks get, by engine.
  public var engines: [String: Resources] = [:]
  /// What is said for all engines, for jobs that are of none.
  public var everyEngine = Resources()
  /// The account that is charged.
  public var account = ""
  /// The reservation.
  public var reservation = ""
  /// Nodes that are not used, in Slurm's notation.
  public var exclude = ""
  /// Who gets Slurm's mail.
  public var mailUser = ""
  /// What mail is sent for.
  public var mailType = ""
  /// Modules that are loaded before the task.
  public var modules: [String] = []
  /// `NAME=value`, put into the task's environment.
  public var environment: [String] = []
  /// The directory on a node that documents are copied to, with variables of the job as `$NAME`; nothing when empty.
  public var scratch = ""
  /// Further options of `apptainer exec`.
  public var containerOptions: [String] = []
  /// Further options of sbatch.
  public var extra: [String] = []
  /// Lines of shell before the task.
  public var setup: [String] = []
  /// The most tasks of one batch that run at the same time; no limit when 0.
  public var throttle = 0
  /// The most tasks of the user in the queue; the cluster's own limit when 0.
  public var maxQueued = 0
  /// Seconds of walltime that are never exceeded; no limit of ours when 0.
  public var maxWalltime = 0.0
  /// Seconds before the end of the walltime at which a task is warned.
  public var warning = 120.0
  /// Whether Slurm may start a task again.
  public var requeue = true
  /// Seconds between two answers that a job is not there.
  public var doubtWait = 60.0

  /// Options with nothing but the places that every job needs.
  public init(templates: FilePath, program: FilePath, workspace: FilePath) {
    self.templates = templates
    self.program = program
    self.workspace = workspace
  }
}
