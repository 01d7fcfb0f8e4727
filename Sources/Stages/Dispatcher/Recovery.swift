import Formats
import Spool
import StageKit
import SystemCalls

extension Dispatcher {
  /// Completes buildings of a stopped pass: those that hold items become batches, the others are debris. One at which another
  /// pass may still work is left alone.
  public mutating func recover(_ pass: Pass) throws {
    for left in try pass.spool.buildings() {
      let directory = pass.spool.building(left.name, of: Maker.draw())
      guard try pass.takeOver(left.path, to: directory) else { continue }
      if try pass.spool.items(inBatch: directory).isEmpty {
        try Spool.removeDebris(directory)
      } else {
        try complete(left.name, BatchLayout(directory), pass)
      }
    }
  }
}
