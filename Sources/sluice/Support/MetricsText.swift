import Formats
import Metrics

/// Metrics as lines for a person.
struct MetricsText {
  let summary: MetricsSummary

  /// All lines.
  func lines() -> [String] {
    guard !summary.groups.isEmpty else {
      return ["No chunk has come to rest yet."] + backlog() + ["next: sluice status"]
    }
    return summary.groups.flatMap { group($0) } + backlog()
  }

  private func group(_ group: MetricsGroup) -> [String] {
    let place = [group.executor, group.partition].compactMap { $0 }.joined(separator: ", partition ")
    let states = group.states.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    var lines = [Console.bold("\(group.engine) (\(place))")]
    lines.append(
      row("chunks", "\(Format.count(group.chunks)) (\(states)), \(Format.count(group.pagesMade, "page")) made"))
    if let median = group.secondsPerPageMedian, let most = group.secondsPerPage95 {
      lines.append(row("a page", "\(Self.pace(median)) in the middle, \(Self.pace(most)) in all but one of 20 chunks"))
    }
    if let pages = group.pagesPerHour, let chunks = group.chunksPerHour {
      lines.append(row("an hour", "\(Format.count(Int(clamped: pages), "page")), \(Format.decimal(chunks)) chunks"))
    }
    let used = [
      group.timeEfficiency.map { "\(Self.percent($0)) of the walltime" },
      group.cpuEfficiency.map { "\(Self.percent($0)) of the processors" },
      group.memoryEfficiency.map { "\(Self.percent($0)) of the memory" },
      group.maxResidentBytes > 0 ? "at most \(Format.bytes(group.maxResidentBytes)) a process" : nil,
    ].compactMap { $0 }
    if !used.isEmpty { lines.append(row("used", used.joined(separator: ", "))) }
    return lines
  }

  private func backlog() -> [String] {
    guard let backlog = summary.backlog, !backlog.isEmpty else { return [] }
    return [Console.bold("waiting")]
      + backlog.map { entry in
        let time = entry.secondsLeft.map { "about \(Format.seconds($0)) at the present rate" } ?? "no rate is known yet"
        return row(entry.engine, "\(Format.count(entry.pages, "page")), \(time)")
      }
  }

  private func row(_ title: String, _ text: String) -> String { "  \(Format.pad(title, 10)) \(text)" }

  private static func percent(_ share: Double) -> String { "\(Int(clamped: (share * 100).rounded())) %" }

  /// Seconds a page, with as many digits as tell something.
  private static func pace(_ seconds: Double) -> String {
    seconds < 1 ? "\(Int(clamped: (seconds * 1000).rounded())) ms" : Format.seconds(seconds)
  }
}
