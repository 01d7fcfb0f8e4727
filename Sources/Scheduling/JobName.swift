import SystemCalls

/// The names of jobs: how a batch is found again after any doubt whether it was submitted (law 7).
public enum JobName {
  /// What every job of ours begins with.
  public static let prefix = "sluice-"

  /// A new name: `sluice-` and 64 random bits as 16 hex digits.
  public static func draw() -> String { name(Sys.randomBits()) }

  static func name(_ bits: UInt64) -> String {
    let digits = String(bits, radix: 16)
    return prefix + String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Whether a name can be one of ours, so that strangers' jobs are never touched.
  public static func isOne(_ name: String) -> Bool {
    let digits = name.utf8.dropFirst(prefix.utf8.count)
    return name.hasPrefix(prefix) && digits.count == 16
      && digits.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
  }
}
