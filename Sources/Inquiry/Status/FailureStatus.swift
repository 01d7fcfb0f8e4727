import Formats
import Spool
import SystemCalls

/// Quarantined items of one reason.
public struct FailureStatus: Sendable, Encodable {
  /// The reason's code.
  public let reason: String
  /// Items.
  public let count: Int
  /// What happened, as a sentence.
  public let sentence: String
  /// What to type next.
  public let next: String
  /// One of the items.
  public let example: String

  /// All reasons that hold items, the most frequent first.
  static func all(in spool: Spool) throws -> [FailureStatus] {
    var found: [FailureStatus] = []
    for code in try spool.reasons() {
      let count = try StageStatus.count(shardsOf: spool.path(.errors).appending(code), spool, orSkip: { _ in })
      guard count > 0 else { continue }
      var example = ""
      try spool.walk(.quarantine(code), orSkip: { _ in }) { item in
        example = item.identifier.text
        return false
      }
      let reason = Reason(code: code)
      found.append(
        FailureStatus(
          reason: code, count: count,
          sentence: reason?.sentence ?? "Somebody made this reason; this version knows nothing of it.",
          next: next(reason, code, count, example), example: example))
    }
    return found.sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
  }

  private static func next(_ reason: Reason?, _ code: String, _ count: Int, _ example: String) -> String {
    guard let reason else { return "ls stages/99_errors/\(code)/*" }
    if count == 1 { return reason.next(for: example) }
    return reason.next.replacing("sluice retry ID", with: "sluice retry --reason \(code)")
      .replacing("sluice show ID", with: "sluice show \(example)")
  }
}
