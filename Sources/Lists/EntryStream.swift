import Formats
import SystemCalls

/// One file of entries being worked off: which were handed out, and up to where all have ended.
final class EntryStream {
  let name: String
  /// The second its entries are due; the lowest of all for the list's own file.
  let due: Int64
  /// Bytes before which every entry has ended.
  private(set) var position: Int64
  /// Whether its end was reached.
  private(set) var isRead = false
  private var reader: LineReader
  // Where entries begin and the next one begins, in order, from `position` on.
  private var handed: [(start: Int64, next: Int64)] = []
  private var first = 0
  private var ended: Set<Int64>

  init(_ path: FilePath, name: String, from position: Int64, ended: [Int64]) throws(SystemError) {
    self.name = name
    due = ListLayout.dueSecond(name) ?? .min
    self.position = position
    self.ended = Set(ended)
    reader = try LineReader(path, from: position, limit: 1 << 24)
  }

  /// Whether every entry of it has ended.
  var isDone: Bool { isRead && first == handed.count }

  /// Entries that have ended though one before them has not, by where they begin.
  var beyond: [Int64] { ended.sorted() }

  /// The next entry that has not ended, and where it begins; nil at the end. Torn lines are passed over.
  func next() throws(SystemError) -> (entry: ListEntry, at: Int64)? {
    while let line = try reader.next() {
      handed.append((line.offset, line.offset + line.length + (line.complete ? 1 : 0)))
      if !ended.contains(line.offset) {
        if let entry = EntryLine.decode(line.bytes) { return (entry, line.offset) }
        ended.insert(line.offset)
      }
      advance()
    }
    isRead = true
    return nil
  }

  /// Notes that an entry needs nothing more from this file.
  func end(at offset: Int64) {
    ended.insert(offset)
    advance()
  }

  private func advance() {
    while first < handed.count, ended.remove(handed[first].start) != nil {
      position = handed[first].next
      first += 1
    }
    if first > 4096 {
      handed.removeFirst(first)
      first = 0
    }
  }
}
