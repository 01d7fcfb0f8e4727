import Dispatch
import Formats
import Glibc
import SystemCalls

/// The lanes of a task: so many threads, each with a worker of the engine, while the caller's thread watches clock and signals.
///
/// Threads and not tasks of the concurrency runtime, as each waits on a program of its own nearly all the time, and a parser
/// lives as long as the thread that started it.
struct Lanes {
  let bench: Workbench
  let engine: any DocumentEngine

  private var ledger: Ledger { bench.ledger }

  /// Milliseconds between two looks at clock and signals.
  static let tickMilliseconds = 200

  /// Runs until the plan is empty, a stop was decided and the pages at hand are done, or they took too long after a signal.
  func run(_ count: Int) {
    let group = DispatchGroup()
    for lane in 0..<min(count, max(1, ledger.progress().pagesTotal)) {
      // A serial queue of its own is a thread of its own for as long as its one block runs.
      let queue = DispatchQueue(label: "lane \(lane)")
      queue.async(group: group) { [self] in work(lane) }
    }
    var deadline: Double?
    while group.wait(timeout: .now() + .milliseconds(Self.tickMilliseconds)) == .timedOut {
      if let signal = bench.warning() {
        ledger.stop(.warned(signal))
        let limit = deadline ?? Sys.monotonicSeconds + bench.patience(signal)
        deadline = limit
        if Sys.monotonicSeconds >= limit { break }
      }
      ledger.tick()
    }
    if let signal = bench.warning() { ledger.stop(.warned(signal)) }
  }

  private func work(_ lane: Int) {
    let worker = engine.worker()
    // Asked here too: between two looks of the watching thread a lane could begin another document.
    while bench.warning() == nil, let assignment = ledger.next(lane: lane) {
      let answer = answer(for: assignment, by: worker)
      if ledger.note(answer, for: assignment) { bench.source.release(assignment.document) }
    }
  }

  private func answer(for assignment: PagePlan.Assignment, by worker: any EngineWorker) -> EngineAnswer {
    let entry = bench.entries[assignment.document]
    guard engine.readsDocuments else {
      let document = StagedDocument(entry: entry, number: assignment.document, path: "", parserPath: "")
      return worker.work(on: document, pages: assignment.pages)
    }
    switch bench.source.stage(entry, number: assignment.document) {
    case .success(let document): return worker.work(on: document, pages: assignment.pages)
    case .failure(let failure):
      // The document went with its chunk: no fault of its own.
      guard ledger.isChunkOpen() else { return .interrupted }
      if failure.isStorages { return .unreachable(failure.message) }
      return .refused(code: failure.code, message: failure.message)
    }
  }
}
