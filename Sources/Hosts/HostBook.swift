import Formats
import Sites
import SystemCalls

/// The file of pauses that all workspaces of one user on one machine share.
///
/// `$XDG_STATE_HOME/sluice/hosts`, or `~/.local/state/sluice/hosts`; people may read it, and remove it to forget all pauses.
/// It is replaced as a whole, under a lock of its own beside it. Whoever cannot have the lock within a fifth of a second goes on
/// without, and tries again the next time: a pause that is written down late does less harm than a worker that waits.
public struct HostBook: Sendable {
  /// The file.
  public let path: FilePath
  private static let heading = "sluice-hosts 1"
  /// Bytes read at most: some 50,000 sites.
  private static let limit = 4 << 20

  /// The user's own book; nil where there is neither `XDG_STATE_HOME` nor `HOME`.
  public init?() {
    if let state = Sys.variable("XDG_STATE_HOME"), state.hasPrefix("/") {
      path = FilePath(state).appending("sluice/hosts")
    } else if let home = Sys.variable("HOME"), home.hasPrefix("/") {
      path = FilePath(home).appending(".local/state/sluice/hosts")
    } else {
      return nil
    }
  }

  /// A book elsewhere.
  public init(path: FilePath) { self.path = path }

  /// What is written down and not yet over; lines that cannot be read are passed over.
  public func read(at now: Timestamp) throws(SystemError) -> [SitePause] {
    guard Sys.exists(path) else { return [] }
    let text = String(decoding: try Sys.contents(of: path, limit: Self.limit), as: UTF8.self)
    return text.split(separator: "\n").compactMap { Self.pause(String($0)) }.filter { $0.isWorthKeeping(at: now) }
  }

  /// Writes down what changed in a policy and teaches it what others found out; false where another holds the lock, and
  /// what changed is kept for the next time.
  @discardableResult
  public func exchange(_ policy: inout HostPolicy, at now: Timestamp) throws(SystemError) -> Bool {
    guard policy.hasChanges else {
      policy.learn(try read(at: now))
      return true
    }
    try Sys.ensurePath(path.removingLastComponent())
    let lock = try Sys.open(Self.beside(path, ".lock"), .lock)
    guard try Self.take(lock) else { return false }
    let changes = policy.changes
    var pauses: [Site: SitePause] = [:]
    for pause in try read(at: now) { pauses[pause.site] = pause }
    for change in changes {
      var merged = change
      if let other = pauses[change.site], other.until > change.until {
        (merged.until, merged.cause, merged.failure) = (other.until, other.cause, other.failure)
      }
      pauses[change.site] = merged
    }
    let kept = pauses.values.filter { $0.isWorthKeeping(at: now) }.sorted { $0.site < $1.site }
    try Sys.publish(Self.bytes(kept), at: path)
    policy.changesWritten()
    policy.learn(kept)
    return true
  }

  /// Forgets the pause of one site, or all; for a person who knows that the host is back.
  public func forget(_ site: Site? = nil) throws(SystemError) {
    guard Sys.exists(path) else { return }
    let lock = try Sys.open(Self.beside(path, ".lock"), .lock)
    guard try Self.take(lock) else {
      throw SystemError(call: "lock", path: path, errno: .resourceTemporarilyUnavailable)
    }
    let kept = site == nil ? [] : try read(at: Timestamp(milliseconds: 0)).filter { $0.site != site }
    try Sys.publish(Self.bytes(kept), at: path)
  }

  private static func take(_ lock: borrowing Descriptor) throws(SystemError) -> Bool {
    for _ in 0..<20 {
      if try Sys.lock(lock) { return true }
      Sys.sleep(milliseconds: 10)
    }
    return false
  }

  private static func beside(_ path: FilePath, _ ending: String) -> FilePath {
    let name = (path.lastComponent?.bytes ?? []) + Array(ending.utf8)
    return FilePath.Component(bytes: name).map { path.removingLastComponent().appending($0) } ?? path
  }

  // MARK: Lines

  private static func bytes(_ pauses: [SitePause]) -> [UInt8] {
    let lines = pauses.map { pause in
      let fields = [
        pause.site.name, pause.until.description, pause.cause.rawValue, pause.failure ?? "-", String(pause.timesAside),
      ]
      return fields.joined(separator: "\t") + "\n"
    }
    return Array((heading + "\tsite, until, cause, failure, times put aside in a row\n" + lines.joined()).utf8)
  }

  private static func pause(_ line: String) -> SitePause? {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 5, let until = Timestamp(fields[1]), let cause = SitePause.Cause(rawValue: fields[2]),
      let times = Stated.count(fields[4]), !fields[0].isEmpty
    else { return nil }
    return SitePause(
      site: Site(name: fields[0]), until: until, cause: cause, failure: fields[3] == "-" ? nil : fields[3],
      timesAside: times)
  }
}

extension SitePause {
  /// A pause that is over still says for a week how often the site was put aside, so that the next one is longer.
  func isWorthKeeping(at now: Timestamp) -> Bool {
    until > now || timesAside > 0 && until.advanced(bySeconds: 7 * 86_400) > now
  }
}
