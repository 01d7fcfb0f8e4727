import Formats
import Manifest
import Spool
import StageKit
import SystemCalls

/// What was refused and stays in the inbox: told once, shown in `status` for as long as it is so.
public struct Refusals {
  /// Why something cannot be taken.
  public struct Refusal: Codable, Sendable, Hashable {
    /// The reason's code.
    public var reason: String
    /// The sentence.
    public var message: String
  }

  let path: FilePath
  private let spool: Spool
  private let before: [String: Refusal]
  /// Whether they can be kept: not where somebody else's file has their name.
  private let isKept: Bool
  private var now: [String: Refusal] = [:]

  /// Reads what stands refused.
  public init(_ spool: Spool) throws(SystemError) {
    self.spool = spool
    path = spool.refused
    isKept = try spool.foreign(.refused) == nil
    before = try Self.read(spool)
  }

  /// What stands refused, by name as the user sees it.
  public static func read(_ spool: Spool) throws(SystemError) -> [String: Refusal] {
    guard let path = try spool.own(.refused), let bytes = try? Sys.contents(of: path, limit: FormatCoding.longest)
    else { return [:] }
    return (try? FormatCoding.decode([String: Refusal].self, from: bytes)) ?? [:]
  }

  /// Each scan of the inbox finds anew what is refused.
  mutating func beginScan() { now = [:] }

  /// Whether this was refused before: it is not tried again while nothing changed.
  func isStanding(_ name: String) -> Bool { before[name] != nil }

  /// Lets what was refused before stand, untried and untold.
  mutating func keep(_ name: String) { now[name] = before[name] }

  mutating func add(_ name: String, reason: String, message: String) {
    now[name] = Refusal(reason: reason, message: spool.relative(message))
  }

  /// Tells what is new and keeps what stands; where the scan did not see all, what stood before stands, too.
  mutating func publish(_ pass: Pass, ofAll: Bool) throws {
    if !ofAll { now.merge(before) { new, _ in new } }
    guard now != before else { return }
    for (name, refusal) in now.sorted(by: { $0.key < $1.key }) where before[name] == nil {
      var event = Event(.refused)
      event.name = name
      event.reason = refusal.reason
      event.message = refusal.message
      // What cannot be kept would be told anew by each pass, for ever.
      if isKept { try pass.tell(event) }
      pass.trouble("00_inbox/\(name): \(refusal.message)")
    }
    try pass.flush()
    guard isKept else { return }
    try Sys.publish(try FormatCoding.file(now), at: path)
  }
}
