import Foundation
import SystemCalls

/// Which events each write to a manifest held.
struct ToldSteps: Sendable {
  struct Said: Sendable {
    var segment: String
    var end: Int
    var kind: String
    /// The event's running number in its worker's manifest.
    var sequence: Int
    /// The running number of the step that a void takes back.
    var of: Int?
    /// Where the subject goes: the ends of its path.
    var id: String
    var to: String
    var isSynced = false

    /// The directory of the worker's segments.
    var manifest: String { segment.parent }
  }

  private var events: [String: [Said]] = [:]
  private var written: [String: Int] = [:]
  private var said: [Said] = []

  init(_ root: FilePath) throws {
    let directory = root.appending("manifests")
    for worker in try Sys.entries(of: directory)
    where try Sys.status(of: directory.appending(worker.name)).kind == .directory {
      for file in try Sys.entries(of: directory.appending(worker.name)) where file.name.string.hasSuffix(".ndjson") {
        let path = "manifests/\(worker.name.string)/\(file.name.string)"
        events[path] = try Self.read(root.pushing(FilePath(path)), path)
      }
    }
  }

  private static func read(_ file: FilePath, _ path: String) throws -> [Said] {
    var end = 0
    return try Sys.contents(of: file).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).compactMap
    {
      line in
      end += line.count + 1
      guard let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] else { return nil }
      return Said(
        segment: path, end: end, kind: object["event"] as? String ?? "", sequence: object["seq"] as? Int ?? 0,
        of: object["of"] as? Int, id: object["id"] as? String ?? "", to: object["to"] as? String ?? "")
    }
  }

  /// Takes a write to a segment; the events that are whole now.
  mutating func write(_ path: String, bytes: Int) -> [Said] {
    guard let all = events[path] else { return [] }
    let before = written[path] ?? 0
    written[path] = before + bytes
    let now = all.filter { $0.end > before && $0.end <= before + bytes }
    for event in now {
      if event.kind == "step" { said.append(event) }
      if event.kind == "void" { said.removeAll { $0.manifest == event.manifest && $0.sequence == event.of } }
    }
    return now
  }

  /// Steps of a manifest that were said and neither made nor taken back.
  func open(in manifest: String) -> [Said] { said.filter { $0.manifest == manifest } }

  mutating func sync(_ path: String) {
    guard events[path] != nil else { return }
    for index in said.indices where said[index].segment == path { said[index].isSynced = true }
  }

  mutating func syncAll() {
    for index in said.indices { said[index].isSynced = true }
  }

  /// The latest event that says a step to this path.
  mutating func take(_ target: String) -> Said? {
    let name = target.lastComponent
    guard let index = said.lastIndex(where: { $0.id == name && Self.fits($0.to, target) }) else { return nil }
    return said.remove(at: index)
  }

  private static func fits(_ place: String, _ target: String) -> Bool {
    target.hasPrefix("stages/\(place)/") || target.hasPrefix("\(place)/") || target.contains("/\(place)/")
      || target.contains("/.building-\(place)@")
  }
}
