import Formats
import Spool
import StageKit
import SystemCalls

extension Audit {
  /// Checks one item's own directory: its files, its metadata, what stands for its source.
  mutating func check(_ item: Placed) throws {
    guard let identifier = Identifier(item.id) else { return }
    if item.atDoor, item.booked != .stage(.inbox) {
      report.notice(
        .init(
          .movedByHand, id: item.id, path: shown(item.path),
          "a person moved it here from \(item.booked): the next download takes it and enters the move",
          owner: WorkerName.downloader.verb))
    }
    checkShard(item, identifier)
    doubles.look(for: item, among: places, workspace.spool)
    let metadata: ItemMetadata
    do {
      let path = Spool.metadata(item.path, identifier)
      let bytes = try Sys.contents(of: path, limit: FormatCoding.longest)
      checkPaths(in: bytes, of: path, item.id)
      do { metadata = try FormatCoding.decode(ItemMetadata.self, from: bytes) } catch {
        throw ItemFiles.Unreadable(path: path, message: "is no meta.json: \(error)")
      }
    } catch {
      report.breach(.init(.unreadable, id: item.id, path: shown(item.path), "\(error)"))
      return
    }
    if metadata.identifier != item.id {
      report.breach(
        .init(.unreadable, id: item.id, path: shown(item.path), "its metadata is that of \(metadata.identifier)"))
    }
    let room = Legal.room(of: item.place, metadata)
    let present = try checkFiles(item, room, metadata.kind)
    if [.kept, .freed, .licensed].contains(room) { try checkOutputs(item, metadata, present) }
    sample.draw(item)
  }

  private mutating func checkShard(_ item: Placed, _ identifier: Identifier) {
    guard workspace.spool.shards(of: item.place) != nil,
      item.path.removingLastComponent().lastComponent?.string != identifier.shard.description
    else { return }
    report.breach(
      .init(
        .wrongShard, id: item.id, path: shown(item.path),
        "its shard is \(identifier.shard): move it there, or no worker finds it"))
  }

  /// Compares the directory with the table of legal names; answers which of them are there.
  private mutating func checkFiles(_ item: Placed, _ room: Legal.Room, _ kind: DocumentKind) throws -> Set<String> {
    let row = Legal.row(room)
    var present: Set<String> = []
    for entry in try Sys.entries(of: item.path) {
      let path = item.path.appending(entry.name)
      let type = try entry.kind ?? Sys.status(of: path).kind
      if type == .symlink {
        report.breach(.init(.symlink, id: item.id, path: shown(path), "a symbolic link: put the file itself there"))
        continue
      }
      switch row.standing(of: entry.name.string, isDirectory: type != .file, item: item.id, kind) {
      case .legal(let pattern): present.insert(pattern)
      case .unfinished: report.notice(unfinished(path, row.owner))
      case .foreign: report.notice(stray(path, id: item.id, row.owner))
      }
    }
    for pattern in row.required where !present.contains(pattern) {
      let name = Legal.name(pattern, of: item.id, kind)
      report.breach(.init(.missingFile, id: item.id, path: shown(item.path.appending(name)), "it must be there"))
    }
    return present
  }
}
