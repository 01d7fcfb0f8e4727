import Formats
import SystemCalls
import TestSupport
import Testing

struct LargeListTests {
  /// A pass over a list of so many addresses of a host that rests, and some that are fetched; the most memory it had.
  private func memory(of count: Int) throws -> Int64 {
    let bench = try FetchBench("host_failures: 1\nhost_aside: 1 d\npass_time: 12 h\n")
    let nobody = try ClosedPort()
    for number in 1...5 { try bench.serve("d\(number).pdf") }
    // Short ones: a list costs by its bytes, and an entry kept in memory half a kilobyte however short it is.
    let host = nobody.url(host: "127.0.0.2")
    var lines = ""
    for number in 1...count { lines += "\(host)\(number)\n" }
    for number in 1...5 { lines += bench.server.url("d\(number).pdf\n") }
    try bench.drop(lines)
    let (peak, answer) = try PeakMemory.of(bench.command(["download"]))
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try bench.workspace.identifiers(in: "01_downloaded").count == 5, "the other host's entries came through")
    let list = bench.workspace.inbox.appending(".lists").appending(try #require(try bench.lists().first))
    let progress = try bench.workspace.read(ListProgress.self, list.appending("progress.json"))
    #expect(progress.entries == count + 5)
    #expect(progress.counts.deferred == count && progress.counts.items == 5, "\(progress.counts)")
    #expect(try bench.workspace.entries(list).count < 20, "no entry has a file of its own")
    return peak
  }

  @Test
  func `a list of very many lines is worked off in the memory of a short one`() throws {
    // In debug builds a line costs half a millisecond. What is written together, 8 MiB, and what it takes to write it, is all
    // that grows: 7 MiB by 30,000 lines and 17 by 100,000, where those lines would be 15 and 50.
    let (count, growth): (Int, Int64) = Draw.takesAll ? (100_000, 24 << 20) : (30_000, 12 << 20)
    let small = try memory(of: 4000)
    let large = try memory(of: count)
    #expect(large < small + growth, "\(small >> 20) MiB for 4,000 lines, \(large >> 20) MiB for \(count)")
  }
}
