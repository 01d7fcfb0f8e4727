import Formats
public import SystemCalls

/// What a task takes from the environment where its command line is silent, so that the line in a job script is
/// `sluice task BATCHDIR`.
public struct TaskEnvironment: Sendable {
  /// The chunk: the array task's number as chunks are named, `7` is `0007`.
  public let chunk: String?
  /// The try: `<job>.<restart>`. A requeued job has the same number and a higher count of restarts (sbatch(1)).
  public let tryName: String?
  /// The job's number, an array's own; nil outside Slurm.
  public let job: String?
  /// Processors the task may use, if it was told.
  public let processes: Int?

  /// Reads `SLURM_ARRAY_TASK_ID`, `SLURM_ARRAY_JOB_ID` or `SLURM_JOB_ID`, `SLURM_RESTART_COUNT`, and for processors
  /// `SLURM_CPUS_PER_TASK` or `SLUICE_CPUS`.
  public init(variable: (String) -> String? = Sys.variable) {
    chunk = variable("SLURM_ARRAY_TASK_ID").flatMap { Int($0) }.flatMap { $0 >= 0 ? Self.chunkName($0) : nil }
    let job = variable("SLURM_ARRAY_JOB_ID") ?? variable("SLURM_JOB_ID")
    self.job = job.flatMap { $0.isEmpty ? nil : $0 }
    tryName = job.flatMap { $0.isEmpty ? nil : "\($0).\(variable("SLURM_RESTART_COUNT") ?? "0")" }
    processes = ["SLURM_CPUS_PER_TASK", "SLUICE_CPUS"]
      .compactMap { variable($0).flatMap { Int($0) } }.first { $0 > 0 }
  }

  /// The job that has a batch by its `job.json`, where that is another than the one this task belongs to: a submission that
  /// was taken for lost and came late finds its batch in other hands, and leaves it alone.
  public func otherJob(of batch: FilePath) -> String? {
    guard let job, let bytes = try? Sys.contents(of: BatchLayout(batch).job, limit: 1 << 16),
      let record = try? FormatCoding.decode(JobRecord.self, from: bytes), record.executor == "slurm",
      record.slurmJobID != job
    else { return nil }
    return record.slurmJobID
  }

  /// A chunk's name from its number: four digits or more.
  static func chunkName(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
