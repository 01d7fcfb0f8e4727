/// How much is asked of hosts. The defaults are those of the settings in `download`.
public struct HostLimits: Sendable, Hashable {
  /// Transfers at once in all.
  public var transfers = 16
  /// Transfers at once from one site.
  public var siteTransfers = 2
  /// Seconds between the beginnings of two requests to one site.
  public var spacing = 1.0
  /// Failures in a row after which a site is put aside.
  public var failures = 5
  /// How long a site is put aside: longer each time in a row.
  public var aside = Backoff(first: 600, most: 86_400)
  /// Seconds that a server may ask to be left alone at most.
  public var retryAfterMost = 86_400.0

  /// The usual limits.
  public init() {}
}

/// Waiting times that double, with a cap, and spread so that what failed together does not come back together.
public struct Backoff: Sendable, Hashable {
  /// Seconds after the first failure.
  public var first: Double
  /// The longest wait in seconds.
  public var most: Double

  /// From the first wait to the longest.
  public init(first: Double, most: Double) {
    self.first = first
    self.most = most
  }

  /// Seconds to wait after so many failures in a row. `spread` is a random number from 0 to 1: the wait is between half of
  /// and the whole doubled time.
  public func seconds(after failures: Int, spread: Double) -> Double {
    // Beyond 2^40 seconds every cap is reached, and the power stays a number.
    let whole = min(most, first * Double(sign: .plus, exponent: min(40, max(0, failures - 1)), significand: 1))
    return whole * (0.5 + 0.5 * min(1, max(0, spread)))
  }
}
