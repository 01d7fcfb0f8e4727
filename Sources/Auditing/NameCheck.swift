import Formats
import Spool
import StageKit
import SystemCalls

extension Audit {
  /// Checks one published batch: its record, and that every item in it is in a chunk's list.
  mutating func check(batch: Placed) throws {
    let layout = BatchLayout(batch.path)
    let record: BatchRecord
    do {
      record = try FormatCoding.decode(BatchRecord.self, from: try Sys.contents(of: layout.record))
    } catch {
      report.breach(.init(.unreadable, id: batch.id, path: shown(layout.record), "\(error)"))
      return
    }
    if batch.place == .stage(.processing), !Sys.exists(layout.job) {
      report.notice(
        .init(.unanswered, id: batch.id, path: shown(batch.path), "the next submit asks the executor whether it has it")
      )
    }
    let items = try workspace.spool.items(inBatch: batch.path)
    guard !items.isEmpty else { return }
    var listed: Set<String> = []
    for chunk in record.chunks {
      for directory in [layout.chunk(chunk.name), layout.closedChunk(chunk.name)] {
        let list = directory.appending("list.ndjson")
        guard Sys.exists(list) else { continue }
        var reader = try LineReader(list)
        while let line = try reader.next() {
          if let entry = try? FormatCoding.decode(ChunkEntry.self, from: line.bytes) { listed.insert(entry.identifier) }
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

  /// Looks at every name that is neither an item nor a batch: strays, links, debris.
  mutating func inspectNames() throws {
    let spool = workspace.spool
    for place in try tree.shardedPlaces() {
      guard let directory = spool.shards(of: place), Sys.exists(directory) else { continue }
      for entry in try Sys.entries(of: directory) {
        let path = directory.appending(entry.name)
        if try isLink(entry, path) || entry.name.isHidden || isReadme(entry) { continue }
        guard Shard(entry.name.string) != nil, entry.kind != .file else {
          report.notice(.init(.stray, path: shown(path), "it is no shard"))
          continue
        }
        for item in try Sys.entries(of: path) {
          let path = path.appending(item.name)
          if try isLink(item, path) { continue }
          if item.kind == .file || Identifier(item.name.string) == nil {
            report.notice(.init(.stray, path: shown(path), "it is no item"))
          }
        }
      }
    }
    for entry in try Sys.entries(of: spool.path(.errors)) where entry.kind == .file || entry.kind == .symlink {
      if try !isLink(entry, spool.path(.errors).appending(entry.name)), !isReadme(entry) {
        report.notice(.init(.stray, path: shown(spool.path(.errors).appending(entry.name)), "it is no reason"))
      }
    }
    for stage in [Stage.pending, .processing] { try inspectBatchStage(spool.path(stage)) }
    try inspectPrivateNames()
  }

  private mutating func inspectBatchStage(_ directory: FilePath) throws {
    for entry in try Sys.entries(of: directory) {
      let path = directory.appending(entry.name)
      if try isLink(entry, path) || entry.name.isHidden || isReadme(entry) { continue }
      if entry.kind == .file || BatchName(entry.name.string) == nil {
        report.notice(.init(.stray, path: shown(path), "it is no batch"))
      }
    }
  }

  /// Private work under dot names: what nobody holds the lease for any more.
  private mutating func inspectPrivateNames() throws {
    let spool = workspace.spool
    if Sys.exists(spool.incoming) {
      for entry in try Sys.entries(of: spool.incoming) {
        let path = spool.incoming.appending(entry.name)
        let isWhole = Identifier(entry.name.string).map { Sys.exists(Spool.source(path, $0)) } == true
        report.notice(
          debris(
            path,
            isWhole
              ? "a document on its way in: the next download finishes it"
              : "left by a download that was stopped: the next one removes it"))
      }
    }
    for name in try spool.unfinishedBuildings() {
      report.notice(debris(spool.building(name), "left by a dispatch that was stopped: the next one completes it"))
    }
    guard Sys.exists(spool.added) else { return }
    for entry in try Sys.entries(of: spool.added) {
      let path = spool.added.appending(entry.name)
      if Sys.exists(path.appending("document")) || age(of: path) < 86_400 { continue }
      report.notice(debris(path, "left by `sluice add` that was stopped: it holds no document, remove it"))
    }
  }

  private mutating func isLink(_ entry: DirectoryEntry, _ path: FilePath) throws -> Bool {
    let kind = try entry.kind ?? Sys.status(of: path).kind
    guard kind == .symlink else { return false }
    report.breach(.init(.symlink, path: shown(path), "a symbolic link, which no worker follows: remove it"))
    return true
  }

  private func isReadme(_ entry: DirectoryEntry) -> Bool { entry.name.string.lowercased().hasPrefix("readme") }

  func debris(_ path: FilePath, _ message: String) -> AuditReport.Finding {
    let days = Int(age(of: path) / 86_400)
    return .init(.debris, path: shown(path), days > 0 ? "\(message) (\(days) days old)" : message)
  }

  private func age(of path: FilePath) -> Double {
    guard let status = try? Sys.status(of: path) else { return 0 }
    return Timestamp.now.seconds(since: Timestamp(milliseconds: status.modified / 1_000_000))
  }
}
