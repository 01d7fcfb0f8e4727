/// A job in a scheduler's hands whose name can be one of ours.
public struct ScheduledJob: Sendable, Hashable {
  /// Its name, `sluice-` and 16 hex digits.
  public let name: String
  /// The scheduler's number of it, or the process.
  public let id: String
  /// What the scheduler says of it, in its own word.
  public let state: String
  /// The command that ends it.
  public let endedBy: String

  /// Names a job.
  public init(name: String, id: String, state: String, endedBy: String) {
    self.name = name
    self.id = id
    self.state = state
    self.endedBy = endedBy
  }
}
