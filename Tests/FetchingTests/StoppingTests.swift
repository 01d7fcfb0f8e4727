import Formats
import SystemCalls
import TestSupport
import Testing

/// Fetching that is stopped: by time, by signals, at any system call, by a second downloader, by a full disk.
struct StoppingTests {
  /// Whether the test of kills is repeated with further draws (`make sweep`).
  private static let all = Draw.takesAll

  @Test(arguments: 0..<(all ? 5 : 1))
  func
    `killed anywhere in a hundred parallel transfers, each document comes once, whole, and not twice beyond its tail`(
      round: Int
    ) throws
  {
    let bench = try FetchBench("transfers: 100\nhost_transfers: 100\ncheckpoint: 1 MiB\n")
    var sizes: [String: Int] = [:]
    for number in 1...100 {
      let name = "d\(number)"
      // Large ones are written by some two dozen calls each, among which kills fall.
      let large = number.isMultiple(of: 20)
      sizes[name] =
        try large ? bench.serveLarge("\(name).pdf", kibibytes: 3000).count : bench.serve("\(name).pdf").count
    }
    try bench.drop(sizes.keys.sorted().map { bench.server.url("\($0).pdf\n") }.joined())
    let kills = try kill(bench, round)
    let what = "\(Draw.words), round \(round), \(kills) kills"
    try bench.downloadAll()
    #expect(kills > 3, "\(what)")
    #expect(try Set(bench.workspace.identifiers(in: "01_downloaded")) == Set(sizes.keys), "\(what)")
    #expect(try bench.workspace.failures() == [:], "\(what)")
    let counts = try bench.server.counts().paths
    for (name, size) in sizes {
      let count = try #require(counts["/\(name).pdf"], "\(what)")
      // Each later request begins where the one before began or behind it: nothing that lasts is asked for again.
      let starts = count.ranges.map { $0.flatMap { Int($0.dropFirst(6).prefix { $0 != "-" }) } ?? 0 }
      #expect(zip(starts, starts.dropFirst()).allSatisfy { $0 <= $1 }, "\(what): \(name): \(starts)")
      #expect(count.requests <= kills + 1, "\(what): \(name): \(count.requests) requests")
      let metadata = try bench.workspace.metadata(of: name)
      #expect(metadata.fileSize == Int64(size), "\(what)")
    }
    #expect(counts.values.reduce(0) { $0 + $1.requests } <= 100 + kills * 101, "\(what)")
    try bench.expectSound(what)
    let progress = try bench.finished()
    #expect(progress.counts.items + progress.counts.known == 100, "\(what): \(progress.counts)")
  }

  /// Kills ten passes at calls that are drawn; how many met one before all was done.
  private func kill(_ bench: FetchBench, _ round: Int) throws -> Int {
    var generator = Draw.generator(for: "a hundred transfers \(round)")
    var kills = 0
    for _ in 0..<10 {
      // A hundred documents take 2,500 calls or more, so three passes never are enough.
      let call = Int.random(in: 1...800, using: &generator)
      let action = Bool.random(using: &generator) ? "kill-before" : "kill-after"
      let answer = try bench.command(["download"], ["SLUICE_INJECT": "download:\(action):\(call)"]).run()
      // What it asked for is counted before the next pass asks.
      try bench.server.settle()
      if answer.wasKilled { kills += 1 } else if try bench.lists().isEmpty { break }
    }
    return kills
  }

  @Test func `a pass whose time is over lets go, and the next one continues where it was`() throws {
    let bench = try FetchBench("checkpoint: 1 MiB\ntries: 1000\n")
    let size = try bench.serveLarge("slow.pdf", kibibytes: 4000).count
    try bench.drop(bench.server.url("slow.pdf?stall=2500000\n"))
    // No pass gets more. One whose time was over before all of that came is followed by another.
    try eventually("a pass that kept all that the server gives") {
      let answer = try bench.sluice("download", "--set", "download.pass_time=1s")
      #expect(answer.status == 0, "\(answer.everything)")
      return try bench.kept() == 2_500_000
    }
    try bench.server.settle()
    let before = try #require(try bench.server.count(of: "slow.pdf"))
    try bench.server.goOn()
    try bench.downloadAll()
    #expect(try bench.workspace.identifiers(in: "01_downloaded") == ["slow"])
    let count = try #require(try bench.server.count(of: "slow.pdf"))
    #expect(count.requests == before.requests + 1, "\(count)")
    #expect(count.ranges.last == FetchBench.range(behind: 2_500_000), "\(count)")
    #expect(count.bytes - before.bytes == size - 2_500_000 + 4096, "\(count)")
    try bench.expectSound()
  }

  @Test func `interrupted, it stops in order and goes on later`() throws {
    let bench = try FetchBench("checkpoint: 1 MiB\n")
    let size = try bench.serveLarge("slow.pdf", kibibytes: 4000).count
    try bench.serve("quick.pdf")
    try bench.drop(bench.server.url("slow.pdf?stall=2500000\n") + bench.server.url("quick.pdf\n"))
    let running = try bench.command(["download"]).start()
    try eventually("the quick document, and two checkpoints of the slow one") {
      try bench.workspace.identifiers(in: "01_downloaded") == ["quick"] && bench.kept() ?? 0 >= 2 << 20
    }
    Sys.signal(running.process, 15)
    let answer = try running.finish()
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try bench.lists().count == 1)
    let kept = try #require(try bench.kept())
    try bench.server.settle()
    let before = try #require(try bench.server.count(of: "slow.pdf"))
    try bench.server.goOn()
    try bench.downloadAll()
    #expect(try bench.workspace.identifiers(in: "01_downloaded") == ["quick", "slow"])
    #expect(try bench.server.count(of: "quick.pdf")?.requests == 1)
    let count = try #require(try bench.server.count(of: "slow.pdf"))
    #expect(count.ranges == [nil, FetchBench.range(behind: kept)], "\(count)")
    #expect(count.bytes - before.bytes == size - kept + 4096, "\(count)")
    try bench.expectSound()
  }

  @Test func `two downloaders at once fetch each document once`() throws {
    let bench = try FetchBench()
    let names = (1...40).map { "d\($0)" }
    for name in names { try bench.serve("\(name).pdf") }
    try bench.drop(names.map { bench.server.url("\($0).pdf\n") }.joined())
    let first = try bench.command(["download"]).start()
    let second = try bench.command(["download"]).start()
    #expect(try first.finish().status == 0)
    #expect(try second.finish().status == 0)
    try bench.downloadAll()
    #expect(try bench.workspace.identifiers(in: "01_downloaded").count == 40)
    let counts = try bench.server.counts().paths
    for name in names { #expect(counts["/\(name).pdf"]?.requests == 1, "\(name)") }
    try bench.expectSound()
  }
}
