import Formats
import Hosts
import Sites
import Testing
import Transfer

struct HostPolicyTests {
  private static let site = Site(host: "files.example.org")
  private static let other = Site(host: "example.com")
  private static let noon = Timestamp("2026-03-01T12:00:00Z") ?? Timestamp(milliseconds: 0)
  private static func after(_ seconds: Double) -> Timestamp { noon.advanced(bySeconds: seconds) }

  private static func policy(_ change: (inout HostLimits) -> Void = { _ in }) -> HostPolicy {
    var limits = HostLimits()
    limits.spacing = 0
    change(&limits)
    return HostPolicy(limits)
  }

  private static func fail(
    _ policy: inout HostPolicy, _ kind: FailureClass, retryAfter: Int64? = nil, at time: Timestamp = noon
  ) {
    policy.began(site, at: time)
    policy.ended(site, kind, retryAfter: retryAfter, at: time, spread: 1)
  }

  @Test func `All hosts of a site share its transfers at once, and other sites do not wait for them`() {
    var policy = Self.policy { $0.siteTransfers = 2 }
    policy.began(Site(host: "one.example.org"), at: Self.noon)
    policy.began(Site(host: "two.example.org"), at: Self.noon)
    #expect(policy.admission(of: Site(host: "example.org"), at: Self.noon) == .busy)
    #expect(policy.admission(of: Self.other, at: Self.noon) == .now)
    policy.ended(Site(host: "one.example.org"), nil, retryAfter: nil, at: Self.noon, spread: 0)
    #expect(policy.admission(of: Site(host: "example.org"), at: Self.noon) == .now)
  }

  @Test func `Requests to a site keep their distance, however soon they end`() {
    var policy = Self.policy { $0.spacing = 2 }
    policy.began(Self.site, at: Self.noon)
    policy.ended(Self.site, nil, retryAfter: nil, at: Self.after(0.1), spread: 0)
    #expect(policy.admission(of: Self.site, at: Self.after(0.1)) == .notBefore(Self.after(2)))
    #expect(policy.admission(of: Self.site, at: Self.after(2)) == .now)
    #expect(policy.admission(of: Self.other, at: Self.after(0.1)) == .now)
  }

  @Test func `A clock that is set back does not stop a site for longer than the distance of two requests`() {
    var policy = Self.policy { $0.spacing = 2 }
    policy.began(Self.site, at: Self.noon)
    policy.ended(Self.site, nil, retryAfter: nil, at: Self.noon, spread: 0)
    #expect(policy.admission(of: Self.site, at: Self.after(-86_400)) == .notBefore(Self.after(-86_398)))
  }

  @Test func `No more transfers go on in all than are allowed`() {
    var policy = Self.policy { $0.transfers = 3 }
    for number in 0..<3 { policy.began(Site(host: "host\(number).test"), at: Self.noon) }
    #expect(policy.admission(of: Self.other, at: Self.noon) == .busy)
    policy.ended(Site(host: "host0.test"), .reset, retryAfter: nil, at: Self.noon, spread: 0)
    #expect(policy.admission(of: Self.other, at: Self.noon) == .now)
  }

  @Test(arguments: [FailureClass.tooManyRequests, .serverError, .notFound])
  func `Retry-After pauses the whole site, whatever the status`(kind: FailureClass) {
    var policy = Self.policy()
    Self.fail(&policy, kind, retryAfter: 120)
    #expect(policy.admission(of: Site(host: "www.example.org"), at: Self.after(119)) == .notBefore(Self.after(120)))
    #expect(policy.admission(of: Self.site, at: Self.after(120)) == .now)
    let pause = policy.pauses(at: Self.noon).first
    #expect(pause?.cause == .asked)
    #expect(pause?.failure == kind.rawValue)
    #expect(policy.pauses(at: Self.after(121)).isEmpty)
  }

  @Test func `A Retry-After of a century is followed for a day`() {
    var policy = Self.policy()
    Self.fail(&policy, .tooManyRequests, retryAfter: 3_153_600_000)
    #expect(policy.admission(of: Self.site, at: Self.noon) == .notBefore(Self.after(86_400)))
  }

  @Test func `A document that was under way does not end the pause that another answer asked for`() {
    var policy = Self.policy()
    policy.began(Self.site, at: Self.noon)
    Self.fail(&policy, .tooManyRequests, retryAfter: 600)
    policy.ended(Self.site, nil, retryAfter: nil, at: Self.after(1), spread: 0)
    #expect(policy.admission(of: Self.site, at: Self.after(2)) == .notBefore(Self.after(600)))
    Self.fail(&policy, .tooManyRequests, retryAfter: 5, at: Self.after(2))
    #expect(policy.admission(of: Self.site, at: Self.after(8)) == .notBefore(Self.after(600)))
  }

  @Test func `Too many requests without a time pause the site all the same`() {
    var policy = Self.policy { $0.aside = Backoff(first: 60, most: 600) }
    Self.fail(&policy, .tooManyRequests)
    #expect(policy.admission(of: Self.site, at: Self.noon) == .notBefore(Self.after(60)))
  }

  @Test(arguments: FailureClass.allCases)
  func `A site is put aside after five failures of its own in a row, and for no fault of a document`(kind: FailureClass)
  {
    var policy = Self.policy()
    for number in 1...5 {
      #expect(kind == .tooManyRequests || policy.admission(of: Self.site, at: Self.noon) == .now, "after \(number - 1)")
      Self.fail(&policy, kind)
    }
    let isAside = policy.admission(of: Self.site, at: Self.noon) != .now
    #expect(isAside == kind.countsAgainstHost)
    #expect(policy.admission(of: Self.other, at: Self.noon) == .now)
  }

  @Test func `A document in between shows that the site is there`() {
    var policy = Self.policy()
    for number in 0..<20 { Self.fail(&policy, number % 4 == 3 ? .notFound : .serverError) }
    #expect(policy.admission(of: Self.site, at: Self.noon) == .now)
  }

  @Test func `Put aside again, a site waits twice as long, and one transfer finds out whether it is back`() {
    var policy = Self.policy { $0.aside = Backoff(first: 600, most: 1000) }
    for _ in 0..<5 { Self.fail(&policy, .connect) }
    #expect(policy.admission(of: Self.site, at: Self.noon) == .notBefore(Self.after(600)))
    policy.began(Self.site, at: Self.after(600))
    #expect(policy.admission(of: Self.site, at: Self.after(600)) == .busy)
    policy.ended(Self.site, .connect, retryAfter: nil, at: Self.after(600), spread: 1)
    #expect(policy.admission(of: Self.site, at: Self.after(601)) == .notBefore(Self.after(1600)))
    policy.began(Self.site, at: Self.after(1600))
    policy.ended(Self.site, nil, retryAfter: nil, at: Self.after(1601), spread: 1)
    policy.began(Self.site, at: Self.after(1602))
    #expect(policy.admission(of: Self.site, at: Self.after(1602)) == .now)
  }
}
