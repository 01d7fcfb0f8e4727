/// `job.json` in a batch: the executor's answer, or for `local` the start that is about to happen (law 7).
public struct JobRecord: Sendable, Hashable, Codable {
  /// The version of this format.
  public var format = FormatCoding.version
  /// The executor that has the batch: `local` or `slurm`; `none` for one that was cancelled before it was handed over.
  public var executor: String
  /// The job's name with its 64 random bits, from batch.json.
  public var jobName: String
  /// The job's number in Slurm; for `local` the job's name.
  public var slurmJobID: String
  /// The cluster that answered, where Slurm named one.
  public var cluster: String?
  /// The host that runs a `local` job.
  public var host: String?
  /// That host's boot id: a reboot ends a `local` job.
  public var bootID: String?
  /// When the batch was handed over.
  public var submittedAt: Timestamp

  /// The executor of a batch that no executor ever had.
  public static let nobody = "none"

  /// Makes the record.
  public init(
    executor: String, jobName: String, slurmJobID: String, cluster: String? = nil, host: String? = nil,
    bootID: String? = nil, submittedAt: Timestamp
  ) {
    self.executor = executor
    self.jobName = jobName
    self.slurmJobID = slurmJobID
    self.cluster = cluster
    self.host = host
    self.bootID = bootID
    self.submittedAt = submittedAt
  }

  enum CodingKeys: String, CodingKey {
    case format, executor, cluster, host
    case jobName = "job_name"
    case slurmJobID = "slurm_job_id"
    case bootID = "boot_id"
    case submittedAt = "submitted_at"
  }
}
