import Formats
import Inquiry
import Spool
import SystemCalls

/// A workspace's status as lines for a person.
struct StatusText {
  let status: WorkspaceStatus
  let columns: Int

  /// All lines, the next command last.
  func lines() -> [String] {
    var lines = [header, ""]
    lines += table()
    lines += section("inbox", inbox())
    lines += section("lists", lists())
    lines += section("hosts left alone", hosts())
    lines += section("batches", batches())
    lines += section("routes", routes())
    lines += section("texts", texts())
    lines += section("failures", failures())
    lines += section("nodes", nodes())
    lines += section("workers", workers())
    lines += section("room", room())
    lines += section("settings", settings())
    return lines + [""] + next()
  }

  private var header: String {
    let time = "\(status.at.description.prefix(19).replacing("T", with: " ")) UTC"
    let name = Wrapping.cut(status.workspace, max(10, columns - time.count - 1))
    return Console.bold(Format.pad(name, columns - time.count - 1)) + " " + Console.dim(time)
  }

  private func section(_ title: String, _ rows: [String]) -> [String] {
    rows.isEmpty ? [] : ["", Console.bold(title)] + rows
  }

  // MARK: What there is

  private func table() -> [String] {
    func row(_ cells: [String], _ first: String) -> String {
      "  " + Format.pad(first, 19) + cells.map { Format.pad($0, 12, right: true) }.joined()
    }
    var lines = [Console.dim(row(["items", "batches", "pages", "bytes"], "stage"))]
    let inbox = status.inbox.ready.count + status.inbox.growing.count
    lines.append(row([inbox == 0 ? "-" : Format.count(inbox)], Stage.inbox.rawValue))
    for stage in status.stages {
      let about = stage.exact || stage.items == 0 ? "" : "~"
      let nothing = about.isEmpty ? "-" : "?"
      let pages = stage.pages == 0 ? nothing : about + Format.count(stage.pages)
      let bytes = stage.bytes == 0 ? nothing : about + Format.bytes(stage.bytes)
      let batches = stage.batches.map { $0 == 0 ? "-" : Format.count($0) } ?? ""
      let text = row([stage.items == 0 ? "-" : Format.count(stage.items), batches, pages, bytes], stage.stage)
      lines.append(stage.stage == Stage.errors.rawValue && stage.items > 0 ? Console.warning(text) : text)
    }
    if status.stages.contains(where: { !$0.exact && $0.items > 0 }) {
      lines += [Console.dim("  ~ ? by the workers' totals, which differ after moves by hand and during a pass")]
    }
    for message in status.stages.flatMap(\.unreadable) {
      lines += Wrapping.lines("not counted: \(message)", first: "  ", indent: 4, columns: columns)
        .map { Console.warning($0) }
    }
    return lines
  }

  private func inbox() -> [String] {
    let inbox = status.inbox
    var lines: [String] = []
    for (names, word) in [
      (inbox.ready, "ready"), (inbox.growing, "growing: left alone until settled"), (inbox.lists, "lists"),
    ] where names.count > 0 {
      let more = names.count > names.first.count ? ", …" : ""
      let text = names.first.map { Wrapping.cut($0, 40) }.joined(separator: ", ") + more
      lines += Wrapping.lines(
        "\(word): \(text)", first: "  \(Format.pad(Format.count(names.count), 6, right: true))  ", indent: 10,
        columns: columns)
    }
    for refused in inbox.refused.prefix(5) {
      lines += Wrapping.lines(
        "refused: \(Wrapping.cut(refused.name, 40)): \(refused.message)", first: "       1  ", indent: 10,
        columns: columns
      ).map { Console.warning($0) }
    }
    if inbox.refused.count > 5 { lines.append("  \(Format.count(inbox.refused.count - 5)) more are refused") }
    return lines
  }

  private func lists() -> [String] {
    status.lists.flatMap { list in
      Wrapping.lines(
        ListText.summary(list, now: status.at), first: "  \(Format.pad(Wrapping.cut(list.list, 30), 30))  ", indent: 34,
        columns: columns)
    }
  }

  private func hosts() -> [String] {
    status.hosts.prefix(12).flatMap { host in
      Wrapping.lines(
        ListText.pause(host, now: status.at), first: "  \(Format.pad(host.site, 30))  ", indent: 34, columns: columns
      ).map { Console.warning($0) }
    } + (status.hosts.count > 12 ? ["  and \(Format.count(status.hosts.count - 12)) more"] : [])
  }

  private func batches() -> [String] {
    var lines: [String] = []
    for batch in status.batches.prefix(12) {
      let states = ["running", "waiting", "held", "ended", "harvested", "unknown", "packed"]
        .compactMap { state in batch.count(state) > 0 ? "\(batch.count(state)) \(state)" : nil }
      let pages = "\(Format.count(batch.pagesDone))/\(Format.count(batch.pages)) pages"
      lines += Wrapping.lines(
        "\(Format.pad(batch.engine, 9)) \(Format.count(batch.items, "item")), \(pages), "
          + "\(batch.chunks.count == 1 ? "chunk" : "chunks") \(states.joined(separator: ", "))",
        first: "  \(Format.pad(batch.batch, 12))  \(batch.place.prefix(2))  ", indent: 20, columns: columns)
      if let held = batch.chunks.first(where: { $0.state == "held" })?.message {
        lines += Wrapping.lines(held, first: "    ", indent: 4, columns: columns).map { Console.warning($0) }
      }
      if let trouble = batch.trouble {
        lines += Wrapping.lines(trouble, first: "    ", indent: 4, columns: columns).map { Console.warning($0) }
      }
    }
    if status.batches.count > 12 { lines.append("  and \(Format.count(status.batches.count - 12)) more") }
    return lines
  }

  /// Nodes that are not used, and why.
  private func nodes() -> [String] {
    status.excludedNodes.sorted { $0.key < $1.key }.flatMap { name, node in
      Wrapping.lines(
        "not used until \(node.excludedUntil ?? node.since): \(node.failures) tasks failed there at once, the last: "
          + node.message, first: "  \(Format.pad(name, 12))  ", indent: 16, columns: columns
      ).map { Console.warning($0) }
    }
  }

  private func routes() -> [String] {
    [("waiting", status.routes.waiting), ("in batches", status.routes.batches), ("processed", status.routes.processed)]
      .filter { !$0.1.isEmpty }.map { title, counts in
        let parts = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
          .map { "\($0.key) \(Format.count($0.value))" }
        return "  \(Format.pad(title, 12))  \(parts.joined(separator: ", "))"
      }
  }

  private func texts() -> [String] {
    let (doubtful, older) = (status.texts.doubtfulPages, status.texts.ofOlderReader)
    var sentences: [String] = []
    if doubtful > 0 {
      sentences.append(
        "\(Format.count(doubtful, "page")) to look at before the text is trusted: results.doubts in meta.json")
    }
    if older > 0 { sentences.append("\(Format.count(older, "document")) read by an older version of the reader") }
    return sentences.flatMap { Wrapping.lines($0, first: "  ", indent: 2, columns: columns) }
  }

  private func failures() -> [String] {
    status.failures.flatMap { failure in
      let count = Format.pad(Format.count(failure.count), 6, right: true)
      let first = "  \(count)  \(Format.pad(failure.reason, 16))  "
      return Wrapping.lines(failure.sentence, first: first, indent: 28, columns: columns)
        + Wrapping.lines(
          failure.next, first: String(repeating: " ", count: 26) + "→ ", indent: 28, columns: columns)
    }
  }

  // MARK: Who does what

  private func workers() -> [String] {
    var lines: [String] = []
    var quiet: [String] = []
    for worker in status.workers {
      var parts: [String] = []
      if let paused = worker.paused { parts.append("paused: \(paused)") }
      if let held = worker.heldBack { parts.append("held back: \(held)") }
      if let lease = worker.lease {
        let since = worker.leaseSince.map { ", taken \(Self.ago($0, status.at))" } ?? ""
        let words = Spool.words(forHolder: lease)
        parts.append((lease.isEmpty ? "" : "at work, ") + "its lease is held by \(words)\(since)")
        let process = lease.prefix { $0 != " " }
        if worker.isStopped { parts.append("stopped by a signal, its stage waits: kill -CONT \(process)") }
      }
      let moved = worker.lastMoved.map { "\(worker.verb) \(Self.ago($0, status.at))" }
      if parts.isEmpty {
        quiet.append(moved ?? "\(worker.verb) never")
        continue
      }
      let first = "  \(Format.pad(worker.verb, 10))"
      lines += Wrapping.lines(parts.joined(separator: "; "), first: first, indent: 12, columns: columns)
        .map { worker.paused != nil || worker.heldBack != nil || worker.isStopped ? Console.warning($0) : $0 }
    }
    if !quiet.isEmpty {
      lines += Wrapping.lines(
        "idle; last moved something: " + quiet.joined(separator: ", "), first: "  ", indent: 2, columns: columns)
    }
    return lines
  }

  static func ago(_ time: Timestamp, _ now: Timestamp) -> String {
    let seconds = now.seconds(since: time)
    return seconds < 1 ? "just now" : "\(Format.seconds(seconds)) ago"
  }

  private func room() -> [String] {
    let room = status.room
    let inodes = room.freeInodes.map { ", room for \(Format.count(Int($0), "file"))" } ?? ""
    var lines = ["  \(Format.bytes(room.freeBytes)) free of \(Format.bytes(room.totalBytes))\(inodes)"]
    if let lack = room.lack {
      lines += Wrapping.lines(lack, first: "  ", indent: 2, columns: columns).map { Console.bad($0) }
    }
    return lines
  }

  private func settings() -> [String] {
    let text = status.settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    return Wrapping.lines(text, first: "  ", indent: 2, columns: columns).map { Console.dim($0) }
  }

  private func next() -> [String] { Self.next(status.next, columns) }

  /// The `next:` line, with its remark before it where both do not fit in one.
  static func next(_ next: NextStep, _ columns: Int) -> [String] {
    let line = "next: \(Console.good(next.command))"
    if next.why.isEmpty { return [line] }
    if 6 + next.command.count + 3 + next.why.count + 2 <= columns { return ["\(line)   (\(next.why))"] }
    return Wrapping.lines(next.why, first: "", indent: 0, columns: columns) + [line]
  }
}
