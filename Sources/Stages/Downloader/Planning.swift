import Formats
import Lists
import Spool
import StageKit
import SystemCalls

extension Downloader {
  /// Entries of each list that a dry run shows.
  private static let shown = 10

  /// Says what a pass would take and fetch; nothing is written.
  func plan(_ inbox: Inbox, _ pass: Pass) throws {
    var refusals = try Refusals(pass.spool)
    var walk = try InboxWalk(inbox, refusals: &refusals)
    let sources = Sources(pass.workspace.settings)
    for arrival in try walk.next(.max, probe: try inbox.probeTime(), refusals: &refusals) {
      let name = arrival.document.lastComponent?.string ?? ""
      guard case .list(let kind) = arrival.kind else {
        pass.say("would take \(name)")
        continue
      }
      if let fault = try Expansion.fault(of: arrival.document, kind: kind) {
        pass.say("would leave the list \(name): \(fault.message)")
        continue
      }
      pass.say("would take the list \(name); its first entries:")
      let rules = sources.rules(collection: nil)
      let first = try Expansion.first(Self.shown, of: arrival.document, kind: kind, rules: rules)
      for entry in first.entries { say(entry, sources, pass) }
      for reject in first.rejects { pass.say("  line \(reject.line) is no entry: \(reject.message)") }
    }
    try planLists(sources, pass)
    for item in try inbox.unfetched(Self.shown) { pass.say("would fetch \(item.identifier) again") }
  }

  private func planLists(_ sources: Sources, _ pass: Pass) throws {
    guard let lists = try pass.spool.own(.lists) else { return }
    for entry in try Sys.entries(of: lists) where !entry.name.isHidden {
      let layout = ListLayout(pass.spool.list(entry.name.string))
      guard let progress = try? Self.progress(layout) else { continue }
      guard progress.entries != nil else {
        pass.say("would read the list \(entry.name.string) and begin with it")
        continue
      }
      let queue = try ListQueue(layout, progress, endedAfter: [:])
      pass.say("would go on with the list \(entry.name.string):")
      var count = 0
      while count < Self.shown, let handed = try queue.next(now: .now) {
        say(handed.entry, sources, pass)
        count += 1
      }
      if count == 0, let due = queue.nextDue {
        pass.say("  nothing before \(Timestamp(seconds: due))")
      }
    }
  }

  private func say(_ entry: ListEntry, _ sources: Sources, _ pass: Pass) {
    switch sources.request(for: entry) {
    case .success(let request): pass.say("  would fetch \(request.address)")
    case .failure(let failure): pass.say("  line \(entry.line) cannot be fetched: \(failure.message)")
    }
  }
}
