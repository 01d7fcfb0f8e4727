import Formats
import Scheduling
import SystemCalls

/// How a chunk's task ended, kept in its directory when it is closed: `ending.json`.
struct Ending: Sendable, Hashable, Codable {
  private var ending: String
  private var number: Int32?
  private var message: String
  private var startedAt: Timestamp?
  private var endedAt: Timestamp?
  private var host: String?
  private var partition: String?
  private var usage: ChunkEnding.Usage?

  private static let name = "ending.json"

  private init(_ ending: ChunkEnding) {
    self.ending = ending.kind.word
    number = ending.kind.number
    message = ending.message
    startedAt = ending.startedAt
    endedAt = ending.endedAt
    host = ending.host
    partition = ending.partition
    usage = ending.usage
  }

  private var value: ChunkEnding? {
    guard let kind = ChunkEnding.Kind(word: ending, number: number) else { return nil }
    var value = ChunkEnding(kind, message, startedAt: startedAt, endedAt: endedAt, host: host, usage: usage)
    value.partition = partition
    return value
  }

  /// Keeps an ending in a chunk that is about to be closed.
  static func keep(_ ending: ChunkEnding, in directory: FilePath) throws {
    try Sys.publish(try FormatCoding.file(Ending(ending)), at: directory.appending(name))
  }

  /// The ending that was kept when a chunk was closed; nil where there is none that can be read.
  static func kept(of chunk: String, _ batch: BatchHandle) throws -> ChunkEnding? {
    try FormatCoding.contents(Ending.self, of: batch.layout.closedChunk(chunk).appending(name))?.value
  }

  enum CodingKeys: String, CodingKey {
    case ending, number, message, host, partition, usage
    case startedAt = "started_at"
    case endedAt = "ended_at"
  }
}
