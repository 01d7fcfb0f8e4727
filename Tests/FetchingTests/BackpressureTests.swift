import Formats
import SystemCalls
import TestSupport
import Testing

struct BackpressureTests {
  private func many(_ bench: FetchBench, _ count: Int) throws {
    for number in 1...count { try bench.serve("d\(number).pdf", pages: 2) }
    try bench.drop((1...count).map { bench.server.url("d\($0).pdf\n") }.joined())
  }

  @Test(arguments: [
    ("high_water_items: 5\n  low_water_items: 3", "limits.high_water_items"),
    ("high_water_pages: 10\n  low_water_pages: 4", "limits.high_water_pages"),
    ("max_files: 25\n  low_water_files: 10", "limits.max_files"),
  ])
  func `fetching stops at the high-water mark, stays stopped above the low one, and goes on below`(
    limits: String, named: String
  ) throws {
    let bench = try FetchBench("transfers: 1\n", "limits:\n  \(limits)\n")
    try many(bench, 12)
    let answer = try bench.sluice("download", "--verbose")
    #expect(answer.output.contains("held back") && answer.output.contains(named), "\(answer.everything)")
    let taken = try bench.workspace.identifiers(in: "01_downloaded").count
    // Pages are known only when a document was looked at.
    #expect(named.contains("pages") ? (5..<12).contains(taken) : taken == 5, "\(taken)")
    #expect(try bench.sluice("download", "--verbose").output.contains("low_water"))
    #expect(try bench.workspace.identifiers(in: "01_downloaded").count == taken)
    // What waits is worked off, and the rest is fetched in turn.
    let run = try bench.sluice("run", "--set", "limits.max_files=0", "--set", "limits.low_water_files=0")
    #expect(run.status == 0, "\(run.everything)")
    #expect(try bench.workspace.identifiers(in: "05_processed").count == 12)
    for number in 1...12 { #expect(try bench.server.count(of: "d\(number).pdf")?.requests == 1) }
    try bench.expectSound()
  }

  @Test func `room is promised to a transfer of known length before it begins`() throws {
    let bench = try FetchBench()
    try bench.serve("a.pdf")
    try bench.drop("url,size\n\(bench.server.url("a.pdf")),\(1 << 60)\n", as: "list.csv")
    let answer = try bench.sluice("download", "--verbose")
    #expect(answer.output.contains("held back") && answer.output.contains("promised"), "\(answer.everything)")
    #expect(try bench.server.count(of: "a.pdf") == nil, "nothing was asked for that there is no room for")
  }
}

@Suite(.enabled(if: Sys.userID == 0, "only root can make a small file system; run the tests as root to see these"))
struct FullDiskTests {
  private static let noReserve = "limits:\n  min_free_bytes: 0\n  min_free_inodes: 0\n  headroom: 0\n"

  private func mount(_ options: String, _ body: (FilePath) throws -> Void) throws {
    let directory = try TemporaryDirectory()
    let path = directory.path.appending("disk")
    try Sys.makeDirectory(path)
    let mounted = try Command("/bin/mount", ["-t", "tmpfs", "-o", options, "tmpfs", path.string]).run()
    guard mounted.status == 0 else { throw TestWorkspace.Failure(description: mounted.everything) }
    defer { _ = try? Command("/bin/umount", ["-l", path.string]).run() }
    try body(path)
  }

  @Test(arguments: [100, 900, 2500])
  func `a disk that fills up during transfers is said clearly, and freed it goes on`(leaving kibibytes: Int64) throws {
    try mount("size=24m") { disk in
      let bench = try FetchBench("checkpoint: 1 MiB\n", Self.noReserve, below: disk)
      for number in 1...6 { try bench.serveLarge("d\(number).pdf", kibibytes: 1500) }
      // Lengths that nobody states, so that no room can be promised.
      try bench.drop((1...6).map { bench.server.url("d\($0).pdf?chunked=1\n") }.joined())
      let ballast = disk.appending("ballast")
      let free = try Sys.capacity(of: disk).freeBytes - kibibytes << 10
      try Sys.writePrivate([UInt8](repeating: 0, count: Int(max(0, free))), at: ballast)
      let answer = try bench.sluice("download", "--verbose")
      #expect(answer.everything.contains("No space left on device"), "\(answer.everything)")
      try Sys.unlink(ballast)
      try bench.downloadAll()
      #expect(try bench.workspace.identifiers(in: "01_downloaded").count == 6)
      #expect(try bench.workspace.failures() == [:])
      try bench.expectSound()
    }
  }

  @Test func `a length that only the answer tells has its room before a byte of the body is taken in`() throws {
    try mount("size=24m") { disk in
      let bench = try FetchBench("", Self.noReserve, below: disk)
      // Each has room alone; both begin, and whoever is answered second learns that the other's is promised.
      for number in 1...2 { try bench.serveLarge("d\(number).pdf", kibibytes: 14_000) }
      try bench.drop((1...2).map { bench.server.url("d\($0).pdf\n") }.joined())
      let first = try bench.sluice("download", "--verbose")
      #expect(first.output.contains("held back") && first.output.contains("promised"), "\(first.everything)")
      #expect(try bench.workspace.identifiers(in: "01_downloaded").count == 1, "\(first.everything)")
      let second = try bench.sluice("download", "--verbose")
      #expect(second.output.contains("held back"), "\(second.everything)")
      for answer in [first, second] { #expect(!answer.everything.contains("No space"), "\(answer.everything)") }
      #expect(try bench.workspace.failures() == [:], "it counts as no try")
      let more = try Command("/bin/mount", ["-o", "remount,size=64m", disk.string]).run()
      #expect(more.status == 0, "\(more.everything)")
      try bench.downloadAll()
      #expect(try bench.workspace.identifiers(in: "01_downloaded").count == 2)
      #expect(try bench.workspace.metadata(of: "d1").fetch?.attempts == nil)
      try bench.expectSound()
    }
  }

  @Test(arguments: [5, 40, 90])
  func `a disk without inodes is said clearly during transfers, and freed it goes on`(leaving count: Int) throws {
    try mount("size=64m,nr_inodes=1200") { disk in
      let bench = try FetchBench("", Self.noReserve, below: disk)
      for number in 1...30 { try bench.serve("d\(number).pdf") }
      try bench.drop((1...30).map { bench.server.url("d\($0).pdf\n") }.joined())
      let ballast = disk.appending("ballast")
      try Sys.makeDirectory(ballast)
      let free = Int(try Sys.capacity(of: disk).freeInodes ?? 0)
      for number in 0..<max(0, free - count) { try Sys.writePrivate([], at: ballast.appending("\(number)")) }
      let answer = try bench.sluice("download", "--verbose")
      #expect(answer.everything.contains("No space left on device"), "\(answer.everything)")
      try Sys.removeTree(ballast)
      try bench.downloadAll()
      #expect(try bench.workspace.identifiers(in: "01_downloaded").count == 30)
      #expect(try bench.workspace.failures() == [:])
      try bench.expectSound()
    }
  }
}
