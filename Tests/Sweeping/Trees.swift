import Foundation
import SystemCalls

/// What a workspace holds, file by file, without what may differ from run to run: times, names of batches and jobs, history.
package enum Trees {
  private static let varying: Set<String> = [
    "downloaded_at", "submitted_at", "ocr_completed_at", "verified_at", "quarantined_at", "created_at",
    "processing_seconds", "seconds", "at", "batch_id", "slurm_job_id", "history", "retry_count", "job_name", "host",
    "boot_id", "visit", "file_mark",
  ]

  /// Caches, locks and markers: how they look is nobody's result.
  private static let ownNames: Set<String> = [".leases", ".index", ".slots", ".probe", ".refused.json"]

  /// Every file in the stages, and what rests of batches; of the names of Sluice's own, all that a stopped pass may leave.
  package static func read(_ root: FilePath) throws -> [String: [String]] {
    var files: [String: [String]] = [:]
    for place in ["stages", "manifests/batches", "slurm-templates"] {
      let path = root.appending(place)
      if Sys.exists(path) { try visit(path, place, &files) }
    }
    return files.mapValues { $0.sorted() }
  }

  /// The stages that have a last word: what a person is given.
  package static func outputs(_ root: FilePath) throws -> [String: [String]] {
    try read(root).filter { $0.key.hasPrefix("stages/05_processed/") || $0.key.hasPrefix("stages/99_errors/") }
  }

  private static func visit(_ path: FilePath, _ shown: String, _ files: inout [String: [String]]) throws {
    guard try Sys.status(of: path).kind == .directory else {
      files[shown, default: []].append(try text(of: path))
      return
    }
    let entries = try Sys.entries(of: path).filter { !ownNames.contains($0.name.string) }
    // What `add`, or the pass that took its document, left when it was stopped: debris with an owner and an age.
    if shown.contains("/.added"),
      !entries.contains(where: { $0.name.string == "document" || !$0.name.string.contains(".") })
    {
      return
    }
    // An empty shard is as good as none; an empty item is not.
    if entries.isEmpty && shown.split(separator: "/").last?.count ?? 0 > 2 { files[shown, default: []].append("empty") }
    for entry in entries { try visit(path.appending(entry.name), "\(shown)/\(steady(entry.name.string))", &files) }
  }

  /// A batch's number, a job's and an operator's draw are no part of a name.
  private static func steady(_ name: String) -> String {
    if name.hasPrefix("batch_") || name.hasPrefix(".building-") { return "batch" }
    if let maker = name.lastIndex(of: "@"), name.hasPrefix(".") { return String(name[...maker]) }
    if name.count >= 12, name.allSatisfy({ $0.isHexDigit || $0 == "." }) { return "drawn" }
    return name
  }

  private static func text(of path: FilePath) throws -> String {
    let name = path.lastComponent?.string ?? ""
    let bytes = try Sys.contents(of: path)
    if name == "local.ndjson" || name.hasSuffix(".gz") || name == "raw.index.json" || name.hasSuffix(".log")
      || name == "progress.json" || name == "cancel"
    {
      return "there"
    }
    if name.hasSuffix(".json") { return try json(bytes) }
    if name.hasSuffix(".ndjson") || name.hasSuffix(".jsonl") {
      return try bytes.split(separator: UInt8(ascii: "\n")).map { try json(Array($0)) }.sorted().joined(separator: "\n")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func json(_ bytes: [UInt8]) throws -> String {
    guard let value = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed) else {
      return "no JSON: \(String(decoding: bytes, as: UTF8.self))"
    }
    let data = try JSONSerialization.data(
      withJSONObject: steady(value), options: [.sortedKeys, .prettyPrinted, .fragmentsAllowed])
    return String(decoding: data, as: UTF8.self)
  }

  private static func steady(_ value: Any) -> Any {
    if let object = value as? [String: Any] {
      return object.filter { !varying.contains($0.key) }.mapValues { steady($0) }
    }
    if let array = value as? [Any] { return array.map { steady($0) } }
    return value
  }

  /// The first differences, for a person.
  package static func difference(_ found: [String: [String]], from expected: [String: [String]]) -> String? {
    let names = Set(found.keys).union(expected.keys).filter { found[$0] != expected[$0] }.sorted()
    let shown = names.prefix(4).map { name in
      let (before, after) = (expected[name]?.joined(separator: " | "), found[name]?.joined(separator: " | "))
      return "\(name): expected \(before?.prefix(900) ?? "no file"), found \(after?.prefix(900) ?? "no file")"
    }
    return names.isEmpty
      ? nil : shown.joined(separator: "; ") + (names.count > 4 ? "; and \(names.count - 4) more" : "")
  }
}
