import SystemCalls
import TestSupport
import Testing

@testable import Transfer

struct TransfersTests {
  @Test(arguments: [0, 1, 20_000, 3_000_000])
  func `A document is fetched whole, and all is said of it that the server said`(size: Int) throws {
    let bench = try Bench()
    let bytes = Bench.bytes(size)
    try bench.server.serve(bytes, as: "one.pdf")
    let result = try bench.fetch("one.pdf", expecting: Int64(size))
    #expect(result.isComplete, "\(result.words)")
    #expect(try bench.contents() == bytes)
    #expect(result.request.tag == 7)
    #expect(result.status == 200)
    #expect(result.bytes == Int64(size))
    #expect(result.received == Int64(size))
    #expect(result.contentLength == Int64(size))
    #expect(result.contentType == "application/pdf")
    #expect(result.etag?.hasPrefix("\"") == true)
    #expect(result.lastModified?.hasSuffix("GMT") == true)
    #expect(result.finalAddress == bench.server.url("one.pdf"))
    #expect(result.redirects.isEmpty)
    #expect(result.httpVersion == "1.1")
  }

  @Test func `A hundred documents at once come each into its own file, over connections that are used again`() throws {
    let bench = try Bench()
    for number in 0..<100 {
      try bench.server.serve(Bench.bytes(1000 + number * 700, seed: UInt64(number)), as: "\(number).pdf")
    }
    let transfers = try Transfers(bench.options)
    for number in 0..<100 {
      let address = try Address(bench.server.url("\(number).pdf"))
      transfers.start(
        TransferRequest(tag: UInt64(number), address, to: bench.target("\(number)"), limits: bench.limits))
    }
    let results = try Bench.all(transfers)
    #expect(results.count == 100)
    for result in results {
      #expect(result.isComplete, "\(result.words)")
      let number = Int(result.request.tag)
      #expect(try bench.contents("\(number)") == Bench.bytes(1000 + number * 700, seed: result.request.tag))
    }
    let counts = try bench.server.counts()
    #expect(counts.paths.values.allSatisfy { $0.requests == 1 })
  }

  @Test func `The server learns who asks`() throws {
    var bench = try Bench()
    bench.options.userAgent = "sluice/1 (mailto:someone@example.org)"
    try bench.server.serve([1], as: "one")
    _ = try bench.fetch("one")
    #expect(try bench.server.count(of: "one")?.agents == ["sluice/1 (mailto:someone@example.org)"])
  }

  @Test func `A body without a stated length is fetched whole`() throws {
    let bench = try Bench()
    let bytes = Bench.bytes(200_000)
    try bench.server.serve(bytes, as: "one")
    let result = try bench.fetch("one?chunked=1")
    #expect(result.isComplete, "\(result.words)")
    #expect(try bench.contents() == bytes)
    #expect(result.contentLength == nil)
  }

  @Test func `Progress is shown while a transfer goes on, and a stop keeps what is worth it`() throws {
    let bench = try Bench()
    let bytes = Bench.bytes(3_000_000)
    try bench.server.serve(bytes, as: "one")
    let transfers = try Transfers(bench.options)
    let address = try Address(bench.server.url("one?stall=2500000"))
    transfers.start(TransferRequest(tag: 3, address, to: bench.target("document"), limits: bench.limits))
    try eventually("2,500,000 bytes", every: 0) {
      #expect(transfers.run(milliseconds: 50).isEmpty)
      return transfers.progress.first?.bytes == 2_500_000
    }
    let progress = try #require(transfers.progress.first)
    #expect(progress.tag == 3)
    #expect(progress.total == 3_000_000)
    #expect(progress.synced >= 1 << 20)
    #expect(progress.synced <= progress.bytes)
    let stopped = try #require(transfers.stop().first)
    guard case .stopped = stopped.ending else { return #expect(Bool(false), "\(stopped.words)") }
    #expect(transfers.active == 0)
    #expect(ResumeRecord.read(beside: bench.target("document"))?.synced == 2_500_000)
  }
}

struct RoomTests {
  @Test func `Without room for a length that the server states, nothing of the body is kept`() throws {
    let bench = try Bench()
    try bench.server.serve(Bench.bytes(300_000), as: "one")
    let transfers = try Transfers(bench.options)
    var asked: [Int64?] = []
    transfers.room = { [unowned transfers] in
      asked.append(transfers.progress.first?.total)
      return "There is no room."
    }
    transfers.start(
      TransferRequest(try Address(bench.server.url("one")), to: bench.target("document"), limits: bench.limits))
    let result = try #require(try Bench.all(transfers).first)
    #expect(asked == [300_000])
    #expect(result.failure == .storage && result.words == "There is no room." && !bench.exists())
    #expect(result.isFull)
  }

  @Test func `Room is not asked for where the length was known before, or is not stated`() throws {
    let bench = try Bench()
    try bench.server.serve(Bench.bytes(300_000), as: "one")
    for (url, size) in [("one", Int64(300_000)), ("one?chunked=1", nil)] as [(String, Int64?)] {
      let transfers = try Transfers(bench.options)
      transfers.room = { "There is no room." }
      transfers.start(
        TransferRequest(
          try Address(bench.server.url(url)), to: bench.target("document"), expectedSize: size, limits: bench.limits))
      #expect(try Bench.all(transfers).first?.isComplete == true)
    }
  }

  @Test func `Without room for the rest, what is here stays, and goes on later`() throws {
    let bench = try Bench()
    let bytes = Bench.bytes(300_000)
    try bench.server.serve(bytes, as: "one")
    let first = try bench.fetch("one?cut=290000&times=1")
    #expect(first.failure != nil && bench.exists())
    let transfers = try Transfers(bench.options)
    transfers.room = { "There is no room." }
    let address = try Address(bench.server.url("one?cut=290000&times=1"))
    transfers.start(TransferRequest(address, to: bench.target("document"), limits: bench.limits))
    #expect(try Bench.all(transfers).first?.failure == .storage && bench.exists())
    let last = try bench.fetch("one?cut=290000&times=1")
    #expect(last.isComplete && last.resumed > 0)
    #expect(try bench.contents() == bytes)
  }
}
