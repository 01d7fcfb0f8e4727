import Formats
import Settings
import SystemCalls
import TestSupport
import Testing

@testable import Manifest
@testable import Spool
@testable import StageKit

/// A workspace with items in 01, and a worker that moves them to 04 as a test says.
final class Fixture {
  let temporary: TemporaryDirectory
  let workspace: Workspace
  var spool: Spool { workspace.spool }

  init() throws {
    temporary = try TemporaryDirectory()
    workspace = try Workspace(root: temporary.path, settings: Settings())
    try workspace.spool.create()
  }

  /// An item with nothing but metadata.
  @discardableResult
  func put(_ name: String, in place: Place = .stage(.downloaded), visit: Int = 0) throws -> Identifier {
    let identifier = try #require(Identifier(name))
    let path = try #require(spool.item(identifier, in: place))
    try Sys.ensurePath(path)
    var metadata = ItemMetadata(
      identifier: name, originalName: name, origin: .dropped, downloadedAt: .now, fileSize: 1, sha256: "", md5: "")
    for number in 0..<visit {
      metadata.history.append(
        HistoryEntry(
          cause: "retry \(number + 1)", to: "00_inbox", reason: "x", message: "", at: .now, ownFailure: false))
    }
    try ItemFiles.publish(metadata, in: path, identifier)
    return identifier
  }

  func step(_ identifier: Identifier, visit: Int = 0) throws -> Step {
    Step(
      .item(identifier), visit: visit, from: .stage(.downloaded), to: .stage(.completed),
      source: try #require(spool.item(identifier, in: .stage(.downloaded))),
      target: try #require(spool.item(identifier, in: .stage(.completed))), units: 2, bytes: 1)
  }

  /// Runs a pass of cleanup that does this, once the lease is free: a program that another test starts during a pass has the
  /// lease until its own begins.
  @discardableResult
  func pass(_ options: PassOptions = .init(), _ body: @escaping (Pass) throws -> Void = { _ in }) throws -> PassReport {
    try eventually("a free lease") { spool.holder(of: "cleanup") == nil }
    return try passAtOnce(options, body)
  }

  /// The same, whoever has the lease.
  func passAtOnce(
    _ options: PassOptions = .init(), _ body: @escaping (Pass) throws -> Void = { _ in }
  ) throws -> PassReport {
    try Runner.run(Doing(body: body), in: workspace, options: options)
  }

  func isIn(_ stage: Stage, _ identifier: Identifier) throws -> Bool {
    Sys.exists(try #require(spool.item(identifier, in: .stage(stage))))
  }

  /// All events but marks, as `kind id`.
  func story() throws -> [String] {
    var story: [String] = []
    try workspace.manifest(of: "cleanup").forEach { entry in
      if case .event(let event, _) = entry, event.kind != .mark { story.append("\(event.kind) \(event.id ?? "")") }
      return true
    }
    return story
  }

  /// Says steps without making them, as a pass that is killed between the two.
  func say(_ events: [Event]) throws {
    let reader = workspace.manifest(of: "cleanup")
    let writer = ManifestWriter(directory: reader.directory, worker: "cleanup", after: try reader.tail())
    for event in events { try writer.append(event) }
    try writer.sync()
  }

  func totals() throws -> Totals? { try workspace.manifest(of: "cleanup").tail().mark?.totals }

  struct Doing: Worker {
    static let name = WorkerName.cleanup
    let body: (Pass) throws -> Void
    mutating func recover(_ pass: Pass) throws {}
    mutating func work(_ pass: Pass) throws { try body(pass) }
  }
}
