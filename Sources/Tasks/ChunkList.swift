import Formats
import SystemCalls

/// A chunk's list, read and checked: what the task was given.
///
/// Fails: one line that cannot be used fails the task, naming the line. A task that skipped it would leave an item without a
/// result and without a reason.
struct ChunkList: Sendable {
  /// The items, in the list's order.
  let entries: [ChunkEntry]

  /// Reads a list.
  init(_ path: FilePath) throws {
    var reader = try LineReader(path, limit: 1 << 20)
    var entries: [ChunkEntry] = []
    var seen: Set<String> = []
    var number = 0
    while let line = try reader.next() {
      number += 1
      let entry: ChunkEntry
      do {
        guard line.complete, !line.tooLong else { throw TaskFailure("torn or too long") }
        entry = try FormatCoding.decode(ChunkEntry.self, from: line.bytes)
      } catch {
        throw TaskFailure("\(path): line \(number) is no entry of a chunk's list; run: sluice audit")
      }
      if let fault = Self.fault(of: entry) { throw TaskFailure("\(path): line \(number): \(fault); run: sluice audit") }
      guard seen.insert(entry.identifier).inserted else {
        throw TaskFailure("\(path): line \(number): \(entry.identifier) is listed twice; run: sluice audit")
      }
      entries.append(entry)
    }
    self.entries = entries
  }

  /// What is wrong with an entry; nil when nothing is. Names are judged as bytes: they must stay inside the batch (law 16).
  static func fault(of entry: ChunkEntry) -> String? {
    guard let name = FilePath.Component(bytes: entry.identifier.utf8), !name.isHidden else {
      return "the identifier cannot name a file"
    }
    let path = FilePath(entry.path)
    guard path.isRelative, !path.isEmpty, !entry.path.utf8.contains(0),
      path.components.allSatisfy({ $0.kind == .regular })
    else { return "the path leads out of the batch" }
    guard (0...Stated.mostPages).contains(entry.units) else { return "it has \(entry.units) pages" }
    return nil
  }
}
