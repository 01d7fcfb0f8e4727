// Reads   00_inbox: dropped files, sub-folders, item directories that come back; 00_inbox/.added, what `sluice add` published.
// Writes  01_downloaded/.incoming/<id>/ in private; 01_downloaded/.index, a cache; 00_inbox/.refused.json.
// Steps   outside or 00_inbox → 01_downloaded, or → 99_errors/<reason> for what cannot be read.
// Fails   A file that cannot be taken stays where it is: one `refused` event and a line in `status`. No room: feeds nothing.
// Crash   A private directory with a document is finished by the next pass, one without is debris; the inbox keeps the rest.

import Digests
import Formats
import Spool
import StageKit
import SystemCalls

/// Takes what people drop: settled files become items, verified and inspected.
public struct Downloader: Worker {
  /// The downloader.
  public static let name = WorkerName.downloader

  /// Looks at documents: answers, in order, one result for each path (relative to the workspace).
  public typealias Inspect = (_ paths: [FilePath]) throws -> [Result<Inspection, ParserReply.Failure>]

  let inspect: Inspect
  var index: IdentityIndex?

  /// A downloader that inspects by these means: the parser program's client, in a real pass.
  public init(inspect: @escaping Inspect) { self.inspect = inspect }

  /// Takes group after group until the inbox holds nothing that has settled.
  public mutating func work(_ pass: Pass) throws {
    let inbox = Inbox(spool: pass.spool, settings: pass.workspace.settings)
    var refusals = Refusals(at: pass.spool.refused)
    if pass.options.dryRun { return try plan(inbox, pass) }
    let backlog = try Backlog(of: pass.workspace)
    if let excess = backlog.excess(in: pass.workspace) { return pass.holdBack(excess) }
    try Sys.ensurePath(pass.spool.incoming)
    var room = backlog.room(in: pass.workspace)
    while !pass.shouldStop && room > 0 {
      if let lack = try Room.lack(in: pass.workspace) {
        pass.holdBack(lack)
        break
      }
      let most = min(pass.groupSize, room, pass.options.limit.map { $0 - pass.report.moved } ?? .max)
      let arrivals = try inbox.next(most, probe: try inbox.probeTime(), refusals: &refusals)
      if arrivals.isEmpty { break }
      let taken = try take(arrivals, pass, refusals: &refusals)
      try admit(taken, pass)
      try index?.writeIfMuch()
      if room != .max { room -= taken.count }
      // Nothing of what was found could be taken: looking again would find the same.
      if taken.isEmpty { break }
    }
    try refusals.publish(pass)
    try index?.close()
  }

  private func plan(_ inbox: Inbox, _ pass: Pass) throws {
    var refusals = Refusals(at: pass.spool.refused)
    for arrival in try inbox.next(.max, probe: try inbox.probeTime(), refusals: &refusals) {
      pass.say("would take \(arrival.document.lastComponent?.string ?? "")")
    }
  }

  /// The index of identities, opened at its first use: an idle pass does not touch it.
  mutating func openIndex(_ pass: Pass) throws -> IdentityIndex {
    if let index { return index }
    let opened = try IdentityIndex(pass.spool.index, manifest: pass.workspace.manifest(of: Self.name.rawValue))
    index = opened
    return opened
  }
}
