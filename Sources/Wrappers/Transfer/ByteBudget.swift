/// Bytes a second for all transfers together: what was taken too soon is waited for before anything more is read, and the
/// servers are held back by their full windows.
final class ByteBudget {
  private let rate: Double
  /// When the bytes taken so far are paid for, in seconds of the clock that never jumps.
  private var paid = 0.0

  init(bytesPerSecond: Int64) { rate = Double(bytesPerSecond) }

  /// Notes bytes that were taken.
  func spend(_ bytes: Int) { paid += Double(bytes) / rate }

  /// Milliseconds to wait before more may be taken.
  func delay(now: Double) -> Int {
    // What was not used in the past is not saved up, but for a tenth of a second.
    paid = max(paid, now - 0.1)
    return paid > now ? Int(((paid - now) * 1000).rounded(.up)) : 0
  }
}
