import Downloader
import Formats
import Hosts
import Inquiry

/// Lists and hosts as lines for a person.
struct ListText {
  let columns: Int

  /// What `sluice show LIST --json` prints.
  struct JSON: Encodable {
    let list: ListStatus
    let rejects: [ListReject]

    enum CodingKeys: String, CodingKey { case rejects }

    func encode(to encoder: any Encoder) throws {
      try list.encode(to: encoder)
      var values = encoder.container(keyedBy: CodingKeys.self)
      try values.encode(rejects, forKey: .rejects)
    }
  }

  /// A list in one sentence.
  static func summary(_ list: ListStatus, now: Timestamp) -> String {
    guard let entries = list.entries else { return "not read yet" }
    let counts = list.counts
    var parts = ["\(Format.count(counts.ended)) of \(Format.count(entries)) \(entries == 1 ? "entry" : "entries") done"]
    let quarantined = counts.quarantined.values.reduce(0, +)
    if counts.known > 0 { parts.append("\(Format.count(counts.known)) known") }
    if quarantined > 0 { parts.append("\(Format.count(quarantined)) quarantined") }
    if counts.rejected > 0 { parts.append("\(Format.count(counts.rejected, "line")) rejected") }
    if counts.notSampled > 0 { parts.append("\(Format.count(counts.notSampled)) left out by the sample") }
    if counts.deferred > 0 {
      let when = list.notBefore.map { ", the first in \(Format.seconds(max(0, $0.seconds(since: now))))" } ?? ""
      parts.append("\(Format.count(counts.deferred)) put off\(when)")
    }
    return parts.joined(separator: ", ")
  }

  /// Why a site is left alone, and for how long.
  static func pause(_ host: HostStatus, now: Timestamp) -> String {
    let why = host.cause == "asked" ? "it asked for it" : "it failed again and again"
    let failure = host.failure.map { " (\($0))" } ?? ""
    return "for \(Format.seconds(max(0, host.until.seconds(since: now)))), until \(host.until): \(why)\(failure)"
  }

  /// All lines about a list, the next command last.
  func lines(_ list: ListStatus, _ rejects: [ListReject]) -> [String] {
    let now = Timestamp.now
    var lines = [Console.bold(list.list)]
    func row(_ name: String, _ text: String) {
      lines += Wrapping.lines(text, first: "  \(Format.pad(name, 10))", indent: 12, columns: columns)
    }
    row("list", list.originalName)
    row("where", list.path)
    if let collection = list.collection { row("collection", collection) }
    row("state", "\(list.state): \(Self.summary(list, now: now))")
    row("fetched", Format.bytes(list.bytes))
    let sorted = { (counts: [String: Int]) in counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) } }
    for (reason, count) in sorted(list.counts.quarantined) {
      row("failed", "\(Format.count(count)) \(reason): \(Reason(code: reason)?.sentence ?? "")")
    }
    if !list.counts.failedAttempts.isEmpty {
      row(
        "attempts",
        sorted(list.counts.failedAttempts).map { "\($0.key) \(Format.count($0.value))" }.joined(separator: ", "))
    }
    for reject in rejects {
      row("rejected", "line \(reject.line): \(reject.message) \(Wrapping.cut(Format.name(reject.text), 60))")
    }
    if list.counts.rejected > rejects.count { row("", "and more: \(list.path)/rejects.ndjson") }
    let next: String
    if let worst = sorted(list.counts.quarantined).first, list.state == "finished" {
      next = "sluice retry --reason \(worst.key)"
    } else {
      next = list.state == "finished" ? "sluice status" : "sluice download --verbose"
    }
    return lines + ["", "next: \(Console.good(next))"]
  }

  /// Fetching in one line, for a terminal.
  static func progress(_ progress: FetchProgress) -> String {
    let tally = progress.tally
    var parts = ["\(Format.count(tally.documents, "document")), \(Format.bytes(Int64(progress.rate)))/s"]
    let busy = progress.active.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    if !busy.isEmpty {
      let shown = busy.prefix(3).map { host, count in
        let rate = Double(tally.hosts[host] ?? 0) / max(1, progress.seconds)
        return "\(host) \(count) at \(Format.bytes(Int64(rate)))/s"
      }
      parts.append(shown.joined(separator: ", ") + (busy.count > 3 ? ", …" : ""))
    }
    if let left = progress.secondsLeft { parts.append("about \(Format.seconds(left)) left") }
    let failures = tally.failures.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    if !failures.isEmpty {
      parts.append("failed: " + failures.prefix(3).map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    }
    if !progress.paused.isEmpty { parts.append("\(Format.count(progress.paused.count, "host")) left alone") }
    return parts.joined(separator: " · ")
  }
}
