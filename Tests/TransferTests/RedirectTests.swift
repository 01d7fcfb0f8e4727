import SystemCalls
import TestSupport
import Testing

@testable import Transfer

struct RedirectTests {
  @Test(arguments: [301, 302, 303, 307, 308])
  func `Redirects are followed, and each is told`(code: Int) throws {
    let bench = try Bench()
    let bytes = Bench.bytes(50_000)
    try bench.server.serve(bytes, as: "one.pdf")
    let result = try bench.fetch("one.pdf?redirect=2&code=\(code)")
    #expect(result.isComplete, "\(result.words)")
    #expect(try bench.contents() == bytes)
    #expect(result.finalAddress == bench.server.url("one.pdf"))
    #expect(result.redirects == [bench.server.url("one.pdf?redirect=1"), bench.server.url("one.pdf")])
  }

  @Test func `Redirects that go round in a circle, or on and on, end`() throws {
    var bench = try Bench()
    try bench.server.serve([1], as: "one")
    #expect(try bench.fetch("one?redirect=loop").failure == .redirects)
    #expect(try bench.server.count(of: "one")?.requests == 1)
    bench.limits.redirects = 3
    #expect(try bench.fetch("one?redirect=4").failure == .redirects)
    #expect(try bench.fetch("one?redirect=3").isComplete)
  }

  @Test(arguments: ["ftp://127.0.0.1/one", "file:///etc/passwd", "gopher://127.0.0.1/"])
  func `A redirect to anything but http and https is not followed`(location: String) throws {
    let bench = try Bench()
    let result = try bench.fetch("one?location=\(location)")
    #expect(result.failure == .scheme, "\(result.words)")
    #expect(!bench.exists())
  }

  @Test func `A redirect with a password in it is not followed`() throws {
    let bench = try Bench()
    let result = try bench.fetch("one?location=http://me:secret@127.0.0.1/")
    #expect(result.failure == .address)
    #expect(!result.words.contains("secret"))
  }

  @Test func `A redirect to a host with limits of its own is given back, and goes on from there`() throws {
    var bench = try Bench()
    let bytes = Bench.bytes(50_000)
    try bench.server.serve(bytes, as: "one.pdf")
    bench.options.follows = { $0.host == $1.host }
    let there = "http://localhost:\(bench.server.port)/one.pdf"
    let first = try bench.fetch("moved?location=\(there)")
    guard case .elsewhere(let address) = first.ending else { throw TestWorkspace.Failure(description: first.words) }
    #expect(address.text == there)
    #expect(try bench.server.count(of: "one.pdf") == nil)
    let transfers = try Transfers(bench.options)
    transfers.start(
      TransferRequest(address, to: bench.target("document"), redirects: first.redirects, limits: bench.limits))
    let second = try #require(try Bench.all(transfers).first)
    #expect(second.isComplete, "\(second.words)")
    #expect(second.redirects == [there])
    #expect(try bench.contents() == bytes)
  }

  @Test func `A redirected document is continued too, as long as it is the same`() throws {
    let bench = try Bench()
    let bytes = Bench.bytes(2_000_000)
    try bench.server.serve(bytes, as: "one.pdf")
    let target = bench.server.url("one.pdf?cut=1400000")
    let first = try bench.fetch("moved?location=\(target)")
    #expect(first.failure == .shortBody, "\(first.words)")
    let second = try bench.fetch("moved?location=\(target)")
    #expect(second.isComplete, "\(second.words)")
    #expect(second.resumed == 1_400_000)
    #expect(try bench.contents() == bytes)
  }
}
