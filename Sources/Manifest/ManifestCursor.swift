import SystemCalls

/// Reads a worker's manifest event by event, so that several can be read side by side in constant memory.
public final class ManifestCursor {
  /// Where a reader is: a segment's number, and the sequence of the last event read.
  public typealias Position = (segment: Int, sequence: UInt64)

  private let reader: ManifestReader
  private var segments: [Segment]
  private var segment: Segment?
  private var lines: SegmentLines?
  /// The event at hand; nil at the end.
  public private(set) var current: Event?
  /// Where to go on later.
  public private(set) var position: Position

  /// Stands at the first event after `position`. Damage is passed over: it is `manifest verify`'s to tell.
  public init(_ reader: ManifestReader, after position: Position = (0, 0)) throws {
    self.reader = reader
    self.position = position
    segments = try Segment.list(in: reader.directory).filter { $0.last >= position.segment }.reversed()
    try advance()
  }

  /// Goes to the next event.
  public func advance() throws {
    while true {
      while let segment, let line = try lines?.next() {
        guard case .event(let event, _) = ManifestReader.entry(segment, line), event.kind != .sums,
          event.sequence > position.sequence
        else { continue }
        position = (segment.last, event.sequence)
        current = event
        return
      }
      guard let next = segments.popLast() else {
        current = nil
        return
      }
      segment = next
      lines = try SegmentLines(next, in: reader.directory)
    }
  }
}
