/// `.tries.json` in the directory of an item that came back without a document: what was tried since, and when it goes on.
public struct FetchTries: Sendable, Hashable, Codable {
  /// The version of this format.
  public var format = FormatCoding.version
  /// What was tried, the oldest first.
  public var attempts: [FetchAttempt]
  /// When it may be tried again.
  public var notBefore: Timestamp?

  /// Nothing tried yet.
  public init(attempts: [FetchAttempt] = [], notBefore: Timestamp? = nil) {
    self.attempts = attempts
    self.notBefore = notBefore
  }

  enum CodingKeys: String, CodingKey {
    case format, attempts
    case notBefore = "not_before"
  }
}
