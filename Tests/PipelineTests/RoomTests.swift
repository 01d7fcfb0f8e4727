import Formats
import SystemCalls
import TestSupport
import Testing

/// A file system of a test's own that is small: only the super-user can make one.
private final class SmallDisk: Sendable {
  let path: FilePath
  private let directory: TemporaryDirectory

  init(_ options: String) throws {
    directory = try TemporaryDirectory()
    path = directory.path.appending("disk")
    try Sys.makeDirectory(path)
    let mounted = try Command("/bin/mount", ["-t", "tmpfs", "-o", options, "tmpfs", path.string]).run()
    guard mounted.status == 0 else { throw TestWorkspace.Failure(description: mounted.everything) }
  }

  deinit { _ = try? Command("/bin/umount", ["-l", path.string]).run() }

  static let canBeMade: Bool = Sys.userID == 0 && (try? SmallDisk("size=1m")) != nil

  /// Fills what is free but for so many KiB; answers the file to remove for freeing it.
  func fill(leaving kibibytes: Int64) throws -> FilePath {
    let ballast = path.appending("ballast")
    let free = try Sys.capacity(of: path).freeBytes - kibibytes << 10
    try Sys.writePrivate([UInt8](repeating: 0, count: Int(max(0, free))), at: ballast)
    return ballast
  }
}

@Suite(.enabled(if: SmallDisk.canBeMade, "only root can make a small file system; run the tests as root to see these"))
struct RoomTests {
  private static let noReserve = "limits:\n  min_free_bytes: 0\n  min_free_inodes: 0\n  headroom: 0\n"

  private func drop(_ workspace: TestWorkspace) throws {
    for number in 1...8 { try workspace.drop(Documents.text("w\(number)", pages: 3), as: "doc-\(number).pdf") }
  }

  private func check(_ workspace: TestWorkspace) throws {
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == (1...8).map { "doc-\($0)" })
    #expect(try workspace.failures() == [:])
    for number in 1...8 { #expect(try workspace.text(of: "doc-\(number)").contains("w\(number)3.")) }
    let (status, lines) = try SchemaCheck.run(on: workspace.root)
    #expect(status == .exited(0), "\(lines)")
  }

  @Test(arguments: [4, 40, 80, 120, 200, 300])
  func `a disk that fills up in the middle is said clearly, nothing is half done, and freed it goes on`(
    leaving kibibytes: Int64
  ) throws {
    let disk = try SmallDisk("size=16m")
    let workspace = try TestWorkspace(settings: Self.noReserve, below: disk.path)
    try drop(workspace)
    let ballast = try disk.fill(leaving: kibibytes)
    let answer = try workspace.sluice("run")
    #expect(kibibytes > 4 || answer.status != 0, "there was no room for anything")
    if answer.status != 0 {
      #expect(answer.everything.contains("No space left on device"), "\(answer.everything)")
      #expect(answer.errors.lines.count <= 3, "\(answer.errors)")
    }
    try Sys.unlink(ballast)
    try check(workspace)
  }

  @Test(arguments: [0, 10, 30, 60, 100])
  func `a disk without inodes is said clearly, nothing is half done, and freed it goes on`(leaving count: Int) throws {
    let disk = try SmallDisk("size=32m,nr_inodes=2000")
    let workspace = try TestWorkspace(settings: Self.noReserve, below: disk.path)
    try drop(workspace)
    let ballast = disk.path.appending("ballast")
    try Sys.makeDirectory(ballast)
    let free = Int(try Sys.capacity(of: disk.path).freeInodes ?? 0)
    for number in 0..<max(0, free - count) { try Sys.writePrivate([], at: ballast.appending("\(number)")) }
    let answer = try workspace.sluice("run")
    #expect(count > 0 || answer.status != 0, "there was no room for anything")
    if answer.status != 0 {
      #expect(answer.everything.contains("No space left on device"), "\(answer.everything)")
      #expect(answer.errors.lines.count <= 3, "\(answer.errors)")
    }
    try Sys.removeTree(ballast)
    try check(workspace)
  }

  @Test func `below the free space that settings keep, nothing is taken and the setting is named`() throws {
    let disk = try SmallDisk("size=32m")
    let workspace = try TestWorkspace(below: disk.path)
    try drop(workspace)
    let answer = try workspace.sluice("run")
    #expect(answer.status == 1)
    #expect(answer.output.contains("limits.min_free_bytes"), "\(answer.everything)")
    #expect(answer.output.contains("next: "))
    #expect(try workspace.identifiers(in: "01_downloaded") == [])
    #expect(Sys.exists(workspace.inbox.appending("doc-1.pdf")))
    try workspace.set(Self.noReserve)
    try check(workspace)
  }

  @Test func `a full disk drains: what is in work is finished although nothing new is taken`() throws {
    let disk = try SmallDisk("size=64m")
    let workspace = try TestWorkspace(settings: Self.noReserve, below: disk.path)
    try drop(workspace)
    #expect(try workspace.sluice("download").status == 0)
    #expect(try workspace.sluice("dispatch", "--now").status == 0)
    try workspace.drop(Documents.text("late"), as: "late.pdf")
    try workspace.set("limits:\n  min_free_bytes: 1GiB\n  headroom: 1MiB\n")
    let answer = try workspace.sluice("run")
    #expect(answer.status == 1)
    #expect(try workspace.identifiers(in: "05_processed").count == 8, "\(answer.everything)")
    #expect(Sys.exists(workspace.inbox.appending("late.pdf")))
  }
}
