import Formats
import SystemCalls

/// `local.ndjson`: what one supervisor did with one batch. It alone writes it, each line is synced, nothing is replaced.
struct LocalHistory: Sendable, Equatable {
  /// Who supervises; nil while nobody began.
  private(set) var started: LocalEvent?
  /// Whether the supervisor said that it is through.
  private(set) var isEnded = false
  /// Starts of tasks by chunk.
  private(set) var startedChunks: [String: LocalEvent] = [:]
  /// Ends by chunk.
  private(set) var endings: [String: ChunkEnding] = [:]
  /// Lines that could not be read: torn by a crash, or garbage.
  private(set) var unreadable = 0

  /// Whether a supervisor began: from then on no other may run anything of the batch.
  ///
  /// Every line counts, not only `started`, so that a damaged first line starts nothing twice.
  var hasBegun: Bool { started != nil || !startedChunks.isEmpty || !endings.isEmpty || isEnded }

  /// Longer lines are garbage: ours are below 2 KiB.
  private static let longestLine = 1 << 16

  /// The history that these events make.
  init(_ events: [LocalEvent]) { for event in events { apply(event) } }

  /// Reads the history; a batch that has none has an empty one.
  init(reading path: FilePath) throws(SystemError) {
    do throws(SystemError) {
      var reader = try LineReader(path, limit: Self.longestLine)
      while let line = try reader.next() {
        guard line.length > 0 else { continue }
        // A line without its newline was never synced as a whole: what it says may not have happened.
        guard line.complete, let event = try? FormatCoding.decode(LocalEvent.self, from: line.bytes) else {
          unreadable += 1
          continue
        }
        apply(event)
      }
    } catch {
      if error.errno != .noSuchFileOrDirectory && error.errno != .notDirectory { throw error }
    }
  }

  private mutating func apply(_ event: LocalEvent) {
    switch event.event {
    case .started: started = started ?? event
    case .ended: isEnded = true
    case .chunkStarted: if let chunk = event.chunk { startedChunks[chunk] = event }
    case .chunkEnded:
      if let chunk = event.chunk, let ending = event.chunkEnding { endings[chunk] = endings[chunk] ?? ending }
    }
  }
}

/// One line of `local.ndjson`.
struct LocalEvent: Sendable, Equatable, Codable {
  /// What happened.
  enum Kind: String, Sendable, Codable {
    case started
    case chunkStarted = "chunk_started"
    case chunkEnded = "chunk_ended"
    case ended
  }

  var at: Timestamp
  var event: Kind
  var host: String?
  var bootID: String?
  var pid: Int32?
  var chunk: String?
  var tryName: String?
  var ending: String?
  var number: Int32?
  var message: String?
  var startedAt: Timestamp?
  var usage: ChunkEnding.Usage?

  init(_ event: Kind, at: Timestamp = .now) {
    self.event = event
    self.at = at
  }

  /// The line that records how a chunk ended.
  init(chunk: String, ended ending: ChunkEnding) {
    self.init(.chunkEnded, at: ending.endedAt ?? .now)
    self.chunk = chunk
    self.ending = ending.kind.word
    number = ending.kind.number
    message = ending.message
    startedAt = ending.startedAt
    host = ending.host
    usage = ending.usage
  }

  /// What a `chunk_ended` line says.
  var chunkEnding: ChunkEnding? {
    guard event == .chunkEnded, let ending, let kind = ChunkEnding.Kind(word: ending, number: number) else {
      return nil
    }
    return ChunkEnding(kind, message ?? "", startedAt: startedAt, endedAt: at, host: host, usage: usage)
  }

  enum CodingKeys: String, CodingKey {
    case at, event, host, pid, chunk, ending, number, message, usage
    case bootID = "boot_id"
    case tryName = "try"
    case startedAt = "started_at"
  }
}

/// The pen of the one supervisor.
struct LocalHistoryWriter: ~Copyable {
  private let file: Descriptor

  /// Opens the history to add to it, and makes the file's name last.
  init(_ path: FilePath) throws(SystemError) {
    let opened = try Sys.open(path, .append)
    // A predecessor that died within its first line left it torn: ours begins on a line of its own.
    if try Sys.status(of: opened).size > 0 { try Sys.write([UInt8(ascii: "\n")], to: opened) }
    try Sys.sync(opened)
    try Sys.sync(path.removingLastComponent())
    file = opened
  }

  /// Adds one line and syncs it.
  func append(_ event: LocalEvent) throws {
    try Sys.write(try FormatCoding.line(event), to: file)
    try Sys.syncData(file)
  }
}
