/// Makes the files and directories of a group last: each by one fsync(2), or all by one syncfs(2).
///
/// One call for the whole file system costs about as much as one for a file and its directory, so it is taken where there are
/// many; it also waits for what others have written there meanwhile.
public struct GroupSync: ~Copyable, Sendable {
  /// Which of the two is taken.
  public enum Way: String, Sendable, CaseIterable {
    /// syncfs(2) for many, where the file system honours it as it would fsync(2); fsync(2) elsewhere and for few.
    case auto
    /// Always fsync(2).
    case each
    /// syncfs(2) for few as well, where the file system honours it.
    case whole
  }

  /// From so many on they are many: an fsync(2) of a small file and one syncfs(2) take about the same.
  public static let many = 32

  private let least: Int
  private let file: Descriptor?

  /// For files below a directory. It is opened now: errors are reported to descriptors that were open when they happened.
  public init(_ directory: FilePath, _ way: Way) throws(SystemError) {
    least = way == .whole ? 1 : Self.many
    guard way != .each else {
      file = nil
      return
    }
    let opened = try Sys.open(directory, .directory)
    if Sys.syncsWhole(opened) { file = consume opened } else { file = nil }
  }

  /// Makes files and directories last. After a failure nothing more is synced: the kernel may have dropped any part (law 2).
  public func sync(_ paths: [FilePath]) throws(SystemError) {
    switch file {
    case .some(let file) where paths.count >= least: try Sys.syncFileSystem(of: file)
    default: for path in paths { try Sys.sync(path) }
    }
  }
}
