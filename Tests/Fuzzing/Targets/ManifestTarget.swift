import Formats
import Manifest
import SystemCalls

extension FuzzTarget {
  /// The bytes as a segment, as they are and with a checksum behind each line that is an event: damage is named, and what the rest
  /// moved can be summed up.
  package static func manifest(_ bytes: [UInt8]) {
    let directory = FilePath("/dev/shm/sluice-fuzz-\(Sys.processID)-manifest")
    do {
      try Sys.removeTree(directory)
      try Sys.makeDirectory(directory)
      defer { try? Sys.removeTree(directory) }
      let events = bytes.split(separator: UInt8(ascii: "\n")).compactMap {
        try? FormatCoding.decode(Event.self, from: $0)
      }
      try Sys.writePrivate(bytes, at: directory.appending("000001.ndjson"))
      try Sys.writePrivate(try events.flatMap { try EventLine.encode($0) }, at: directory.appending("000002.ndjson"))
      let reader = ManifestReader(directory)
      var (books, totals, sound) = (Books(), Totals(), 0)
      try reader.forEach { entry in
        if case .event(let event, let segment) = entry {
          if segment.first == 2 { sound += 1 }
          books.enter(event)
          totals.add(event)
          totals.add(event.voided(because: "it was not made"), sign: -1)
        }
        return true
      }
      precondition(sound == events.count, "no event is lost")
      var twice = books
      twice.add(books)
      books.enter(twice.event)
      _ = try reader.tail()
    } catch {
      fatalError("a manifest that can be read cannot fail with an error of the storage: \(error)")
    }
  }
}
