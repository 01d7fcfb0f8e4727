import Deflate
import SystemCalls

/// Merges a worker's closed segments into one compressed segment that keeps their books.
///
/// Made under that worker's lease, between passes, so every plain segment is closed. The merged file is published first;
/// the plain ones inside its range count no more from that moment, and are removed after it (page Manifests).
public enum Compaction {
  /// What one compaction did.
  public struct Result: Sendable {
    /// The merged segment; nil when there was nothing to merge.
    public let segment: Segment?
    /// Segments it replaces.
    public let merged: Int
    /// Lines that could not be read, which are carried over as they are into no segment.
    public let damage: [ManifestReader.Damage]
  }

  /// Merges all plain segments of one worker's directory, when there are at least `minimum`.
  public static func run(in directory: FilePath, minimum: Int = 2) throws -> Result {
    try removeCovered(in: directory)
    let plain = try Segment.list(in: directory).filter { !$0.isMerged }
    guard plain.count >= minimum, let first = plain.first, let last = plain.last else {
      return Result(segment: nil, merged: 0, damage: [])
    }
    let reader = ManifestReader(directory)
    var books = Books()
    var damage: [ManifestReader.Damage] = []
    for segment in plain {
      try reader.forEach(in: segment) { entry in
        switch entry {
        case .event(let event, _): books.enter(event)
        case .damage(let found): damage.append(found)
        }
        return true
      }
    }
    // A damaged segment stays as it is, for a person to look at; what comes before it can be merged later by hand.
    guard damage.allSatisfy({ $0.fault == .torn }) else { return Result(segment: nil, merged: 0, damage: damage) }

    let merged = Segment(merging: first.first...last.last)
    try write(plain, books: books, as: merged, in: directory)
    try removeCovered(in: directory)
    return Result(segment: merged, merged: plain.count, damage: damage)
  }

  private static func write(_ plain: [Segment], books: Books, as merged: Segment, in directory: FilePath) throws {
    let temporary = Sys.privateName(of: directory.appending(merged.name))
    try Sys.clearPrivateName(of: directory.appending(merged.name))
    let file = try Sys.open(temporary, .createNew)
    // The books are a member of their own: who wants only them reads only them.
    var sums = books.event
    sums.worker = directory.lastComponent?.string ?? ""
    try Sys.write(Deflater.compress(try EventLine.encode(sums)), to: file)
    let deflater = Deflater()
    for segment in plain {
      var reader = try LineReader(directory.appending(segment.name), limit: ManifestReader.longestLine)
      while let line = try reader.next() {
        guard line.complete, EventLine.check(line.bytes) == nil else { continue }
        try Sys.write(deflater.push(line.bytes + [UInt8(ascii: "\n")]), to: file)
      }
    }
    try Sys.write(deflater.finish(), to: file)
    try Sys.sync(file)
    try file.close()
    try Sys.rename(temporary, to: directory.appending(merged.name))
    try Sys.sync(directory)
  }

  private static func removeCovered(in directory: FilePath) throws(SystemError) {
    let counting = Set(try Segment.list(in: directory))
    let covered = try Segment.everything(in: directory).filter { !counting.contains($0) }
    for segment in covered { try Sys.unlink(directory.appending(segment.name)) }
    if !covered.isEmpty { try Sys.sync(directory) }
  }
}

extension ManifestReader {
  /// The books of the whole manifest. Of a merged segment only the sums are read.
  public func books() throws -> (books: Books, damage: [Damage]) {
    var books = Books()
    var damage: [Damage] = []
    for segment in try Segment.list(in: directory) {
      try forEach(in: segment) { entry in
        switch entry {
        case .event(let event, _):
          books.enter(event)
          return !(segment.isMerged && event.kind == .sums)
        case .damage(let found):
          damage.append(found)
          return true
        }
      }
    }
    return (books, damage)
  }
}
