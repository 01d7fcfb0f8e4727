import SystemCalls
import TestSupport
import Testing

@testable import Transfer

/// What goes wrong has a class, a sentence, and leaves no file that could be taken for a document.
struct FailureTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let query: String
    let kind: FailureClass
    var testDescription: String { query }
    init(_ query: String, _ kind: FailureClass) { (self.query, self.kind) = (query, kind) }
  }

  @Test(arguments: [
    Case("status=401", .unauthorized), Case("status=403", .forbidden), Case("status=404", .notFound),
    Case("status=408", .requestTimeOut), Case("status=410", .gone), Case("status=418", .refused),
    Case("status=425", .tooEarly), Case("status=429", .tooManyRequests), Case("status=451", .legalReasons),
    Case("status=416", .refused), Case("status=500", .serverError), Case("status=502&page=900000", .serverError),
    Case("status=503", .serverError), Case("status=204", .badAnswer), Case("status=206&page=50", .badAnswer),
    Case("status=304", .badAnswer), Case("reset=1", .reset), Case("empty=1", .reset), Case("garbage=1", .badAnswer),
    Case("cut=50000", .shortBody), Case("add=1000", .shortBody), Case("encoding=gzip", .badAnswer),
    Case("code=302&location=", .badAnswer),
  ])
  func `Each answer that brings no document has its class`(of one: Case) throws {
    let bench = try Bench()
    try bench.server.serve(Bench.bytes(100_000), as: "one.pdf")
    let result = try bench.fetch("one.pdf?\(one.query)")
    #expect(result.failure == one.kind, "\(result.words)")
    #expect(!bench.exists())
    #expect(result.words.hasSuffix("."))
    #expect(result.words.contains("127.0.0.1") || result.status != nil)
  }

  @Test func `A host that nobody knows, and one that does not listen`() throws {
    let bench = try Bench()
    // A part of a name has 63 letters at most (RFC 1035, 2.3.4): nobody is asked for this one, on whatever network.
    let unknown = String(repeating: "a", count: 64)
    #expect(try bench.fetch("http://\(unknown).invalid/one").failure == .nameResolution)
    let closed = try ClosedPort()
    #expect(try bench.fetch(closed.url("one")).failure == .connect)
  }

  @Test func `A server that never answers, one that stalls, and one that is too slow`() throws {
    var bench = try Bench()
    try bench.server.serve(Bench.bytes(1_000_000), as: "one.pdf")
    bench.limits.totalSeconds = 1
    #expect(try bench.fetch("one.pdf?silent=1").failure == .timeOut)
    bench.limits.totalSeconds = 0
    bench.limits.lowSpeedSeconds = 2
    bench.limits.lowSpeedBytes = 100_000
    // A busy machine may be too slow by itself, before all came that the server gives: then another file shows it.
    var tries = 0
    try eventually("a transfer that is slow after 700,000 bytes, and keeps them") {
      tries += 1
      let result = try bench.fetch("one.pdf?stall=700000", as: "stalled\(tries)")
      #expect(result.failure == .slow, "\(result.words)")
      return ResumeRecord.read(beside: bench.target("stalled\(tries)"))?.synced == 700_000
    }
    #expect(try bench.fetch("one.pdf?slow=1000", as: "other").failure == .slow)
  }

  @Test func `An untrusted certificate is no connection`() throws {
    let bench = try Bench()
    // It speaks no TLS at all; a certificate nobody signed is tried against a real server in RealServerTests.
    let result = try bench.fetch("https://127.0.0.1:\(bench.server.port)/one")
    #expect(result.failure == .tls, "\(result.words)")
  }

  @Test func `A document that is too large is not fetched, whether it says so or not`() throws {
    var bench = try Bench()
    try bench.server.serve(Bench.bytes(3_000_000), as: "one.pdf")
    bench.limits.maxBytes = 1_000_000
    let stated = try bench.fetch("one.pdf")
    #expect(stated.failure == .tooLarge)
    #expect(stated.words.contains("3000000") && stated.words.contains("download.max_size"))
    #expect(try bench.fetch("one.pdf?chunked=1").failure == .tooLarge)
    #expect(!bench.exists())
    bench.limits.maxBytes = 3_000_000
    #expect(try bench.fetch("one.pdf").isComplete)
  }

  @Test(arguments: ["", "?chunked=1"])
  func `A document of another length than the list says is not taken`(query: String) throws {
    let bench = try Bench()
    try bench.server.serve(Bench.bytes(100_000), as: "one.pdf")
    let result = try bench.fetch("one.pdf\(query)", expecting: 99_999)
    #expect(result.failure == .lengthDiffers)
    #expect(result.words.contains("100000") && result.words.contains("99999"))
    #expect(!bench.exists())
  }

  @Test(arguments: [("120", 120), ("0", 0), ("-5", nil), ("soon", nil)] as [(String, Int64?)])
  func `Retry-After is read in seconds`(value: String, expected: Int64?) throws {
    let result = try Bench().fetch("one?status=429&retry_after=\(value)")
    #expect(result.failure == .tooManyRequests)
    #expect(result.retryAfter == expected)
  }

  @Test(arguments: ["Wed%2C%2021%20Oct%202099%2007%3A28%3A00%20GMT", "Wednesday%2C%2021-Oct-99%2007%3A28%3A00%20GMT"])
  func `Retry-After is read as a date`(value: String) throws {
    let result = try Bench().fetch("one?status=503&retry_after=\(value)")
    #expect(result.failure == .serverError)
    #expect(try #require(result.retryAfter) >= 0)
  }

  @Test func `A long error page is not read to its end, and a short one leaves the connection open`() throws {
    let bench = try Bench()
    let result = try bench.fetch("one?status=500&page=900000")
    #expect(result.failure == .serverError)
    #expect(result.received < 900_000)
  }
}
