import Formats
import Manifest
import Spool
import StageKit
import SystemCalls

/// An item or batch as it is found in the tree.
struct Placed {
  /// The item's identifier or the batch's name.
  var id: String
  /// The place the books must have it in.
  var booked: Place
  /// Where it really is, as the table of legal files knows it.
  var place: Place
  var path: FilePath
  /// Whether it is a batch.
  var isBatch = false
  /// Whether it is at the door: in the inbox or just behind it, where a person's move is not yet entered.
  var atDoor = false
}

/// Everything under `stages/` that the books know, in constant memory.
struct Tree {
  let spool: Spool

  /// Calls `body` with every item.
  func forEachItem(_ body: (Placed) throws -> Void) throws {
    for place in try shardedPlaces() {
      for shard in try presentShards(place) { try forEachItem(in: place, shard, body) }
    }
    for batch in try batchDirectories() { try forEachItem(inBatch: batch.name, batch.path, body) }
    try forEachItemAtDoor(body)
  }

  /// Calls `body` with every batch that is published.
  func forEachBatch(_ body: (Placed) throws -> Void) throws {
    let places: [(Place, FilePath)] = [
      (.stage(.pending), spool.path(.pending)), (.stage(.processing), spool.path(.processing)), (.rest, spool.rest),
    ]
    for (place, directory) in places {
      for name in try spool.batches(in: directory) {
        try body(
          Placed(
            id: name.description, booked: place, place: place, path: directory.appending(name.description),
            isBatch: true
          ))
      }
    }
  }

  /// The places that have shards, quarantine's reasons among them.
  func shardedPlaces() throws -> [Place] {
    [.stage(.downloaded), .stage(.completed), .stage(.processed)] + (try spool.reasons().map { .quarantine($0) })
  }

  private func presentShards(_ place: Place) throws -> [Shard] {
    guard let directory = spool.shards(of: place) else { return [] }
    return try spool.presentShards(of: directory).sorted()
  }

  /// The items of one shard; those of another shard that lie in it are among them, as they are found there.
  private func forEachItem(in place: Place, _ shard: Shard, _ body: (Placed) throws -> Void) throws {
    guard let directory = spool.shards(of: place)?.appending(shard.description) else { return }
    for entry in try Sys.entries(of: directory) where entry.kind != .file && entry.kind != .symlink {
      guard let identifier = Identifier(entry.name.string) else { continue }
      try body(Placed(id: identifier.text, booked: place, place: place, path: directory.appending(entry.name)))
    }
  }

  private func batchDirectories() throws -> [(name: BatchName, path: FilePath)] {
    var found = try spool.buildings().map { ($0.name, $0.path) }
    for directory in [spool.path(.pending), spool.path(.processing), spool.rest] {
      found += try spool.batches(in: directory).map { ($0, directory.appending($0.description)) }
    }
    return found
  }

  private func forEachItem(inBatch name: BatchName, _ path: FilePath, _ body: (Placed) throws -> Void) throws {
    for found in try spool.items(inBatch: path) {
      try body(Placed(id: found.identifier.text, booked: .batch(name), place: .batch(name), path: found.path))
    }
  }

  /// Items that come back: in the inbox, or already in their private directory behind it.
  private func forEachItemAtDoor(_ body: (Placed) throws -> Void) throws {
    let arrivals = try spool.arrivals() + [spool.incoming]
    for directory in [spool.path(.inbox)] + arrivals where Sys.exists(directory) {
      let isBehind = directory != spool.path(.inbox)
      for entry in try Sys.entries(of: directory) where entry.kind != .file && entry.kind != .symlink {
        let path = directory.appending(entry.name)
        guard let identifier = Identifier(entry.name.string), let metadata = try? ItemFiles.metadata(path, identifier),
          metadata.identifier == identifier.text
        else { continue }
        // A new document in its private directory is in no book yet.
        if isBehind && metadata.returnEntry == nil { continue }
        let booked =
          isBehind
          ? metadata.returnEntry?.from.flatMap(Place.init) ?? .stage(.inbox)
          : metadata.returnsByHand ? metadata.bookedPlace : .stage(.inbox)
        try body(
          Placed(id: identifier.text, booked: booked, place: .stage(.inbox), path: path, atDoor: true))
      }
    }
  }
}
