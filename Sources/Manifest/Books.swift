import Digests
import Formats

/// Double entry: what the manifests say is in each place, as sums that need no order, no clock and constant memory.
///
/// A step adds 1 to (id, to) and takes 1 from (id, from); a `void` is the reverse. Per place and shard the sum, modulo
/// 2^128, of hash(id, place) over all events equals the sum over what is found there, or something was lost or doubled.
public struct Books: Sendable, Hashable {
  /// The sum and the number of entries of one place and shard.
  public struct Account: Sendable, Hashable {
    /// The sum of hashes, modulo 2^128.
    public var sum: UInt128 = 0
    /// Items in less items out.
    public var count = 0

    /// Nothing entered yet.
    public init() {}
  }

  /// Accounts by place, then by shard 0 to 255. All batches share one place here, or a workspace's books would grow with every
  /// batch it ever had; which batch an entry is in is told by its hash all the same.
  public private(set) var accounts: [String: [UInt8: Account]] = [:]

  /// Empty books.
  public init() {}

  /// The place that is not in the workspace, and so not in the books.
  static let outside = "outside"

  /// Enters one item or batch found in a place, or takes it out.
  public mutating func enter(_ id: String, in place: String, count: Int = 1) {
    guard place != Self.outside else { return }
    enter(id, in: place, shard: Self.shard(of: id), count)
  }

  private mutating func enter(_ id: String, in place: String, shard: UInt8, _ count: Int) {
    guard place != Self.outside else { return }
    let value = Self.hash(id, place)
    // In place, at every level: a dictionary taken out and put back is copied whole.
    let account = Self.account(of: place)
    let isEven = Self.change(&accounts[account, default: [:]][shard, default: Account()]) { account in
      account.sum = count > 0 ? account.sum &+ value : account.sum &- value
      account.count = account.count.clampedSum(count)
      return account == Account()
    }
    if isEven { forget(account, shard) }
  }

  private static func account(of place: String) -> String {
    place.hasPrefix("batch_") ? Totals.batchesPlace : place
  }

  private static func change(_ account: inout Account, _ body: (inout Account) -> Bool) -> Bool { body(&account) }

  private mutating func forget(_ place: String, _ shard: UInt8) {
    accounts[place]?[shard] = nil
    if accounts[place]?.isEmpty == true { accounts[place] = nil }
  }

  /// The shard is that of the identifier without its collision suffix, as in the spool.
  private static func shard(of id: String) -> UInt8 {
    Digest.of(Array(id.utf8.prefix { $0 != UInt8(ascii: "~") }), .sha1)[0]
  }

  /// Enters an event.
  public mutating func enter(_ event: Event) {
    if event.kind == .sums { merge(event) } else { enter(Glance(of: event)) }
  }

  /// Enters what was seen of an event; the books of a merged segment are entered as an event.
  public mutating func enter(_ event: Glance) {
    switch event.kind {
    case .step, .observed: move(event, forward: true)
    case .void: move(event, forward: false)
    case .sums, .mark, .refused, .intent, .answer, .chunk, .note: break
    }
  }

  /// Adds other books to these.
  public mutating func add(_ other: Books) {
    for (place, shards) in other.accounts {
      for (shard, account) in shards {
        var mine = accounts[place, default: [:]][shard] ?? Account()
        mine.sum = mine.sum &+ account.sum
        mine.count = mine.count.clampedSum(account.count)
        accounts[place, default: [:]][shard] = mine == Account() ? nil : mine
      }
      if accounts[place]?.isEmpty == true { accounts[place] = nil }
    }
  }

  /// The places and shards in which two books differ.
  public func differences(from other: Books) -> [(place: String, shard: UInt8)] {
    var result: [(place: String, shard: UInt8)] = []
    for place in Set(accounts.keys).union(other.accounts.keys).sorted() {
      let (mine, theirs) = (accounts[place] ?? [:], other.accounts[place] ?? [:])
      for shard in Set(mine.keys).union(theirs.keys).sorted() where mine[shard] != theirs[shard] {
        result.append((place, shard))
      }
    }
    return result
  }

  private mutating func move(_ event: Glance, forward: Bool) {
    guard let id = event.id, let from = event.from, let to = event.to else { return }
    let shard = Self.shard(of: id)
    enter(id, in: to, shard: shard, forward ? 1 : -1)
    enter(id, in: from, shard: shard, forward ? -1 : 1)
  }

  private static func hash(_ id: String, _ place: String) -> UInt128 {
    let bytes = Digest.of(Array(id.utf8) + [0] + Array(place.utf8), .sha256)
    return bytes.prefix(16).reduce(0) { $0 << 8 | UInt128($1) }
  }

  // MARK: As an event of its own

  /// The books as the first line of a merged segment.
  public var event: Event {
    var event = Event(.sums)
    event.fields = accounts.mapValues { shards in
      .object(
        Dictionary(
          uniqueKeysWithValues: shards.map { shard, account in
            (String(shard), JSONValue.array([.string(String(account.sum, radix: 16)), .integer(account.count)]))
          }))
    }
    return event
  }

  private mutating func merge(_ event: Event) {
    for (place, value) in event.fields ?? [:] {
      guard case .object(let shards) = value else { continue }
      var other = Books()
      for (shard, entry) in shards {
        guard let number = UInt8(shard), case .array(let pair) = entry, pair.count == 2,
          let sum = pair[0].string.flatMap({ UInt128($0, radix: 16) }), let count = pair[1].count
        else { continue }
        var account = Account()
        account.sum = sum
        account.count = count
        other.accounts[Self.account(of: place), default: [:]][number] = account
      }
      add(other)
    }
  }
}
