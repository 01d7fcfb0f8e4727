import Formats
import SystemCalls

/// A list being worked off: hands out its entries, remembers how each ended, and survives being stopped anywhere.
///
/// The list's own entries are read in order; entries put off are appended to files named by the second they are due, so that
/// nothing is looked at before its time and nothing written is ever written over. Memory is bounded by the entries handed
/// out and not ended.
public final class ListQueue {
  /// How an entry ended.
  public enum End: Sendable, Hashable {
    /// It became an item.
    case item
    /// It was here already.
    case known
    /// It was quarantined for a reason.
    case quarantined(String)
  }

  /// An entry handed out.
  public struct Handed: Sendable {
    /// The entry.
    public var entry: ListEntry
    let stream: String
    let offset: Int64
  }

  /// The list's files.
  public let layout: ListLayout
  /// How far it has come, with all that ended; what is on disk may be older.
  public private(set) var progress: ListProgress

  private var streams: [EntryStream] = []
  // Ends after the last publication, found in the manifest: entries to be counted when they are met again.
  private var endedAfter: [String: [End]] = [:]
  // Entries put off after the last publication, by the second they are due.
  private var putOffAfter: [String: Int64] = [:]
  private var appended: [String: [UInt8]] = [:]
  private var drained: Set<String> = []
  private var changed = false

  /// Opens a list that was expanded.
  ///
  /// - Parameter endedAfter: ends that the manifest tells of after `progress.manifestSequence`, by the entries' keys.
  public init(_ layout: ListLayout, _ progress: ListProgress, endedAfter: [String: [End]]) throws {
    self.layout = layout
    self.progress = progress
    self.endedAfter = endedAfter
    try findPutOff()
  }

  // MARK: Handing out

  /// The next entry that may be tried; nil when none may now.
  public func next(now: Timestamp) throws -> Handed? {
    while let stream = try stream(now: now) {
      guard let found = try stream.next() else {
        close(stream)
        continue
      }
      let handed = Handed(entry: found.entry, stream: stream.name, offset: found.at)
      if var ends = endedAfter[found.entry.key], !ends.isEmpty {
        let end = ends.removeFirst()
        endedAfter[found.entry.key] = ends.isEmpty ? nil : ends
        self.end(handed, as: end)
        continue
      }
      if let due = putOffAfter[Self.mark(found.entry)], due > stream.due {
        leave(handed)
        progress.counts.deferred += 1
        continue
      }
      return handed
    }
    return nil
  }

  /// Whether everything was handed out that may be tried now.
  public func isExhausted(now: Timestamp) throws -> Bool {
    try stream(now: now).map { $0.isRead } ?? true
  }

  /// When the first entry that was put off is due, in seconds since 1970; nil where none waits.
  public private(set) var nextDue: Int64?

  /// Whether every entry has ended.
  public var isFinished: Bool {
    progress.entries != nil && nextDue == nil && appended.isEmpty && streams.allSatisfy(\.isDone) && mainIsDone
  }

  private var mainIsDone: Bool {
    streams.contains { $0.name == ListLayout.entriesName && $0.isDone } || drained.contains(ListLayout.entriesName)
      || progress.positions[ListLayout.entriesName].map { $0 >= (try? Sys.status(of: layout.entries).size) ?? .max }
        ?? false
  }

  // MARK: Ends

  /// Notes how an entry ended.
  public func end(_ handed: Handed, as end: End) {
    leave(handed)
    switch end {
    case .item: progress.counts.items += 1
    case .known: progress.counts.known += 1
    case .quarantined(let reason): progress.counts.quarantined[reason, default: 0] += 1
    }
  }

  /// Puts an entry off: it is handed out again, as it is now, after `time`.
  public func putOff(_ handed: Handed, until time: Timestamp, now: Timestamp) throws {
    var entry = handed.entry
    entry.notBefore = time
    try append(entry, until: time, now: now)
    leave(handed)
    progress.counts.deferred += 1
  }

  /// Bytes of entries put off that only memory holds until the next publication.
  public private(set) var unwritten = 0

  /// Counts an attempt that failed.
  public func countFailure(_ kind: String) { progress.counts.failedAttempts[kind, default: 0] += 1 }

  /// Counts bytes of documents that travelled.
  public func countBytes(_ bytes: Int64) { progress.bytes += bytes }

  /// Adds entries that one entry turned out to stand for, besides itself.
  public func add(_ entries: [ListEntry], now: Timestamp) throws {
    for entry in entries {
      if putOffAfter.removeValue(forKey: Self.mark(entry)) == nil {
        try append(entry, until: now, now: now)
      }
      progress.entries = (progress.entries ?? 0) + 1
      progress.counts.deferred += 1
    }
  }

  private func leave(_ handed: Handed) {
    changed = true
    guard let stream = streams.first(where: { $0.name == handed.stream }) else { return }
    if stream.due != .min { progress.counts.deferred -= 1 }
    stream.end(at: handed.offset)
  }

  /// The same entry at another time; what a source has several documents of is told apart by file.
  private static func mark(_ entry: ListEntry) -> String { "\(entry.number)/\(entry.file ?? "")" }

  private func append(_ entry: ListEntry, until time: Timestamp, now: Timestamp) throws {
    // Slots an eighth as long as the wait, so that there are few files however many waits there are.
    let wait = max(1, Double(time.milliseconds - now.milliseconds) / 1000)
    let slot = Int64(max(1, wait / 8).rounded(.down))
    var due = (max(time.milliseconds, now.milliseconds) / 1000 / slot + 1) * slot
    while isReading(due) { due += 1 }
    let line = try EntryLine.encode(entry)
    appended[ListLayout.dueName(due), default: []] += line
    unwritten += line.count
    nextDue = min(nextDue ?? .max, due)
    changed = true
  }

  private func isReading(_ due: Int64) -> Bool {
    let name = ListLayout.dueName(due)
    return drained.contains(name) || streams.contains { $0.name == name }
  }

  // MARK: Files

  /// The file to read on: those that are due first, the oldest before the others.
  private func stream(now: Timestamp) throws -> EntryStream? {
    if let open = streams.first(where: { !$0.isRead && $0.due != .min }) { return open }
    if let due = nextDue, due * 1000 <= now.milliseconds {
      // What was put off a moment ago may still be in memory.
      try writeAppended()
      let made = try open(ListLayout.dueName(due))
      nextDue = try waitingFiles().filter { !isReading($0) }.min()
      return made
    }
    if let main = streams.first(where: { $0.due == .min }) { return main.isRead ? nil : main }
    return drained.contains(ListLayout.entriesName) ? nil : try open(ListLayout.entriesName)
  }

  private func open(_ name: String) throws -> EntryStream {
    let stream = try EntryStream(
      layout.file(name), name: name, from: progress.positions[name] ?? 0, ended: progress.beyond[name] ?? [])
    streams.append(stream)
    return stream
  }

  private func close(_ stream: EntryStream) {
    guard stream.isDone, stream.due != .min else { return }
    drained.insert(stream.name)
    changed = true
  }

  private func waitingFiles() throws -> [Int64] {
    try Sys.entries(of: layout.directory).compactMap { ListLayout.dueSecond($0.name.string) }
  }

  /// Finds files of entries put off: what was appended after the last publication is noted, to be counted when met.
  private func findPutOff() throws {
    var due: [Int64] = []
    for second in try waitingFiles() {
      let name = ListLayout.dueName(second)
      let size = try Sys.status(of: layout.file(name)).size
      if progress.positions[name] == size {
        drained.insert(name)
        continue
      }
      due.append(second)
      let counted = progress.lengths[name] ?? 0
      guard size > counted else { continue }
      var reader = try LineReader(layout.file(name), from: counted, limit: 1 << 24)
      while let line = try reader.next() {
        if let entry = EntryLine.decode(line.bytes) { putOffAfter[Self.mark(entry)] = second }
        // A line that was torn ends here, and the next begins a new one.
        if !line.complete { appended[name, default: []] += [UInt8(ascii: "\n")] }
      }
    }
    nextDue = due.min()
  }

  private func writeAppended() throws(SystemError) {
    var isNew = false
    for (name, bytes) in appended.sorted(by: { $0.key < $1.key }) {
      let path = layout.file(name)
      if !Sys.exists(path) { isNew = true }
      let file = try Sys.open(path, .append)
      try Sys.write(bytes, to: file)
      try Sys.syncData(file)
      progress.lengths[name] = try Sys.status(of: file).size
    }
    (appended, unwritten) = ([:], 0)
    if isNew { try Sys.sync(layout.directory) }
  }

  /// Publishes how far the list has come; `sequence` is the last event of the manifest that is counted.
  public func publish(sequence: UInt64) throws {
    guard changed else { return }
    try writeAppended()
    for stream in streams where stream.isDone && stream.due != .min { drained.insert(stream.name) }
    for stream in streams {
      progress.positions[stream.name] = stream.position
      progress.beyond[stream.name] = stream.beyond.isEmpty ? nil : stream.beyond
    }
    for name in progress.positions.keys
    where name != ListLayout.entriesName && !Sys.exists(layout.file(name)) {
      progress.positions[name] = nil
      progress.beyond[name] = nil
    }
    for name in progress.lengths.keys where !Sys.exists(layout.file(name)) { progress.lengths[name] = nil }
    progress.manifestSequence = sequence
    progress.notBefore = nextDue.map { Timestamp(seconds: $0) }
    progress.updatedAt = .now
    try Sys.publish(try FormatCoding.file(progress), at: layout.progress)
    changed = false
    // Only now: a file that was worked off and is not said to be would be worked off again.
    for name in drained {
      try Sys.removeIfThere(layout.file(name))
      streams.removeAll { $0.name == name }
    }
    drained = []
  }
}
