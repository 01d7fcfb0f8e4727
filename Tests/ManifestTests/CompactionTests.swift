import SystemCalls
import Testing

@testable import Manifest

struct CompactionTests {
  @Test("Merged segments keep every event, the books and the tail")
  func keeps() throws {
    let manifest = try ManifestFixture()
    for number in 0..<10 { try manifest.pass((0..<30).map { "item-\(number)-\($0)" }) }
    try manifest.pass(["said"], marked: false)
    let (ids, books, tail) = (try manifest.read().ids, try manifest.reader.books().books, try manifest.reader.tail())
    let result = try Compaction.run(in: manifest.directory)
    #expect(result.segment?.name == "000001-000011.ndjson.gz")
    #expect(try Segment.list(in: manifest.directory).count == 1)
    #expect(try manifest.read().ids == ids)
    #expect(try manifest.reader.books().books == books)
    let after = try manifest.reader.tail()
    #expect(after.events.map(\.id) == tail.events.map(\.id))
    #expect(after.lastSequence == tail.lastSequence && after.lastSegment == tail.lastSegment)
    try manifest.pass(["next"])
    #expect(try Segment.list(in: manifest.directory).map(\.name) == ["000001-000011.ndjson.gz", "000012.ndjson"])
    #expect(try ManifestCheck.run(manifest.reader).gaps.isEmpty)
  }

  @Test("A plain segment inside a merged range counts no more, even where a crash left it")
  func covered() throws {
    let manifest = try ManifestFixture()
    for name in ["a", "b"] { try manifest.pass([name]) }
    let left = try Sys.contents(of: manifest.path(2))
    let books = try manifest.reader.books().books
    _ = try Compaction.run(in: manifest.directory)
    try Sys.writePrivate(left, at: manifest.path(2))
    #expect(try manifest.read().ids == ["a", "b"])
    #expect(try manifest.reader.books().books == books)
    _ = try Compaction.run(in: manifest.directory)
    #expect(!Sys.exists(manifest.path(2)))
  }

  @Test("A damaged segment stays as it is, for a person to look at")
  func damaged() throws {
    let manifest = try ManifestFixture()
    for name in ["a", "b"] { try manifest.pass([name]) }
    try manifest.edit(1) { $0[5] ^= 1 }
    let result = try Compaction.run(in: manifest.directory)
    #expect(result.segment == nil && result.damage.count == 1)
    #expect(Sys.exists(manifest.path(1)) && Sys.exists(manifest.path(2)))
  }

  static let names: [(String, ClosedRange<Int>?)] = [
    ("000001.ndjson", 1...1), ("1000000.ndjson", 1_000_000...1_000_000), ("000001-000420.ndjson.gz", 1...420),
    ("1.ndjson", nil), ("000000.ndjson", nil), ("000002-000001.ndjson.gz", nil), ("000001.ndjson.gz", nil),
    ("000001-000002.ndjson", nil), (".000001.ndjson.tmp", nil), ("000001.ndjson~", nil), ("+00001.ndjson", nil),
  ]

  @Test("Only the names that Sluice gives are segments", arguments: names)
  func segmentNames(name: String, range: ClosedRange<Int>?) {
    let segment = Segment(name: name)
    #expect(segment.map { $0.first...$0.last } == range)
    if let segment { #expect(segment.name == name) }
  }
}
