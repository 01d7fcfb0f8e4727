import SystemCalls

/// Writes one pass's own segment; made at its first event, never appended to by another pass (law 4).
public final class ManifestWriter {
  private let directory: FilePath
  private let worker: String
  private var segment: Segment
  private var file: CInt?
  private var nextSequence: UInt64
  private var buffer: [UInt8] = []
  private var failed = false

  /// The segment's file, once it is made.
  public private(set) var path: FilePath?

  /// The sequence of the last event added, in this segment or before it.
  public var lastSequence: UInt64 { nextSequence - 1 }

  /// Prepares a segment that follows `tail`. Nothing is made before the first event.
  public init(directory: FilePath, worker: String, after tail: ManifestReader.Tail) {
    self.directory = directory
    self.worker = worker
    segment = Segment(number: tail.lastSegment + 1)
    nextSequence = tail.lastSequence + 1
  }

  /// Adds an event to what the next `sync` writes; the answer is the event with its sequence.
  @discardableResult
  public func append(_ event: Event) throws -> Event {
    var event = event
    event.sequence = nextSequence
    event.worker = worker
    nextSequence += 1
    buffer += try EventLine.encode(event)
    return event
  }

  /// Writes what was added and syncs it: after this returns, the events are history.
  ///
  /// After a failure nothing more is written by this pass: the kernel may have dropped any part of it (law 2).
  public func sync() throws(SystemError) {
    guard !buffer.isEmpty else { return }
    guard !failed else { throw SystemError(call: "fdatasync", path: path, errno: .ioError) }
    failed = true
    let isNew = file == nil
    let raw: CInt
    if let file { raw = file } else { raw = try make() }
    let descriptor = Descriptor(adopting: raw, path: path)
    do throws(SystemError) {
      try Sys.write(buffer, to: descriptor)
      try Sys.syncData(descriptor)
      if isNew { try Sys.sync(directory) }
    } catch {
      _ = descriptor.release()
      throw error
    }
    _ = descriptor.release()
    buffer.removeAll(keepingCapacity: true)
    failed = false
  }

  private func make() throws(SystemError) -> CInt {
    try Sys.ensurePath(directory)
    while true {
      let path = directory.appending(segment.name)
      do throws(SystemError) {
        let raw = try Sys.open(path, .createNew).release()
        self.path = path
        file = raw
        return raw
      } catch {
        // Another pass has the number: where a lease keeps nobody out the file decides.
        guard error.errno == .fileExists else { throw error }
        segment = Segment(number: segment.last + 1)
      }
    }
  }

  deinit { if let file { _ = Descriptor(adopting: file) } }
}
