import Spool
import SystemCalls

extension Pass {
  /// Where this pass prepares arriving documents; made at its first use.
  public var incoming: FilePath { spool.incoming(of: maker) }

  /// Where it prepares this one.
  public func incoming(_ identifier: Identifier) -> FilePath { incoming.appending(identifier.text) }

  /// The time by the file server's clock, nanoseconds since 1970: that of a directory made a moment ago beside others.
  public func clock(in directory: FilePath) throws(SystemError) -> Int64 {
    let probe = directory.appending(".clock@\(Maker.draw())")
    try Sys.makeDirectory(probe)
    let time = try Sys.status(of: probe).modified
    try Sys.removeDirectory(probe)
    return time
  }
}
