import Formats
import Sites
import Transfer

/// Who may be asked when: limits on transfers at once, the space between two requests, and sites that are left alone.
///
/// A value without clock, randomness or files of its own, so that every rule can be told from outside: the caller says what
/// began and what ended.
public struct HostPolicy: Sendable {
  /// Whether a site may be asked now.
  public enum Admission: Sendable, Hashable {
    /// Yes.
    case now
    /// When a transfer ends: as many as are allowed go on, from this site or in all.
    case busy
    /// Not before this time.
    case notBefore(Timestamp)
  }

  private struct State: Sendable {
    var active = 0
    var next = Timestamp(milliseconds: 0)
    var failures = 0
    var pause: SitePause?
  }

  /// The limits.
  public let limits: HostLimits
  /// Transfers that go on.
  public private(set) var active = 0
  private var states: [Site: State] = [:]
  private var changed: Set<Site> = []

  /// A policy that knows of no site yet.
  public init(_ limits: HostLimits) { self.limits = limits }

  /// Whether a site may be asked now.
  public func admission(of site: Site, at now: Timestamp) -> Admission {
    if active >= limits.transfers { return .busy }
    guard let state = states[site] else { return .now }
    if let until = until(state, now), until > now { return .notBefore(until) }
    // After it was put aside, one transfer finds out whether it is back.
    let most = state.pause.map { $0.timesAside > 0 } == true ? 1 : limits.siteTransfers
    if state.active >= most { return .busy }
    return state.next > now ? .notBefore(min(state.next, now.advanced(bySeconds: limits.spacing))) : .now
  }

  /// A clock that was wrong when a pause was written down must not silence a site for years.
  private func until(_ state: State, _ now: Timestamp) -> Timestamp? {
    state.pause.map { min($0.until, now.advanced(bySeconds: max(limits.retryAfterMost, limits.aside.most))) }
  }

  /// Notes that a request begins.
  public mutating func began(_ site: Site, at now: Timestamp) {
    active += 1
    states[site, default: State()].active += 1
    states[site]?.next = now.advanced(bySeconds: limits.spacing)
  }

  /// Notes how a transfer ended: nil for a document, a redirect or a stop. `spread` is a random number from 0 to 1.
  public mutating func ended(
    _ site: Site, _ failure: FailureClass?, retryAfter: Int64?, at now: Timestamp, spread: Double
  ) {
    active = max(0, active - 1)
    var state = states[site] ?? State()
    state.active = max(0, state.active - 1)
    if failure?.countsAgainstHost == true {
      state.failures += 1
    } else if failure?.treatment != .ours {
      succeed(&state, site)
    }
    // Of those that were under way when the site was put aside, each fails for the same trouble.
    let isPaused = state.pause.map { $0.until > now } ?? false
    let most = (state.pause?.timesAside ?? 0) > 0 ? 1 : limits.failures
    if state.failures >= most, !isPaused { putAside(&state, site, failure, at: now, spread: spread) }
    if let retryAfter, failure != nil {
      let seconds = min(Double(retryAfter), limits.retryAfterMost)
      pause(&state, site, until: now.advanced(bySeconds: seconds), .asked, failure)
    } else if failure == .tooManyRequests {
      let seconds = limits.aside.seconds(after: 1 + (state.pause?.timesAside ?? 0), spread: spread)
      pause(&state, site, until: now.advanced(bySeconds: seconds), .failing, failure)
    }
    states[site] = state
  }

  private mutating func succeed(_ state: inout State, _ site: Site) {
    state.failures = 0
    guard let times = state.pause?.timesAside, times > 0 else { return }
    state.pause?.timesAside = 0
    changed.insert(site)
  }

  private mutating func putAside(
    _ state: inout State, _ site: Site, _ failure: FailureClass?, at now: Timestamp, spread: Double
  ) {
    let times = (state.pause?.timesAside ?? 0) + 1
    state.failures = 0
    let seconds = limits.aside.seconds(after: times, spread: spread)
    pause(&state, site, until: now.advanced(bySeconds: seconds), .failing, failure)
    state.pause?.timesAside = times
  }

  /// Pauses only ever grow: an answer that was under way does not shorten what another asked for.
  private mutating func pause(
    _ state: inout State, _ site: Site, until: Timestamp, _ cause: SitePause.Cause, _ failure: FailureClass?
  ) {
    changed.insert(site)
    if let before = state.pause, before.until >= until { return }
    state.pause = SitePause(
      site: site, until: until, cause: cause, failure: failure?.rawValue, timesAside: state.pause?.timesAside ?? 0)
  }

  // MARK: Sharing

  /// Sites that are left alone now, the one that comes back first in front.
  public func pauses(at now: Timestamp) -> [SitePause] {
    states.values.compactMap(\.pause).filter { $0.until > now }.sorted { ($0.until, $0.site) < ($1.until, $1.site) }
  }

  /// Pauses that changed since they were last written down.
  public var changes: [SitePause] { changed.compactMap { states[$0]?.pause } }

  /// Notes that all changes are written down.
  public mutating func changesWritten() { changed = [] }

  /// Whether there is anything to write down.
  public var hasChanges: Bool { !changed.isEmpty }

  /// Takes over what others found out.
  public mutating func learn(_ pauses: [SitePause]) {
    for pause in pauses where !changed.contains(pause.site) {
      let own = states[pause.site]?.pause
      var merged = pause
      if let own, own.until > pause.until { merged = own }
      merged.timesAside = pause.timesAside
      states[pause.site, default: State()].pause = merged
    }
  }
}

/// A site that is left alone until a time, and why.
public struct SitePause: Sendable, Hashable {
  /// Why it is left alone.
  public enum Cause: String, Sendable, Hashable, CaseIterable {
    /// It said so itself, by Retry-After.
    case asked
    /// Too many transfers in a row failed.
    case failing
  }

  /// The site.
  public var site: Site
  /// Until when.
  public var until: Timestamp
  /// Why.
  public var cause: Cause
  /// The class of the failure that led to it.
  public var failure: String?
  /// How often in a row it was put aside.
  public var timesAside: Int

  /// A pause.
  public init(site: Site, until: Timestamp, cause: Cause, failure: String?, timesAside: Int = 0) {
    self.site = site
    self.until = until
    self.cause = cause
    self.failure = failure
    self.timesAside = timesAside
  }
}
