import Formats
import Scheduling
import Spool
import SystemCalls

/// Whether batches and scheduler agree: a pure function of what the tree holds and what the executor says.
struct SchedulerCheck {
  /// Batches in 03 as they are found.
  private(set) var inHand: [BatchHandle] = []
  /// The job names of all other batches, packed or at rest, with the batch's name.
  private var elsewhere: [String: (batch: String, place: Place)] = [:]
  private(set) var findings: [AuditReport.Finding] = []
  private(set) var notices: [AuditReport.Finding] = []

  /// Notes a batch as it is found.
  mutating func note(_ batch: BatchHandle, in place: Place) {
    if place == .stage(.processing) {
      inHand.append(batch)
    } else {
      elsewhere[batch.record.jobName] = (batch.name, place)
      if place == .stage(.pending), batch.job != nil {
        findings.append(
          .init(
            .schedulerDiffers, id: batch.name, path: nil,
            "it lies in 02_ocr_pending and has a job already, \(batch.job?.slurmJobID ?? ""): move it to "
              + "03_ocr_processing, or it is submitted twice"))
      }
    }
  }

  /// Compares with what the executor says; `jobs` is nil where it cannot tell. Nobody here can ask after the batches `orphaned`.
  mutating func compare(
    _ states: [String: BatchState], jobs: [ScheduledJob]?, orphaned: Set<String> = []
  ) {
    for batch in inHand {
      guard let job = batch.job else {
        notices.append(
          .init(.unanswered, id: batch.name, path: nil, "the next submit asks the executor whether it has it"))
        continue
      }
      // Cancelled before it was handed over: nobody has it, and cleanup takes it back.
      if batch.stateWithoutExecutor != nil { continue }
      guard !orphaned.contains(batch.name) else {
        findings.append(
          .init(
            .schedulerDiffers, id: batch.name, path: nil,
            "it was handed to \(job.executor), and this program has no such executor: nobody asks after it"))
        continue
      }
      compare(batch, states[batch.name])
    }
    let ours = Set(inHand.map(\.record.jobName))
    for job in (jobs ?? []).sorted(by: { $0.id < $1.id }) where !ours.contains(job.name) { foreign(job) }
  }

  private mutating func compare(_ batch: BatchHandle, _ state: BatchState?) {
    guard let state else {
      findings.append(
        .init(.schedulerDiffers, id: batch.name, path: nil, "the executor does not answer for it: sluice doctor"))
      return
    }
    if state.neverStarted {
      notices.append(
        .init(.unanswered, id: batch.name, path: nil, "it was never started: the next submit starts it"))
    }
    for chunk in batch.record.chunks {
      switch state.chunks[chunk.name] {
      case .running, .waiting, .held:
        // Closing says that no task of the chunk will ever run again (law 9).
        guard Sys.exists(batch.layout.closedChunk(chunk.name)), !state.neverStarted else { continue }
        findings.append(
          .init(
            .schedulerDiffers, id: batch.name, path: nil,
            "chunk \(chunk.name) is closed and the executor says that it still runs: sluice show \(batch.name)"))
      case .unknown(let why):
        notices.append(.init(.unanswered, id: batch.name, path: nil, "chunk \(chunk.name): \(why)"))
      case .ended, nil: continue
      }
    }
  }

  private mutating func foreign(_ job: ScheduledJob) {
    if let (batch, place) = elsewhere[job.name] {
      findings.append(
        .init(
          .schedulerDiffers, id: batch, path: nil,
          "it is in \(place) and its job \(job.id) is still with the scheduler (\(job.state)): sluice show \(batch)"))
      return
    }
    notices.append(
      .init(
        .foreignJob, id: job.id, path: nil,
        "the scheduler has a job called \(job.name) (\(job.state)) and no batch here has that name: another workspace's, "
          + "or one whose batch was removed: \(job.endedBy)"))
  }
}

extension Audit {
  /// Asks the executor once for all batches in 03 and for its jobs, and reports what does not agree.
  mutating func compareWithScheduler() {
    guard let executor = options.executor else { return }
    let orphaned = scheduler.inHand.filter { batch in
      batch.job.map { executor.responsible(for: batch).name != $0.executor } == true
    }
    do {
      scheduler.compare(
        try executor.states(of: scheduler.inHand), jobs: try executor.jobs(), orphaned: Set(orphaned.map(\.name)))
    } catch {
      report.notice(.init(.unanswered, "\(executor.name) cannot be asked: \(error)"))
    }
    for finding in scheduler.findings { report.breach(withPath(finding)) }
    for finding in scheduler.notices { report.notice(withPath(finding)) }
  }

  private func withPath(_ finding: AuditReport.Finding) -> AuditReport.Finding {
    var finding = finding
    let name = finding.id.flatMap { BatchName($0) }
    finding.path = name.flatMap { (try? workspace.spool.locate($0))?.path }.map { shown($0) }
    return finding
  }
}
