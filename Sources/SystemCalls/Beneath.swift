import CSystemCalls
import Glibc

/// A name below a directory that others can change, reached without following a link: each directory on the way is opened in
/// the one before, and what is done with the name is done in the last of them. Whoever exchanges a folder for a link meanwhile
/// leads nobody astray.
public struct Beneath: ~Copyable, Sendable {
  /// The name's whole path.
  public let path: FilePath
  private let directory: Descriptor
  private let name: FilePath.Component

  /// Opens the way from a directory down to a name; `path` begins with `root`.
  public init(_ path: FilePath, below root: FilePath) throws(SystemError) {
    let missing = SystemError(call: "openat", path: path, errno: .noSuchFileOrDirectory)
    var rest = path
    guard rest.removePrefix(root), let name = rest.lastComponent, name.kind == .regular else { throw missing }
    var directory = try Sys.open(root, .directory)
    for component in rest.removingLastComponent().components {
      guard component.kind == .regular else { throw missing }
      directory = try Sys.open(component, in: directory, .directory, path: path)
    }
    self.path = path
    self.name = name
    self.directory = directory
  }

  /// Opens the file to read it.
  public func open() throws(SystemError) -> Descriptor { try Sys.open(name, in: directory, .read, path: path) }

  /// Makes its directory last, whatever that is called by now.
  public func syncDirectory() throws(SystemError) { try Sys.sync(directory) }

  /// Opens it, a directory, to work in.
  public func openDirectory() throws(SystemError) -> OpenDirectory {
    OpenDirectory(try Sys.open(name, in: directory, .directory, path: path), at: path)
  }

  /// Renames what was taken from here back, without ever replacing.
  public func takeBack(_ taken: FilePath) throws(SystemError) {
    try Sys.rename(taken, to: name, in: directory, path: path)
  }

  /// Renames it without ever replacing, as `Sys.rename` does.
  public func rename(to target: FilePath) throws(SystemError) {
    try Sys.rename(name, in: directory, path: path, to: target)
  }

  /// Removes it, an empty directory.
  public func removeDirectory() throws(SystemError) { try Sys.removeDirectory(name, in: directory, path: path) }
}
