import Formats
import Lists
import Manifest
import Spool
import StageKit
import SystemCalls

/// One list being worked off by a pass: its queue, and the entries looked at ahead.
final class ListWork {
  /// An entry that may be fetched, and where from.
  struct Ready {
    var handed: ListQueue.Handed
    let request: SourceRequest
  }

  /// Entries looked at ahead: enough that the index of identities is read in bulk, and little memory.
  static let ahead = 2048

  let name: String
  let queue: ListQueue
  /// What the user decided of its documents.
  let choice: DocumentChoice?
  var ready: [Ready] = []
  /// Entries that cannot be asked for at all, with the reason.
  var impossible: [(handed: ListQueue.Handed, failure: FetchFailure)] = []

  init(name: String, queue: ListQueue, choice: DocumentChoice?) {
    self.name = name
    self.queue = queue
    self.choice = choice
  }

  /// Whether anything is left that this pass could look at.
  var isIdle: Bool { ready.isEmpty && impossible.isEmpty }

  /// Reads on until there are enough entries that nobody knows yet.
  ///
  /// Says whether it read any.
  func fill(_ index: IdentityIndex, _ sources: Sources, now: Timestamp) throws -> Bool {
    guard ready.count < Self.ahead / 8 else { return false }
    var isRead = false
    while ready.count < Self.ahead / 2 {
      var batch: [ListQueue.Handed] = []
      while batch.count < Self.ahead, let handed = try queue.next(now: now) { batch.append(handed) }
      if batch.isEmpty { return isRead }
      isRead = true
      let known = try index.known(entries: batch.map(\.entry.key))
      for handed in batch {
        if known.contains(handed.entry.key) {
          queue.end(handed, as: .known)
          continue
        }
        switch sources.request(for: handed.entry) {
        case .success(let request): ready.append(Ready(handed: handed, request: request))
        case .failure(let failure): impossible.append((handed, failure))
        }
      }
    }
    return isRead
  }

  /// What a directory's list is; nil where it holds none.
  static func kind(in directory: FilePath) throws -> ListKind? {
    guard Sys.exists(directory) else { return nil }
    let names = try Sys.entries(of: directory).map(\.name)
    return names.first { $0.string.hasPrefix("source.") }.flatMap { ListKind($0) }
  }
}

extension Downloader {
  /// The lists that have something to do now, expanded and opened, but those that are open.
  func openLists(_ pass: Pass, besides open: Set<String> = [], now: Timestamp) throws -> [ListWork] {
    guard let lists = try pass.spool.own(.lists) else { return [] }
    var works: [ListWork] = []
    for entry in try Sys.entries(of: lists) where !entry.name.isHidden {
      if pass.shouldStop { break }
      let name = entry.name.string
      if open.contains(name) { continue }
      let layout = ListLayout(pass.spool.list(name))
      guard try (entry.kind ?? Sys.status(of: layout.directory).kind) == .directory else {
        pass.trouble("00_inbox/.lists/\(name) is no directory, and Sluice makes nothing else there: move it away")
        continue
      }
      // What is wrong with one list holds no other.
      let opened = try pass.each(layout.directory) { try openList(name, layout, pass) }
      works += [opened ?? nil].compactMap { $0 }
    }
    return works
  }

  private func openList(_ name: String, _ layout: ListLayout, _ pass: Pass) throws -> ListWork? {
    guard var progress = try? Self.progress(layout) else {
      pass.trouble("00_inbox/.lists/\(name)/progress.json cannot be read: the list rests until it can")
      return nil
    }
    if progress.finishedAt != nil {
      try rest(name, progress, pass)
      return nil
    }
    if progress.entries == nil {
      guard try expand(layout, &progress, pass) else { return nil }
    }
    let ended = try endsAfter(progress.manifestSequence, of: name, pass)
    return ListWork(
      name: name, queue: try ListQueue(layout, progress, endedAfter: ended), choice: progress.choice)
  }

  /// The names of lists being worked off.
  static func listNames(_ spool: Spool) throws -> Set<String> {
    guard let lists = try spool.own(.lists) else { return [] }
    return Set(try Sys.entries(of: lists).filter { !$0.name.isHidden }.map(\.name.string))
  }

  static func progress(_ layout: ListLayout) throws -> ListProgress {
    try FormatCoding.decode(ListProgress.self, from: try Sys.contents(of: layout.progress, limit: FormatCoding.longest))
  }

  private func expand(_ layout: ListLayout, _ progress: inout ListProgress, _ pass: Pass) throws -> Bool {
    guard let kind = try ListWork.kind(in: layout.directory) else { return false }
    let rules = Sources(pass.workspace.settings).rules(collection: progress.collection)
    guard try Expansion(layout, kind: kind, rules: rules).run(&progress, shouldStop: { Sys.notedSignal != nil }) else {
      return false
    }
    if progress.counts.rejected > 0 {
      let lines = "\(progress.counts.rejected) of its lines are no entries"
      pass.trouble("the list \(progress.originalName): \(lines): sluice show \(progress.list)")
    }
    return true
  }

  /// How entries ended that the manifest tells of and the list's progress does not count yet.
  private func endsAfter(_ sequence: UInt64, of list: String, _ pass: Pass) throws -> [String: [ListQueue.End]] {
    let manifest = pass.workspace.manifest(of: Self.name.rawValue)
    var found: [UInt64: (key: String, end: ListQueue.End)] = [:]
    try manifest.forEach(after: sequence) { event in
      if event.kind == .void, let of = event.of { found[of] = nil }
      guard event.kind == .step, event.fields?["list"]?.string == list, let key = event.fields?["entry"]?.string
      else { return }
      let reason = event.to.flatMap { $0.hasPrefix("99_errors/") ? String($0.dropFirst(10)) : nil }
      found[event.sequence] = (key, reason.map { .quarantined($0) } ?? .item)
    }
    return found.sorted { $0.key < $1.key }.reduce(into: [:]) { $0[$1.value.key, default: []].append($1.value.end) }
  }

  /// Publishes how far lists have come; those that are finished go to rest.
  func publish(_ works: [ListWork], _ pass: Pass) throws {
    for work in works { try work.queue.publish(sequence: pass.lastSequence) }
  }

  /// Puts lists to rest of which every entry has ended.
  func restFinished(_ works: [ListWork], _ pass: Pass) throws {
    for work in works where work.isIdle && work.queue.isFinished {
      var progress = work.queue.progress
      progress.finishedAt = .now
      progress.updatedAt = .now
      progress.counts.deferred = 0
      progress.notBefore = nil
      (progress.positions, progress.beyond, progress.lengths) = ([:], [:], [:])
      try Sys.publish(try FormatCoding.file(progress), at: work.queue.layout.progress)
      try rest(work.name, progress, pass)
    }
  }

  /// Moves a finished list to `manifests/lists`; what was derived from it goes.
  private func rest(_ name: String, _ progress: ListProgress, _ pass: Pass) throws {
    let layout = ListLayout(pass.spool.list(name))
    for entry in try Sys.entries(of: layout.directory)
    where entry.name.string == ListLayout.entriesName || ListLayout.dueSecond(entry.name.string) != nil {
      try Sys.removeIfThere(layout.directory.appending(entry.name))
    }
    try Sys.ensurePath(pass.spool.finishedLists)
    try Sys.rename(layout.directory, to: pass.spool.finishedList(name))
    try Sys.sync(pass.spool.finishedLists)
    try Sys.sync(pass.spool.lists)
    var event = Event(.note)
    event.name = name
    event.message = ListLayout.finished
    let counts = progress.counts
    event.fields = [
      "items": .integer(counts.items), "known": .integer(counts.known), "rejected": .integer(counts.rejected),
      "quarantined": .integer(counts.quarantined.values.reduce(0, +)),
    ]
    try pass.tell(event)
    pass.finished(list: progress)
  }
}
