// Reads   00_inbox: dropped files, sub-folders, item directories that come back, lists; 00_inbox/.added, what `sluice add` published.
// Writes  01_downloaded/.incoming/.pass@<maker>/ in private; 01_downloaded/.index, a cache; 00_inbox/.lists/<list>/; 00_inbox/.refused.json.
// Steps   outside or 00_inbox → 01_downloaded, or → 99_errors/<reason> for what cannot be had or read. Lists are no items.
// Fails   A file that cannot be taken stays where it is: one `refused` event and a line in `status`. No room: feeds nothing.
// Crash   A private directory with a document is finished by the next pass; fetching goes on from what was synced.

import Digests
import Formats
import Spool
import StageKit
import SystemCalls

/// Takes what people drop: settled files become items, verified and inspected; lists are worked off, politely.
public struct Downloader: Worker {
  /// The downloader.
  public static let name = WorkerName.downloader

  /// A document that is to be looked at.
  public struct Inspected: Sendable {
    /// Relative to the workspace.
    public let path: FilePath
    /// Of the bytes that were taken, lower-case hex: no others are looked at.
    public let sha256: String
  }

  /// Looks at documents: answers, in order, one result for each.
  public typealias Inspect = (_ documents: [Inspected]) throws -> [Result<Inspection, ParserReply.Failure>]

  let inspect: Inspect
  let progress: (FetchProgress) -> Void
  var index: IdentityIndex?

  /// A downloader that inspects by these means: the parser program's client, in a real pass; `progress` is told about once
  /// a second how far fetching is.
  public init(inspect: @escaping Inspect, progress: @escaping (FetchProgress) -> Void = { _ in }) {
    self.inspect = inspect
    self.progress = progress
  }

  /// Takes group after group until the inbox holds nothing that has settled; then fetches what lists ask for.
  public mutating func work(_ pass: Pass) throws {
    let inbox = Inbox(spool: pass.spool, settings: pass.workspace.settings)
    if pass.options.dryRun { return try plan(inbox, pass) }
    let backlog = try Backlog(of: pass.workspace)
    if let excess = backlog.excess(in: pass.workspace) { return pass.holdBack(excess) }
    try Sys.ensurePath(pass.spool.incoming)
    try takeDropped(inbox, backlog, pass)
    if !pass.shouldStop && pass.report.heldBack == nil { try fetch(pass, backlog, inbox) }
    try leaveIncoming(pass.incoming, pass)
    try pass.flush()
    try index?.close(covering: pass.lastSequence)
  }

  /// Takes what people dropped, lists included: at most so many, where as many `others` were taken or are on their way.
  mutating func takeDropped(
    _ inbox: Inbox, _ backlog: Backlog, _ pass: Pass, most: Int = .max, besides others: Int = 0
  ) throws {
    var refusals = try Refusals(pass.spool)
    var room = min(most, max(0, backlog.room(in: pass.workspace) - others))
    var walk = try InboxWalk(inbox, refusals: &refusals)
    var (tookSome, isWhole) = (false, false)
    while !pass.shouldStop && room > 0 {
      if let lack = try Room.lack(in: pass.workspace) {
        pass.holdBack(lack)
        break
      }
      let most = min(pass.groupSize, room, pass.options.limit.map { $0 - pass.report.moved } ?? .max)
      let arrivals = try walk.next(most, probe: try inbox.probeTime(), refusals: &refusals)
      if arrivals.isEmpty {
        // What came meanwhile is taken too; a walk that took nothing would find the same again.
        isWhole = !tookSome
        if isWhole { break }
        walk = try InboxWalk(inbox, refusals: &refusals)
        tookSome = false
        continue
      }
      let taken = try take(arrivals, pass, refusals: &refusals)
      try admit(taken, pass)
      try index?.writeIfMuch()
      if room != .max { room -= taken.count }
      tookSome = tookSome || !taken.isEmpty
    }
    try refusals.publish(pass, ofAll: isWhole)
  }

  /// The index of identities, opened at its first use: an idle pass does not touch it.
  mutating func openIndex(_ pass: Pass) throws -> IdentityIndex {
    if let index { return index }
    let opened = try IdentityIndex(
      pass.spool.index, manifest: pass.workspace.manifest(of: Self.name.rawValue), spool: pass.spool,
      isAlone: { pass.isAlone })
    index = opened
    return opened
  }
}
