import SystemCalls

/// A workspace whose file system shares no locks between hosts belongs to one of them, by name (law 4).
public struct BoundElsewhere: Error, CustomStringConvertible {
  /// The host that may work on it.
  public let host: String

  /// One line, with what to do.
  public var description: String {
    "this workspace is bound to the host \(host), as its file system shares no locks: run the command there; "
      + "where \(host) works on it no more: sluice doctor --bind"
  }
}

extension Spool {
  /// The name of the only host that may take leases.
  public var binding: FilePath { directory.appending(".host") }

  /// The file whose lock one host holds while another looks whether it sees it.
  public var acrossHosts: FilePath { leases.appending(".across") }

  /// The host the workspace is bound to; nil where every host may work on it.
  public func boundHost() throws(SystemError) -> String? {
    guard Sys.exists(binding) else { return nil }
    let bytes = try Sys.contents(of: binding, limit: 512)
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }

  /// Binds the workspace to a host, or to none.
  public func bind(to host: String?) throws(SystemError) {
    if let host { try Sys.publish(Array("\(host)\n".utf8), at: binding) } else { try Sys.removeIfThere(binding) }
  }
}
