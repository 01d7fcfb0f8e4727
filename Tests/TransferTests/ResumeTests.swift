import SystemCalls
import TestSupport
import Testing

@testable import Transfer

/// A document of which a part is here: whatever the server does, what is complete at the end is the server's document.
struct ResumeTests {
  static let bytes = Bench.bytes(2_000_000)
  static let part = 1_500_000

  /// A bench whose server has the document, and whose directory has its first part with a true record.
  private static func bench(part: Int = part, _ query: String, _ change: (inout ResumeRecord) -> Void = { _ in }) throws
    -> Bench
  {
    let bench = try Bench()
    try bench.server.serve(bytes, as: "one.pdf")
    let whole = try bench.fetch(bench.server.url("one.pdf"), as: "look")
    try bench.server.forget()
    var record = ResumeRecord(
      address: bench.server.url("one.pdf\(query)"), validator: try #require(whole.etag), synced: Int64(part),
      total: Int64(bytes.count), contentType: "application/pdf")
    change(&record)
    try bench.leave(bytes.prefix(part), of: record.address, record: record)
    return bench
  }

  @Test func `Only the tail travels, and what is here is compared with it`() throws {
    let bench = try Self.bench("")
    let result = try bench.fetch("one.pdf", expecting: Int64(Self.bytes.count))
    #expect(result.isComplete, "\(result.words)")
    #expect(try bench.contents() == Self.bytes)
    #expect(result.status == 206)
    #expect(result.resumed == Int64(Self.part))
    #expect(result.received == Int64(Self.bytes.count - Self.part) + Body.overlap)
    #expect(result.contentLength == Int64(Self.bytes.count))
    let count = try #require(try bench.server.count(of: "one.pdf"))
    #expect(count.requests == 1)
    #expect(count.ranges == ["bytes=\(Self.part - Int(Body.overlap))-"])
    #expect(count.bytes == Self.bytes.count - Self.part + Int(Body.overlap))
  }

  @Test(arguments: ["ignore", "refuse", "shift", "short", "total", "bad", "type", "tag"])
  func `A server that answers a range wrongly is asked for the whole document`(how: String) throws {
    let bench = try Self.bench("?range=\(how)")
    let result = try bench.fetch("one.pdf?range=\(how)")
    #expect(result.isComplete, "\(result.words)")
    #expect(try bench.contents() == Self.bytes)
    #expect(result.resumed == 0)
    let count = try #require(try bench.server.count(of: "one.pdf"))
    #expect(count.requests == (how == "ignore" ? 1 : 2))
  }

  @Test func `A document that changed is fetched anew, and nothing of the old one stays`() throws {
    let bench = try Self.bench("")
    let changed = Bench.bytes(1_900_000, seed: 9)
    try bench.server.serve(changed, as: "one.pdf")
    let result = try bench.fetch("one.pdf")
    #expect(result.isComplete, "\(result.words)")
    #expect(try bench.contents() == changed)
    #expect(try bench.server.count(of: "one.pdf")?.requests == 1)
  }

  @Test func `A server that says the document is the same and sends another is found out by the bytes that repeat`()
    throws
  {
    let bench = try Self.bench("?range=lie")
    let changed = Bench.bytes(Self.bytes.count, seed: 9)
    try bench.server.serve(changed, as: "one.pdf")
    // The record's tag is the old document's; with `etag=none` nothing in the answer contradicts it.
    let record = ResumeRecord(
      address: bench.server.url("one.pdf?range=lie&etag=none&lastmod=none"), validator: "\"old\"",
      synced: Int64(Self.part), total: Int64(changed.count), contentType: "application/pdf")
    try bench.leave(Self.bytes.prefix(Self.part), of: record.address, record: record)
    let result = try bench.fetch("one.pdf?range=lie&etag=none&lastmod=none")
    #expect(result.isComplete, "\(result.words)")
    #expect(try bench.contents() == changed)
    #expect(try bench.server.count(of: "one.pdf")?.statuses == [206, 200])
  }

  @Test(arguments: [0, 100, 4096, 300_000])
  func `An error page in a resumed body does not become part of the document`(after right: Int) throws {
    let query = "?inject=\(right)&times=1"
    let bench = try Self.bench(query)
    let first = try bench.fetch("one.pdf\(query)")
    // Within the bytes that repeat it shows at once, and the whole document is asked for.
    #expect(right < Int(Body.overlap) ? first.isComplete : first.failure == .shortBody, "\(first.words)")
    let second = try bench.fetch("one.pdf")
    #expect(second.isComplete, "\(second.words)")
    #expect(try bench.contents() == Self.bytes)
  }

  @Test func `A complete partial file is complete when the server says so by 416`() throws {
    let bench = try Self.bench(part: Self.bytes.count, "?range=complete")
    let result = try bench.fetch("one.pdf?range=complete")
    #expect(result.isComplete, "\(result.words)")
    #expect(try bench.contents() == Self.bytes)
    #expect(try bench.server.count(of: "one.pdf")?.statuses == [416])
  }

  @Test func `A complete partial file costs its last 4 KiB`() throws {
    let bench = try Self.bench(part: Self.bytes.count, "")
    let result = try bench.fetch("one.pdf")
    #expect(result.isComplete, "\(result.words)")
    #expect(try bench.server.count(of: "one.pdf")?.bytes == Int(Body.overlap))
  }

  @Test func `416 for a document that became shorter is answered by fetching it anew`() throws {
    let bench = try Self.bench("")
    let shorter = Bench.bytes(1_000_000, seed: 4)
    try bench.server.serve(shorter, as: "one.pdf")
    let result = try bench.fetch("one.pdf?range=lie")
    #expect(result.isComplete, "\(result.words)")
    #expect(try bench.contents() == shorter)
  }

  @Test func `Bytes beyond the record do not count, as a power cut may have left anything there`() throws {
    let bench = try Self.bench("")
    let file = try Sys.open(bench.target("document"), .append)
    try Sys.write([UInt8](repeating: 0, count: 100_000), to: file)
    let result = try bench.fetch("one.pdf")
    #expect(result.isComplete, "\(result.words)")
    #expect(try bench.contents() == Self.bytes)
    #expect(result.resumed == Int64(Self.part))
  }

  @Test func `A partial file that is shorter than its record is not continued`() throws {
    let bench = try Self.bench("") { $0.synced += 1 }
    let result = try bench.fetch("one.pdf")
    #expect(result.isComplete, "\(result.words)")
    #expect(try bench.contents() == Self.bytes)
    #expect(try bench.server.count(of: "one.pdf")?.ranges == [nil])
  }

  @Test(arguments: ["no record\n", "sluice-resume 1\naddress x\nvalidator \"a\"\nsynced 5000\n", ""])
  func `A record that cannot be read counts for nothing`(record: String) throws {
    let bench = try Self.bench("")
    try bench.directory.write(Array(record.utf8), as: "document.resume")
    let result = try bench.fetch("one.pdf")
    #expect(result.isComplete, "\(result.words)")
    #expect(try bench.contents() == Self.bytes)
    #expect(result.resumed == 0)
  }

  @Test func `Another address never continues a document`() throws {
    let bench = try Self.bench("")
    let other = Bench.bytes(2_000_000, seed: 5)
    try bench.server.serve(other, as: "two.pdf")
    let result = try bench.fetch("two.pdf")
    #expect(result.isComplete, "\(result.words)")
    #expect(try bench.contents() == other)
  }

  @Test(arguments: ["etag=weak&lastmod=now", "etag=none&lastmod=none", "etag=weak"])
  func `Without proof that it is the same document nothing is kept for later`(query: String) throws {
    let bench = try Bench()
    try bench.server.serve(Self.bytes, as: "one.pdf")
    let first = try bench.fetch("one.pdf?cut=1500000&times=1&\(query)")
    #expect(first.failure == .shortBody)
    #expect(!bench.exists() && !bench.exists("document.resume"))
    let second = try bench.fetch("one.pdf?\(query)")
    #expect(second.isComplete, "\(second.words)")
    #expect(try bench.contents() == Self.bytes)
  }

  @Test func `A connection that breaks again and again costs no byte twice but the 4 KiB of each beginning`() throws {
    let bench = try Bench()
    try bench.server.serve(Self.bytes, as: "one.pdf")
    let query = "one.pdf?cut=600000&times=3"
    var tries = 1
    while !(try bench.fetch(query)).isComplete, tries < 10 { tries += 1 }
    #expect(tries == 4)
    #expect(try bench.contents() == Self.bytes)
    let count = try #require(try bench.server.count(of: "one.pdf"))
    #expect(count.bytes <= Self.bytes.count + 3 * Int(Body.overlap))
  }
}
