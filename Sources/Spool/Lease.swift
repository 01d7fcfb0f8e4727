import SystemCalls

/// The exclusive right to run one worker on one workspace (law 4).
///
/// An open-file-description lock on a file that is never renamed or removed: it has no length and ends when its last
/// descriptor closes, however the process ends. What the file holds (`PID HOST`) is for people only.
public struct Lease: ~Copyable, Sendable {
  private let file: Descriptor
  /// The descriptor, for a child that must inherit the lease.
  public var descriptor: CInt { file.raw }

  fileprivate init(file: consuming Descriptor) { self.file = file }
}

extension Spool {
  /// Where the leases' files are.
  public var leases: FilePath { directory.appending(".leases") }

  /// Takes a worker's lease; nil when another holds it.
  public func lease(for worker: String) throws(SystemError) -> Lease? {
    let path = leases.appending(worker)
    // A clone or a copy of a workspace may lack what holds no document.
    if !Sys.exists(leases) { try Sys.ensurePath(leases) }
    let file = try Sys.open(path, .lock)
    guard try Sys.lock(file) else { return nil }
    try Sys.note("\(Sys.processID) \(Sys.hostName)\n", in: file)
    return Lease(file: file)
  }

  /// Who holds a worker's lease, as `PID HOST`; nil when nobody does.
  public func holder(of worker: String) -> String? {
    let path = leases.appending(worker)
    guard let file = try? Sys.open(path, .read), (try? Sys.isLocked(file)) == true else { return nil }
    let bytes = (try? Sys.contents(of: path, limit: 512)) ?? []
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}
