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
    let before = try bench.server.counts().paths
    #expect(before.count == taken && before.values.allSatisfy { $0.requests == 1 }, "\(before)")
    #expect(try bench.sluice("download", "--verbose").output.contains("low_water"))
    #expect(try bench.workspace.identifiers(in: "01_downloaded").count == taken)
    // What waits is worked off, and the rest is fetched in turn.
    let run = try bench.sluice("run", "--set", "limits.max_files=0", "--set", "limits.low_water_files=0")
    #expect(run.status == 0, "\(run.everything)")
    #expect(try bench.workspace.identifiers(in: "05_processed").count == 12)
    let after = try bench.server.counts().paths
    #expect(after.count == 12)
    // A round of `run` fetches for seconds only: what it had to cut off on a busy machine it asked for again.
    for name in before.keys { #expect(after[name]?.requests == 1, "\(name): what was taken is not asked for again") }
    try bench.expectSound()
  }

  @Test func `room is promised to a transfer of known length before it begins`() throws {
    let bench = try FetchBench("max_size: 0\n", "limits:\n  min_free_bytes: 0\n")
    try bench.serve("a.pdf")
    // More than is free, less than the file system has: more than that is no want of room.
    let capacity = try Sys.capacity(of: bench.workspace.root)
    let size = (capacity.freeBytes + capacity.totalBytes) / 2
    try bench.drop("url,size\n\(bench.server.url("a.pdf")),\(size)\n", as: "list.csv")
    let answer = try bench.sluice("download", "--verbose")
    #expect(answer.output.contains("held back") && answer.output.contains("promised"), "\(answer.everything)")
    #expect(try bench.server.count(of: "a.pdf") == nil, "nothing was asked for that there is no room for")
  }
}

@Suite(.needsSmallDisk)
struct FullDiskTests {
  private static let noReserve = "limits:\n  min_free_bytes: 0\n  min_free_inodes: 0\n  headroom: 0\n"

  @Test(arguments: [100, 900, 2500])
  func `a disk that fills up during transfers is said clearly, and freed it goes on`(leaving kibibytes: Int64) throws {
    let disk = try SmallDisk(memory: "size=24m")
    let bench = try FetchBench("checkpoint: 1 MiB\n", Self.noReserve, on: disk)
    for number in 1...6 { try bench.serveLarge("d\(number).pdf", kibibytes: 1500) }
    // Lengths that nobody states, so that no room can be promised.
    try bench.drop((1...6).map { bench.server.url("d\($0).pdf?chunked=1\n") }.joined())
    let ballast = try disk.fill(leaving: kibibytes)
    let answer = try bench.sluice("download", "--verbose")
    #expect(answer.everything.contains("No space left on device"), "\(answer.everything)")
    try Sys.unlink(ballast)
    try bench.downloadAll()
    #expect(try bench.workspace.identifiers(in: "01_downloaded").count == 6)
    #expect(try bench.workspace.failures() == [:])
    try bench.expectSound()
  }

  @Test func `a length that only the answer tells has its room before a byte of the body is taken in`() throws {
    let disk = try SmallDisk(memory: "size=24m")
    let bench = try FetchBench("", Self.noReserve, on: disk)
    // Each has room alone; both begin, and whoever is answered second learns that the other's is promised: none goes on
    // before both are answered.
    for number in 1...2 { try bench.serveLarge("d\(number).pdf", kibibytes: 14_000) }
    try bench.drop((1...2).map { bench.server.url("d\($0).pdf?stall=1\n") }.joined())
    let running = try bench.command(["download", "--verbose"]).start()
    try eventually("the beginnings of two answers") {
      let counts = try bench.server.counts().paths
      return ["/d1.pdf", "/d2.pdf"].allSatisfy { counts[$0]?.bytes == 1 }
    }
    try bench.server.goOn()
    let first = try running.finish()
    #expect(first.output.contains("held back") && first.output.contains("promised"), "\(first.everything)")
    #expect(try bench.workspace.identifiers(in: "01_downloaded").count == 1, "\(first.everything)")
    let second = try bench.sluice("download", "--verbose")
    #expect(second.output.contains("held back"), "\(second.everything)")
    for answer in [first, second] { #expect(!answer.everything.contains("No space"), "\(answer.everything)") }
    #expect(try bench.workspace.failures() == [:], "it counts as no try")
    try disk.remount("size=64m")
    try bench.downloadAll()
    #expect(try bench.workspace.identifiers(in: "01_downloaded").count == 2)
    #expect(try bench.workspace.metadata(of: "d1").fetch?.attempts == nil)
    try bench.expectSound()
  }

  @Test(arguments: [5, 40, 90])
  func `a disk without inodes is said clearly during transfers, and freed it goes on`(leaving count: Int) throws {
    let disk = try SmallDisk(memory: "size=64m,nr_inodes=1200")
    let bench = try FetchBench("", Self.noReserve, on: disk)
    for number in 1...30 { try bench.serve("d\(number).pdf") }
    try bench.drop((1...30).map { bench.server.url("d\($0).pdf\n") }.joined())
    let ballast = try disk.fillInodes(leaving: count)
    let answer = try bench.sluice("download", "--verbose")
    #expect(answer.everything.contains("No space left on device"), "\(answer.everything)")
    try Sys.removeTree(ballast)
    try bench.downloadAll()
    #expect(try bench.workspace.identifiers(in: "01_downloaded").count == 30)
    #expect(try bench.workspace.failures() == [:])
    try bench.expectSound()
  }
}
