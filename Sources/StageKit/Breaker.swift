import Formats
import Spool
import SystemCalls

/// Why the whole workspace submits nothing for a while: failures in a row that no document explains (law 8).
///
/// Each worker that sees such failures keeps a file of its own, so that no two write one.
public struct Breaker: Sendable, Codable, Hashable {
  /// The version of this format.
  public var format = FormatCoding.version
  /// Failures in a row.
  public var failures: Int
  /// When the first of them was seen.
  public var since: Timestamp
  /// Until when nothing is submitted.
  public var until: Timestamp
  /// The last failure.
  public var reason: String

  /// The workers that see failures.
  private static let observers: [WorkerName] = [.submitter, .cleanup]

  /// Counts a failure, and pauses submissions when there have been enough in a row.
  public static func fail(_ worker: WorkerName, because reason: String, in workspace: Workspace) throws {
    let breaker = workspace.settings.breaker
    let former = read(worker, workspace.spool)
    let failures = (former?.failures ?? 0) + 1
    var pause = 0.0
    if failures >= breaker.failures {
      let doubled = breaker.pause.seconds * Double(1 << min(30, failures - breaker.failures))
      pause = min(breaker.longestPause.seconds, doubled)
    }
    let counted = Breaker(
      failures: failures, since: former?.since ?? .now, until: Timestamp.now.advanced(bySeconds: pause), reason: reason)
    try Sys.publish(try FormatCoding.file(counted), at: workspace.spool.breaker(worker.rawValue))
  }

  /// Forgets a worker's failures: something went well.
  public static func succeed(_ worker: WorkerName, in spool: Spool) throws(SystemError) {
    try Sys.removeIfThere(spool.breaker(worker.rawValue))
  }

  /// Why nothing is submitted now; nil when submissions may go on.
  public static func reason(in spool: Spool) -> String? {
    let now = Timestamp.now
    guard
      let breaker = observers.compactMap({ read($0, spool) }).filter({ $0.until > now }).max(by: { $0.until < $1.until }
      )
    else { return nil }
    return "submissions pause until \(breaker.until) after \(breaker.failures) failures in a row, the last: "
      + "\(breaker.reason); sooner with: sluice resume submit"
  }

  /// Forgets all failures; says whether submissions were paused.
  public static func reset(in spool: Spool) throws(SystemError) -> Bool {
    let wasPaused = reason(in: spool) != nil
    for worker in observers { try succeed(worker, in: spool) }
    return wasPaused
  }

  private static func read(_ worker: WorkerName, _ spool: Spool) -> Breaker? {
    let path = spool.breaker(worker.rawValue)
    guard Sys.exists(path), let bytes = try? Sys.contents(of: path, limit: 1 << 16) else { return nil }
    return try? FormatCoding.decode(Breaker.self, from: bytes)
  }
}
