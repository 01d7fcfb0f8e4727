import Formats
import Spool
import StageKit
import SystemCalls

/// What the second process answers about a lock, as its exit status.
public enum LockProbe {
  /// The lock could be taken.
  public static let free: Int32 = 0
  /// Another process holds it.
  public static let held: Int32 = 3

  /// Tries a lock and answers; for the second process.
  public static func answer(_ path: FilePath) -> Int32 {
    do throws(SystemError) {
      let file = try Sys.open(path, .lock)
      return try Sys.lock(file) ? free : held
    } catch {
      return 1
    }
  }
}

extension Checkup {
  /// Proves that a lock held by one process is seen by another, and that it ends with its holder.
  func locks() -> [Finding] {
    var findings = withOwnDirectory(in: spool.leases, "locks") { directory in
      let path = directory.appending("lock")
      do throws(SystemError) {
        guard let whileHeld = try askWhileHeld(path) else { return [unlockable("a lock nobody holds cannot be taken")] }
        let afterwards = try ask(path)
        switch (whileHeld, afterwards) {
        case (LockProbe.held, LockProbe.free):
          return [.ok("locks", "leases", "a lock of this process kept a second one out, and ended with its descriptor")]
        case (LockProbe.free, _):
          return [unlockable("two processes of this host got the same lock")]
        case (LockProbe.held, LockProbe.held):
          return [unlockable("a lock did not end with its holder")]
        default:
          return [
            unlockable("\(program) could not try a lock: it ended with status \(whileHeld)")
          ]
        }
      } catch {
        return [unlockable("\(error)")]
      }
    }
    findings += sharing(Mount.holding(root))
    return findings
  }

  /// The second process's answer while this one holds the lock; nil where the lock cannot be taken at all.
  private func askWhileHeld(_ path: FilePath) throws(SystemError) -> Int32? {
    let file = try Sys.open(path, .lock)
    guard try Sys.lock(file) else { return nil }
    return try ask(path)
  }

  private func ask(_ path: FilePath) throws(SystemError) -> Int32 {
    let second = Program(program, ["doctor", "--probe-lock", path.string])
    let process = try Sys.spawn(second)
    if case .exited(let status)? = Sys.wait(for: process) { return status }
    return -1
  }

  private func unlockable(_ message: String) -> Finding {
    .problem(
      "locks", "leases", message,
      remedy:
        "move the workspace to a file system with POSIX locks (NFS: mount without nolock): leases exclude nobody here")
  }

  /// This host's clock against the file server's.
  func clock() -> [Finding] {
    withOwnDirectory(in: spool.directory, "clock") { directory in
      do throws(SystemError) {
        let before = Timestamp.now
        let probe = directory.appending("probe")
        try Sys.writePrivate([], at: probe)
        let server = Timestamp(milliseconds: try Sys.status(of: probe).modified / 1_000_000)
        let after = Timestamp.now
        // The kernel stamps files with the time of its last tick (4 ms); whole seconds are all that some servers keep.
        let skew = server < before ? server.seconds(since: before) : max(0, server.seconds(since: after))
        if abs(skew) <= 2 { return [.ok("clock", "skew", "this host's clock and the file server's agree")] }
        let words =
          "the file server's clock is \(Int(clamped: abs(skew).rounded())) s \(skew > 0 ? "ahead of" : "behind") this host's"
        return [
          .note(
            "clock", "skew", "\(words); nothing is decided by it, but times in different manifests do not compare",
            remedy: "let both keep time by NTP (timedatectl)")
        ]
      } catch {
        return [.problem("clock", "skew", "it could not be tried: \(error)", remedy: "make stages/ writable for you")]
      }
    }
  }

  /// Who holds which lease, what is paused, and how to have passes without a person.
  func workers() -> [Finding] {
    var findings: [Finding] = []
    for worker in WorkerName.allCases {
      if let holder = spool.holder(of: worker.rawValue) {
        let words = Spool.words(forHolder: holder)
        findings.append(
          .note(
            "workers", worker.verb,
            "its lease is held by \(words)" + (holder.isEmpty ? "" : ": a pass is running"),
            remedy: holder.isEmpty ? "fuser \(spool.leases.appending(worker.rawValue)) names it; end it" : nil))
      }
      if let reason = Pauses.reason(worker, in: spool) {
        findings.append(
          .note("workers", worker.verb, "it is paused: \(reason)", remedy: "sluice resume \(worker.verb)"))
      }
    }
    if findings.isEmpty { findings.append(.ok("workers", "leases", "nobody holds one; nothing is paused")) }
    let verbs = WorkerName.allCases.filter { $0 != .operator }.map(\.verb).joined(separator: " ")
    var cron = Finding.note(
      "workers", "cron", "to have passes without a person, give cron this line (crontab -e)")
    cron.command =
      "* * * * * cd \(Self.quoted(root)) && for verb in \(verbs); do \(Self.quoted(program)) $verb; done"
    findings.append(cron)
    return findings
  }

  /// A path for the one line that a shell of cron's reads: in single quotes, and with cron's own `%` escaped.
  static func quoted(_ path: FilePath) -> String {
    let text = path.string
    let isPlain = text.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || "/._-".utf8.contains(byte)
    }
    return isPlain ? text : "'\(text.replacing("'", with: "'\\''").replacing("%", with: "\\%"))'"
  }
}
