import Formats
import SystemCalls
import Testing

@testable import Scheduling

@Suite struct LocalHistoryTests {
  private func written() throws -> [UInt8] {
    var start = LocalEvent(.chunkStarted)
    start.chunk = "0001"
    let ending = ChunkEnding(
      .failed(status: 3), "It said \"no\"\n", startedAt: .now, endedAt: .now, host: "alpha",
      usage: .init(cpuSeconds: 1.5, maxResidentBytes: 4096))
    return try [LocalEvent(.started), start, LocalEvent(chunk: "0001", ended: ending), LocalEvent(.ended)]
      .flatMap { try FormatCoding.line($0) }
  }

  private func read(_ bytes: [UInt8]) throws -> LocalHistory {
    let place = try Place()
    let path = place.root.appending("local.ndjson")
    try Sys.writePrivate(bytes, at: path)
    return try LocalHistory(reading: path)
  }

  @Test func `what was written is read back`() throws {
    let history = try read(try written())
    #expect(history.isEnded && history.hasBegun && history.unreadable == 0)
    let ending = try #require(history.endings["0001"])
    #expect(ending.kind == .failed(status: 3) && ending.message == "It said \"no\"\n" && ending.host == "alpha")
    #expect(ending.usage == .init(cpuSeconds: 1.5, maxResidentBytes: 4096))
  }

  @Test func `cut anywhere, it tells what its whole lines tell`() throws {
    let bytes = try written()
    for length in 0...bytes.count {
      let whole = bytes.prefix(length).count { $0 == UInt8(ascii: "\n") }
      let history = try read(Array(bytes.prefix(length)))
      #expect(history.hasBegun == (whole >= 1))
      #expect((history.startedChunks.count, history.endings.count) == (whole >= 2 ? 1 : 0, whole >= 3 ? 1 : 0))
      #expect(history.isEnded == (whole >= 4))
    }
  }

  @Test(arguments: [
    Damage("zeros", [UInt8](repeating: 0, count: 4096) + [10]),
    Damage("garbage", Array("{\"event\":7}\n\u{7f}}{\n".utf8)),
    Damage(
      "a kind of a later version", Array("{\"at\":\"2026-01-01T00:00:00.000Z\",\"event\":\"paused\"}\n".utf8)),
    Damage("a line without end", Array(repeating: UInt8(ascii: "x"), count: 1 << 18) + [10]),
    Damage("blank lines", [10, 10]),
  ])
  func `damage in the middle is skipped`(_ damage: Damage) throws {
    let bytes = try written()
    let first = try #require(bytes.firstIndex(of: 10)) + 1
    let history = try read(Array(bytes[..<first]) + damage.bytes + Array(bytes[first...]))
    #expect(history.started != nil && history.endings.count == 1 && history.isEnded)
    #expect((history.unreadable > 0) == (damage.name != "blank lines"))
  }

  @Test func `the first ending of a chunk stands`() throws {
    let again = LocalEvent(chunk: "0001", ended: ChunkEnding(.completed, "", endedAt: .now))
    let history = try read(try written() + FormatCoding.line(again))
    #expect(history.endings["0001"]?.kind == .failed(status: 3))
  }

  @Test(arguments: [
    ChunkEnding.Kind.completed, .failed(status: 7), .signalled(9), .timeLimit, .memoryLimit, .cancelled, .lostNode,
    .vanished,
  ])
  func `every ending is kept as a word and a number`(_ kind: ChunkEnding.Kind) {
    #expect(ChunkEnding.Kind(word: kind.word, number: kind.number) == kind)
  }
}

/// Bytes that are no line of a history, shown by their name: some are a quarter of a mebibyte.
struct Damage: CustomTestStringConvertible {
  let name: String
  let bytes: [UInt8]
  var testDescription: String { name }

  init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}
