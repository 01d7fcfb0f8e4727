import Formats
import Spool
import StageKit
import SystemCalls

extension Audit {
  /// A directory that belongs where it is: its path and the pattern it fits.
  typealias Known = (path: FilePath, pattern: String)

  /// Looks at every name that is no item's own file: strays, links, debris, and what must be there and is not.
  mutating func inspectNames() throws {
    let spool = workspace.spool
    for directory in try inspect(spool.directory, .stages) where directory.pattern == ".leases/" {
      try inspect(directory.path, .leases)
    }
    try inspectDownloaded()
    for (stage, room) in [(Stage.pending, Legal.Room.pending), (.processing, .processing)] {
      for known in try inspect(spool.path(stage), room) { try inspect(batchStage: known) }
    }
    for known in try inspect(spool.path(.completed), .completed) {
      if known.pattern == ".trash/" { try inspectTrash(known.path) } else { try inspect(shard: known, .finalizer) }
    }
    for known in try inspect(spool.path(.processed), .processed) { try inspect(shard: known, .finalizer) }
    for reason in try inspect(spool.path(.errors), .errors) {
      for known in try inspect(reason.path, .reason) { try inspect(shard: known, .operator) }
    }
    try inspectManifests()
    try inspectAdded()
  }

  private mutating func inspectDownloaded() throws {
    for known in try inspect(workspace.spool.path(.downloaded), .downloaded) {
      switch known.pattern {
      case ".incoming/": try inspectIncoming(known.path)
      case ".index/": try inspect(known.path, .index)
      default: try inspect(shard: known, .dispatcher)
      }
    }
  }

  /// Private directories of arriving documents: what nobody holds the lease for any more.
  private mutating func inspectIncoming(_ directory: FilePath, _ room: Legal.Room = .incoming) throws {
    for known in try inspect(directory, room) {
      if known.pattern == ".pass@<any>/" {
        let isEmpty = try Sys.entries(of: known.path).isEmpty
        if isEmpty { report.notice(debris(known.path, "left by a download that was stopped", .downloader)) }
        try inspectIncoming(known.path, .arrivals)
        continue
      }
      let name = known.path.lastComponent?.string ?? ""
      let isWhole = Identifier(name).flatMap { Spool.found(known.path, $0) } != nil
      report.notice(
        debris(
          known.path,
          isWhole
            ? "a document on its way in: the next download finishes it"
            : "left by a download that was stopped: the next one removes it or puts it back", .downloader))
      try inspect(known.path, .arriving, item: name)
    }
  }

  private mutating func inspect(batchStage known: Known) throws {
    switch known.pattern {
    case ".slots/": try inspect(known.path, .slots)
    case ".building-<any>/":
      report.notice(
        debris(known.path, "left by a dispatch that was stopped: the next one completes it", .dispatcher))
      try inspect(batch: known.path, .building)
    default:
      let isPacked = known.path.removingLastComponent() == workspace.spool.path(.pending)
      try inspect(batch: known.path, isPacked ? .packed : .submitted)
    }
  }

  private mutating func inspect(batch: FilePath, _ room: Legal.Room) throws {
    for known in try inspect(batch, room) {
      switch known.pattern {
      case "items/": try inspect(known.path, .items)
      case "chunks/":
        // What tasks and engines write in their own try's directory is theirs.
        for chunk in try inspect(known.path, .chunks) { try inspect(chunk.path, .chunk) }
      default: break
      }
    }
  }

  private mutating func inspectTrash(_ directory: FilePath) throws {
    for day in try inspect(directory, .trash) { try inspect(day.path, .trashDay) }
  }

  private mutating func inspectManifests() throws {
    guard Sys.exists(workspace.manifests) else { return }
    for known in try inspect(workspace.manifests, .manifests) {
      if known.pattern == "<worker>/" {
        try inspect(
          known.path, .manifest, owner: known.path.lastComponent.flatMap { WorkerName(rawValue: $0.string) })
      } else if known.pattern == "batches/" {
        for batch in try inspect(known.path, .resting) { try inspect(batch.path, .rested) }
      }
    }
  }

  private mutating func inspectAdded() throws {
    guard let added = try workspace.spool.own(.added) else { return }
    for entry in try Sys.entries(of: added) {
      let path = added.appending(entry.name)
      if Sys.exists(path.appending("document")) || age(of: path) < 86_400 { continue }
      report.notice(debris(path, "left by `sluice add` that was stopped: it holds no document, remove it", nil))
    }
  }

  private mutating func inspect(shard known: Known, _ owner: WorkerName) throws {
    try inspect(known.path, .shard, owner: owner)
  }

  // MARK: One directory

  /// Compares the names of one directory with its row of the table; answers the directories among them that are legal.
  @discardableResult
  mutating func inspect(
    _ directory: FilePath, _ room: Legal.Room, owner: WorkerName? = nil, item: String? = nil
  ) throws -> [Known] {
    let row = Legal.row(room)
    var present: Set<String> = []
    var known: [Known] = []
    for entry in try Sys.entries(of: directory) {
      let path = directory.appending(entry.name)
      let kind = try entry.kind ?? Sys.status(of: path).kind
      if kind == .symlink {
        report.breach(
          .init(.symlink, path: shown(path), "a symbolic link, which no worker follows: put the thing itself there"))
        continue
      }
      switch row.standing(of: entry.name.string, isDirectory: kind == .directory, item: item) {
      case .legal(let pattern):
        present.insert(pattern)
        // An item's own directory is checked where items are.
        if kind == .directory, room != .shard { known.append((path, pattern)) }
      case .unfinished: report.notice(unfinished(path, owner ?? row.owner))
      case .foreign: report.notice(stray(path, owner ?? row.owner))
      }
    }
    for name in row.required where !present.contains(name) {
      report.breach(.init(.missingFile, path: shown(directory.appending(name)), "it must be there"))
    }
    return known
  }

  func unfinished(_ path: FilePath, _ owner: WorkerName?) -> AuditReport.Finding {
    debris(path, "left by a worker that was stopped; the next publish of that file removes it", owner)
  }

  func stray(_ path: FilePath, id: String? = nil, _ owner: WorkerName?) -> AuditReport.Finding {
    let isHidden = path.lastComponent?.isHidden == true
    var finding = debris(
      path,
      isHidden
        ? "a private name that no worker gives: look at it, then remove it"
        : "it belongs to nothing here: move it away", isHidden ? owner : nil)
    finding.id = id
    if !isHidden { finding.kind = .stray }
    return finding
  }

  func debris(_ path: FilePath, _ message: String, _ owner: WorkerName?) -> AuditReport.Finding {
    let seconds = max(0, age(of: path))
    let days = Int(clamped: seconds / 86_400)
    return .init(
      .debris, path: shown(path), days > 0 ? "\(message) (\(days) days old)" : message, owner: owner?.verb ?? "you",
      ageSeconds: Int(clamped: seconds))
  }

  private func age(of path: FilePath) -> Double {
    guard let status = try? Sys.status(of: path) else { return 0 }
    return Timestamp.now.seconds(since: Timestamp(milliseconds: status.modified / 1_000_000))
  }
}
