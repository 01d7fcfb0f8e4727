import Formats
import Scheduling
import Spool
import StageKit
import SystemCalls

extension Audit {
  /// Checks one published batch: its records, its place, and that every item in it is in a chunk's list.
  mutating func check(batch: Placed) throws {
    let layout = BatchLayout(batch.path)
    let record: BatchRecord
    var job: JobRecord?
    do {
      let bytes = try Sys.contents(of: layout.record, limit: FormatCoding.longest)
      record = try FormatCoding.decode(BatchRecord.self, from: bytes)
      try checkPaths(in: Self.withoutCommand(record), of: layout.record, batch.id)
      if Sys.exists(layout.job) {
        let bytes = try Sys.contents(of: layout.job, limit: FormatCoding.longest)
        job = try FormatCoding.decode(JobRecord.self, from: bytes)
        checkPaths(in: bytes, of: layout.job, batch.id)
      }
    } catch {
      report.breach(.init(.unreadable, id: batch.id, path: shown(layout.record), "\(error)"))
      return
    }
    if record.batchID != batch.id {
      report.breach(
        .init(
          .foreignBatch, id: batch.id, path: shown(layout.record),
          "it says that this is \(record.batchID): give the directory that name, or move it away"))
    }
    if let job, job.jobName != record.jobName {
      report.breach(
        .init(
          .foreignBatch, id: batch.id, path: shown(layout.job),
          "it answers for the job \(job.jobName), and this batch's is \(record.jobName)"))
    }
    scheduler.note(BatchHandle(name: batch.id, layout: layout, record: record, job: job), in: batch.place)
    try checkLists(batch, record, layout)
  }

  private mutating func checkLists(_ batch: Placed, _ record: BatchRecord, _ layout: BatchLayout) throws {
    let items = try workspace.spool.items(inBatch: batch.path)
    guard !items.isEmpty else { return }
    var listed: Set<String> = []
    for chunk in record.chunks {
      for directory in [layout.chunk(chunk.name), layout.closedChunk(chunk.name)] {
        let list = directory.appending("list.ndjson")
        guard Sys.exists(list) else { continue }
        var reader = try LineReader(list)
        while let line = try reader.next() {
          guard let entry = try? FormatCoding.decode(ChunkEntry.self, from: line.bytes) else {
            report.breach(
              .init(.unreadable, id: batch.id, path: shown(list), "the line at byte \(line.offset) is no entry"))
            continue
          }
          listed.insert(entry.identifier)
          let names = DocumentKind.allCases.map { $0.fileName(of: entry.identifier) }
          guard !names.contains(where: { entry.path == "items/\(entry.identifier)/\($0)" }) else { continue }
          report.breach(
            .init(
              .absolutePath, id: entry.identifier, path: shown(list),
              "it sends tasks to \(entry.path), which is not the item's own document in the batch"))
        }
      }
    }
    for item in items where !listed.contains(item.identifier.text) {
      report.breach(
        .init(
          .unlisted, id: item.identifier.text, path: shown(item.path),
          "no chunk of \(batch.id) lists it, so no task works on it: move it to 00_inbox"))
    }
  }

  /// A batch's record without the user's own command line, which may name a program wherever the user keeps it.
  private static func withoutCommand(_ record: BatchRecord) throws -> [UInt8] {
    var record = record
    record.settings.command = []
    return try FormatCoding.file(record)
  }

  /// Whether a stored file holds the path of this very workspace: moved or copied elsewhere, it would point back here.
  mutating func checkPaths(in bytes: [UInt8], of path: FilePath, _ id: String) {
    guard Self.holds(bytes, Array("\(workspace.root)/".utf8)) else { return }
    report.breach(
      .init(
        .absolutePath, id: id, path: shown(path),
        "it holds the path of this workspace: a copy elsewhere would point back here"))
  }

  private static func holds(_ bytes: [UInt8], _ needle: [UInt8]) -> Bool {
    guard let first = needle.first, needle.count > 2 else { return false }
    var rest = bytes[...]
    while rest.count >= needle.count, let at = rest.firstIndex(of: first) {
      if rest[at...].starts(with: needle) { return true }
      rest = rest[(at + 1)...]
    }
    return false
  }
}
