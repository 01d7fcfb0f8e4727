import Manifest
import Spool

/// The shards whose accounts differ, in rounds of so many names that memory stays what it is for any damage.
struct Rounds {
  /// Shards that are read again together: an item's places all have its shard, so what left one and reached another is in
  /// the same round.
  struct Round {
    var shards: Set<Shard> = []
    var accounts = 0
    var names = 0
  }

  /// Names that may be in memory at once.
  static let most = 100_000

  private var rounds: [Round] = []

  /// All shards in which anything was found, in rounds of so many names.
  static func shards(of found: Books) -> [Set<Shard>] {
    var rounds: [(shards: Set<Shard>, names: Int)] = []
    for number in UInt8.min...UInt8.max {
      let names = found.names(in: number)
      if names == 0 { continue }
      if rounds.isEmpty || rounds[rounds.count - 1].names + names > most { rounds.append(([], 0)) }
      rounds[rounds.count - 1].shards.insert(Shard(number: number))
      rounds[rounds.count - 1].names += names
    }
    return rounds.map(\.shards)
  }

  init(booked: Books, found: Books) {
    var differing: [UInt8: Int] = [:]
    for account in booked.differences(from: found) { differing[account.shard, default: 0] += 1 }
    for (number, accounts) in differing.sorted(by: { $0.key < $1.key }) {
      let names = max(booked.names(in: number), found.names(in: number))
      if rounds.isEmpty || rounds[rounds.count - 1].names + names > Self.most { rounds.append(Round()) }
      rounds[rounds.count - 1].shards.insert(Shard(number: number))
      rounds[rounds.count - 1].accounts += accounts
      rounds[rounds.count - 1].names += names
    }
  }

  /// Calls `body` with each round until it says that enough is named; `rest` then hears what was left out.
  func forEach(_ body: (Round) throws -> Bool, rest: (_ accounts: Int, _ names: Int) -> Void) rethrows {
    for (number, round) in rounds.enumerated() where try !body(round) {
      let left = rounds[(number + 1)...]
      if !left.isEmpty { rest(left.reduce(0) { $0 + $1.accounts }, left.reduce(0) { $0 + $1.names }) }
      return
    }
  }
}

extension Books {
  /// About how many names one shard holds, over all places.
  fileprivate func names(in shard: UInt8) -> Int { accounts.values.reduce(0) { $0 + abs($1[shard]?.count ?? 0) } }
}
