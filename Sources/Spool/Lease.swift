import SystemCalls

/// The exclusive right to run one worker on one workspace (law 4).
///
/// An open-file-description lock on a file that is never renamed or removed: it has no length and ends when its last
/// descriptor closes, however the process ends. What the file holds (`PID HOST`) tells people who has it since when, and the
/// next holder that the last one was stopped: who ends in order takes it away.
public struct Lease: ~Copyable, Sendable {
  private let file: Descriptor
  /// Whether the last holder was stopped before its end: what it made may not be synced.
  public let wasLeft: Bool
  /// The descriptor, for a child that must inherit the lease.
  public var descriptor: CInt { file.raw }

  private let path: FilePath
  private let note: [UInt8]

  fileprivate init(file: consuming Descriptor, at path: FilePath, note: String, wasLeft: Bool) {
    self.file = file
    self.path = path
    self.note = Array(note.utf8)
    self.wasLeft = wasLeft
  }

  /// Whether nobody else can be at work, as far as the file tells: its last holder ended in order, and nobody has noted himself
  /// since. Where a lease keeps nobody out, what rests on being alone is looked at twice.
  public var isAlone: Bool {
    guard !wasLeft, let found = try? Sys.head(of: path, count: 512) else { return false }
    return found == note
  }

  /// Notes that all was done that was begun.
  public func end() throws(SystemError) { try Sys.note("", in: file) }
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
    let wasLeft = try Sys.status(of: file).size > 0
    let note = "\(Sys.processID) \(Sys.hostName)\n"
    try Sys.note(note, in: file)
    return Lease(file: file, at: path, note: note, wasLeft: wasLeft)
  }

  /// Who holds a worker's lease, as `PID HOST`; nil when nobody does.
  public func holder(of worker: String) -> String? {
    let path = leases.appending(worker)
    guard let file = try? Sys.open(path, .read), (try? Sys.isLocked(file)) == true else { return nil }
    let bytes = (try? Sys.head(of: path, count: 512)) ?? []
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
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
      return
        "a process that is no pass of Sluice's keeps \(path) locked: fuser \(path) names it; end it, or nothing is done"
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
