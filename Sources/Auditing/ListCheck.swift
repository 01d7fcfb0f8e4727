import Formats
import Manifest
import Spool
import StageKit
import SystemCalls

extension Audit {
  /// Accounts for every entry of every list that was taken: each has ended, as the manifest tells, or still stands in a file to
  /// be tried. Lists are no items, so the books know nothing of them.
  mutating func checkLists(isHistoryWhole: Bool) throws {
    let spool = workspace.spool
    var lists: [ListAccount] = []
    if let own = try spool.own(.lists) {
      for known in try inspect(own, .lists) {
        if known.pattern == "<list>/" {
          try inspect(known.path, .list)
          lists += [account(of: known.path, isAtRest: false)].compactMap { $0 }
        } else {
          report.notice(debris(known.path, "a list on its way in: the next download finishes it", .downloader))
        }
      }
    }
    if Sys.exists(spool.finishedLists) {
      for known in try inspect(spool.finishedLists, .finishedLists) {
        try inspect(known.path, .finishedList)
        lists += [account(of: known.path, isAtRest: true)].compactMap { $0 }
      }
    }
    for list in lists { try check(list) }
    if isHistoryWhole { try compareTold(lists) }
  }

  private mutating func account(of directory: FilePath, isAtRest: Bool) -> ListAccount? {
    let layout = ListLayout(directory)
    guard Sys.exists(layout.progress) else { return nil }
    guard let bytes = try? Sys.contents(of: layout.progress, limit: FormatCoding.longest),
      let progress = try? FormatCoding.decode(ListProgress.self, from: bytes)
    else {
      report.breach(
        .init(.unreadable, path: shown(layout.progress), "it cannot be read, so nobody knows how far the list has come")
      )
      return nil
    }
    return ListAccount(layout: layout, progress: progress, isAtRest: isAtRest)
  }

  // MARK: What stands in files

  private mutating func check(_ list: ListAccount) throws {
    try checkSource(list)
    let counts = list.progress.counts
    // Until it was read once there is nothing to compare.
    guard let entries = list.progress.entries else { return }
    let rejected = try ListAccount.lines(of: list.layout.rejects)
    if rejected != counts.rejected {
      differ(list.layout.rejects, "\(counts.rejected) lines are counted as no entries, and \(rejected) are kept")
    }
    if list.isAtRest || list.progress.finishedAt != nil {
      guard counts.ended != entries || counts.deferred != 0 else { return }
      return differ(list.layout.progress, "the list is finished, and of \(entries) entries \(counts.ended) have ended")
    }
    let standing = try list.standing()
    if !standing.contains(entries - counts.ended) {
      let rest = "\(counts.ended) have ended and \(standing.shown) stand in its files"
      differ(list.layout.directory, "of \(entries) entries \(rest)")
    }
    let putOff = try list.putOff()
    if !putOff.contains(counts.deferred) {
      differ(
        list.layout.directory, "\(counts.deferred) entries are counted as put off, and \(putOff.shown) stand in files")
    }
  }

  private mutating func checkSource(_ list: ListAccount) throws {
    for entry in try Sys.entries(of: list.layout.directory) where entry.name.string.hasPrefix("source.") {
      compare(
        list.layout.directory.appending(entry.name), size: list.progress.size, sha256: list.progress.sha256,
        readsAll: options.sample == .all)
    }
  }

  private mutating func differ(_ path: FilePath, _ message: String) {
    report.breach(.init(.listDiffers, path: shown(path), message + ": drop the list again, what is known is skipped"))
  }

  // MARK: What the manifest tells

  /// Each end that is counted was told, and each that was told is counted: as what it was, or as known where a pass was
  /// stopped between telling and counting.
  private mutating func compareTold(_ lists: [ListAccount]) throws {
    let told = try ToldLists(workspace.manifest(of: WorkerName.downloader.rawValue), until: lists)
    for list in lists {
      let (counts, ends) = (list.progress.counts, told.ends[list.progress.list] ?? [:])
      for (end, counted) in list.counted.sorted(by: { $0.key < $1.key }) {
        let times = ends[end] ?? 0
        guard counted > times else { continue }
        differ(list.layout.progress, "\(counted) entries are counted as \(end), and the manifest tells of \(times)")
      }
      let sum = ends.values.reduce(0, +)
      if sum > counts.ended {
        differ(list.layout.progress, "\(counts.ended) entries are counted as ended, and the manifest tells of \(sum)")
      }
    }
    let here = Set(lists.map(\.progress.list))
    for name in told.begun.subtracting(here).sorted() where !Sys.exists(workspace.spool.list(name)) {
      report.breach(
        .init(
          .lost, path: shown(workspace.spool.list(name)),
          "a list that was taken and not finished is gone: drop it again"))
    }
  }
}

/// One list, and what its files say of its entries.
struct ListAccount {
  let layout: ListLayout
  let progress: ListProgress
  /// Whether it lies in `manifests/lists`.
  let isAtRest: Bool

  /// Entries that a file can hold: between those that are counted and those that may be, after a pass that was stopped.
  struct Standing {
    var least = 0
    var most = 0

    func contains(_ count: Int) -> Bool { (least...most).contains(count) }
    var shown: String { least == most ? "\(least)" : "\(least) to \(most)" }

    static func + (left: Standing, right: Standing) -> Standing {
      Standing(least: left.least + right.least, most: left.most + right.most)
    }
  }

  /// Ends that were told as steps, by what the manifest calls them.
  var counted: [String: Int] {
    var ends = progress.counts.quarantined.reduce(into: [:]) { $0["99_errors/\($1.key)"] = $1.value }
    ends[Stage.downloaded.rawValue] = progress.counts.items
    return ends
  }

  /// Entries that have not ended.
  func standing() throws -> Standing {
    var main = Standing()
    if Sys.exists(layout.entries) { main = try entries(of: ListLayout.entriesName, counted: .max) }
    return try main + putOff()
  }

  /// Entries that wait in files for a later time.
  func putOff() throws -> Standing {
    var all = Standing()
    for file in try Sys.entries(of: layout.directory) where ListLayout.dueSecond(file.name.string) != nil {
      let name = file.name.string
      all = try all + entries(of: name, counted: progress.lengths[name] ?? 0)
    }
    return all
  }

  /// Sound lines of a file that have not ended; those behind `counted` bytes may be counted elsewhere.
  private func entries(of name: String, counted: Int64) throws -> Standing {
    let ended = Set(progress.beyond[name] ?? [])
    var found = Standing()
    var reader = try LineReader(layout.file(name), from: progress.positions[name] ?? 0, limit: 1 << 24)
    while let line = try reader.next() {
      // Entries have the checksum of events, and a line that was torn is none.
      guard !ended.contains(line.offset), EventLine.check(line.bytes) == nil else { continue }
      found.most += 1
      if line.offset < counted { found.least += 1 }
    }
    return found
  }

  /// Lines of a file; none where there is no file.
  static func lines(of path: FilePath) throws -> Int {
    guard Sys.exists(path) else { return 0 }
    var count = 0
    var reader = try LineReader(path, limit: 1 << 24)
    while try reader.next() != nil { count += 1 }
    return count
  }
}

/// What the downloader's manifest tells of lists, up to the event that each list's progress counts.
struct ToldLists {
  /// How often entries of a list ended in each place.
  private(set) var ends: [String: [String: Int]] = [:]
  /// Lists that were taken and not finished.
  private(set) var begun: Set<String> = []
  // Steps since the last mark, which alone a void can still take back.
  private var open: [UInt64: (list: String, to: String)] = [:]

  init(_ manifest: ManifestReader, until lists: [ListAccount]) throws {
    let counted = lists.reduce(into: [:]) { $0[$1.progress.list] = $1.progress.manifestSequence }
    for segment in try Segment.list(in: manifest.directory) {
      try manifest.glance(in: segment) { glimpse in
        if case .event(let event) = glimpse { take(event, counted) }
        return true
      }
    }
  }

  private mutating func take(_ event: Glance, _ counted: [String: UInt64]) {
    switch event.kind {
    case .step:
      guard let list = event.list, let to = event.to, event.sequence <= counted[list] ?? 0 else { return }
      ends[list, default: [:]][to, default: 0] += 1
      open[event.sequence] = (list, to)
    case .void:
      guard let step = event.of.flatMap({ open.removeValue(forKey: $0) }) else { return }
      ends[step.list]?[step.to, default: 0] -= 1
    case .mark: open = [:]
    case .note:
      guard let name = event.name else { return }
      if event.message == ListLayout.taken { begun.insert(name) }
      if event.message == ListLayout.finished { begun.remove(name) }
    default: break
    }
  }
}
