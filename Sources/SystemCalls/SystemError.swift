@_exported import SystemPackage

/// A path as the kernel takes it: bytes, never repaired.
public typealias FilePath = SystemPackage.FilePath
/// The kernel's error number.
public typealias Errno = SystemPackage.Errno

/// A system call that failed: which, on what, why.
public struct SystemError: Error, Sendable, CustomStringConvertible {
  /// The call's name, as in its manual page.
  public let call: String
  /// What it was called on.
  public let path: FilePath?
  /// The kernel's reason.
  public let errno: Errno

  /// Makes the error of one call.
  public init(call: String, path: FilePath?, errno: Errno) {
    self.call = call
    self.path = path
    self.errno = errno
  }

  /// Whether the reason is that no room is left: bytes, inodes or quota (law 15 counts them as one).
  public var isFull: Bool { errno == .noSpace || errno == .diskQuotaExceeded }

  /// Whether something may not last: after that a pass says and does nothing more (law 2).
  public var isOfSync: Bool { ["fsync", "fdatasync", "syncfs"].contains(call) }

  /// Whether it is the end of something that was given up for a signal (`Sys.heedSignal`).
  public var isOfSignal: Bool { errno == .interrupted && Sys.notedSignal != nil }

  /// Whether the storage failed, and so nothing is told of the file: the next try may see another answer.
  public var isOfStorage: Bool { [.ioError, .staleNFSFileHandle, .timedOut, .hostIsDown].contains(errno) }

  /// One line: path, cause, and the remedy where there is one.
  public var description: String {
    let subject = path.map { "\($0): " } ?? ""
    return "\(subject)\(call): \(errno.description)\(remedy)"
  }

  private var remedy: String {
    switch errno {
    case .noSpace: "; free space or inodes on this file system, then run the same command again"
    case .diskQuotaExceeded: "; your quota is used up: free space or files, then run the same command again"
    case .permissionDenied, .notPermitted: "; give yourself the permission, then run the same command again"
    case .readOnlyFileSystem: "; the file system is mounted read-only"
    case .staleNFSFileHandle: "; the file server forgot this file: run the same command again"
    case .interrupted: "; a signal came at a moment when nothing is tried twice: run the same command again"
    case .fileTooLarge: "; Sluice writes nothing so large there: look who did, and take it away"
    case .ioError: "; the storage reported an error: check it before going on"
    default: ""
    }
  }
}
