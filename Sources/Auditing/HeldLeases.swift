import Spool
import StageKit
import SystemCalls

/// All workers' leases, held while an audit looks, so that nothing is on its way.
final class HeldLeases {
  private var held: [HeldLease] = []
  /// Workers that kept running, each with who they are.
  private(set) var running: [String] = []
  /// Workers whose lease cannot be taken at all, each with the reason: nobody can be asked to wait.
  private(set) var unheld: [String] = []

  private final class HeldLease {
    let lease: Lease
    init(_ lease: consuming Lease) { self.lease = lease }
  }

  /// Takes them in the order documents pass the workers, waiting for those that run.
  init(_ spool: Spool, of workers: [WorkerName] = WorkerName.allCases, wait: Double) {
    let start = Sys.monotonicSeconds
    for worker in workers {
      while true {
        do {
          if let lease = try spool.lease(for: worker.rawValue) {
            held.append(HeldLease(lease))
            break
          }
        } catch {
          unheld.append("\(worker.verb): \(error)")
          break
        }
        guard Sys.monotonicSeconds - start < wait, Sys.notedSignal == nil else {
          running.append("\(worker.verb) (\(spool.holder(of: worker.rawValue) ?? "just ended"))")
          break
        }
        Sys.sleep(milliseconds: 50)
      }
    }
  }

  func release() { held = [] }
}
