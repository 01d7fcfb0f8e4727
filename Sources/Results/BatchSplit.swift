import Formats
import JSONLines
import SystemCalls

/// One item of a batch whose results are split.
public struct BatchSplitItem: Sendable, Hashable {
  /// The item's identifier.
  public var identifier: String
  /// What the user called the file; nil where it is not known.
  public var originalName: String?
  /// What its document is called in the item.
  public var sourceName: String
  /// Pages of the document.
  public var units: Int

  /// Names an item.
  public init(identifier: String, originalName: String?, sourceName: String? = nil, units: Int) {
    self.identifier = identifier
    self.originalName = originalName
    self.sourceName = sourceName ?? DocumentKind.pdf.fileName(of: identifier)
    self.units = units
  }
}

/// Splits a batch's combined results into one file an item, and proves what they cover.
///
/// It starts from nothing: what an earlier split left under private names is removed. Records are appended to private files
/// in the items' directories; only `publish` makes them visible. A split that dies is simply done again.
///
/// A record whose pages an earlier try of the chunk already gave is kept out of the item's file (`already_covered`), so that a
/// second try doubles no text. Within one try nothing is ever taken for a duplicate: equal texts have equal ids.
public final class BatchSplit {
  private let splitter: ResultSplitter<BatchTargets>
  private let rejects: FilePath

  /// Begins a split: `gone` are items that a stopped pass already moved on: their records are known and written nowhere, so
  /// that none of them is taken for another's. `directory` gives an item's directory, `rejects` is the file for what is kept apart; `memory` bounds
  /// what is held back and `limit` the length of a line, in bytes.
  public init(
    items: [BatchSplitItem], gone: [BatchSplitItem] = [], rejects: FilePath, memory: Int = 16 << 20,
    limit: Int = 64 << 20,
    directory: (String) -> FilePath
  ) throws(SystemError) {
    self.rejects = rejects
    let targets = BatchTargets(items, gone: gone, directory: directory)
    let hidden = Sys.privateName(of: rejects)
    for path in targets.paths + [rejects] { try Sys.clearPrivateName(of: path) }
    try Sys.removeIfThere(rejects)
    splitter = ResultSplitter(targets: targets, rejects: hidden, memory: memory, limit: limit)
  }

  /// The name of an item's results in its directory.
  public static func fileName(of identifier: String) -> String { "\(identifier).ocr.jsonl" }

  /// Routes the records of one file of a try; tries are numbered in the order they were made. `name` is what the rejects
  /// call the file: its path below the batch.
  public func split(_ path: FilePath, as name: String, ofTry number: Int = 0) throws(SystemError) {
    splitter.targets.currentTry = number
    try splitter.split(path, as: name)
  }

  /// Adds a finished page to the item's coverage; one of an item that is not of the batch is none of ours.
  public func add(page: PageLine) {
    guard let number = splitter.targets.numbers[page.identifier] else { return }
    splitter.targets.items[number].coverage.add(page: page.page, page.state)
  }

  /// Writes what waits and publishes the rejects, where there are any.
  public func finish() throws(SystemError) -> SplitSummary {
    try splitter.finish()
    if splitter.summary.rejected > 0 { try Sys.reveal([rejects]) }
    var summary = splitter.summary
    summary.documents = splitter.targets.items.count(where: { $0.coverage.records > 0 })
    return summary
  }

  /// What is proven of each item, in the order they were given.
  public var coverage: [(identifier: String, coverage: Coverage)] {
    splitter.targets.items.map { ($0.identifier, $0.coverage) }
  }

  /// What is proven of one item; nil for one that is not of the batch.
  public func coverage(of identifier: String) -> Coverage? {
    splitter.targets.numbers[identifier].map { splitter.targets.items[$0].coverage }
  }

  /// Publishes the results of items: all are synced, then renamed, then the directories synced. Items without records
  /// have nothing to publish.
  public func publish(_ identifiers: some Sequence<String>) throws(SystemError) {
    var files: [FilePath] = []
    for identifier in identifiers {
      guard let number = splitter.targets.numbers[identifier], splitter.targets.items[number].routed > 0 else {
        continue
      }
      files.append(splitter.targets.items[number].path)
    }
    try Sys.reveal(files)
  }

  /// Removes the unpublished results of items that did not pass; their raw results stay with the batch.
  public func discard(_ identifiers: some Sequence<String>) throws(SystemError) {
    for identifier in identifiers {
      guard let number = splitter.targets.numbers[identifier] else { continue }
      try Sys.removeIfThere(splitter.targets.items[number].privatePath)
    }
  }

}

/// The files of a batch's items.
struct BatchTargets: SplitTargets {
  struct Item {
    let identifier: String
    let path: FilePath
    let privatePath: FilePath
    var coverage: Coverage
    /// Records in the item's file.
    var routed = 0
    /// What the records in the item's file give.
    var given = GivenPages()
    /// The try that last gave a record, and what was given before it.
    var latestTry = Int.min
    var before = GivenPages()

    mutating func take(_ pages: RecordPages) {
      routed += 1
      coverage.add(record: pages)
      given.add(pages)
    }
  }

  var items: [Item] = []
  private(set) var numbers: [String: Int] = [:]
  /// Items from this number on are gone.
  private let firstGone: Int
  var currentTry = 0
  private let names: SourceNames

  init(_ given: [BatchSplitItem], gone: [BatchSplitItem], directory: (String) -> FilePath) {
    names = SourceNames((given + gone).map { ($0.identifier, $0.originalName, $0.sourceName) })
    firstGone = given.count
    for item in given + gone {
      let path = directory(item.identifier).appending(BatchSplit.fileName(of: item.identifier))
      numbers[item.identifier] = items.count
      items.append(
        Item(
          identifier: item.identifier, path: path, privatePath: Sys.privateName(of: path),
          coverage: Coverage(units: item.units)))
    }
  }

  var paths: [FilePath] { items.prefix(firstGone).map(\.path) }

  func path(of target: Int) -> FilePath { items[target].privatePath }

  func isThere(_ target: Int) -> Bool { target < firstGone }

  mutating func target(for record: borrowing FoundRecord) -> Result<Int, RouteFailure> {
    let answer = names.item(of: record)
    guard case .success(let number) = answer else { return answer }
    if currentTry != items[number].latestTry {
      items[number].latestTry = currentTry
      items[number].before = items[number].given
    }
    let pages = RecordPages(record)
    if items[number].before.cover(pages) { return .failure(RouteFailure(.alreadyCovered)) }
    items[number].take(pages)
    return answer
  }
}
