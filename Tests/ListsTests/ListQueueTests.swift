import Formats
import SystemCalls
import TestSupport
import Testing

@testable import Lists

/// A list of identifiers `1`, `2`, … that was expanded.
private struct Worked {
  let reading: Reading
  var progress = Reading.progress()

  init(_ count: Int) throws {
    reading = try Reading((1...count).map { "id\($0)\n" }.joined(), .txt)
    _ = try reading.expansion.run(&progress) { false }
  }

  /// Opens it anew, as the pass after a crash does.
  func open(endedAfter: [String: [ListQueue.End]] = [:]) throws -> ListQueue {
    let stored = try FormatCoding.decode(ListProgress.self, from: try Sys.contents(of: reading.layout.progress))
    return try ListQueue(reading.layout, stored, endedAfter: endedAfter)
  }
}

struct ListQueueTests {
  let now = Timestamp(milliseconds: 1_800_000_000_000)

  @Test func `every entry is handed out once and the list is finished`() throws {
    let worked = try Worked(3)
    let queue = try worked.open()
    for expected in ["id1", "id2", "id3"] {
      let handed = try #require(try queue.next(now: now))
      #expect(handed.entry.identifier == expected)
      #expect(!queue.isFinished)
      queue.end(handed, as: .item)
    }
    #expect(try queue.next(now: now) == nil)
    #expect(queue.isFinished)
    #expect(queue.progress.counts.items == 3)
  }

  @Test func `an entry put off comes again after its time, and not before`() throws {
    let worked = try Worked(2)
    var queue = try worked.open()
    var first = try #require(try queue.next(now: now))
    first.entry.attempts.append(FetchAttempt(at: now, url: "http://a/", status: 503, kind: "http_5xx", message: "busy"))
    try queue.putOff(first, until: now.advanced(bySeconds: 100), now: now)
    let second = try #require(try queue.next(now: now))
    queue.end(second, as: .known)
    #expect(try queue.next(now: now) == nil)
    #expect(!queue.isFinished)
    try queue.publish(sequence: 7)

    queue = try worked.open()
    #expect(try queue.next(now: now.advanced(bySeconds: 99)) == nil, "not-before times survive a restart")
    let again = try #require(try queue.next(now: now.advanced(bySeconds: 130)))
    #expect(again.entry.identifier == "id1")
    #expect(again.entry.attempts.count == 1)
    queue.end(again, as: .quarantined("http_5xx"))
    #expect(try queue.next(now: now.advanced(bySeconds: 130)) == nil)
    #expect(queue.isFinished)
    try queue.publish(sequence: 9)
    #expect(queue.progress.counts.ended == 2)
    #expect(queue.progress.counts.deferred == 0)
    #expect(try worked.open().isFinished)
  }

  @Test func `what was in flight when everything stopped is handed out again, and what ended is not`() throws {
    let worked = try Worked(5)
    var queue = try worked.open()
    let handed = try (1...4).map { _ in try #require(try queue.next(now: now)) }
    queue.end(handed[1], as: .item)
    queue.end(handed[3], as: .item)
    try queue.publish(sequence: 3)
    // After the last publication: one more item, which the manifest tells of, and one put off.
    queue.end(handed[2], as: .item)
    try queue.putOff(handed[0], until: now.advanced(bySeconds: 1), now: now)

    queue = try worked.open(endedAfter: ["archive.org:id3": [.item]])
    var seen: [String] = []
    while let next = try queue.next(now: now) {
      seen.append(next.entry.identifier ?? "")
      queue.end(next, as: .item)
    }
    #expect(seen == ["id1", "id5"], "the entry put off was not written yet, so it is tried again")
    #expect(queue.progress.counts.items == 5)
    #expect(queue.isFinished)
  }

  @Test(arguments: [0, 1, 7, 40])
  func `an entry that was put off and written is not tried before its time, even after a torn line`(torn: Int) throws {
    let worked = try Worked(2)
    var queue = try worked.open()
    let first = try #require(try queue.next(now: now))
    try queue.putOff(first, until: now.advanced(bySeconds: 50), now: now)
    let name = try {
      let before = try Sys.contents(of: worked.reading.layout.progress)
      try queue.publish(sequence: 1)
      // The crash came between writing the entry and publishing the progress.
      try Sys.publish(before, at: worked.reading.layout.progress)
      return try #require(
        try Sys.entries(of: worked.reading.layout.directory).first { ListLayout.dueSecond($0.name.string) != nil })
    }()
    if torn > 0 {
      let path = worked.reading.layout.directory.appending(name.name)
      let file = try Sys.open(path, .append)
      try Sys.write(Array(try Sys.contents(of: path).prefix(torn)), to: file)
    }
    queue = try worked.open()
    let second = try #require(try queue.next(now: now))
    #expect(second.entry.identifier == "id2")
    queue.end(second, as: .item)
    #expect(try queue.next(now: now) == nil)
    #expect(queue.progress.counts.deferred == 1)
    let again = try #require(try queue.next(now: now.advanced(bySeconds: 60)))
    #expect(again.entry.identifier == "id1")
    queue.end(again, as: .item)
    #expect(try queue.next(now: now.advanced(bySeconds: 60)) == nil)
    #expect(queue.isFinished)
    #expect(queue.progress.counts.ended == 2)
    #expect(queue.progress.counts.deferred == 0)
  }

  @Test func `a sample is the same for the same seed, and another for another`() throws {
    let text = (1...500).map { "id\($0)\n" }.joined()
    func sample(_ text: String, _ seed: Int) throws -> Set<String> {
      let reading = try Reading(text, .txt)
      var progress = Reading.progress(ListProgress.Sample(size: 20, seed: seed))
      _ = try reading.expansion.run(&progress) { false }
      #expect(progress.entries == 20)
      #expect(progress.counts.notSampled == 480)
      let queue = try ListQueue(reading.layout, progress, endedAfter: [:])
      var found: Set<String> = []
      while let next = try queue.next(now: now) { found.insert(next.entry.key) }
      return found
    }
    let first = try sample(text, 1)
    #expect(first.count == 20)
    let reversed = text.split(separator: "\n").reversed().joined(separator: "\n")
    #expect(try sample(reversed, 1) == first)
    #expect(try sample(text, 2) != first)
  }

  @Test func `what a source has several documents of becomes several entries, once`() throws {
    let worked = try Worked(1)
    var queue = try worked.open()
    let first = try #require(try queue.next(now: now))
    func others() -> [ListEntry] {
      (1...2).map { number in
        var entry = first.entry
        entry.file = "\(number).pdf"
        return entry
      }
    }
    try queue.add(others(), now: now)
    try queue.publish(sequence: 1)
    // Stopped before the progress was published, and so asked again.
    queue = try ListQueue(worked.reading.layout, worked.progress, endedAfter: [:])
    let again = try #require(try queue.next(now: now))
    try queue.add(others(), now: now)
    queue.end(again, as: .item)
    var files: [String] = []
    while let next = try queue.next(now: now.advanced(bySeconds: 5)) {
      files.append(next.entry.file ?? "")
      queue.end(next, as: .item)
    }
    #expect(files.sorted() == ["1.pdf", "2.pdf"])
    #expect(queue.isFinished)
    #expect(queue.progress.entries == 3)
    #expect(queue.progress.counts.items == 3)
  }
}
