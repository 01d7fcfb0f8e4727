import Formats
import Spool
import SystemCalls

extension Checkup {
  /// Seconds for which a lock that another host says it holds is believed to be held.
  private static let fresh = 900.0

  /// Whether locks reach other hosts: by the binding, by what the mount says, and by a lock that another host holds for us.
  func sharing(_ mount: Mount?) -> [Finding] {
    let name = mount.map { "\($0.type) mounted on \($0.point)" } ?? "an unknown file system"
    if let host = (try? spool.boundHost()) ?? nil { return [bound(to: host)] }
    if let across = acrossHosts() { return [across] }
    guard let mount else {
      return [.note("locks", "file system", "the kernel does not say which file system this is")]
    }
    if let option = mount.localLocks {
      return [notShared("\(name) keeps locks on this host (\(option)): two hosts would do the same work twice")]
    }
    guard mount.isShared else { return [.ok("locks", "file system", "\(name): local, only this host works on it")] }
    return [
      .note(
        "locks", "file system", "\(name) is shared: whether locks reach other hosts cannot be seen from one host",
        remedy:
          "on a second host type `sluice doctor --hold`, and meanwhile here `sluice doctor`; or bind the workspace to "
          + "this host with `sluice doctor --bind`")
    ]
  }

  private func bound(to host: String) -> Finding {
    host == Sys.hostName
      ? .ok("locks", "binding", "the workspace is bound to this host, \(host); no other takes a lease")
      : .problem(
        "locks", "binding", "the workspace is bound to the host \(host): workers do nothing here",
        remedy: "work on \(host); where that host works on it no more: sluice doctor --bind")
  }

  /// What a lock tells that another host holds, or says it holds; nil where none does.
  private func acrossHosts() -> Finding? {
    let path = spool.acrossHosts
    guard let file = try? Sys.open(path, .read), let status = try? Sys.status(of: file) else { return nil }
    let said = String(decoding: (try? Sys.head(of: path, count: 512)) ?? [], as: UTF8.self)
    let words = said.split(whereSeparator: \.isWhitespace)
    guard words.count == 2, words[1] != Sys.hostName[...] else { return nil }
    let age = Timestamp.now.seconds(since: Timestamp(milliseconds: status.modified / 1_000_000))
    if (try? Sys.isLocked(file)) == true {
      return .ok("locks", "hosts", "a lock that \(words[1]) holds is seen here")
    }
    guard age < Self.fresh else { return nil }
    return notShared("\(words[1]) holds a lock that is free here: locks are not shared between hosts")
  }

  private func notShared(_ message: String) -> Finding {
    var finding = Finding.problem(
      "locks", "hosts", message,
      remedy: "bind the workspace to the one host that works on it, on that host; others then refuse to")
    finding.command = "sluice doctor --bind"
    return finding
  }

  /// What a mount's options mean for what one host sees of another's work.
  func visibility(_ mount: Mount?) -> [Finding] {
    guard let mount, mount.isShared else { return [] }
    if mount.options.contains("nocto") {
      return [
        .note(
          "storage", "caching", "\(mount.point) is mounted with nocto: files that another host wrote may look old here",
          remedy: "mount without nocto, or bind the workspace to one host: sluice doctor --bind")
      ]
    }
    return [.ok("storage", "caching", "what another host closed is seen here when it is opened")]
  }

  /// Whether quotas and inodes can be seen at all.
  func limits(_ mount: Mount?, hasSiteCommand: Bool) -> [Finding] {
    guard mount?.isShared == true, !hasSiteCommand else { return [] }
    return [
      .note(
        "storage", "quota", "\(mount?.type ?? "") is shared, and quotas on it are not seen by statvfs",
        remedy: "set limits.site_command in sluice.yaml to a program that prints free bytes and free inodes")
    ]
  }
}

/// Holding a lock for another host to look at.
public enum LockHolder {
  /// Holds it until a signal comes or so many seconds have passed; false when another host holds it.
  public static func hold(_ spool: Spool, seconds: Double) throws -> Bool {
    let file = try Sys.open(spool.acrossHosts, .lock)
    guard try Sys.lock(file) else { return false }
    try Sys.note("\(Sys.processID) \(Sys.hostName)\n", in: file)
    let end = Sys.monotonicSeconds + seconds
    while Sys.notedSignal == nil, Sys.monotonicSeconds < end { Sys.sleep(milliseconds: 200) }
    try Sys.removeIfThere(spool.acrossHosts)
    return true
  }
}
