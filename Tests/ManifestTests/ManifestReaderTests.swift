import SystemCalls
import TestSupport
import Testing

@testable import Manifest

/// A manifest of one test's own.
struct ManifestFixture {
  let temporary: TemporaryDirectory
  var directory: FilePath { temporary.path.appending("cleanup") }
  var reader: ManifestReader { ManifestReader(directory) }

  init() throws { temporary = try TemporaryDirectory() }

  /// Writes one pass: steps of these items, and a mark unless it was stopped.
  func pass(_ items: [String], marked: Bool = true) throws {
    let writer = ManifestWriter(directory: directory, worker: "cleanup", after: try reader.tail())
    for id in items {
      try writer.append(.step(.item, id, visit: 0, from: "outside", to: "01_downloaded", units: 1, bytes: 1))
    }
    if marked { try writer.append(Event(.mark)) }
    try writer.sync()
  }

  func path(_ number: Int) -> FilePath { directory.appending(Segment(number: number).name) }

  func edit(_ number: Int, _ change: (inout [UInt8]) -> Void) throws {
    var bytes = try Sys.contents(of: path(number))
    change(&bytes)
    try Sys.writePrivate(bytes, at: path(number))
  }

  func read() throws -> (ids: [String], faults: [EventLine.Fault]) {
    var (ids, faults): ([String], [EventLine.Fault]) = ([], [])
    try reader.forEach { entry in
      switch entry {
      case .event(let event, _): if let id = event.id { ids.append(id) }
      case .damage(let damage): faults.append(damage.fault)
      }
      return true
    }
    return (ids, faults)
  }
}

struct ManifestReaderTests {
  @Test
  func `Two passes that took one number write two segments, and nothing of either is lost`() throws {
    let manifest = try ManifestFixture()
    try manifest.pass(["a"])
    let tail = try manifest.reader.tail()
    let writers = (0..<2).map { _ in ManifestWriter(directory: manifest.directory, worker: "cleanup", after: tail) }
    for (writer, id) in zip(writers, ["b", "c"]) {
      try writer.append(.step(.item, id, visit: 0, from: "outside", to: "01_downloaded", units: 1, bytes: 1))
    }
    for writer in writers { try writer.sync() }
    #expect(try Segment.list(in: manifest.directory).map(\.last) == [1, 2, 3])
    let read = try manifest.read()
    #expect(read.ids == ["a", "b", "c"] && read.faults.isEmpty)
  }

  @Test
  func `A line that was cut off costs itself, and is told`() throws {
    let manifest = try ManifestFixture()
    try manifest.pass(["a", "b", "c"], marked: false)
    try manifest.edit(1) { $0.removeLast(30) }
    let (ids, faults) = try manifest.read()
    #expect(ids == ["a", "b"])
    #expect(faults == [.torn])
    try manifest.pass(["d"])
    #expect(try manifest.read().ids == ["a", "b", "d"])
  }

  @Test
  func `Blocks of zeros, garbage in the middle and flipped bits cost only the lines they hit`() throws {
    let manifest = try ManifestFixture()
    try manifest.pass(["a", "b", "c", "d", "e"])
    try manifest.edit(1) { bytes in
      var lines = bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
      lines[1] = Array("what is this".utf8)
      lines[2][20] ^= 1
      lines.insert([UInt8](repeating: 0, count: 512), at: 4)
      bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")])) + [UInt8(ascii: "\n")]
    }
    let (ids, faults) = try manifest.read()
    #expect(ids == ["a", "d", "e"])
    #expect(faults == [.garbage, .checksum, .zeros])
    #expect(try ManifestCheck.run(manifest.reader).damage.count == 3)
    #expect(!(try ManifestCheck.run(manifest.reader).gaps.isEmpty))
  }

  @Test
  func `Zeros that run into a sound line do not cost it`() throws {
    let manifest = try ManifestFixture()
    try manifest.pass(["a"])
    try manifest.edit(1) { $0.insert(contentsOf: [UInt8](repeating: 0, count: 4096), at: 0) }
    #expect(try manifest.read().ids == ["a"])
  }

  @Test
  func `Lines that changed places are found by their sequence, and the books do not mind`() throws {
    let manifest = try ManifestFixture()
    try manifest.pass(["a", "b", "c"])
    let before = try manifest.reader.books().books
    #expect(try ManifestCheck.run(manifest.reader).gaps.isEmpty)
    try manifest.edit(1) { bytes in
      var lines = bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
      lines.swapAt(0, 1)
      bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")])) + [UInt8(ascii: "\n")]
    }
    #expect(!(try ManifestCheck.run(manifest.reader).gaps.isEmpty))
    #expect(try manifest.reader.books().books == before)
  }

  @Test
  func `A missing segment is a gap that is named`() throws {
    let manifest = try ManifestFixture()
    for name in ["a", "b", "c"] { try manifest.pass([name]) }
    try Sys.unlink(manifest.path(2))
    #expect(try ManifestCheck.run(manifest.reader).gaps == ["000003.ndjson: events 3 to 4 are missing"])
  }

  @Test(arguments: [1, 5, 4000])
  func `What follows the last mark is found without reading the history`(items: Int) throws {
    let manifest = try ManifestFixture()
    #expect(try manifest.reader.tail().mark == nil)
    try manifest.pass((0..<items).map { "old-\($0)" })
    try manifest.pass(["said"], marked: false)
    try manifest.pass(["said-again"], marked: false)
    let tail = try manifest.reader.tail()
    #expect(tail.events.map(\.id) == ["said", "said-again"])
    #expect(tail.lastSequence == UInt64(items) + 3)
    #expect(tail.lastSegment == 3)
    #expect(tail.mark?.sequence == UInt64(items) + 1)
  }
}
