import Formats
import Manifest
import Spool
import StageKit
import SystemCalls

/// What the manifests say is where, as their next passes would settle it.
struct Ledger {
  /// One place and shard.
  struct Account: Hashable {
    var place: String
    var shard: UInt8
  }

  let workspace: Workspace

  /// The books of all workers, and the lines that could not be read.
  func books() throws -> (books: Books, damage: [(worker: WorkerName, damage: ManifestReader.Damage)]) {
    var books = Books()
    var damage: [(WorkerName, ManifestReader.Damage)] = []
    for worker in WorkerName.allCases {
      let read = try workspace.manifest(of: worker.rawValue).books()
      books.add(read.books)
      damage += read.damage.map { (worker, $0) }
      for event in try undone(worker) { books.enter(event.voided(because: "")) }
    }
    return (books, damage)
  }

  /// What a stopped pass said and did not do: its next pass voids it before anything else.
  private func undone(_ worker: WorkerName) throws -> [Event] {
    Settling(spool: workspace.spool).undone(try workspace.manifest(of: worker.rawValue).tail().events)
  }

  /// How often each name is booked in some accounts, read from the events themselves.
  func names(in accounts: Set<Account>) throws -> [Account: [String: Int]] {
    var names: [Account: [String: Int]] = [:]
    func enter(_ event: Event, sign: Int) {
      guard let id = event.id else { return }
      for (place, count) in [(event.to, sign), (event.from, -sign)] {
        guard let place, case let account = Account(place: place, shard: Shard(of: id).number),
          accounts.contains(account)
        else { continue }
        names[account, default: [:]][id, default: 0] += count
      }
    }
    for worker in WorkerName.allCases {
      try workspace.manifest(of: worker.rawValue).forEach { entry in
        if case .event(let event, _) = entry {
          if event.isMove { enter(event, sign: 1) }
          if event.kind == .void { enter(event, sign: -1) }
        }
        return true
      }
      for event in try undone(worker) { enter(event, sign: -1) }
    }
    return names
  }
}
