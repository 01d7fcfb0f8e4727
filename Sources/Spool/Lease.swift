import SystemCalls

/// The exclusive right to run one worker on one workspace (law 4).
///
/// An open-file-description lock on a file that is never renamed or removed: it has no length and ends when its last
/// descriptor closes, however the process ends. The file has a line `PID HOST MAKER SECONDS` for each holder. It tells people
/// who has the lease since when, and the next holder that the last one was stopped: who ends in order takes his line away. And
/// where a lock keeps nobody out it tells each holder of the others; then all lines stay until one comes and goes who is alone.
public struct Lease: ~Copyable, Sendable {
  /// Bytes that are read of a file: some forty lines.
  fileprivate static let longest = 4096

  /// What a holder found in the file when he added his line.
  fileprivate struct Found: Sendable {
    /// All lines, his own among them.
    var lines: [UInt8]
    /// Whether one of the others may still be at work.
    var isShared: Bool
    /// Whether there were others.
    var wasLeft: Bool
    /// When it was: nanoseconds since 1970.
    var time: Int64
  }

  private let file: Descriptor
  private let path: FilePath
  private let found: Found
  /// Whether the last holder was stopped before its end, or works still: what it made may not be synced.
  public var wasLeft: Bool { found.wasLeft }
  /// When it was taken, by the file server's clock: nanoseconds since 1970.
  public var takenAt: Int64 { found.time }
  /// The descriptor, for a child that must inherit the lease.
  public var descriptor: CInt { file.raw }

  fileprivate init(file: consuming Descriptor, at path: FilePath, found: Found) {
    self.file = file
    self.path = path
    self.found = found
  }

  fileprivate static func sign(_ file: borrowing Descriptor, at path: FilePath) throws(SystemError) -> Found {
    let now = Sys.secondsSince1970
    let own = "\(Sys.processID) \(Sys.hostName) \(Maker.process) \(now)\n"
    let former = try Sys.head(of: path, count: longest)
    // Lines of those who were stopped are left to whoever ends in order, as another may come at this very moment.
    if former.count > longest / 2, !holdsOthers(former, now) { try Sys.note("", in: file) }
    try Sys.addNote(own, in: file)
    let lines = try Sys.head(of: path, count: longest)
    return Found(
      lines: lines, isShared: holdsOthers(lines, now), wasLeft: !former.isEmpty || lines != Array(own.utf8),
      time: try Sys.status(of: file).modified)
  }

  /// Whether a process other than this one may be at work by what a file holds: seconds since 1970 are its own host's.
  private static func holdsOthers(_ bytes: [UInt8], _ now: Int64) -> Bool {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n").contains { line in
      let words = line.split(separator: " ")
      guard words.count == 4, let maker = Maker(String(words[2])), let since = Int64(words[3]) else { return false }
      return !maker.isThisProcess && !maker.hasLeft(after: Double(now) - Double(since))
    }
  }

  /// Whether nobody else can be at work, as far as the file tells: each holder before has ended, and nobody has come since.
  public var isAlone: Bool {
    !found.isShared && (try? Sys.head(of: path, count: Self.longest)) == found.lines
  }

  /// Whether this process holds the lease, too, or held it when others did.
  public func hasHolder(_ maker: Maker) -> Bool {
    let bytes = (try? Sys.head(of: path, count: Self.longest)) ?? []
    return String(decoding: bytes, as: UTF8.self).contains(" \(maker) ")
  }

  /// Notes that all was done that was begun.
  public func end() throws(SystemError) { if isAlone { try Sys.note("", in: file) } }
}

extension Spool {
  /// Where the leases' files are.
  public var leases: FilePath { directory.appending(".leases") }

  /// Takes a worker's lease; nil when another holds it. Throws `BoundElsewhere` where the workspace is bound to another host.
  public func lease(for worker: String) throws -> Lease? {
    if let host = try boundHost(), host != Sys.hostName { throw BoundElsewhere(host: host) }
    let path = leases.appending(worker)
    // A clone or a copy of a workspace may lack what holds no document.
    if !Sys.exists(leases) { try Sys.ensurePath(leases) }
    let file = try Sys.open(path, .lease)
    guard try Sys.lock(file) || FaultInjection.areLeasesShared else { return nil }
    let found = try Lease.sign(file, at: path)
    return Lease(file: file, at: path, found: found)
  }

  /// Who holds a worker's lease, as `PID HOST`; nil when nobody does, empty when it is nobody who signed: lines of processes of this
  /// host that have ended are of passes that were stopped.
  public func holder(of worker: String) -> String? {
    let path = leases.appending(worker)
    guard let file = try? Sys.open(path, .read), (try? Sys.isLocked(file)) == true else { return nil }
    let bytes = (try? Sys.head(of: path, count: Lease.longest)) ?? []
    let signed = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { $0.split(separator: " ") }
    let holder = signed.last { words in
      words.count < 3 || Maker(String(words[2])).map { !$0.hasLeft(after: 0) } ?? true
    }
    return (holder ?? []).prefix(2).joined(separator: " ")
  }

  /// A holder as a person reads it.
  public static func words(forHolder holder: String) -> String {
    let parts = holder.split(separator: " ")
    if parts.isEmpty { return "a process that is no running pass, perhaps a child of one that was stopped" }
    return parts.count == 2 ? "process \(parts[0]) on \(parts[1])" : holder
  }

  /// Seconds after which a lease is held for long: the longest passes, of downloads and of large batches, take some hours.
  private static let long = 6 * 3600.0

  /// What a person should know of a lease that could not be had: who has held it for long, or that no pass of ours holds it; nil
  /// where a pass runs as it should.
  public func blockage(of worker: String) -> String? {
    let path = leases.appending(worker)
    guard let holder = holder(of: worker), let status = try? Sys.status(of: path) else { return nil }
    if holder.isEmpty {
      // A pass says who it is as soon as it has the lease, and takes its word away just before the end.
      Sys.sleep(milliseconds: 200)
      guard self.holder(of: worker) == "" else { return nil }
      return "\(path) is locked by \(Self.words(forHolder: "")): fuser \(path) names it; end it, or nothing is done"
    }
    let seconds = (Double(Sys.secondsSince1970) * 1e9 - Double(status.modified)) / 1e9
    guard seconds > Self.long else { return nil }
    return
      "another pass has run for \(Int(seconds / 3600)) hours and keeps this one waiting: process and host are \(holder); "
      + "see what it does, and end it if it hangs"
  }

  /// When a worker's lease was taken, by the file server's clock: nanoseconds since 1970; nil while nobody has it.
  public func heldSince(_ worker: String) -> Int64? {
    guard holder(of: worker) != nil else { return nil }
    return (try? Sys.status(of: leases.appending(worker)))?.modified
  }
}
