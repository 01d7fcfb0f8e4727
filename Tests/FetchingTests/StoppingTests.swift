import Formats
import SystemCalls
import TestSupport
import Testing

/// Fetching that is stopped: by time, by signals, at any system call, by a second downloader, by a full disk.
struct StoppingTests {
  @Test(.unlessHung, arguments: 0..<3)
  func
    `killed anywhere in a hundred parallel transfers, each document comes once, whole, and not twice beyond its tail`(
      round: Int
    ) throws
  {
    let seed = Sys.variable("SLUICE_SEED").flatMap { UInt64($0) } ?? Sys.randomBits() >> 16
    var generator = Seeded(seed: seed &+ UInt64(round))
    let bench = try FetchBench("transfers: 100\nhost_transfers: 100\ncheckpoint: 1 MiB\n")
    var sizes: [String: Int] = [:]
    for number in 1...100 {
      let name = "d\(number)"
      let large = number.isMultiple(of: 20)
      sizes[name] =
        try large ? bench.serveLarge("\(name).pdf", kibibytes: 3000).count : bench.serve("\(name).pdf").count
    }
    // The large ones come slowly, so that kills meet them half-way.
    let address = { (name: String) in
      bench.server.url("\(name).pdf" + (sizes[name, default: 0] > 1 << 20 ? "?slow=2000000\n" : "\n"))
    }
    try bench.drop(sizes.keys.sorted().map(address).joined())
    var kills = 0
    for _ in 0..<10 {
      let call = Int.random(in: 1...900, using: &generator)
      let action = Bool.random(using: &generator) ? "kill-before" : "kill-after"
      let answer = try bench.command(["download"], ["SLUICE_INJECT": "download:\(action):\(call)"]).run()
      if answer.ending == .signalled(9) { kills += 1 }
    }
    let what = "SLUICE_SEED=\(seed), round \(round), \(kills) kills"
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
    let bytes = counts.filter { !$0.key.hasPrefix("/-/") }.values.reduce(0) { $0 + $1.requests }
    #expect(bytes <= 100 + kills * 101, "\(what)")
    try bench.expectSound(what)
    let progress = try bench.finished()
    #expect(progress.counts.items + progress.counts.known == 100, "\(what): \(progress.counts)")
  }

  @Test func `a pass whose time is over lets go, and the next one continues where it was`() throws {
    let bench = try FetchBench("pass_time: 1 s\ncheckpoint: 1 MiB\nlow_speed: 1 B\n")
    let size = try bench.serveLarge("slow.pdf", kibibytes: 6000).count
    try bench.drop(bench.server.url("slow.pdf?slow=1500000\n"))
    try bench.downloadAll()
    #expect(try bench.workspace.identifiers(in: "01_downloaded") == ["slow"])
    let count = try #require(try bench.server.count(of: "slow.pdf"))
    #expect(count.requests > 1 && count.ranges.dropFirst().allSatisfy { $0 != nil }, "\(count)")
    #expect(count.bytes < size * 3 / 2, "\(count)")
    try bench.expectSound()
  }

  @Test func `interrupted, it stops in order and goes on later`() throws {
    let bench = try FetchBench("checkpoint: 1 MiB\n")
    let size = try bench.serveLarge("slow.pdf", kibibytes: 4000).count
    try bench.serve("quick.pdf")
    try bench.drop(bench.server.url("slow.pdf?slow=1500000\n") + bench.server.url("quick.pdf\n"))
    let running = try bench.command(["download"]).start()
    #expect(
      try waitUntil { (try bench.server.count(of: "slow.pdf")?.bytes ?? 0) > 2_500_000 })
    Sys.signal(running.process, 15)
    let answer = try running.finish()
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try bench.lists().count == 1)
    try bench.downloadAll()
    #expect(try bench.workspace.identifiers(in: "01_downloaded") == ["quick", "slow"])
    #expect(try bench.server.count(of: "quick.pdf")?.requests == 1)
    #expect((try bench.server.count(of: "slow.pdf")?.bytes ?? 0) < size * 3 / 2)
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
    for name in names { #expect(try bench.server.count(of: "\(name).pdf")?.requests == 1, "\(name)") }
    try bench.expectSound()
  }
}

/// Random numbers that a seed repeats (splitmix64).
struct Seeded: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return value ^ value >> 31
  }
}
