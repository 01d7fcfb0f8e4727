/// An open directory: what is done in it is done in this one, whatever its path stands for meanwhile.
public struct OpenDirectory: ~Copyable, Sendable {
  private let path: FilePath
  private let descriptor: Descriptor

  init(_ descriptor: consuming Descriptor, at path: FilePath) {
    self.descriptor = descriptor
    self.path = path
  }

  /// Whether a path stands for it.
  public func isAt(_ other: FilePath) throws(SystemError) -> Bool {
    try Sys.status(of: other).isSameFile(as: Sys.status(of: descriptor))
  }

  /// Opens one of its files to read it; the path's last part names it.
  public func open(_ file: FilePath) throws(SystemError) -> Descriptor {
    try Sys.open(try name(of: file), in: descriptor, .read, path: file)
  }

  /// Publishes a file, as `Sys.publish` does; the path's last part names it.
  public func publish(_ bytes: [UInt8], at file: FilePath) throws(SystemError) {
    let hidden = Sys.privateName(of: file)
    let (published, written) = (try name(of: file), try name(of: hidden))
    let output = try Sys.openPrivate { () throws(SystemError) in
      try Sys.open(written, in: descriptor, .createNew, path: hidden)
    } removing: { () throws(SystemError) in
      try Sys.removeIfThere(written, in: descriptor, path: hidden)
    }
    try Sys.write(bytes, to: output)
    try Sys.sync(output)
    try output.close()
    do throws(SystemError) {
      try Sys.removeLeft(of: file, always: true) { (left) throws(SystemError) in
        try Sys.removeIfThere(try name(of: left), in: descriptor, path: left)
      }
    } catch {
      // Something else has its path by now: nobody looks for what was left.
      guard [.notDirectory, .noSuchFileOrDirectory].contains(error.errno) else { throw error }
    }
    try Sys.replace(written, to: published, in: descriptor, path: file)
    try Sys.sync(descriptor)
  }

  private func name(of file: FilePath) throws(SystemError) -> FilePath.Component {
    guard let name = file.lastComponent, name.kind == .regular, file.removingLastComponent() == path else {
      throw SystemError(call: "openat", path: file, errno: .noSuchFileOrDirectory)
    }
    return name
  }
}
