import Formats
import Spool
import StageKit
import SystemCalls

extension Dispatcher {
  /// Completes buildings of a stopped pass: those that hold items become batches, the others are debris. One at which another
  /// pass may still work is left alone.
  public mutating func recover(_ pass: Pass) throws {
    var now: Int64?
    for left in try pass.spool.buildings() {
      let time = try now ?? pass.clock(in: pass.spool.path(.pending))
      now = time
      let directory = pass.spool.building(left.name, of: Maker.draw())
      guard try pass.spool.takeOver(left.path, to: directory, now: time) else { continue }
      if try pass.spool.items(inBatch: directory).isEmpty {
        try Spool.removeDebris(directory)
      } else {
        try complete(left.name, BatchLayout(directory), pass)
      }
    }
    for entry in try Sys.entries(of: pass.spool.path(.pending)) where entry.name.string.hasPrefix(".clock@") {
      try Spool.removeEmpty(pass.spool.path(.pending).appending(entry.name))
    }
  }
}
