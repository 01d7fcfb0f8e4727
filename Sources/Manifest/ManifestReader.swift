import SystemCalls

/// Reads one worker's manifest in the order it was written, past whatever damage there is.
public struct ManifestReader: Sendable {
  /// The worker's directory below `manifests/`.
  public let directory: FilePath

  /// The longest line that can be an event: one mebibyte, a hundred times the longest Sluice writes but for `sums`.
  static let longestLine = 16 << 20

  /// A line that could not be read, and where it is.
  public struct Damage: Sendable, Hashable, CustomStringConvertible {
    /// The segment's file.
    public let segment: Segment
    /// Where the line begins, in bytes of the uncompressed segment.
    public let offset: Int64
    /// Bytes it has.
    public let length: Int64
    /// What is wrong with it.
    public let fault: EventLine.Fault

    /// One line for a person.
    public var description: String {
      let what =
        switch fault {
        case .garbage: "is no event"
        case .checksum: "does not fit its checksum"
        case .zeros: "is a block of zeros"
        case .torn: "is cut off: the writer was stopped within it"
        case .unknown: "was written by a later version"
        case .packed: "and all after it cannot be unpacked"
        }
      return "\(segment.name): \(length) bytes at \(offset): the line \(what); it was skipped"
    }
  }

  /// What a reader finds: an event, or a place where one was.
  public enum Entry: Sendable {
    /// A sound line.
    case event(Event, Segment)
    /// An unsound one.
    case damage(Damage)
  }

  /// Reads the manifest in this directory.
  public init(_ directory: FilePath) { self.directory = directory }

  /// Calls `body` with every entry, oldest first, until it returns false. Segments before `from` are passed over.
  public func forEach(from: Int = 0, _ body: (Entry) throws -> Bool) throws {
    for segment in try Segment.list(in: directory) where segment.last >= from {
      if try !forEach(in: segment, body) { return }
    }
  }

  /// Calls `body` with every entry of one segment; says whether to go on.
  @discardableResult
  public func forEach(in segment: Segment, _ body: (Entry) throws -> Bool) throws -> Bool {
    let lines = try SegmentLines(segment, in: directory)
    while let line = try lines.next() { if try !body(Self.entry(segment, line)) { return false } }
    return true
  }

  /// Calls `body` with every event after a sequence; only segments that can hold one are read.
  public func forEach(after sequence: UInt64, _ body: (Event) throws -> Void) throws {
    var number = 0
    for segment in try Segment.list(in: directory).reversed() {
      number = segment.first
      if try firstSequence(of: segment) <= sequence { break }
    }
    try forEach(from: number) { entry in
      if case .event(let event, _) = entry, event.sequence > sequence { try body(event) }
      return true
    }
  }

  private func firstSequence(of segment: Segment) throws -> UInt64 {
    var first: UInt64 = .max
    try forEach(in: segment) { entry in
      guard case .event(let event, _) = entry, event.kind != .sums else { return true }
      first = event.sequence
      return false
    }
    return first
  }

  static func entry(_ segment: Segment, _ line: SegmentLines.Line) -> Entry {
    if let fault = line.fault {
      return .damage(Damage(segment: segment, offset: line.offset, length: line.length, fault: fault))
    }
    return entry(segment, offset: line.offset, bytes: line.bytes, length: line.length, complete: line.complete)
  }

  static func entry(_ segment: Segment, offset: Int64, bytes: [UInt8], length: Int64, complete: Bool) -> Entry {
    guard complete else { return .damage(Damage(segment: segment, offset: offset, length: length, fault: .torn)) }
    // A block of zeros runs into the line after it, as zeros hold no newline: what follows them may be sound.
    let sound = bytes.first == 0 ? Array(bytes.drop { $0 == 0 }) : bytes
    do throws(EventLine.Fault) {
      return .event(try EventLine.decode(sound.isEmpty ? bytes : sound), segment)
    } catch {
      return .damage(Damage(segment: segment, offset: offset, length: length, fault: error))
    }
  }

  // MARK: The tail

  /// What follows a worker's last mark.
  public struct Tail: Sendable {
    /// The last mark; nil when the worker never wrote one.
    public var mark: Event?
    /// The events after it, oldest first.
    public var events: [Event] = []
    /// What could not be read among them.
    public var damage: [Damage] = []
    /// The highest sequence seen.
    public var lastSequence: UInt64 = 0
    /// The highest segment number in use.
    public var lastSegment = 0
  }

  /// Reads backwards to the last mark: the cost of a start is that of one group, not of the history.
  public func tail() throws -> Tail {
    var tail = Tail()
    let segments = try Segment.list(in: directory)
    tail.lastSegment = segments.map(\.last).max() ?? 0
    for segment in segments.reversed() {
      let entries = try segment.isMerged ? wholeSegment(segment) : endOfSegment(segment)
      var events: [Event] = []
      for entry in entries {
        switch entry {
        case .event(let event, _):
          tail.lastSequence = max(tail.lastSequence, event.sequence)
          if event.kind == .mark || event.kind == .sums {
            events = []
            tail.mark = event.kind == .mark ? event : tail.mark
          } else {
            events.append(event)
          }
        case .damage(let damage): tail.damage.append(damage)
        }
      }
      tail.events = events + tail.events
      if tail.mark != nil { break }
    }
    return tail
  }

  private func wholeSegment(_ segment: Segment) throws -> [Entry] {
    var entries: [Entry] = []
    try forEach(in: segment) { entry in
      // Only what follows the last mark is kept.
      if case .event(let event, _) = entry, event.kind == .mark { entries = [] }
      entries.append(entry)
      return true
    }
    return entries
  }

  /// The entries from the last mark of a plain segment on; the whole segment when it has none.
  private func endOfSegment(_ segment: Segment) throws -> [Entry] {
    let path = directory.appending(segment.name)
    let size = try Sys.status(of: path).size
    // A pass that ended well ends with a mark, and idle passes read the tails of several workers.
    var window: Int64 = 4 << 10
    while true {
      let start = max(0, size - window)
      var reader = try LineReader(path, from: start, limit: Self.longestLine)
      // The first line of a window that begins inside the file is a part of one.
      if start > 0 { _ = try reader.next() }
      var entries: [Entry] = []
      var marked = false
      while let line = try reader.next() {
        if line.length == 0 { continue }
        let entry = Self.entry(
          segment, offset: line.offset, bytes: line.bytes, length: line.length, complete: line.complete)
        if case .event(let event, _) = entry, event.kind == .mark {
          entries = []
          marked = true
        }
        entries.append(entry)
      }
      if marked || start == 0 { return entries }
      window *= 4
    }
  }
}
