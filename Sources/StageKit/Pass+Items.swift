import Spool
import SystemCalls

extension Pass {
  /// Walks the items of a sharded place, shard by shard in a circle from `start`, until `body` returns false; answers the shard at
  /// which to begin next time. A shard that cannot be read is named, and the pass goes on with the others.
  @discardableResult
  public func walk(_ place: Place, from start: Shard? = nil, _ body: (Spool.Found) throws -> Bool) throws -> Shard? {
    try spool.walk(place, from: start, orSkip: { self.trouble("\($0)") }, body)
  }

  /// Does something for one item: what only its own directory refuses is named, and the pass goes on with the others.
  ///
  /// A disk that is full or a sync that failed befalls them all, and so does what is met outside the directory. The next pass
  /// looks for what was left in the item, as after one that was stopped.
  public func each<Result>(_ directory: FilePath, _ body: () throws -> Result) throws -> Result? {
    do {
      return try body()
    } catch let error as ItemFiles.Unreadable {
      trouble("\(error)")
    } catch let error as SystemError where !error.isFull && !error.isOfSync && !error.isOfSignal {
      guard error.path?.starts(with: directory) == true else { throw error }
      hasGivenUp = true
      trouble("\(error)")
    }
    return nil
  }
}
