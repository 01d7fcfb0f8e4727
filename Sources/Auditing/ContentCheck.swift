import Formats
import Spool
import StageKit
import SystemCalls

/// Which items' contents are compared with their checksums, beyond those that can never be made again.
public enum Sample: Sendable, Hashable {
  /// None.
  case none
  /// All.
  case all
  /// So many, each item as likely as any other.
  case items(Int)
  /// This part of them, from 0 to 1.
  case share(Double)

  /// Reads what a person types: `200`, or `5%`.
  public init?(_ text: String) {
    if text.hasSuffix("%") {
      guard let percent = Double(text.dropLast()), percent > 0, percent <= 100 else { return nil }
      self = .share(percent / 100)
    } else {
      guard let count = Int(text), count > 0 else { return nil }
      self = .items(count)
    }
  }
}

/// Draws the sample while the tree is walked, without knowing how many items there are (Vitter: algorithm R, 1985).
struct SampleDraw {
  private let sample: Sample
  private var seen = 0
  /// Items to be compared after the walk.
  private(set) var drawn: [Placed] = []

  init(_ sample: Sample) { self.sample = sample }

  /// Whether an item is taken by a sample of which each is told at once.
  func takes(_ item: Placed) -> Bool {
    switch sample {
    case .none, .items: false
    case .all: true
    case .share(let share): Double.random(in: 0..<1) < share
    }
  }

  /// Takes an item into a sample of so many.
  mutating func draw(_ item: Placed) {
    guard case .items(let count) = sample else { return }
    seen += 1
    if drawn.count < count {
      drawn.append(item)
    } else if case let place = Int.random(in: 0..<seen), place < count {
      drawn[place] = item
    }
  }
}

extension Audit {
  /// What stands for a source that is gone is read whole and proven complete, always; other outputs by the sample, with which
  /// all contents are compared when the names have been looked at.
  mutating func checkOutputs(_ item: Placed, _ metadata: ItemMetadata, _ present: Set<String>) throws {
    guard let outputs = metadata.results?.outputs, !outputs.isEmpty else {
      report.breach(
        .init(
          .badOutput, id: item.id, path: shown(item.path), "its metadata licenses no output: sluice show \(item.id)"))
      return
    }
    let isGone = !present.contains(Legal.source)
    for pattern in ["<id>.ocr.json", "<id>.md", "<id>.txt"] where present.contains(pattern) {
      let name = Legal.name(pattern, of: item.id, metadata.kind)
      guard outputs[name] == nil else { continue }
      report.breach(
        .init(
          .badOutput, id: item.id, path: shown(item.path.appending(name)),
          "its metadata does not name it among the outputs that were verified: move it away, or get a backup"))
    }
    let whole = isGone && options.sample != .all
    for (name, expected) in outputs.sorted(by: { $0.key < $1.key }) {
      let path = item.path.appending(name)
      guard FilePath.Component(bytes: Array(name.utf8)) != nil else {
        report.breach(.init(.badOutput, id: item.id, path: shown(item.path), "its metadata names no file: \(name)"))
        continue
      }
      // What must be there in any case was named when it was missed.
      if report.names(path: shown(path)) { continue }
      if whole {
        compare(path, size: expected.size, sha256: expected.sha256, .badOutput, item.id)
      } else if !Sys.exists(path) {
        report.breach(.init(.missingFile, id: item.id, path: shown(path), Self.lack(of: .badOutput)))
      } else if (try? Sys.status(of: path).size) != expected.size {
        report.breach(.init(.badOutput, id: item.id, path: shown(path), "its size is not the one that was verified"))
      }
    }
    if isGone { proveComplete(item, metadata) }
  }

  /// Proves, as the finalizer did before it let the source go, that every page is in the text but those listed as failed.
  private mutating func proveComplete(_ item: Placed, _ metadata: ItemMetadata) {
    guard let identifier = Identifier(item.id), let results = metadata.results, let pages = metadata.totalPages else {
      report.breach(
        .init(.badOutput, id: item.id, path: shown(item.path), "its metadata does not say how many pages it has"))
      return
    }
    let path = Spool.consolidated(item.path, identifier)
    if report.names(path: shown(path)) { return }
    guard let bytes = try? Sys.contents(of: path, limit: FormatCoding.longest),
      let records = try? FormatCoding.decode([DolmaRecord].self, from: bytes)
    else {
      report.breach(.init(.badOutput, id: item.id, path: shown(path), "it cannot be read as records"))
      return
    }
    var missing = Set(1...max(1, pages)).subtracting(results.failedPages)
    for record in records { missing.subtract(record.pages(of: pages)) }
    if missing.isEmpty { return }
    let list = missing.sorted().prefix(10).map(String.init).joined(separator: ", ")
    report.breach(
      .init(.badOutput, id: item.id, path: shown(path), "pages are missing from it and the source is gone: \(list)"))
  }

  /// Compares a file's contents; what was named already is not named again. Whether they are the right ones. `lack` is what to
  /// say where it is not there.
  mutating func compare(
    _ path: FilePath, sha256: String, _ kind: AuditReport.Kind, _ id: String, lack: String? = nil
  ) -> Bool {
    guard !report.names(path: shown(path)) else { return false }
    let before = report.breachCount
    compare(path, size: nil, sha256: sha256, kind, id, lack: lack)
    return report.breachCount == before
  }

  private mutating func compare(
    _ path: FilePath, size: Int64?, sha256: String, _ kind: AuditReport.Kind, _ id: String?, lack: String? = nil
  ) {
    let word = kind == .badSource ? "it is not the document that was taken" : "it is not what was verified"
    do throws(SystemError) {
      report.checksums += 1
      if let size, try Sys.status(of: path).size != size {
        report.breach(.init(kind, id: id, path: shown(path), "\(word): its size differs"))
      } else if try Sys.sha256(of: path) != sha256 {
        report.breach(.init(kind, id: id, path: shown(path), word))
      }
    } catch {
      if error.errno == .noSuchFileOrDirectory {
        return report.breach(.init(.missingFile, id: id, path: shown(path), lack ?? Self.lack(of: kind)))
      }
      // The path stands before the message.
      let cause = SystemError(call: error.call, path: nil, errno: error.errno)
      report.breach(.init(kind, id: id, path: shown(path), "it cannot be read: \(cause)"))
    }
  }

  private static func lack(of kind: AuditReport.Kind) -> String {
    kind == .badSource
      ? "the document is gone: a backup"
      : "it was verified, and it is gone: a backup; where the source is kept, move the item to 00_inbox"
  }

  /// Compares what a user gave with what was taken: its size, and with `readsAll` its contents.
  mutating func compare(_ path: FilePath, size: Int64, sha256: String, readsAll: Bool) {
    if readsAll { return compare(path, size: size, sha256: sha256, .badSource, nil) }
    if (try? Sys.status(of: path).size) == size { return }
    report.breach(.init(.badSource, path: shown(path), "it is not what was taken: its size differs"))
  }

  func shown(_ path: FilePath) -> String { path.relative(to: workspace.root) }
}
