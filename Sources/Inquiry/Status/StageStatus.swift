import Formats
import Manifest
import Spool
import StageKit
import SystemCalls

/// What one stage holds.
public struct StageStatus: Sendable, Encodable {
  /// The stage's directory.
  public let stage: String
  /// Items in it, counted in the tree; for `00_inbox` see the inbox.
  public let items: Int
  /// Batches in it; nil for stages without.
  public let batches: Int?
  /// Pages of its documents, by the workers' totals.
  public let pages: Int
  /// Bytes its documents came with, by the workers' totals: not what the disk holds, where sources were deleted.
  public let bytes: Int64
  /// Whether the totals are of the very items counted; false after moves by hand, and while a worker is at it.
  public let exact: Bool
  /// Shards that cannot be read, each with the cause: what is in them is not counted.
  public var unreadable: [String] = []

  /// All stages from `01` on. `02` and `03` share one account, as a batch takes its items along: the account is split by
  /// what the batches' own records say.
  static func all(in spool: Spool, _ balance: Balance) throws -> [StageStatus] {
    try Stage.allCases.filter { $0 != .inbox }.map { stage in
      switch stage {
      case .pending, .processing: return try batches(in: stage, spool, balance)
      default:
        var unreadable: [String] = []
        let items = try count(stage, spool) { unreadable.append(spool.relative("\($0)")) }
        let amount = items == 0 ? Amount() : balance.amount(in: stage.rawValue)
        return StageStatus(
          stage: stage.rawValue, items: items, batches: nil, pages: max(0, amount.units), bytes: max(0, amount.bytes),
          exact: items == amount.items, unreadable: unreadable)
      }
    }
  }

  private static func batches(in stage: Stage, _ spool: Spool, _ balance: Balance) throws -> StageStatus {
    let names = try spool.batches(in: spool.path(stage))
    var (items, pages) = (0, 0)
    var building = 0
    for name in names {
      let directory = spool.batch(name, in: stage)
      items += (try? Sys.countDirectories(in: directory.appending("items"))) ?? 0
      pages += (try? Batches.handle(name, in: stage, spool).record.pages) ?? 0
    }
    if stage == .pending {
      for found in try spool.buildings() {
        building += (try? Sys.countDirectories(in: found.path.appending("items"))) ?? 0
      }
    }
    let all = balance.amount(in: Totals.batchesPlace)
    let share = all.units > 0 ? min(1, Double(pages) / Double(all.units)) : 0
    return StageStatus(
      stage: stage.rawValue, items: items + building, batches: names.count, pages: pages,
      bytes: Int64(Double(max(0, all.bytes)) * share), exact: share == 0 || share == 1)
  }

  /// Counts by names alone: a directory read per shard, no item looked at.
  static func count(_ stage: Stage, _ spool: Spool, orSkip skip: (SystemError) -> Void) throws -> Int {
    guard stage == .errors else { return try count(shardsOf: spool.path(stage), spool, orSkip: skip) }
    return try spool.reasons().reduce(0) {
      $0 + (try count(shardsOf: spool.path(.errors).appending($1), spool, orSkip: skip))
    }
  }

  static func count(
    shardsOf directory: FilePath, _ spool: Spool, orSkip skip: (SystemError) -> Void
  ) throws -> Int {
    let shards: Set<Shard>
    do throws(SystemError) { shards = try spool.presentShards(of: directory) } catch {
      skip(error)
      return 0
    }
    var count = 0
    for shard in shards.sorted() {
      do throws(SystemError) {
        count += try Sys.countDirectories(in: directory.appending(shard.description))
      } catch {
        // A shard that went away between two looks held nothing.
        if error.errno != .noSuchFileOrDirectory && error.errno != .notDirectory { skip(error) }
      }
    }
    return count
  }
}

/// What the workers' totals say is in each stage: the sum of what all of them moved in and out.
struct Balance {
  private var places: [String: Amount] = [:]

  init(_ workspace: Workspace) throws {
    for worker in WorkerName.allCases {
      let totals = try workspace.manifest(of: worker.rawValue).tail().mark?.totals
      for (place, amount) in totals?.places ?? [:] { places[place, default: Amount()].add(amount) }
    }
  }

  func amount(in place: String) -> Amount { places[place] ?? Amount() }

  /// Pages in a place that a person should look at.
  func doubtfulPages(in place: String) -> Int { max(0, amount(in: place).doubtfulPages ?? 0) }

  /// Items in a place whose text an older reader made, as those whose step says nothing of it.
  func ofOlderReader(in place: String) -> Int {
    let amount = amount(in: place)
    return max(0, amount.items - (amount.readers?[String(ReaderVersion.current)] ?? 0))
  }

  func routes(in place: String) -> [String: Int] { (places[place]?.routes ?? [:]).filter { $0.value > 0 } }
}
