/// What a split did.
public struct SplitSummary: Sendable, Hashable, Codable {
  /// Files read.
  public var files = 0
  /// Bytes read.
  public var bytes: Int64 = 0
  /// Records routed.
  public var records = 0
  /// Documents that got a record.
  public var documents = 0
  /// What was kept apart, by the reason's code.
  public var rejects: [String: Int] = [:]

  /// Lines and records kept apart in all.
  public var rejected: Int { rejects.values.reduce(0, +) }

  /// Makes the summary of nothing.
  public init() {}

  mutating func count(_ reason: RejectReason) { rejects[reason.rawValue, default: 0] += 1 }
}
