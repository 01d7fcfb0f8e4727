import Formats
import Hosts
import Sites
import SystemCalls
import TestSupport
import Testing
import Transfer

struct HostBookTests {
  private static let site = Site(host: "example.org")
  private static let noon = Timestamp("2026-03-01T12:00:00Z") ?? Timestamp(milliseconds: 0)
  private static func after(_ seconds: Double) -> Timestamp { noon.advanced(bySeconds: seconds) }

  private static func policy(asking seconds: Int64? = nil, of site: Site = site) -> HostPolicy {
    var policy = HostPolicy(HostLimits())
    guard let seconds else { return policy }
    policy.began(site, at: noon)
    policy.ended(site, .tooManyRequests, retryAfter: seconds, at: noon, spread: 0)
    return policy
  }

  @Test func `A pause is known to the next start and to another workspace`() throws {
    let home = try TemporaryDirectory(inMemory: true)
    let book = HostBook(path: home.path.appending("state/sluice/hosts"))
    var first = Self.policy(asking: 600)
    #expect(try book.exchange(&first, at: Self.noon))
    #expect(!first.hasChanges)
    var second = Self.policy()
    try book.exchange(&second, at: Self.after(1))
    #expect(second.admission(of: Self.site, at: Self.after(1)) == .notBefore(Self.after(600)))
    #expect(try book.read(at: Self.after(1)).map(\.site) == [Self.site])
    #expect(try book.read(at: Self.after(601)).isEmpty)
  }

  @Test func `Of two pauses of one site the longer counts, whoever writes last`() throws {
    let home = try TemporaryDirectory(inMemory: true)
    let book = HostBook(path: home.path.appending("hosts"))
    var (long, short) = (Self.policy(asking: 600), Self.policy(asking: 60))
    try book.exchange(&long, at: Self.noon)
    try book.exchange(&short, at: Self.noon)
    #expect(try book.read(at: Self.noon).map(\.until) == [Self.after(600)])
    #expect(short.admission(of: Self.site, at: Self.noon) == .notBefore(Self.after(600)))
  }

  @Test func `A worker that cannot have the lock goes on, and writes its pauses the next time`() throws {
    let home = try TemporaryDirectory(inMemory: true)
    let book = HostBook(path: home.path.appending("hosts"))
    var policy = Self.policy(asking: 600)
    do {
      let lock = try Sys.open(home.path.appending("hosts.lock"), .lock)
      #expect(try Sys.lock(lock))
      #expect(try !book.exchange(&policy, at: Self.noon))
      #expect(policy.hasChanges)
      try lock.close()
    }
    #expect(try book.exchange(&policy, at: Self.noon))
    #expect(try book.read(at: Self.noon).count == 1)
  }

  @Test func `A damaged book loses its broken lines and nothing else`() throws {
    let home = try TemporaryDirectory(inMemory: true)
    let book = HostBook(path: home.path.appending("hosts"))
    var policy = Self.policy(asking: 600)
    try book.exchange(&policy, at: Self.noon)
    let sound = try Sys.contents(of: book.path)
    try Sys.publish([0xff, 0, 10] + sound + Array("example.com\tyesterday\tasked\t-\t0\nexamp".utf8), at: book.path)
    #expect(try book.read(at: Self.noon).map(\.site) == [Self.site])
    var other = Self.policy(asking: 60, of: Site(host: "example.net"))
    try book.exchange(&other, at: Self.noon)
    #expect(try book.read(at: Self.noon).map(\.site.name) == ["example.net", "example.org"])
  }

  @Test func `Twenty workers that write at once lose no pause`() async throws {
    let home = try TemporaryDirectory(inMemory: true)
    let book = HostBook(path: home.path.appending("hosts"))
    try await withThrowingTaskGroup { group in
      for number in 0..<20 {
        group.addTask {
          var policy = Self.policy(asking: 600, of: Site(host: "host\(number).test"))
          try await eventually("a turn of host\(number)", every: 0) { try book.exchange(&policy, at: Self.noon) }
        }
      }
      try await group.waitForAll()
    }
    #expect(try book.read(at: Self.noon).count == 20)
  }

  @Test func `A person can forget one pause, or all`() throws {
    let home = try TemporaryDirectory(inMemory: true)
    let book = HostBook(path: home.path.appending("hosts"))
    for host in ["example.org", "example.net", "example.com"] {
      var policy = Self.policy(asking: 600, of: Site(host: host))
      try book.exchange(&policy, at: Self.noon)
    }
    try book.forget(Self.site)
    #expect(try book.read(at: Self.noon).map(\.site.name) == ["example.com", "example.net"])
    try book.forget()
    #expect(try book.read(at: Self.noon).isEmpty)
  }

  @Test func `How often a site was put aside is remembered after its pause, so that the next one is longer`() throws {
    let home = try TemporaryDirectory(inMemory: true)
    let book = HostBook(path: home.path.appending("hosts"))
    var policy = HostPolicy(HostLimits())
    for _ in 0..<5 {
      policy.began(Self.site, at: Self.noon)
      policy.ended(Self.site, .connect, retryAfter: nil, at: Self.noon, spread: 1)
    }
    try book.exchange(&policy, at: Self.noon)
    var next = HostPolicy(HostLimits())
    try book.exchange(&next, at: Self.after(3600))
    #expect(next.admission(of: Self.site, at: Self.after(3600)) == .now)
    next.began(Self.site, at: Self.after(3600))
    next.ended(Self.site, .connect, retryAfter: nil, at: Self.after(3600), spread: 1)
    #expect(next.admission(of: Self.site, at: Self.after(3601)) == .notBefore(Self.after(3600 + 1200)))
  }
}
