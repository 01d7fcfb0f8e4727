import Formats
import Hosts
import Lists
import Sites
import Spool
import StageKit
import SystemCalls
import Transfer

extension Downloader {
  /// Works through lists, and items that came back without a document, for as long as the pass may.
  mutating func fetch(_ pass: Pass, _ backlog: Backlog, _ inbox: Inbox) throws {
    let works = try openLists(pass, now: .now)
    let run = try FetchRun(pass, works, seen: Self.listNames(pass.spool), FetchLimits(pass))
    try addItems(run, inbox, pass)
    guard !works.isEmpty || !run.items.isEmpty else { return try sweepFetches(pass) }
    // What other passes and workspaces know of the hosts holds from the first request on.
    try? exchange(run)
    try loop(run, inbox, backlog, pass)
    try finish(run, pass)
    pass.left(entries: run.works.reduce(0) { $0 + $1.ready.count } + run.following.count + run.items.count)
    for work in run.works {
      if let due = work.queue.nextDue { pass.putOff(until: Timestamp(seconds: due)) }
    }
  }

  private mutating func loop(_ run: FetchRun, _ inbox: Inbox, _ backlog: Backlog, _ pass: Pass) throws {
    var told = 0.0
    while true {
      var wait: Timestamp?
      try begin(run, backlog, pass, &wait)
      let idle = run.transfers.active == 0
      if idle, run.whole.isEmpty, run.lost.isEmpty, isOver(run, wait, pass) { return }
      for result in run.transfers.run(milliseconds: 200) { try take(result, run, pass) }
      if run.isDueToPublish || idle { try publish(run, pass) }
      if run.isDueToLook { try look(inbox, run, backlog, pass) }
      if run.seconds - told >= 1 {
        told = run.seconds
        try? exchange(run)
        progress(run.progress(now: .now))
      }
      if run.isVeryLate || pass.shouldStop { return }
      if idle, let wait {
        let seconds = min(0.2, max(0.001, wait.seconds(since: .now)))
        Sys.sleep(milliseconds: Int(seconds * 1000))
      }
    }
  }

  /// Takes what people dropped while the pass fetches: few documents at a time, as transfers stand still meanwhile.
  private mutating func look(_ inbox: Inbox, _ run: FetchRun, _ backlog: Backlog, _ pass: Pass) throws {
    guard run.closed == nil, !run.isLate, !pass.shouldStop else { return }
    let underWay = pass.report.moved + run.jobs.count + run.whole.count
    try takeDropped(inbox, backlog, pass, most: run.limits.group, besides: underWay)
    if let reason = pass.report.heldBack { run.closed = reason }
    let seen = run.seenLists
    let names = try Self.listNames(pass.spool)
    run.looked(seeing: names, finding: names.isSubset(of: seen) ? [] : try openLists(pass, besides: seen, now: .now))
  }

  /// Whether nothing is left that this pass could begin in its time.
  private func isOver(_ run: FetchRun, _ wait: Timestamp?, _ pass: Pass) -> Bool {
    if run.closed != nil || run.isLate || pass.shouldStop { return true }
    guard let wait else { return true }
    return wait.seconds(since: .now) > run.limits.seconds - run.seconds
  }

  /// Begins transfers until there are as many as may be, or nothing that may begin now.
  private mutating func begin(
    _ run: FetchRun, _ backlog: Backlog, _ pass: Pass, _ wait: inout Timestamp?
  ) throws {
    while run.closed == nil, !run.isLate, !pass.shouldStop {
      if run.transfers.active >= run.limits.hosts.transfers { return }
      let taken = (
        items: pass.report.moved + run.jobs.count + run.whole.count, pages: run.pages,
        bytes: run.tally.accepted + run.reserved
      )
      if let excess = backlog.excess(in: pass.workspace, with: taken) { return close(run, excess, pass) }
      if let limit = pass.options.limit, pass.report.moved + run.jobs.count + run.whole.count >= limit { return }
      let now = Timestamp.now
      guard let job = try run.next(try openIndex(pass), now: now, wait: &wait) else {
        for work in run.works { giveUp(work, run) }
        return
      }
      // What a list or a source says of a size counts as a server's word: what cannot be taken holds up no other.
      if let size = job.entry.size, size > run.limits.transfer.maxBytes {
        run.underWay.insert(job.key)
        let message =
          "It is said to have \(size) bytes; at most \(run.limits.transfer.maxBytes) are taken: see download.max_size."
        try fail(job, FetchFailure(FailureClass.tooLarge.rawValue, message, .final), nil, run)
        continue
      }
      if let lack = try run.lack(pass, with: job.entry.size ?? 0) {
        run.following.append(job)
        return close(run, lack, pass)
      }
      try start(job, run, now)
    }
  }

  private func close(_ run: FetchRun, _ reason: String, _ pass: Pass) {
    run.closed = reason
    pass.holdBack(reason)
  }

  private func giveUp(_ work: ListWork, _ run: FetchRun) {
    for (handed, failure) in work.impossible where !run.underWay.contains(handed.entry.key) {
      let job = FetchJob(.list(work, handed), handed.entry, nil, in: run.incoming)
      run.underWay.insert(job.key)
      job.entry.attempts.append(
        FetchAttempt(at: .now, url: job.documentURL, status: nil, kind: failure.kind, message: failure.message))
      run.lost.append((job, failure))
    }
    work.impossible = []
  }

  private func start(_ job: FetchJob, _ run: FetchRun, _ now: Timestamp) throws {
    guard let wanted = job.request else { return }
    run.underWay.insert(job.key)
    try claim(job, run)
    // A document that was whole when an earlier pass was stopped has only its name to get.
    if !wanted.isQuestion, Sys.exists(Spool.arrival(job.directory)), Sys.exists(job.target) {
      return try verify(job, nil, run)
    }
    try Sys.ensureDirectory(job.directory)
    var limits = run.limits.transfer
    if wanted.isQuestion { limits.maxBytes = Int64(ArchiveAnswer.longest) }
    let request = TransferRequest(
      tag: run.tag(job), wanted.address, to: job.target, expectedSize: wanted.isQuestion ? nil : job.entry.size,
      redirects: job.redirects, limits: limits)
    run.hosts.began(Site(host: wanted.address.host), at: now)
    run.transfers.start(request)
  }

  // MARK: Results

  private func take(_ result: TransferResult, _ run: FetchRun, _ pass: Pass) throws {
    guard let job = run.jobs.removeValue(forKey: result.request.tag), let wanted = job.request else { return }
    let host = result.request.address.host
    var failure: TransferFailure?
    if case .failed(let found) = result.ending { failure = found }
    run.hosts.ended(
      Site(host: host), failure?.kind, retryAfter: result.retryAfter, at: .now, spread: Double.random(in: 0...1))
    run.tally.bytes += result.received
    run.tally.hosts[host, default: 0] += result.received
    if case .list(let work, _) = job.origin { work.queue.countBytes(result.received) }
    switch result.ending {
    case .complete:
      if wanted.isQuestion { try answered(job, run, pass) } else { try verify(job, result, run) }
    case .elsewhere(let address):
      job.request = SourceRequest(address: address, isQuestion: wanted.isQuestion)
      job.redirects = result.redirects
      run.following.append(job)
    case .stopped: try cut(job, result, run, pass)
    case .failed(let found):
      if found.kind.treatment == .ours {
        run.underWay.remove(job.key)
        if run.closed == nil { close(run, found.sentence, pass) }
        if !found.isFull { pass.trouble(found.sentence) }
        return
      }
      try fail(job, FetchFailure(found), result, run)
    }
  }

  /// A transfer whose time was over: it goes on in the next pass where it can, and has had a try where it cannot.
  private func cut(_ job: FetchJob, _ result: TransferResult, _ run: FetchRun, _ pass: Pass) throws {
    pass.noteCut()
    run.underWay.remove(job.key)
    guard run.isVeryLate, result.received > 0, ResumeRecord.read(beside: job.target) == nil else { return }
    let message =
      "The pass was over after \(result.received) bytes, and the server does not say how to go on: "
      + "raise download.pass_time."
    try fail(job, FetchFailure(FailureClass.timeOut.rawValue, message, .deferred), result, run)
  }

  /// The archive's answer: which documents there are, the first of which is fetched now.
  private func answered(_ job: FetchJob, _ run: FetchRun, _ pass: Pass) throws {
    defer { try? ResumeRecord.remove(Spool.answer(job.directory)) }
    let bytes = try Sys.contents(of: Spool.answer(job.directory), limit: ArchiveAnswer.longest)
    guard let answer = try? FormatCoding.decode(ArchiveAnswer.self, from: bytes) else {
      let failure = FetchFailure(FailureClass.badAnswer.rawValue, "The archive's answer is no metadata.", .doubtful)
      return try fail(job, failure, nil, run)
    }
    let identifier = job.entry.identifier ?? ""
    let documents: [ArchiveAnswer.File]
    do throws(FetchFailure) {
      documents = try answer.documents(of: identifier, all: run.sources.takesAll || job.entry.file != nil)
    } catch {
      return try fail(job, error, nil, run)
    }
    guard let chosen = job.entry.file.map({ file in documents.first { $0.name == file } }) ?? documents.first else {
      let failure = FetchFailure(.noDocument, "\(identifier) has no file \(job.entry.file ?? "") any more.", .doubtful)
      return try fail(job, failure, nil, run)
    }
    if job.entry.file == nil, documents.count > 1 { try addOthers(documents.dropFirst(), of: job, run) }
    job.entry.take(answer, chosen)
    switch run.sources.file(chosen.name, of: identifier) {
    case .success(let request):
      job.follow(request)
      run.following.append(job)
    case .failure(let failure): try fail(job, failure, nil, run)
    }
  }

  /// The further documents of an archive's item are entries of their own.
  private func addOthers(_ files: ArraySlice<ArchiveAnswer.File>, of job: FetchJob, _ run: FetchRun) throws {
    guard case .list(let work, let handed) = job.origin else { return }
    let others = files.map { file in
      var entry = handed.entry
      entry.file = file.name
      entry.attempts = []
      return entry
    }
    try work.queue.add(Array(others), now: .now)
  }

  // MARK: Failures

  /// Notes a failed attempt, and puts the entry off or gives it up.
  func fail(_ job: FetchJob, _ failure: FetchFailure, _ result: TransferResult?, _ run: FetchRun) throws {
    run.tally.failures[failure.kind, default: 0] += 1
    let url = result?.finalAddress ?? job.request?.address.text ?? job.documentURL
    job.entry.attempts.append(
      FetchAttempt(at: .now, url: url, status: result?.status, kind: failure.kind, message: failure.message))
    if case .list(let work, _) = job.origin { work.queue.countFailure(failure.kind) }
    let policy = run.limits.tries
    let most = failure.treatment == .doubtful ? policy.doubtfulTries : policy.tries
    // Tries of a kind: passing trouble before does not use up those of a refusal, nor the other way round.
    let doubtful = failure.treatment == .doubtful
    let tries = job.entry.attempts.count(where: { FetchFailure.isDoubtful($0.kind) == doubtful })
    guard failure.treatment != .final, tries < most else {
      run.lost.append((job, failure))
      return
    }
    let seconds = policy.backoff.seconds(after: tries, spread: Double.random(in: 0...1))
    let now = Timestamp.now
    let time = now.advanced(bySeconds: seconds)
    run.underWay.remove(job.key)
    switch job.origin {
    case .list(let work, var handed):
      handed.entry.attempts = job.entry.attempts
      try work.queue.putOff(handed, until: time, now: now)
    case .item(_, _, let path):
      let tries = FetchTries(attempts: job.entry.attempts, notBefore: time)
      try Sys.publish(try FormatCoding.file(tries), at: Spool.tries(path))
    }
  }

  private func exchange(_ run: FetchRun) throws { _ = try run.book?.exchange(&run.hosts, at: .now) }

  // MARK: The end

  private mutating func finish(_ run: FetchRun, _ pass: Pass) throws {
    for result in run.transfers.stop() { try take(result, run, pass) }
    try publish(run, pass)
    try? exchange(run)
    try restFinished(run.works, pass)
    try leaveIncoming(pass.incoming, pass)
    if run.works.allSatisfy({ $0.queue.isFinished }) && run.items.isEmpty { try sweepFetches(pass) }
  }

  /// Removes what came of documents that nobody asks for any more.
  private func sweepFetches(_ pass: Pass) throws {
    let lists = try pass.spool.own(.lists).map { try Sys.entries(of: $0) } ?? []
    guard lists.isEmpty, Sys.exists(pass.spool.incoming) else { return }
    guard try Inbox(spool: pass.spool, settings: pass.workspace.settings).unfetched(1).isEmpty else { return }
    for entry in try Sys.entries(of: pass.spool.incoming) where entry.name.string.hasPrefix(Spool.fetchingPrefix) {
      try Spool.removeDebris(pass.spool.incoming.appending(entry.name), fetched: true)
    }
  }

  private mutating func addItems(_ run: FetchRun, _ inbox: Inbox, _ pass: Pass) throws {
    let now = Timestamp.now
    for (identifier, path, metadata) in try inbox.unfetched(run.limits.most) {
      guard try openIndex(pass).isKnown(identifier) else { continue }
      let tries = try FormatCoding.contents(FetchTries.self, of: Spool.tries(path))
      if let time = tries?.notBefore, time > now {
        pass.putOff(until: time)
        continue
      }
      var metadata = metadata
      let returned = metadata.returned(at: now)
      if returned != metadata { try ItemFiles.publish(returned, in: path, identifier) }
      metadata = returned
      let entry = ListEntry(metadata, tries)
      guard case .success(let request) = run.sources.request(for: entry) else { continue }
      run.items.append(FetchJob(.item(identifier, metadata, path), entry, request, in: pass.incoming))
    }
  }
}
