import SystemCalls
import TestSupport
import Testing

@testable import Transfer

/// nginx serves what is fetched here.
struct RealServerTests {
  private struct Fixture {
    let server: WebServer
    let directory: TemporaryDirectory
    var options = TransferOptions()

    init() throws {
      Proxies.forget()
      server = try WebServer()
      directory = try TemporaryDirectory(inMemory: true)
      options.checkpointBytes = 1 << 20
      options.certificates = server.certificates
    }

    func fetch(_ url: String) throws -> TransferResult {
      let transfers = try Transfers(options)
      transfers.start(
        TransferRequest(try Address(url), to: directory.path.appending("document"), limits: .patient))
      return try #require(try Bench.all(transfers).first)
    }

    func contents() throws -> [UInt8] { try Sys.contents(of: directory.path.appending("document")) }
  }

  @Test func `HTTP 2 is spoken where the server offers it, over one connection`() throws {
    let fixture = try Fixture()
    for number in 0..<50 { try fixture.server.serve(Bench.bytes(40_000, seed: UInt64(number)), as: "\(number).pdf") }
    let transfers = try Transfers(fixture.options)
    for number in 0..<50 {
      let address = try Address(fixture.server.url("\(number).pdf", secure: true))
      let target = fixture.directory.path.appending("\(number)")
      transfers.start(TransferRequest(tag: UInt64(number), address, to: target, limits: .patient))
    }
    let results = try Bench.all(transfers)
    #expect(results.count == 50)
    for result in results {
      #expect(result.isComplete && result.httpVersion == "2", "\(result.words)")
      let file = fixture.directory.path.appending("\(result.request.tag)")
      #expect(try Sys.contents(of: file) == Bench.bytes(40_000, seed: result.request.tag))
    }
  }

  @Test func `A certificate that nobody trusts is no connection`() throws {
    var fixture = try Fixture()
    for name in ["one.pdf", "two.pdf"] { try fixture.server.serve([1, 2, 3], as: name) }
    let trusted = fixture.options
    fixture.options.certificates = nil
    let result = try fixture.fetch(fixture.server.url("one.pdf", secure: true))
    #expect(result.failure == .tls, "\(result.words)")
    // When a later request is in the log, one that was made before would be there, too.
    fixture.options = trusted
    #expect(try fixture.fetch(fixture.server.url("two.pdf", secure: true)).isComplete)
    try eventually("a request in the log of nginx") { try !fixture.server.requests().isEmpty }
    #expect(try fixture.server.requests().allSatisfy { $0.contains("/two.pdf ") })
  }

  @Test func `A certificate for another name is no connection`() throws {
    let fixture = try Fixture()
    try fixture.server.serve([1, 2, 3], as: "one.pdf")
    // Names below `localhost` are this machine's, and the certificate names none of them.
    let result = try fixture.fetch(fixture.server.url("one.pdf", secure: true, host: "other.localhost"))
    #expect(result.failure == .tls, "\(result.words)")
  }

  @Test(arguments: [false, true])
  func `A document is continued from its last checkpoint by real ranges`(secure: Bool) throws {
    let fixture = try Fixture()
    let bytes = Bench.bytes(3_000_000)
    try fixture.server.serve(bytes, as: "one.pdf")
    let whole = try fixture.fetch(fixture.server.url("one.pdf", secure: secure))
    #expect(whole.isComplete, "\(whole.words)")
    let target = fixture.directory.path.appending("document")
    let record = ResumeRecord(
      address: fixture.server.url("one.pdf", secure: secure), validator: try #require(whole.etag), synced: 2_500_000,
      total: 3_000_000, contentType: "application/pdf")
    try record.publish(beside: target)
    let tail = try fixture.fetch(fixture.server.url("one.pdf", secure: secure))
    #expect(tail.isComplete, "\(tail.words)")
    #expect(tail.received == 500_000 + Body.overlap)
    #expect(try fixture.contents() == bytes)
    // Changed on the server: the tag differs, and If-Range brings the whole new document.
    let changed = Bench.bytes(2_900_000, seed: 3)
    try fixture.server.serve(changed, as: "one.pdf")
    try record.publish(beside: target)
    let anew = try fixture.fetch(fixture.server.url("one.pdf", secure: secure))
    #expect(anew.isComplete && anew.resumed == 0, "\(anew.words)")
    #expect(try fixture.contents() == changed)
  }

  @Test func `A limit on bytes a second holds for all transfers together`() throws {
    var fixture = try Fixture()
    for number in 0..<4 { try fixture.server.serve(Bench.bytes(1_000_000, seed: UInt64(number)), as: "\(number)") }
    fixture.options.bytesPerSecond = 2_000_000
    let transfers = try Transfers(fixture.options)
    let begun = Sys.monotonicSeconds
    for number in 0..<4 {
      transfers.start(
        TransferRequest(
          tag: UInt64(number), try Address(fixture.server.url("\(number)")),
          to: fixture.directory.path.appending("\(number)"), limits: .patient))
    }
    #expect(try Bench.all(transfers).allSatisfy(\.isComplete))
    // Four megabytes at two a second: a slow machine takes longer, no machine takes less.
    #expect(Sys.monotonicSeconds - begun > 1.5)
  }
}
