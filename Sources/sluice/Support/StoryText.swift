import Formats
import Inquiry
import Manifest

/// The story of an item or a batch as lines for a person.
struct StoryText {
  let columns: Int

  // MARK: An item

  /// All lines about an item, the next command last.
  func lines(_ item: ItemStory) -> [String] {
    var lines = [Console.bold(item.identifier)]
    lines += row("where", item.path ?? "nowhere in the tree")
    if let metadata = item.metadata { lines += about(metadata) }
    if let batch = item.batch { lines += row("batch", summary(batch)) }
    lines += row("why", item.why)
    lines += story(item.story)
    if let history = item.metadata?.history, !history.isEmpty { lines += sentBack(history) }
    return lines + [""] + StatusText.next(item.next, columns)
  }

  private func about(_ metadata: ItemMetadata) -> [String] {
    var parts = [Format.bytes(metadata.fileSize)]
    if let pages = metadata.totalPages { parts.insert(Format.count(pages, "page"), at: 0) }
    if let collection = metadata.collection { parts.append("collection \(collection)") }
    var lines = row("document", "\(metadata.originalName), " + parts.joined(separator: ", "))
    if let inspection = metadata.inspection {
      let reasons = inspection.reasons.isEmpty ? "" : ": " + inspection.reasons.joined(separator: "; ")
      lines += row("route", inspection.route.rawValue + reasons)
      lines += besides(inspection)
    }
    if let choice = metadata.choice {
      let parts = [choice.route.map { "route \($0.rawValue)" }, choice.engine.map { "engine \($0)" }]
      lines += row("chosen", parts.compactMap { $0 }.joined(separator: ", "))
    }
    if let results = metadata.results {
      let routes = results.pagesByRoute.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      lines += row(
        "results",
        "\(Format.count(results.characters, "character")) by \(results.engine) in \(results.batchID)"
          + " (pages: \(routes.joined(separator: ", ")))")
      for (doubt, pages) in (results.doubts ?? [:]).sorted(by: { $0.key < $1.key }) {
        let numbers = pages.map(String.init).joined(separator: ", ")
        lines += row("doubtful", "page \(numbers): \(PageDoubt(rawValue: doubt)?.sentence ?? doubt)")
      }
    }
    return lines
  }

  /// What a document holds besides its pages.
  private func besides(_ inspection: Inspection) -> [String] {
    var lines: [String] = []
    if inspection.portfolio == true {
      lines += row("portfolio", "its pages are a cover: what it is made of is attached, and is not read")
    }
    if inspection.form == .xfa {
      lines += row("form", "XFA: what its fields hold is read as far as its pages show it")
    }
    if let count = inspection.attachmentCount {
      let shown = (inspection.attachments ?? []).prefix(Self.mostAttachments)
      var names = shown.map { Format.name($0.name) + ($0.size.map { " (\(Format.bytes($0)))" } ?? "") }
      if count > names.count, !names.isEmpty { names.append("and \(Format.count(count - names.count)) more") }
      let list = names.isEmpty ? "" : ": " + names.joined(separator: ", ")
      lines += row("attached", "\(Format.count(count, "file")), not read" + list)
    }
    return lines
  }

  /// Attachments of one document that are shown.
  private static let mostAttachments = 10

  private func sentBack(_ history: [HistoryEntry]) -> [String] {
    var lines = ["", Console.bold("sent back")]
    for (number, entry) in history.enumerated() {
      let company = entry.company.map { ", in company of \($0)" } ?? ""
      let own = entry.ownFailure ? "counts against it" : "does not count against it"
      lines += Wrapping.lines(
        "by \(entry.cause) to \(entry.to): \(entry.reason): \(entry.message) (\(own)\(company))",
        first: "  \(Format.pad(String(number + 1), 3, right: true))  ", indent: 7, columns: columns)
    }
    return lines
  }

  // MARK: A batch

  /// All lines about a batch, the next command last.
  func lines(_ story: BatchStory) -> [String] {
    let batch = story.batch
    var lines = [Console.bold(batch.batch)]
    lines += row("where", story.path)
    lines += row("engine", "\(batch.engine), settings \(story.settingsFingerprint ?? "unknown")")
    lines += row("size", summary(batch))
    if let created = batch.createdAt { lines += row("packed", created.description) }
    lines += row("job", batch.job.map { "\($0), handed over \(batch.submittedAt?.description ?? "")" } ?? "none yet")
    if let trouble = batch.trouble { lines += row("trouble", trouble).map { Console.warning($0) } }
    for remark in story.scheduler { lines += row("scheduler", remark) }
    if let raw = story.raw {
      lines += row(
        "raw",
        "\(Format.count(raw.files, "file")), \(Format.bytes(raw.bytes)), kept in \(Format.bytes(raw.compressed))")
    }
    if !story.rejects.isEmpty { lines += row("rejects", story.rejects.joined(separator: ", ")) }
    lines += ["", Console.bold("chunks")] + batch.chunks.flatMap { chunk($0) }
    if !story.items.isEmpty { lines += ["", Console.bold("items in it")] + items(story.items) }
    lines += self.story(story.story)
    return lines + [""] + StatusText.next(story.next, columns)
  }

  private func chunk(_ chunk: BatchStatus.Chunk) -> [String] {
    let text =
      "\(Format.pad(chunk.state, 9)) \(Format.count(chunk.items, "item")), "
      + "\(Format.count(chunk.pagesDone))/\(Format.count(chunk.pages)) pages, "
      + "at most \(Format.seconds(Double(chunk.walltimeSeconds)))" + (chunk.message.map { ": \($0)" } ?? "")
    return Wrapping.lines(text, first: "  \(chunk.name)  ", indent: 8, columns: columns)
  }

  private func items(_ items: [String]) -> [String] {
    let more = items.count > 50 ? " and \(Format.count(items.count - 50)) more" : ""
    return Wrapping.lines(items.prefix(50).joined(separator: " ") + more, first: "  ", indent: 2, columns: columns)
  }

  // MARK: Both

  private func summary(_ batch: BatchStatus) -> String {
    "\(Format.count(batch.items, "item")) (\(Format.count(batch.itemsLeft)) still in it), "
      + "\(Format.count(batch.pagesDone)) of \(Format.count(batch.pages)) pages, "
      + Format.count(batch.chunks.count, "chunk")
  }

  private func story(_ events: [Event]) -> [String] {
    guard !events.isEmpty else { return [] }
    var lines = ["", Console.bold("story")]
    var visit: Int?
    for event in events {
      if let next = event.visit, event.subject == .item, next != visit {
        visit = next
        if next > 0 { lines.append(Console.dim("  visit \(next)")) }
      }
      let time = event.time.description.prefix(19).replacing("T", with: " ")
      lines += Wrapping.lines(
        Self.sentence(event), first: "  \(time)  \(Format.pad(event.worker, 10)) ", indent: 34, columns: columns)
    }
    return lines
  }

  /// The event without its subject, which stands above.
  private static func sentence(_ event: Event) -> String {
    let sentence = EventText.sentence(event)
    let subject = "\(event.id ?? ""): "
    return sentence.hasPrefix(subject) ? String(sentence.dropFirst(subject.count)) : sentence
  }

  private func row(_ title: String, _ text: String) -> [String] {
    Wrapping.lines(text, first: "  \(Format.pad(title, 10))", indent: 12, columns: columns)
  }
}
