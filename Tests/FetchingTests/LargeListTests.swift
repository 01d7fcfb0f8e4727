import Formats
import SystemCalls
import TestSupport
import Testing

struct LargeListTests {
  /// A pass over a list of so many addresses of a host that rests, and some that are fetched; the most memory it had.
  private func memory(of count: Int) throws -> Int64 {
    let bench = try FetchBench("host_failures: 1\nhost_aside: 1 h\n")
    for number in 1...5 { try bench.serve("d\(number).pdf") }
    var lines = ""
    for number in 1...count { lines += "http://localhost:1/\(number)/some-rather-long-name-of-a-document.pdf\n" }
    for number in 1...5 { lines += bench.server.url("d\(number).pdf\n") }
    try bench.drop(lines)
    let running = try bench.command(["download"]).start()
    let process = running.process
    let peak = PeakMemory.untilEnd(of: process)
    #expect(Sys.collect(process)?.ending == .exited(0))
    _ = running
    #expect(try bench.workspace.identifiers(in: "01_downloaded").count == 5, "the other host's entries came through")
    let list = bench.workspace.inbox.appending(".lists").appending(try #require(try bench.lists().first))
    let progress = try bench.workspace.read(ListProgress.self, list.appending("progress.json"))
    #expect(progress.entries == count + 5)
    #expect(progress.counts.deferred == count && progress.counts.items == 5, "\(progress.counts)")
    #expect(try bench.workspace.entries(list).count < 20, "no entry has a file of its own")
    return peak
  }

  @Test(.unlessHung)
  func `a list of 100,000 lines is worked off in the memory of a short one`() throws {
    let small = try memory(of: 4000)
    let large = try memory(of: 100_000)
    #expect(large < small + 24 << 20, "\(small >> 20) MiB for 4,000 lines, \(large >> 20) MiB for 100,000")
  }
}
