import SystemCalls
import Testing

/// A file system of a test's own that is small, unmounted when the test lets go: only the super-user can make one.
public final class SmallDisk: Sendable {
  /// Where it is mounted.
  public let path: FilePath
  private let directory: TemporaryDirectory

  /// One in memory, with options of tmpfs(5): `size=1m`, `nr_inodes=100`.
  public init(memory options: String) throws {
    (directory, path) = try Self.mountPoint()
    try Self.must("/bin/mount", ["-t", "tmpfs", "-o", options, "tmpfs", path.string])
    Starts.note("file system")
  }

  /// An ext4 of so many MiB in a file, made with further options of mke2fs(8): `-N 900`.
  public init(ext4 mebibytes: Int, _ options: [String] = []) throws {
    (directory, path) = try Self.mountPoint()
    let image = directory.path.appending("image").string
    try Self.must("/usr/bin/truncate", ["-s", "\(mebibytes)M", image])
    try Self.must("/sbin/mkfs.ext4", ["-q", "-F", "-m", "0"] + options + [image])
    try Self.must("/bin/mount", ["-o", "loop", image, path.string])
    Starts.note("file system")
  }

  private static func mountPoint() throws -> (TemporaryDirectory, FilePath) {
    let directory = try TemporaryDirectory()
    let path = directory.path.appending("disk")
    try Sys.makeDirectory(path)
    return (directory, path)
  }

  private static func must(_ program: FilePath, _ arguments: [String]) throws {
    let answer = try Command(program, arguments).run()
    guard answer.status == 0 else { throw TestWorkspace.Failure(description: "\(program): \(answer.everything)") }
  }

  deinit { _ = try? Command("/bin/umount", ["-l", path.string]).run() }

  /// Gives it other options, such as more room.
  public func remount(_ options: String) throws {
    try Self.must("/bin/mount", ["-o", "remount,\(options)", path.string])
  }

  /// Fills what is free but for so many KiB; answers the file to remove for freeing it.
  public func fill(leaving kibibytes: Int64) throws -> FilePath {
    let ballast = path.appending("ballast")
    let free = try Sys.capacity(of: path).freeBytes - kibibytes << 10
    try Sys.writePrivate([UInt8](repeating: 0, count: Int(max(0, free))), at: ballast)
    return ballast
  }

  /// Takes what inodes are free but for so many; answers the directory to remove for freeing them.
  public func fillInodes(leaving count: Int) throws -> FilePath {
    let ballast = path.appending("ballast")
    try Sys.makeDirectory(ballast)
    let free = Int(try Sys.capacity(of: path).freeInodes ?? 0)
    for number in 0..<max(0, free - count) { try Sys.writePrivate([], at: ballast.appending("\(number)")) }
    return ballast
  }

  /// Whether one can be made here.
  public static let canBeMade: Bool = Sys.userID == 0 && (try? SmallDisk(memory: "size=1m")) != nil
}

extension Trait where Self == ConditionTrait {
  /// Leaves tests out where no file system can be mounted.
  public static var needsSmallDisk: Self {
    .enabled(if: SmallDisk.canBeMade, "only root can make a small file system; run the tests as root to see these")
  }
}
