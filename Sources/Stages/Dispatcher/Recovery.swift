import Formats
import Spool
import StageKit
import SystemCalls

extension Dispatcher {
  /// Completes buildings of a stopped pass: those that hold items become batches, the others are debris.
  public mutating func recover(_ pass: Pass) throws {
    for name in try pass.spool.unfinishedBuildings() {
      let directory = pass.spool.building(name)
      if try pass.spool.items(inBatch: directory).isEmpty {
        try Spool.removeDebris(directory)
      } else {
        try complete(name, pass)
      }
    }
  }
}
