/// `doubt.json` in a batch: what is known of a submission whose answer was not (law 7). Gone once `job.json` is there.
public struct DoubtRecord: Sendable, Hashable, Codable {
  /// What comes next.
  public enum Phase: String, Sendable, Codable {
    /// The scheduler said no: the job certainly is not there, and the batch is submitted again.
    case refused
    /// It is asked for the job by its name.
    case asking
    /// The batch is being submitted again, held: from here on a second job of its name may be there.
    case holding
    /// The held job is known; it is released once it has proven to be the only one.
    case held
  }

  /// The version of this format.
  public var format = FormatCoding.version
  /// The name that is asked for.
  public var jobName: String
  /// What comes next.
  public var phase: Phase
  /// Why there is a doubt.
  public var reason: String
  /// When it began.
  public var since: Timestamp
  /// When both controller and accounting had said that no job of the name is there, oldest first; two are needed.
  public var absences: [Timestamp]
  /// When it was last asked, whatever came of it.
  public var askedAt: Timestamp?
  /// The held job's number, once it is known.
  public var heldJobID: String?
  /// When the held job was first known.
  public var heldAt: Timestamp?

  /// Makes the record of a doubt that begins.
  public init(jobName: String, phase: Phase, reason: String, since: Timestamp) {
    self.jobName = jobName
    self.phase = phase
    self.reason = reason
    self.since = since
    absences = []
  }

  enum CodingKeys: String, CodingKey {
    case format, phase, reason, since, absences
    case jobName = "job_name"
    case askedAt = "asked_at"
    case heldJobID = "held_job_id"
    case heldAt = "held_at"
  }
}
