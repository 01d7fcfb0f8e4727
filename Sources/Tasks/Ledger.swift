import Formats
import Synchronization
import SystemCalls

/// Why the lanes take no more pages.
enum Stop: Sendable, Hashable {
  /// A warning signal came.
  case warned(Int32)
  /// The task cannot go on.
  case failed(String)
  /// The chunk was closed while the task ran.
  case closed
}

/// What all lanes share: the plan, the try's files, and what is known of each document. Every call is short and whole.
///
/// Fails: the first error of a write stops the task; what was written before it stands.
final class Ledger: Sendable {
  /// Makes a document's record of its pages.
  typealias Assembly = @Sendable (ChunkEntry, [PageRecord]) throws -> [UInt8]

  private struct State: ~Copyable {
    var plan: PagePlan
    var writer: TryWriter
    var finished: FinishedPages
    var documents: [DocumentState]
    var ownFile: Int
    var stop: Stop?
    /// After the last word nothing is written any more, whoever is still at work.
    var sealed = false
    var made = 0
    var lastSync = Sys.monotonicSeconds
    var lastProgress = 0.0
  }

  private let state: Mutex<State>
  private let fingerprint: String
  private let assemble: Assembly
  private let startedAt: Timestamp
  private let begun = Sys.monotonicSeconds

  /// Work made in this many seconds may be lost with the machine (never with the process alone). A sync costs 0.1 ms on a
  /// local disk and tens of milliseconds on a busy file server: less than one per cent, whatever a page costs.
  static let syncSeconds = 5.0
  /// Seconds between two notes of progress.
  static let progressSeconds = 2.0

  /// Takes over the try's files and plans what is missing.
  init(
    entries: [ChunkEntry], finished: consuming FinishedPages, writer: consuming sending TryWriter, lanes: Int,
    wholeDocuments: Bool, fingerprint: String, startedAt: Timestamp, assemble: @escaping Assembly
  ) {
    self.fingerprint = fingerprint
    self.assemble = assemble
    self.startedAt = startedAt
    let ownFile = finished.add(writer.files.pages)
    let missing = entries.indices.map { finished.missing(in: $0) }
    let plan = PagePlan(missing: missing, lanes: lanes, wholeDocuments: wholeDocuments)
    state = Mutex(
      State(
        plan: plan, writer: writer, finished: finished, documents: entries.map { DocumentState(entry: $0) },
        ownFile: ownFile))
  }

  // MARK: For the lanes

  /// The lane's next pages; nil when it is done or the task stops.
  func next(lane: Int) -> PagePlan.Assignment? {
    state.withLock { state in
      guard state.stop == nil, let assignment = state.plan.next(lane: lane) else { return nil }
      state.documents[assignment.document].underWay += assignment.pages.count
      return assignment
    }
  }

  /// Notes what came of an assignment; whether the task is through with the document.
  func note(_ answer: EngineAnswer, for assignment: PagePlan.Assignment) -> Bool {
    let number = assignment.document
    let entry = state.withLock { $0.documents[number].entry }
    let lines = PageLine.lines(of: answer, for: assignment.pages, entry: entry, fingerprint: fingerprint)
    return state.withLock { state in
      // After a torn line, after the closing of the chunk and after the last word nothing may follow in the files.
      guard !state.sealed, state.stop != .closed, state.writer.isSound else { return false }
      state.documents[number].underWay -= assignment.pages.count
      do {
        try Self.append(lines, to: &state, document: number)
        switch answer {
        case .pages, .interrupted: break
        case .refused(let code, let message): refuse(number, code: code, message: message, &state)
        case .unreachable(let message):
          state.documents[number].unreachable = message
          state.plan.drop(number)
        case .broken(let message): state.stop = state.stop ?? .failed(message)
        }
        giveUpIfHopeless(number, &state)
        try completeIfDone(number, &state)
      } catch {
        Self.stop(&state, for: error)
      }
      return state.documents[number].isDone
    }
  }

  /// Whether a stop was decided.
  var isStopped: Bool { state.withLock { $0.stop != nil } }

  /// Whether the task is through with a document.
  func isDone(_ document: Int) -> Bool { state.withLock { $0.documents[document].isDone } }

  /// Whether the try's directory is still at its path; where it is not, the task stops.
  func isChunkOpen() -> Bool {
    state.withLock { state in
      guard !Sys.exists(state.writer.files.directory) else { return true }
      state.stop = state.stop ?? .closed
      return false
    }
  }

  // MARK: For the task

  /// Completes the documents that need no work: every page is there from earlier tries, or there is no page at all.
  func completeWhatNeedsNothing() {
    state.withLock { state in
      do {
        for number in state.documents.indices {
          if state.documents[number].entry.units == 0 {
            refuse(number, code: Reason.zeroPages.code, message: Reason.zeroPages.sentence, &state)
          }
          try completeIfDone(number, &state)
        }
      } catch {
        Self.stop(&state, for: error)
      }
    }
  }

  /// Stops the lanes; the first reason stands.
  func stop(_ reason: Stop) { state.withLock { $0.stop = $0.stop ?? reason } }

  /// What is due by the clock: a sync, a note of progress, and with it the question whether the chunk is still open.
  func tick() {
    state.withLock { state in
      guard !state.sealed else { return }
      let now = Sys.monotonicSeconds
      do {
        if now - state.lastSync >= Self.syncSeconds {
          try state.writer.checkpoint()
          state.lastSync = now
        }
        if now - state.lastProgress >= Self.progressSeconds {
          try state.writer.show(progress(of: state))
          state.lastProgress = now
        }
      } catch {
        Self.stop(&state, for: error)
      }
    }
  }

  /// How far the task is.
  func progress() -> TaskProgress { state.withLock { progress(of: $0) } }

  /// Ends all writing, makes it last, and publishes the last word `say` composes; the stop that counts.
  func seal(_ say: (Stop?, [ItemOutcome]) -> Outcome) -> Stop? {
    state.withLock { state in
      state.sealed = true
      do {
        if state.stop != .closed {
          try state.writer.checkpoint()
          try state.writer.show(progress(of: state))
        }
      } catch {
        Self.stop(&state, for: error, overriding: true)
      }
      if state.stop == .closed { return .closed }
      settle(&state)
      do {
        // After a write that failed nothing can be vouched for; cleanup reads the lines that are there.
        let items = state.writer.isSound ? Self.outcomes(of: state) : []
        try state.writer.publish(say(state.stop, items))
      } catch {
        Self.stop(&state, for: error, overriding: true)
      }
      return state.stop
    }
  }

  // MARK: Parts, all under the lock

  /// A warning that came when everything was done changes nothing; a task that is not through with its list says so.
  private func settle(_ state: inout State) {
    let isThrough = state.documents.allSatisfy(\.isDone)
    if case .warned = state.stop, isThrough { state.stop = nil }
    if state.stop == nil, !isThrough {
      let unreachable = state.documents.lazy.compactMap(\.unreachable).first
      state.stop = .failed(unreachable ?? "the task ended before its list did")
    }
  }

  private static func append(
    _ lines: [PageLine], to state: inout State, document: Int
  ) throws(SystemError) {
    for line in lines {
      let offset = try state.writer.append(page: line.bytes)
      state.made += 1
      if let failure = line.failure {
        state.documents[document].failed[line.record.page] = failure
        if failure.kind != .failed { state.documents[document].costly += 1 }
      } else {
        state.finished.note(line.record, file: state.ownFile, offset: offset, length: line.bytes.count - 1)
      }
    }
  }

  private func refuse(_ number: Int, code: String, message: String, _ state: inout State) {
    state.documents[number].refusal = state.documents[number].refusal ?? .init(code: code, message: message)
    state.plan.drop(number)
  }

  private func giveUpIfHopeless(_ number: Int, _ state: inout State) {
    let document = state.documents[number]
    guard document.isHopeless(done: state.finished.count(in: number)), state.plan.remaining(in: number) > 0 else {
      return
    }
    let message =
      "\(document.costly) pages crashed the parser, hung it or exhausted its memory; the rest was not tried."
    refuse(number, code: Reason.pagesFailed.code, message: message, &state)
  }

  private func completeIfDone(_ number: Int, _ state: inout State) throws {
    let document = state.documents[number]
    guard !document.isDone, document.underWay == 0, state.plan.remaining(in: number) == 0 else { return }
    let covered = state.finished.count(in: number) + document.failed.count >= document.entry.units
    guard covered || document.refusal != nil else { return }
    state.documents[number].isDone = true
    guard state.finished.count(in: number) > 0 else { return }
    let failures = document.failed.map { page, failure in
      PageLine.record(
        of: PageAnswer(page: page, result: .failure(failure), seconds: 0), entry: document.entry,
        fingerprint: fingerprint)
    }
    let records = try state.finished.records(of: number) + failures
    try state.writer.append(record: try assemble(document.entry, records))
  }

  private static func outcomes(of state: borrowing State) -> [ItemOutcome] {
    state.documents.indices.compactMap { state.documents[$0].outcome(done: state.finished.count(in: $0)) }
  }

  private static func stop(_ state: inout State, for error: any Error, overriding: Bool = false) {
    let reason: Stop
    if let error = error as? SystemError {
      reason = error.isGone && !Sys.exists(state.writer.files.directory) ? .closed : .failed(error.description)
    } else {
      reason = .failed("\(error)")
    }
    if overriding || state.stop == nil { state.stop = reason }
  }

  private func progress(of state: borrowing State) -> TaskProgress {
    let elapsed = Sys.monotonicSeconds - begun
    return TaskProgress(
      pagesDone: state.documents.indices.reduce(0) { $0 + state.finished.count(in: $1) },
      pagesFailed: state.documents.reduce(0) { $0 + $1.failed.count },
      pagesTotal: state.documents.reduce(0) { $0 + $1.entry.units },
      itemsDone: state.documents.reduce(0) { $0 + ($1.isDone ? 1 : 0) }, itemsTotal: state.documents.count,
      pagesPerSecond: elapsed > 0 ? (Double(state.made) / elapsed * 1000).rounded() / 1000 : 0,
      host: Sys.hostName, startedAt: startedAt, updatedAt: .now)
  }
}
