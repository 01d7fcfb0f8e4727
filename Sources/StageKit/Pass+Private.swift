import Spool
import SystemCalls

extension Pass {
  /// Where this pass prepares arriving documents; made at its first use.
  public var incoming: FilePath { spool.incoming(of: maker) }

  /// Where it prepares this one.
  public func incoming(_ identifier: Identifier) -> FilePath { incoming.appending(identifier.text) }

  /// Takes over what another pass left under a private name, by one rename; see `Spool.takeOver`.
  public func takeOver(_ left: FilePath, to own: FilePath) throws(SystemError) -> Bool {
    try spool.takeOver(left, to: own, now: startedAt)
  }
}
