import Formats
import Manifest
import StageKit
import SystemCalls

/// Pages processed a day, measured: the finalizer's running totals as the downloader saw them over the last day.
///
/// A cache: where it is absent, measuring begins anew and the limit in days does not hold before there are two looks.
struct Throughput: Codable {
  /// One look at the finalizer's totals.
  struct Look: Codable {
    let at: Timestamp
    let pages: Int
  }

  private var looks: [Look] = []

  /// Seconds between two looks that are kept: 144 a day.
  static let interval = 600.0
  static let day = 86_400.0

  /// Looks at the totals, and keeps the look where the last one is old enough.
  static func measure(_ workspace: Workspace, pages: Int, now: Timestamp = .now) throws -> Throughput {
    let path = workspace.spool.throughput
    var measured =
      Sys.exists(path)
      ? (try? FormatCoding.decode(Throughput.self, from: try Sys.contents(of: path, limit: FormatCoding.longest)))
        ?? Throughput() : Throughput()
    guard let last = measured.looks.last else {
      measured.looks = [Look(at: now, pages: pages)]
      try Sys.publish(try FormatCoding.file(measured), at: path)
      return measured
    }
    if now.seconds(since: last.at) >= interval {
      measured.looks.append(Look(at: now, pages: pages))
      // One look older than a day is kept: the others are measured from it.
      while measured.looks.count > 2, now.seconds(since: measured.looks[1].at) >= day { measured.looks.removeFirst() }
      try Sys.publish(try FormatCoding.file(measured), at: path)
    }
    return measured
  }

  /// Pages a day until `now`; nil before there is anything to measure.
  func pagesPerDay(now: Timestamp, pages: Int) -> Double? {
    guard let first = looks.first else { return nil }
    let seconds = now.seconds(since: first.at)
    guard seconds >= Self.interval, pages > first.pages else { return nil }
    return Double(pages - first.pages) / seconds * Self.day
  }
}
