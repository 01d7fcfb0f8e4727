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
  private let spool: Spool?
  private let before: [String: Refusal]
  private var now: [String: Refusal] = [:]

  /// Reads what stands refused.
  public init(at path: FilePath, spool: Spool? = nil) {
    self.path = path
    self.spool = spool
    before = Self.read(path)
  }

  /// What stands refused, by name as the user sees it.
  public static func read(_ path: FilePath) -> [String: Refusal] {
    guard Sys.exists(path), let bytes = try? Sys.contents(of: path, limit: FormatCoding.longest) else { return [:] }
    return (try? FormatCoding.decode([String: Refusal].self, from: bytes)) ?? [:]
  }

  /// Each scan of the inbox finds anew what is refused.
  mutating func beginScan() { now = [:] }

  /// Whether this was refused before: it is not tried again while nothing changed.
  func isStanding(_ name: String) -> Bool { before[name] != nil }

  /// Lets what was refused before stand, untried and untold.
  mutating func keep(_ name: String) { now[name] = before[name] }

  mutating func add(_ name: String, reason: String, message: String) {
    now[name] = Refusal(reason: reason, message: spool?.relative(message) ?? message)
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
      try pass.tell(event)
      pass.trouble("00_inbox/\(name): \(refusal.message)")
    }
    try pass.flush()
    try Sys.publish(try FormatCoding.file(now), at: path)
  }
}
