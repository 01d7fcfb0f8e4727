// Reads   all of stages/ and manifests/.
// Writes  nothing.
// Proves  by double entry that each item and batch is where the manifests have it, exactly once; that each item's directory
//         holds the files of its place; that what stands for a deleted source is what was verified.

import Formats
import Manifest
import Spool
import StageKit
import SystemCalls

/// Proves that spool and manifests agree (DESIGN, section 3).
public struct Audit {
  /// What a person asked of an audit.
  public struct Options: Sendable {
    /// Compares the checksums of all outputs and sources, not only of what cannot be made again.
    public var checksums = false
    /// Seconds to wait for workers that are running.
    public var wait = 60.0

    /// The quick audit.
    public init() {}
  }

  let workspace: Workspace
  let options: Options
  var report = AuditReport()
  var tree: Tree { Tree(spool: workspace.spool) }

  /// Audits a workspace.
  public static func run(_ workspace: Workspace, options: Options = .init()) throws -> AuditReport {
    var audit = Audit(workspace: workspace, options: options)
    let leases = HeldLeases(workspace.spool, wait: options.wait)
    audit.report.running = leases.notHeld
    try audit.compareBooks()
    try audit.inspectNames()
    leases.release()
    return audit.report
  }

  // MARK: Double entry

  private mutating func compareBooks() throws {
    let ledger = Ledger(workspace: workspace)
    let (booked, damage) = try ledger.books()
    for (worker, damage) in damage {
      report.notice(.init(.damage, path: "manifests/\(worker.rawValue)/\(damage.segment.name)", "\(damage)"))
    }
    var found = Books()
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
    let differences = Set(booked.differences(from: found).map { Ledger.Account(place: $0.place, shard: $0.shard) })
    if !differences.isEmpty { try name(differences, ledger) }
  }

  /// Reads the differing accounts again and names what is the matter.
  private mutating func name(_ accounts: Set<Ledger.Account>, _ ledger: Ledger) throws {
    let booked = try ledger.names(in: accounts)
    var findings = Differences()
    for account in accounts.sorted(by: { ($0.place, $0.shard) < ($1.place, $1.shard) }) {
      var found: [String: [Placed]] = [:]
      try tree.forEachItem(booked: account.place, shard: Shard(number: account.shard)) {
        found[$0.id, default: []].append($0)
      }
      findings.compare(account, booked: booked[account] ?? [:], found: found)
    }
    findings.report(to: &report, in: workspace.root)
  }
}

/// All workers' leases, held while an audit looks, so that nothing is on its way.
final class HeldLeases {
  private var held: [HeldLease] = []
  /// Workers that kept running, each with who they are.
  private(set) var notHeld: [String] = []

  private final class HeldLease {
    let lease: Lease
    init(_ lease: consuming Lease) { self.lease = lease }
  }

  /// Takes them in the order documents pass the workers, waiting for those that run.
  init(_ spool: Spool, wait: Double) {
    let start = Sys.monotonicSeconds
    for worker in WorkerName.allCases {
      while true {
        do throws(SystemError) {
          if let lease = try spool.lease(for: worker.rawValue) {
            held.append(HeldLease(lease))
            break
          }
        } catch {
          // Where nobody may write a lease, nobody can be asked to wait.
          notHeld.append("\(worker.verb): \(error)")
          break
        }
        guard Sys.monotonicSeconds - start < wait, Sys.notedSignal == nil else {
          notHeld.append("\(worker.verb) (\(spool.holder(of: worker.rawValue) ?? "just ended"))")
          break
        }
        Sys.sleep(milliseconds: 50)
      }
    }
  }

  func release() { held = [] }
}
