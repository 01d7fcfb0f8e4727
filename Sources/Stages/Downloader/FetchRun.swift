import Formats
import Hosts
import Lists
import Sites
import Spool
import StageKit
import SystemCalls
import Transfer

/// The fetching of one pass: what is under way, what waits for its host, what has come.
final class FetchRun {
  /// A document that is whole and verified.
  struct Fetched {
    let job: FetchJob
    let sums: FileSums
    let note: Arrival
    /// Whether its note stands beside it since an earlier pass.
    let isNoted: Bool
  }

  let transfers: Transfers
  let sources: Sources
  private(set) var works: [ListWork]
  let limits: FetchLimits
  /// The pass's own private directory.
  let incoming: FilePath
  let book: HostBook?
  var hosts: HostPolicy
  var jobs: [UInt64: FetchJob] = [:]
  /// Jobs that go on once their host may be asked: documents whose source answered, redirects to other hosts.
  var following: [FetchJob] = []
  /// Items that came back without a document.
  var items: [FetchJob] = []
  /// Keys of everything under way: an entry that two lists have is fetched once.
  var underWay: Set<String> = []
  var whole: [Fetched] = []
  var lost: [(job: FetchJob, failure: FetchFailure)] = []
  var tally = FetchTally()
  /// Why no further transfer begins; nil while they may.
  var closed: String?
  private var nextTag: UInt64 = 0
  private var turn = 0
  private(set) var lastPublished = Sys.monotonicSeconds

  init(_ pass: Pass, _ works: [ListWork], seen: Set<String>, _ limits: FetchLimits) throws {
    self.works = works
    seenLists = seen
    self.limits = limits
    incoming = pass.incoming
    transfers = try Transfers(limits.options)
    sources = Sources(pass.workspace.settings)
    hosts = HostPolicy(limits.hosts)
    book = HostBook()
    transfers.room = { [unowned self] in try? self.lack(pass) }
  }

  var seconds: Double { Sys.monotonicSeconds - limits.began }
  /// Whether the time for beginning transfers is over.
  var isLate: Bool { seconds >= limits.seconds }
  /// Whether the time of those that go on is over, too.
  var isVeryLate: Bool { seconds >= 2 * limits.seconds }
  /// Bytes of documents under way that have not come yet, as far as their lengths are known.
  var reserved: Int64 {
    transfers.progress.reduce(0) { sum, progress in
      let total = progress.total ?? jobs[progress.tag]?.entry.size ?? 0
      return sum.clampedSum(max(0, total - progress.bytes))
    }
  }

  /// Pages of documents that were accepted, and of those on their way as far as they can be guessed by the former.
  var pages: Int {
    let accepted = max(1, tally.documents - whole.count)
    return tally.pages + (jobs.count + whole.count) * max(1, tally.pages / accepted)
  }

  /// Why there is no room for what is under way and so many bytes more; a site's own command, which costs a process, is not
  /// asked each time.
  func lack(_ pass: Pass, with more: Int64 = 0) throws -> String? {
    let now = Sys.monotonicSeconds
    if !pass.workspace.settings.limits.siteCommand.isEmpty, now - askedForRoom < Self.roomPatience { return nil }
    askedForRoom = now
    return try Room.lack(in: pass.workspace, reserving: reserved.clampedSum(more))
  }

  private var askedForRoom = -Double.infinity
  /// Seconds for which a site's answer holds.
  private static let roomPatience = 5.0

  /// Whether it is time to look for what people dropped since.
  var isDueToLook: Bool { Sys.monotonicSeconds - lastLooked >= limits.looking }

  /// Notes that a look was taken, and what lists it saw and opened.
  func looked(seeing names: Set<String>, finding works: [ListWork]) {
    lastLooked = Sys.monotonicSeconds
    seenLists.formUnion(names)
    self.works += works
  }

  /// Lists that were there at the last look, those that cannot be opened included.
  private(set) var seenLists: Set<String>
  private var lastLooked = Sys.monotonicSeconds

  func tag(_ job: FetchJob) -> UInt64 {
    nextTag += 1
    jobs[nextTag] = job
    return nextTag
  }

  /// What is told to whoever looks on.
  func progress(now: Timestamp) -> FetchProgress {
    var active: [String: Int] = [:]
    for job in jobs.values { if let host = job.request?.address.host { active[host, default: 0] += 1 } }
    return FetchProgress(
      tally: tally, active: active, partial: transfers.progress.reduce(0) { $0 + $1.bytes }, seconds: seconds,
      lists: works.map(\.queue.progress), paused: hosts.pauses(at: now))
  }

  func notePublished() { lastPublished = Sys.monotonicSeconds }

  /// Whether what has come should be published now: enough of it, or long enough ago.
  var isDueToPublish: Bool {
    let count = whole.count + lost.count
    let age = Sys.monotonicSeconds - lastPublished
    return count >= limits.group || (count > 0 && age >= 1) || age >= 5 || isFull
  }

  /// Whether lists hold as much in memory as they should: entries of a host that rests are put off by the hundred thousand.
  private var isFull: Bool { works.reduce(0) { $0 + $1.queue.unwritten } > Self.unwritten }
  /// 8 MiB: as long as a sync takes to write.
  private static let unwritten = 8 << 20

  /// Whether a site may be asked now.
  func admission(_ address: Address, now: Timestamp) -> HostPolicy.Admission {
    hosts.admission(of: Site(host: address.host), at: now)
  }

  /// The next job that may begin now; `wait` is lowered to when another might.
  func next(_ index: IdentityIndex, now: Timestamp, wait: inout Timestamp?) throws -> FetchJob? {
    if let job = pick(&following, now, &wait) { return job }
    for _ in works {
      let work = works[turn % works.count]
      turn += 1
      var isGoingOn = true
      while isGoingOn && Sys.notedSignal == nil && !isLate {
        if isFull {
          // What was looked at is published first; then this goes on at once.
          wait = now
          return nil
        }
        let isRead = try work.fill(index, sources, now: now)
        let ahead = work.ready.count
        if let job = try pick(work, index, now, &wait) { return job }
        // All that was looked at was put off or known: what may begin now can lie behind it.
        isGoingOn = work.ready.count < ListWork.ahead / 8 && (isRead || work.ready.count < ahead)
      }
    }
    return pick(&items, now, &wait)
  }

  private func pick(_ jobs: inout [FetchJob], _ now: Timestamp, _ wait: inout Timestamp?) -> FetchJob? {
    for (index, job) in jobs.enumerated() {
      guard let request = job.request else { continue }
      switch admission(request.address, now: now) {
      case .now: return jobs.remove(at: index)
      case .busy: continue
      case .notBefore(let time): wait = min(wait ?? time, time)
      }
    }
    return nil
  }

  private func pick(
    _ work: ListWork, _ identities: IdentityIndex, _ now: Timestamp, _ wait: inout Timestamp?
  ) throws -> FetchJob? {
    var seen: [String: HostPolicy.Admission] = [:]
    var index = 0
    while index < work.ready.count {
      let ready = work.ready[index]
      let key = ready.handed.entry.key
      // Asked for by another entry, too: when that one is through, this one is known.
      if underWay.contains(key) {
        index += 1
        continue
      }
      let host = ready.request.address.host
      let admission = seen[host] ?? admission(ready.request.address, now: now)
      seen[host] = admission
      switch admission {
      case .now:
        work.ready.remove(at: index)
        if try identities.known(entries: [key]).isEmpty {
          return FetchJob(.list(work, ready.handed), ready.handed.entry, ready.request, in: incoming)
        }
        work.queue.end(ready.handed, as: .known)
      case .busy: index += 1
      case .notBefore(let time):
        if now.advanced(bySeconds: Self.patience) < time {
          // The host rests for longer than the others should wait behind its entries.
          work.ready.remove(at: index)
          try work.queue.putOff(ready.handed, until: time, now: now)
        } else {
          wait = min(wait ?? time, time)
          index += 1
        }
      }
    }
    return nil
  }

  /// Seconds that entries of a resting host stay in front of the others.
  static let patience = 30.0
}

/// What fetching did so far, for whoever looks on.
public struct FetchTally: Sendable {
  /// Documents that came.
  public var documents = 0
  /// Entries that were given up.
  public var lost = 0
  /// Bytes that travelled.
  public var bytes: Int64 = 0
  /// Pages of documents that were accepted.
  var pages = 0
  /// Bytes of documents that were accepted.
  var accepted: Int64 = 0
  /// Failed attempts by class.
  public var failures: [String: Int] = [:]
  /// Bytes that travelled from each host.
  public var hosts: [String: Int64] = [:]
}

/// How far a pass's fetching is, told about once a second.
public struct FetchProgress: Sendable {
  /// What was done.
  public let tally: FetchTally
  /// Transfers at work, by host.
  public let active: [String: Int]
  /// Bytes of those transfers that are there.
  public let partial: Int64
  /// Seconds since the pass began to fetch.
  public let seconds: Double
  /// The lists at work.
  public let lists: [ListProgress]
  /// Sites that are left alone.
  public let paused: [SitePause]

  /// Bytes a second since the beginning.
  public var rate: Double { seconds > 0 ? Double(tally.bytes + partial) / seconds : 0 }

  /// Seconds until all entries are through at the pace so far; nil before there is one.
  public var secondsLeft: Double? {
    let done = tally.documents + tally.lost
    guard done > 0, seconds > 1 else { return nil }
    let left = lists.reduce(0) { $0 + ($1.waiting ?? 0) + $1.counts.deferred }
    return Double(left) / (Double(done) / seconds)
  }
}
