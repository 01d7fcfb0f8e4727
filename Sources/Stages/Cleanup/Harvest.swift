import Digests
import Formats
import Results
import Scheduling
import Settings
import Spool
import StageKit
import SystemCalls

/// Everything a closed chunk holds, read once: pages, records and last words of all its tries.
final class Harvest {
  let chunk: ChunkRecord
  let batch: BatchHandle
  /// The chunk's items that are still in the batch.
  let present: [Spool.Found]
  /// Items the chunk had.
  let company: Int
  private let directory: FilePath
  private let split: BatchSplit
  private let rule: Coverage.Rule
  /// Metadata of the items that are present, where it can be read.
  private var metadata: [Identifier: ItemMetadata] = [:]
  /// Nodes that fail whatever they are given.
  private let badNodes: Set<String>
  private var named: [String: ItemOutcome] = [:]
  private var staged: [FilePath] = []
  /// Files that are not what their tasks wrote, by their paths below the batch.
  private(set) var altered: [String] = []
  /// What the latest try ran with, by name.
  private(set) var versions: [String: String] = [:]
  private var work: [String: PageWork] = [:]
  /// Where the pages of items that are present lie, in the order in which they were read.
  private var lines: [String: [PageLines]] = [:]

  /// The first readings of pages that are to be made again, by item and page; and which of them were.
  private var firstReadings: [String: [Int: PageLine]] = [:]
  private var madeAgain: [String: PageSet] = [:]

  /// Pages of one item in one file.
  private struct PageLines {
    var file: FilePath
    var extents: [Range<Int64>]
  }

  /// What an item's finished pages took.
  struct PageWork {
    var seconds: [Int: Double] = [:]
    var routes: [Int: PageRoute] = [:]
  }

  init(
    chunk: ChunkRecord, directory: FilePath, batch: BatchHandle, settings: Settings, spool: Spool,
    badNodes: Set<String> = []
  ) throws {
    self.chunk = chunk
    self.batch = batch
    self.directory = directory
    self.badNodes = badNodes
    let list = try Batches.list(directory.appending("list.ndjson"))
    company = list.count
    let entries = Dictionary(list.map { ($0.identifier, $0) }, uniquingKeysWith: { first, _ in first })
    present = list.compactMap { entry in
      let path = batch.layout.item(entry.identifier)
      guard let identifier = Identifier(entry.identifier), Sys.exists(path) else { return nil }
      return Spool.Found(identifier: identifier, path: path)
    }
    for found in present {
      // Asked for again where it counts.
      metadata[found.identifier] = try? ItemFiles.metadata(found.path, found.identifier)
      lines[found.identifier.text] = []
    }
    let items = present.map { [metadata] found in
      BatchSplitItem(
        identifier: found.identifier.text, originalName: metadata[found.identifier]?.originalName,
        sourceName: entries[found.identifier.text]?.sourceName, units: entries[found.identifier.text]?.units ?? 0)
    }
    // Of items that a stopped pass moved on the names still count: a record of theirs is nobody else's.
    let left = Set(list.map(\.identifier)).subtracting(present.map(\.identifier.text))
    let gone = try left.sorted().map { name in
      BatchSplitItem(
        identifier: name, originalName: try Self.originalName(of: name, spool), sourceName: entries[name]?.sourceName,
        units: entries[name]?.units ?? 0)
    }
    split = try BatchSplit(
      items: items, gone: gone, rejects: batch.layout.directory.appending("rejects-\(chunk.name).ndjson"),
      limit: Int(settings.cleanup.maxLine.bytes), directory: { batch.layout.item($0) })
    rule = Coverage.Rule(
      allowedPages: settings.cleanup.failedPagesMin, allowedShare: settings.cleanup.failedPagesFraction)
  }

  private static func originalName(of name: String, _ spool: Spool) throws -> String? {
    guard let identifier = Identifier(name), let found = try spool.locate(identifier) else { return nil }
    return try? ItemFiles.metadata(found.path, identifier).originalName
  }

  /// The tries' directories, in the order of their names' numbers.
  private func tries() throws(SystemError) -> [FilePath] {
    try Sys.entries(of: directory).filter { $0.kind != .file && $0.kind != .symlink && !$0.name.isHidden }
      .map { directory.appending($0.name) }
  }

  /// Reads pages from earlier batches and all tries, then splits all records.
  ///
  /// What olmOCR left in a try is read after all tries' own results, and of finished groups only: pages that a task took over
  /// from it are given once, and what a task did not live to take over counts too.
  func read() throws {
    for found in present { try readPages(Spool.pages(found.path, found.identifier)) }
    let tries = try tries()
    for (number, path) in tries.enumerated() {
      let names = BatchLayout.Try(path)
      let outcome = try FormatCoding.contents(Outcome.self, of: names.outcome)
      let altered = try altered(in: path, outcome)
      if !altered.contains(names.pages) { try readPages(names.pages) }
      if let outcome {
        for item in outcome.items {
          let isFirst = item.unreachable != nil && named[item.identifier] == nil
          if item.errorType != nil || isFirst { named[item.identifier] = item }
        }
      }
      if let said = try FormatCoding.contents([String: String].self, of: names.versions) {
        versions = said
      }
      for file in try InputFiles.below(path, excluding: ["pages.ndjson", OlmocrWorkspace.name.string])
      where !altered.contains(file) {
        try split.split(file, as: shown(file), ofTry: number)
      }
    }
    for (number, path) in tries.enumerated() {
      let groups = try OlmocrWorkspace(path.appending(OlmocrWorkspace.name)).finished()
      for file in groups.values.sorted(by: { $0.string < $1.string }) {
        try split.split(file, as: shown(file), ofTry: tries.count + number)
      }
    }
    _ = try split.finish()
  }

  /// Files of a try that are not what its task wrote, by its last word: they are no result, and are noted.
  private func altered(in directory: FilePath, _ outcome: Outcome?) throws(SystemError) -> Set<FilePath> {
    var found: Set<FilePath> = []
    for (path, sha256) in outcome?.paths(in: directory) ?? [] {
      if try Sys.isThere(path), try Sys.sha256(of: path) == sha256 { continue }
      found.insert(path)
      altered.append(shown(path))
    }
    return found
  }

  /// A file's path below the batch.
  private func shown(_ file: FilePath) -> String {
    var shown = file
    _ = shown.removePrefix(batch.layout.directory)
    return shown.string
  }

  private func readPages(_ path: FilePath) throws {
    guard Sys.exists(path) else { return }
    try PageFile.forEachPage(in: path, fingerprint: batch.record.settingsFingerprint) { page in
      note(page, in: path)
      if PageRecord.isToBeMadeAgain(madeBy: page.engine, by: batch.record.engine) {
        firstReadings[page.identifier, default: [:]][page.page] = page
        return
      }
      guard let first = firstReadings[page.identifier]?[page.page] else { return count(page) }
      madeAgain[page.identifier, default: []].insert(page.page)
      // A second reading that failed takes nothing away.
      count(page.state == .failed ? first : page)
    }
  }

  private func count(_ page: PageLine) {
    split.add(page: page)
    guard page.state != .failed else { return }
    work[page.identifier, default: PageWork()].seconds[page.page] = page.seconds
    work[page.identifier, default: PageWork()].routes[page.page] = page.route
  }

  private func note(_ page: PageLine, in path: FilePath) {
    guard var known = lines[page.identifier] else { return }
    lines[page.identifier] = nil  // so that it is not copied for each page
    if known.last?.file == path {
      known[known.count - 1].extents.append(page.extent)
    } else {
      known.append(PageLines(file: path, extents: [page.extent]))
    }
    lines[page.identifier] = known
  }

  // MARK: What is known of an item

  func metadata(of item: Spool.Found) throws -> ItemMetadata {
    try metadata[item.identifier] ?? ItemFiles.metadata(item.path, item.identifier)
  }

  func coverage(_ item: Spool.Found) -> Coverage { split.coverage(of: item.identifier.text) ?? Coverage(units: 0) }

  func evidence(_ item: Spool.Found, _ metadata: ItemMetadata, _ ending: ChunkEnding?) -> Decision.Evidence {
    let coverage = coverage(item)
    return Decision.Evidence(
      verdict: coverage.verdict(rule), hasText: coverage.records > 0 || work[item.identifier.text] != nil,
      named: named[item.identifier.text], ending: ending, company: company, history: metadata.history,
      walltimeSeconds: chunk.walltimeSeconds, memoryBytes: batch.record.memoryBytes,
      written: named[item.identifier.text]?.unreachable == nil ? nil : item.written(since: metadata),
      isBadNode: ending?.host.map { badNodes.contains($0) } ?? false, altered: altered.first)
  }

  func work(of item: Spool.Found) -> PageWork { work[item.identifier.text] ?? PageWork() }

  // MARK: What is written for an item

  /// Takes back what was staged of an item that does not pass after all.
  func unstageRecords(_ item: Spool.Found) throws {
    try Sys.removeIfThere(Sys.privateName(of: Spool.records(item.path, item.identifier)))
  }

  /// Stages the item's records; answers what they tell of its text.
  ///
  /// Where the task died between the last page and the record, or the records lack pages that are finished, the record is
  /// assembled from the pages themselves.
  func stageRecords(_ item: Spool.Found, _ metadata: ItemMetadata, failed: [Int]) throws -> TextFacts {
    let path = Spool.records(item.path, item.identifier)
    // Records of several tries can overlap in part; where every page is there for itself, the pages are the better source.
    // A record knows only the last reading of a page; of two the better counts.
    let coverage = coverage(item)
    let isTwiceRead = firstReadings[item.identifier.text].map { $0.count == madeAgain[item.identifier.text]?.count }
    if isTwiceRead != true, coverage.records == 1 || (coverage.records > 1 && work(of: item).seconds.isEmpty) {
      let records = try ForeignRecord.settle(Sys.privateName(of: path), of: metadata.sourceName)
      if let facts = Self.facts(of: records, pages: metadata.totalPages ?? 0, failed: failed) { return facts }
    }
    let pages = try finishedPages(of: item, withFailed: true)
    let assembly = DolmaAssembly(
      sourceFile: metadata.sourceName, totalPages: metadata.totalPages ?? 0,
      version: versions["sluice"] ?? "", day: Timestamp.now.day)
    let document = assembly.document(of: pages) { Digest.sha1Hex($0) }
    try Sys.stage(try FormatCoding.line(document.record), at: path)
    var facts = TextFacts()
    facts.add(document.record)
    return facts
  }

  /// The records that were staged, as whoever reads them later must find them.
  func stagedRecords(_ item: Spool.Found) throws(SystemError) -> ItemResults.OutputFile {
    let path = Sys.privateName(of: Spool.records(item.path, item.identifier))
    return .init(size: try Sys.status(of: path).size, sha256: try Sys.sha256(of: path))
  }

  /// Stages the metadata of an item whose records are staged: both are published with those of the whole chunk.
  func stage(_ metadata: ItemMetadata, of item: Spool.Found) throws {
    let path = Spool.metadata(item.path, item.identifier)
    try Sys.stage(try FormatCoding.file(metadata), at: path)
    staged += [Spool.records(item.path, item.identifier), path]
  }

  /// Publishes what was staged. No order is needed among it: until its step an item is decided on from nothing.
  func reveal(in pass: Pass) throws(SystemError) {
    try pass.reveal(staged)
    staged = []
  }

  /// What records tell; nil when they do not hold every page.
  private static func facts(of records: [DolmaRecord], pages: Int, failed: [Int]) -> TextFacts? {
    var facts = TextFacts()
    var missing = Set(1...max(1, pages)).subtracting(failed)
    for record in records {
      facts.add(record)
      missing.subtract(record.pages(of: pages))
    }
    return missing.isEmpty ? facts : nil
  }

  /// Lets the first readings of an item's doubtful pages count, as no second one will come; answers what is proven then.
  func takeFirstReadings(_ item: Spool.Found) -> Coverage.Verdict {
    let name = item.identifier.text
    for (number, page) in firstReadings[name] ?? [:] where madeAgain[name]?.contains(number) != true { count(page) }
    return coverage(item).verdict(rule)
  }

  /// Publishes the pages the item takes with it, so that the next batch does only the others (law 9).
  ///
  /// Doubtful ones say which engine made them: another one makes them again.
  func publishPages(_ item: Spool.Found) throws {
    var pages = try finishedPages(of: item, withFailed: false)
    guard !pages.isEmpty else { return }
    for index in pages.indices where pages[index].facts?.doubts.isEmpty == false {
      pages[index].engine = pages[index].engine ?? batch.record.engine
    }
    try Sys.publish(try pages.flatMap { try FormatCoding.line($0) }, at: Spool.pages(item.path, item.identifier))
  }

  /// Removes what the split left for an item that did not pass.
  func discardRecords(_ item: Spool.Found) throws { try split.discard([item.identifier.text]) }

  private func finishedPages(of item: Spool.Found, withFailed: Bool) throws -> [PageRecord] {
    var pages: [PageRecord] = []
    for known in lines[item.identifier.text] ?? [] {
      pages += try PageFile.pages(in: known.file, at: known.extents).filter { withFailed || !$0.failed }
    }
    return DolmaAssembly.best(of: pages)
  }
}
