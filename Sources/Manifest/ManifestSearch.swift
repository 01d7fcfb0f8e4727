import Formats
import SystemCalls

extension ManifestReader {
  /// The events about one item or batch, in the order they were written, with those that took them back.
  ///
  /// Only lines that hold the name are parsed: a history of millions of lines is read at the speed of a search for bytes.
  public func events(about id: String) throws -> [Event] {
    guard let quoted = try? FormatCoding.line(id).dropLast() else { return [] }
    let needle = Array("\"id\":".utf8) + quoted
    var found: [Event] = []
    for segment in try Segment.list(in: directory) {
      let lines = try SegmentLines(segment, in: directory)
      while let line = try lines.next() {
        guard Self.holds(line.bytes, needle), case .event(let event, _) = Self.entry(segment, line) else { continue }
        if event.id == id { found.append(event) }
      }
    }
    return found
  }

  /// Which of these subjects a step to a place is said of, at the visit given for each, that no later event took back.
  ///
  /// Segments are read newest first, until every one is found: what is asked for was said lately.
  public func said(_ visits: [String: Int], to place: String) throws -> Set<String> {
    guard let quoted = try? FormatCoding.line(place).dropLast() else { return [] }
    let needle = Array("\"to\":".utf8) + quoted
    var sums: [String: Int] = [:]
    for segment in try Segment.list(in: directory).reversed() {
      let lines = try SegmentLines(segment, in: directory)
      while let line = try lines.next() {
        guard Self.holds(line.bytes, needle), case .event(let event, _) = Self.entry(segment, line) else { continue }
        guard let id = event.id, visits[id] == event.visit else { continue }
        if event.kind == .step { sums[id, default: 0] += 1 }
        if event.kind == .void { sums[id, default: 0] -= 1 }
      }
      // A segment that settles may take back what an older one said, never the other way round.
      if sums.count(where: { $0.value > 0 }) == visits.count { break }
    }
    return Set(sums.filter { $0.value > 0 }.keys)
  }

  private static func holds(_ bytes: [UInt8], _ needle: [UInt8]) -> Bool {
    guard let mark = needle.first, needle.count <= bytes.count else { return false }
    return bytes.withUnsafeBufferPointer { text in
      let last = text.count - needle.count
      var at = 0
      while at <= last {
        guard let next = text[at...last].firstIndex(of: mark) else { return false }
        if text[next..<(next + needle.count)].elementsEqual(needle) { return true }
        at = next + 1
      }
      return false
    }
  }
}
