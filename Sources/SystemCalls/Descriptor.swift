import SystemPackage

/// An open file, closed when its owner lets go.
public struct Descriptor: ~Copyable, Sendable {
  /// The kernel's number.
  public private(set) var raw: CInt
  /// What was opened, for messages.
  public let path: FilePath?

  /// Takes over an open descriptor.
  public init(adopting raw: CInt, path: FilePath? = nil) {
    self.raw = raw
    self.path = path
  }

  /// Another descriptor of the same open file (fcntl(2), F_DUPFD_CLOEXEC), by the name that messages give it.
  public func duplicate(named path: FilePath? = nil) throws(SystemError) -> Descriptor {
    try Sys.duplicate(self, named: path ?? self.path)
  }

  /// Gives the descriptor away without closing it.
  public consuming func release() -> CInt {
    let number = raw
    raw = -1
    return number
  }

  /// Closes, and reports what close reports: on network file systems the last write's fate.
  public consuming func close() throws(SystemError) {
    let number = raw
    raw = -1
    try Sys.close(number, path: path)
  }

  deinit { if raw >= 0 { Sys.closeIgnoringErrors(raw) } }
}

/// What the kernel says of one file.
public struct FileStatus: Sendable, Hashable {
  /// What kind of thing it is.
  public let kind: FileKind
  /// Bytes.
  public let size: Int64
  /// Nanoseconds since 1970 of the last change of contents, by the file server's clock.
  public let modified: Int64
  /// Nanoseconds since 1970 of the last change of contents, name or rights, by the file server's clock: nobody can set it.
  public let changed: Int64
  /// The file system and the file's number in it: together the file's identity.
  public let device: UInt64
  /// The file's number in its file system.
  public let inode: UInt64
  /// Names the file has.
  public let links: UInt64

  /// The time and the number as text, to be kept: both stay as they are when a file is renamed.
  public var mark: String { "\(modified).\(inode)" }

  /// The mark, a dot and the time that nobody can put back: it stays while a file is neither written to nor renamed itself.
  public var fullMark: String { "\(mark).\(changed)" }

  /// Whether the file is as it was when one of these was kept.
  public func bears(_ kept: String) -> Bool { kept == fullMark || kept == mark }

  /// Whether it is the same file, whatever was done to it meanwhile.
  public func isSameFile(as other: FileStatus) -> Bool { inode == other.inode && device == other.device }

  /// Whether it is the same file, and nobody has written to it: what a rename leaves as it is.
  public func isUnchanged(since other: FileStatus) -> Bool {
    isSameFile(as: other) && size == other.size && modified == other.modified
  }
  /// The number of the user it belongs to.
  public let owner: UInt32
  /// Who may do what: the nine bits of chmod(2).
  public let rights: UInt32
}

/// What kind of thing a name stands for.
public enum FileKind: Sendable, Hashable {
  /// A file with contents.
  case file
  /// A directory.
  case directory
  /// A symbolic link, which the spool never follows.
  case symlink
  /// A device, a pipe or a socket.
  case special
}

/// One name in a directory.
public struct DirectoryEntry: Sendable, Hashable {
  /// The name, as bytes.
  public let name: FilePath.Component
  /// What it stands for; nil where the file system does not say.
  public let kind: FileKind?
}

/// Room on a file system.
public struct Capacity: Sendable, Hashable {
  /// Bytes an ordinary user may still write.
  public let freeBytes: Int64
  /// Bytes in all.
  public let totalBytes: Int64
  /// Files an ordinary user may still make; nil where the file system sets no number.
  public let freeInodes: Int64?
}
