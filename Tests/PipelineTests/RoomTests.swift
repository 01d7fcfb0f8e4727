import Formats
import SystemCalls
import TestSupport
import Testing

@Suite(.needsSmallDisk)
struct RoomTests {
  private static let noReserve = "limits:\n  min_free_bytes: 0\n  min_free_inodes: 0\n  headroom: 0\n"

  private func drop(_ workspace: TestWorkspace) throws {
    for number in 1...8 { try workspace.drop(Documents.text("w\(number)", pages: 3), as: "doc-\(number).pdf") }
  }

  private func check(_ workspace: TestWorkspace) throws {
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(Draw.words): \(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == (1...8).map { "doc-\($0)" })
    #expect(try workspace.failures() == [:])
    for number in 1...8 { #expect(try workspace.text(of: "doc-\(number)").contains("w\(number)3.")) }
    let (status, lines) = try SchemaCheck.run(on: workspace.root)
    #expect(status == .exited(0), "\(lines)")
  }

  /// None to speak of, and some.
  private static let kibibytes: [Int64] = [4] + Draw.sample([40, 80, 120, 200, 300], 1, for: "free space")
  private static let inodes = [0] + Draw.sample([10, 30, 60, 100], 1, for: "free inodes")

  @Test(arguments: kibibytes)
  func `a disk that fills up in the middle is said clearly, nothing is half done, and freed it goes on`(
    leaving kibibytes: Int64
  ) throws {
    let disk = try SmallDisk(memory: "size=16m")
    let workspace = try TestWorkspace(settings: Self.noReserve, on: disk)
    try drop(workspace)
    let ballast = try disk.fill(leaving: kibibytes)
    let answer = try workspace.sluice("run")
    #expect(kibibytes > 4 || answer.status != 0, "there was no room for anything")
    if answer.status != 0 {
      #expect(answer.everything.contains("No space left on device"), "\(Draw.words): \(answer.everything)")
      #expect(answer.errors.lines.count <= 3, "\(answer.errors)")
    }
    try Sys.unlink(ballast)
    try check(workspace)
  }

  @Test(arguments: inodes)
  func `a disk without inodes is said clearly, nothing is half done, and freed it goes on`(leaving count: Int) throws {
    let disk = try SmallDisk(memory: "size=32m,nr_inodes=2000")
    let workspace = try TestWorkspace(settings: Self.noReserve, on: disk)
    try drop(workspace)
    let ballast = try disk.fillInodes(leaving: count)
    let answer = try workspace.sluice("run")
    #expect(count > 0 || answer.status != 0, "there was no room for anything")
    if answer.status != 0 {
      #expect(answer.everything.contains("No space left on device"), "\(Draw.words): \(answer.everything)")
      #expect(answer.errors.lines.count <= 3, "\(answer.errors)")
    }
    try Sys.removeTree(ballast)
    try check(workspace)
  }

  @Test func `below the free space that settings keep, nothing is taken and the setting is named`() throws {
    let disk = try SmallDisk(memory: "size=32m")
    let workspace = try TestWorkspace(on: disk)
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
    let disk = try SmallDisk(memory: "size=64m")
    let workspace = try TestWorkspace(settings: Self.noReserve, on: disk)
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
