import Formats

/// `progress.json` in a try's directory: how far the task is, for `sluice status`. Replaced every two seconds, never synced;
/// nothing is decided on it.
public struct TaskProgress: Sendable, Hashable, Codable {
  /// The version of this format.
  public var format = FormatCoding.version
  /// Pages with a result, those of earlier tries and batches included.
  public var pagesDone: Int
  /// Pages that failed in this try.
  public var pagesFailed: Int
  /// Pages of the whole list.
  public var pagesTotal: Int
  /// Documents this task is through with, whatever came of them.
  public var itemsDone: Int
  /// Documents of the whole list.
  public var itemsTotal: Int
  /// Pages this try made per second since it started.
  public var pagesPerSecond: Double
  /// The host it runs on.
  public var host: String
  /// When the try started.
  public var startedAt: Timestamp
  /// When this was written.
  public var updatedAt: Timestamp

  /// Seconds until all pages are done at the rate so far; nil before there is a rate.
  public var secondsLeft: Double? {
    guard pagesPerSecond > 0 else { return nil }
    return Double(max(0, pagesTotal - pagesDone - pagesFailed)) / pagesPerSecond
  }

  enum CodingKeys: String, CodingKey {
    case format, host
    case pagesDone = "pages_done"
    case pagesFailed = "pages_failed"
    case pagesTotal = "pages_total"
    case itemsDone = "items_done"
    case itemsTotal = "items_total"
    case pagesPerSecond = "pages_per_second"
    case startedAt = "started_at"
    case updatedAt = "updated_at"
  }
}
