/// An executor that could not do what it was told.
public struct SchedulingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A stable word for the kind of failure.
  public enum Code: String, Sendable {
    /// The supervisor's arguments make no sense.
    case badArguments
    /// The supervisor could not be started.
    case notStarted
    /// The batch's directory is not what its records say.
    case wrongBatch
  }

  /// What kind of failure.
  public let code: Code
  /// What happened and what to do.
  public let description: String

  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
