// Reads   all of stages/ and manifests/; asks the executor once.
// Writes  nothing.
// Proves  by double entry that each item and batch is where the manifests have it, exactly once; that each directory holds the
//         names of its place and no others; that batches and scheduler agree; that what stands for a deleted source is what
//         was verified, and complete; that every entry of a list is accounted for; that nothing points out of the workspace.

import Formats
import Manifest
import Scheduling
import Spool
import StageKit
import SystemCalls

/// Proves that spool, manifests and scheduler agree, as the page Audit of the catalogue tells.
public struct Audit {
  /// What a person asked of an audit.
  public struct Options {
    /// Whose sources and outputs are compared with their checksums, beyond outputs whose source is gone.
    public var sample = Sample.none
    /// Seconds to wait for workers that are running.
    public var wait = 60.0
    /// Who has the batches; nil where the scheduler is not asked.
    public var executor: (any Executor)?

    /// The quick audit, without the scheduler.
    public init() {}
  }

  let workspace: Workspace
  let options: Options
  var report = AuditReport()
  var sample: SampleDraw
  var doubles = Doubles()
  /// Places with shards, the one that holds most at the end.
  var places: [Place] = []
  var scheduler = SchedulerCheck()
  var tree: Tree { Tree(spool: workspace.spool) }

  init(workspace: Workspace, options: Options) {
    self.workspace = workspace
    self.options = options
    sample = SampleDraw(options.sample)
  }

  /// Audits a workspace.
  public static func run(_ workspace: Workspace, options: Options = .init()) throws -> AuditReport {
    var audit = Audit(workspace: workspace, options: options)
    let leases = HeldLeases(workspace.spool, wait: options.wait)
    audit.report.running = leases.running
    audit.report.unheld = leases.unheld
    let ledger = Ledger(workspace: workspace, readsMerged: options.sample == .all)
    let (found, isWhole) = try audit.compareBooks(ledger)
    try audit.inspectNames()
    try audit.checkLists(isHistoryWhole: isWhole)
    try audit.compareContents(found, ledger)
    try audit.compareRested(ledger)
    try audit.compareTries()
    audit.compareWithScheduler()
    leases.release()
    return audit.report
  }

  // MARK: Double entry

  /// Answers what was found, and whether all history is there.
  private mutating func compareBooks(_ ledger: Ledger) throws -> (found: Books, isWhole: Bool) {
    let history = try ledger.history()
    history.findings.forEach { report.notice($0) }
    var found = Books()
    places = try tree.shardedPlaces().filter { $0 != .stage(.processed) } + [.stage(.processed)]
    try tree.forEachBatch { batch in
      found.enter(batch.id, in: batch.booked.description)
      report.batches += 1
      try check(batch: batch)
    }
    try tree.forEachItem { item in
      found.enter(item.id, in: item.booked.description)
      report.items += 1
      try check(item)
    }
    doubles.report(to: &report, in: workspace.root)
    try Rounds(booked: history.books, found: found).forEach { round in
      var differences = Differences(shards: round.shards)
      try differences.gather(ledger, tree)
      differences.report(to: &report, in: workspace.root, besides: doubles.named)
      return !report.isFull
    } rest: { accounts, names in
      report.breach(
        .init(
          .booksDiffer,
          "\(accounts) more places and shards differ, with about \(names) names in them: mend what is named, then audit again"
        ))
    }
    return (found, history.findings.isEmpty)
  }
}
