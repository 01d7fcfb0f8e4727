import CSystemCalls
import Glibc

/// What a program gives up once it is started, so that a document which takes it over gains next to nothing.
public enum Sandbox {
  /// The kernel's version of Landlock, by which files are fenced; nil where it has none (landlock(7)).
  public static var landlockVersion: Int? {
    let version = Int(sluice_landlock_version())
    return version > 0 ? version : nil
  }

  /// No new privileges, no sockets, no other program, no way into other processes; what is open stays open. False where the
  /// kernel cannot refuse calls.
  @discardableResult
  public static func refuseCalls() -> Bool { sluice_refuse_calls() == 0 }

  /// Of all files only these, and what lies below them, can be opened from now on, and only to be read; what is not there is passed
  /// over. False where the kernel has no Landlock.
  @discardableResult
  public static func allow(reading paths: some Sequence<FilePath>) -> Bool {
    let raw = sluice_landlock_begin()
    guard raw >= 0 else { return false }
    defer { Sys.closeIgnoringErrors(raw) }
    for path in paths { _ = path.withPlatformString { sluice_landlock_allow(raw, $0, 0) } }
    _ = sluice_landlock_allow(raw, "/dev/null", 1)
    return sluice_landlock_end(raw) == 0
  }

  /// The directories of the libraries that this process has loaded.
  public static func libraries() -> Set<FilePath> {
    var directories: Set<String> = []
    withUnsafeMutablePointer(to: &directories) { found in
      sluice_each_library(
        { path, found in
          guard let path, let end = strrchr(path, CInt(UInt8(ascii: "/"))) else { return }
          let directory = UnsafeRawBufferPointer(start: path, count: path.distance(to: end))
          found?.assumingMemoryBound(to: Set<String>.self).pointee.insert(String(decoding: directory, as: UTF8.self))
        }, found)
    }
    return Set(directories.map { FilePath($0) })
  }

  /// Where the links of a directory lead that lead out of it.
  public static func targets(ofLinksIn directory: FilePath) -> [FilePath] {
    let links = ((try? Sys.entries(of: directory)) ?? []).filter { $0.kind == .symlink }
    return links.map { directory.appending($0.name) }
  }
}
