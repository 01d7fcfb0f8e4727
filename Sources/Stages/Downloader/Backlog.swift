import Formats
import Manifest
import StageKit
import SystemCalls

/// What the workspace holds, by the workers' running totals, against the limits (law 15): no stage is counted for it.
struct Backlog {
  /// Items taken and not yet done or quarantined.
  let waiting: Int
  /// Pages of them; those in quarantine are counted with them, as no mark tells them apart.
  let pages: Int
  /// Bytes of sources the workspace holds.
  let bytes: Int64
  /// Files the workspace holds, reckoned as five an item: directory, source, metadata, two outputs.
  let files: Int
  /// Days the pages would take at the last day's pace; nil where nothing is measured or asked for.
  let days: Double?

  init(of workspace: Workspace) throws {
    func totals(_ worker: WorkerName) throws -> Totals {
      try workspace.manifest(of: worker.rawValue).tail().mark?.totals ?? Totals()
    }
    let (taken, harvested) = (try totals(.downloader), try totals(.cleanup))
    let (finished, sentBack) = (try totals(.finalizer), try totals(.operator))
    waiting = taken.items - taken.quarantined - harvested.quarantined - finished.items
    let quarantined = [taken, harvested, finished, sentBack].reduce(0) {
      $0 + ($1.places?["99_errors"]?.units ?? 0)
    }
    let pages = max(0, taken.units - sentBack.units - finished.units - max(0, quarantined))
    self.pages = pages
    bytes = taken.bytes - sentBack.bytes - finished.freed
    files = 5 * (taken.items - sentBack.items)
    guard workspace.settings.limits.highWaterDays > 0 else {
      days = nil
      return
    }
    let now = Timestamp.now
    let pace = try Throughput.measure(workspace, pages: finished.units, now: now)
    days = pace.pagesPerDay(now: now, pages: finished.units).map { Double(pages) / $0 }
  }

  /// Items that may be taken before the high-water mark is reached; `Int.max` where there is none.
  func room(in workspace: Workspace) -> Int {
    let most = workspace.settings.limits.highWaterItems
    return most > 0 ? max(0, most - waiting) : .max
  }

  /// Why a pass takes nothing in; nil at the low-water mark and below. A pass that began there goes on to the high one.
  func excess(in workspace: Workspace) -> String? {
    let limits = workspace.settings.limits
    if limits.highWaterItems > 0 && waiting > limits.lowWaterItems {
      return "\(waiting) items wait downstream: intake goes on at limits.low_water_items (\(limits.lowWaterItems))"
    }
    if limits.highWaterPages > 0, let low = Self.over(pages, limits.lowWaterPages, limits.highWaterPages) {
      return "\(pages) pages wait downstream: intake goes on below \(low) (limits.low_water_pages)"
    }
    if let days, limits.highWaterDays > 0, let low = Self.over(days, limits.lowWaterDays, limits.highWaterDays) {
      let shown = (days * 10).rounded() / 10
      return "\(shown) days of work wait downstream: intake goes on below \(low) (limits.low_water_days)"
    }
    if limits.maxBytes.bytes > 0, let low = Self.over(bytes, limits.lowWaterBytes.bytes, limits.maxBytes.bytes) {
      return low == limits.maxBytes.bytes
        ? "the workspace holds \(bytes) bytes of sources, as many as limits.max_bytes allows"
        : "the workspace holds \(bytes) bytes of sources: intake goes on below \(low) (limits.low_water_bytes)"
    }
    if limits.maxFiles > 0, let low = Self.over(files, limits.lowWaterFiles, limits.maxFiles) {
      return low == limits.maxFiles
        ? "the workspace holds about \(files) files, as many as limits.max_files allows"
        : "the workspace holds about \(files) files: intake goes on below \(low) (limits.low_water_files)"
    }
    return nil
  }

  /// Why a pass that began below the low-water marks stops now, with what it took since; nil while it may go on.
  func excess(in workspace: Workspace, with taken: (items: Int, pages: Int, bytes: Int64)) -> String? {
    let limits = workspace.settings.limits
    if limits.highWaterItems > 0 && waiting + taken.items >= limits.highWaterItems {
      return "\(waiting + taken.items) items wait downstream, as many as limits.high_water_items allows"
    }
    if limits.highWaterPages > 0 && pages + taken.pages >= limits.highWaterPages {
      return "\(pages + taken.pages) pages wait downstream, as many as limits.high_water_pages allows"
    }
    if limits.maxBytes.bytes > 0 && bytes + taken.bytes >= limits.maxBytes.bytes {
      return "the workspace holds \(bytes + taken.bytes) bytes of sources, as many as limits.max_bytes allows"
    }
    if limits.maxFiles > 0 && files + 5 * taken.items >= limits.maxFiles {
      return "the workspace holds about \(files + 5 * taken.items) files, as many as limits.max_files allows"
    }
    if let days, limits.highWaterDays > 0, days > 0, pages > 0 {
      let then = days * Double(pages + taken.pages) / Double(pages)
      if then >= limits.highWaterDays {
        return "more than \(limits.highWaterDays) days of work wait downstream (limits.high_water_days)"
      }
    }
    return nil
  }

  /// The mark above which a value is: the low-water mark, or the high one where no low one is set; nil below it.
  private static func over<Value: Comparable & ExpressibleByIntegerLiteral>(
    _ value: Value, _ low: Value, _ high: Value
  ) -> Value? {
    let mark = low > 0 ? low : high
    return value >= mark ? mark : nil
  }
}
