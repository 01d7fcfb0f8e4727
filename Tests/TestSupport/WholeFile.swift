import SystemCalls

extension Sys {
  /// A whole file: what tests read they made.
  public static func contents(of path: FilePath) throws(SystemError) -> [UInt8] {
    try contents(of: path, limit: 1 << 32)
  }
}
