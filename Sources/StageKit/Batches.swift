import Formats
import Scheduling
import Spool
import SystemCalls

/// Reading batches as executors take them.
public enum Batches {
  /// Why a batch cannot be used.
  public struct Unreadable: Error, CustomStringConvertible {
    /// The batch's directory.
    public let path: FilePath
    /// What is wrong.
    public let message: String
    /// One line.
    public var description: String { "\(path): \(message)" }
  }

  /// The lines of a chunk's list.
  public static func list(_ path: FilePath) throws -> [ChunkEntry] {
    var entries: [ChunkEntry] = []
    var reader = try LineReader(path)
    while let line = try reader.next() { entries.append(try FormatCoding.decode(ChunkEntry.self, from: line.bytes)) }
    return entries
  }

  /// The batch in a stage.
  public static func handle(_ name: BatchName, in stage: Stage, _ spool: Spool) throws -> BatchHandle {
    let layout = BatchLayout(spool.batch(name, in: stage))
    do {
      let record = try FormatCoding.decode(
        BatchRecord.self, from: try Sys.contents(of: layout.record, limit: FormatCoding.longest))
      let job = try Sys.contentsIfThere(layout.job, limit: FormatCoding.longest).map {
        try FormatCoding.decode(JobRecord.self, from: $0)
      }
      // A batch that was moved between the two looks has no job here, and is not one without a job.
      if job == nil { _ = try Sys.status(of: layout.record) }
      return BatchHandle(name: name.description, layout: layout, record: record, job: job)
    } catch {
      throw Unreadable(path: layout.directory, message: "cannot be read as a batch: \(error)")
    }
  }
}
