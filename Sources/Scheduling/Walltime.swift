/// How long a chunk's task may take.
public enum Walltime {
  /// Seconds a task gets: what it should need, times a margin; at least one.
  ///
  /// The defaults, for engines that recognise characters, are a start-up of 300 s, 6 s a page and a margin of a fifth.
  public static func seconds(
    pages: Int, startup: Double = 300, secondsPerPage: Double = 6, factor: Double = 1.2
  ) -> Int {
    let estimate = (startup + Double(max(0, pages)) * secondsPerPage) * factor
    guard estimate.isFinite, estimate < Double(longest) else { return longest }
    return max(1, Int(estimate.rounded(.up)))
  }

  /// Seconds that no chunk's walltime exceeds: a year.
  static let longest = 365 * 86_400

  /// Seconds before the end of the walltime at which a task is warned: a tenth of it, at most a minute.
  public static func warning(of walltime: Int) -> Double { min(60, Double(walltime) / 10) }
}
