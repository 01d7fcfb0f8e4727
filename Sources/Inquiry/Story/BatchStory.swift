import Cleanup
import Formats
import Manifest
import Scheduling
import Spool
import StageKit
import SystemCalls

/// One batch: what it is, where it is, how far, and what it left.
public struct BatchStory: Sendable, Encodable {
  /// The version of this format.
  public let format = FormatCoding.version
  /// The batch with its chunks.
  public let batch: BatchStatus
  /// Its directory, relative to the workspace.
  public let path: String
  /// The fingerprint of the settings it runs under.
  public let settingsFingerprint: String?
  /// Items that are in it now.
  public let items: [String]
  /// What its tasks left, kept compressed; nil before it is harvested and after the time that raw results are kept.
  public let raw: Raw?
  /// Files of records that name no item of the batch.
  public let rejects: [String]
  /// What the scheduler itself says of it, a line each.
  public let scheduler: [String]
  /// Its events from all manifests, in the order they must have happened.
  public let story: [Event]
  /// What moves it on.
  public let next: NextStep

  /// Raw results at rest.
  public struct Raw: Sendable, Encodable {
    /// Files.
    public let files: Int
    /// Bytes of them.
    public let bytes: Int64
    /// Bytes they take.
    public let compressed: Int64
  }

  enum CodingKeys: String, CodingKey {
    case format, batch, path, items, raw, rejects, scheduler, story, next
    case settingsFingerprint = "settings_fingerprint"
  }

  /// Gathers it; nil when there is no such batch.
  public init?(_ name: BatchName, in workspace: Workspace, executor: any Executor) throws {
    let spool = workspace.spool
    guard let found = try spool.locate(name) ?? spool.locate(name) else { return nil }
    batch =
      if found.place == .rest {
        try BatchStatus(resting: name, in: spool)
      } else {
        try BatchStatus.all(in: workspace, executor: executor).first { $0.batch == name.description }
          ?? BatchStatus(resting: name, in: spool)
      }
    var relative = found.path
    _ = relative.removePrefix(workspace.root)
    path = relative.string
    let record = try? FormatCoding.decode(
      BatchRecord.self, from: try Sys.contents(of: BatchLayout(found.path).record, limit: FormatCoding.longest))
    settingsFingerprint = record?.settingsFingerprint
    items = try spool.items(inBatch: found.path).map(\.identifier.text)
    raw = try RawArchive.files(in: found.path).map { files in
      Raw(
        files: files.count, bytes: files.reduce(0) { $0 + $1.size }, compressed: files.reduce(0) { $0 + $1.compressed })
    }
    rejects = ((try? Sys.entries(of: found.path)) ?? []).map(\.name.string).filter { $0.hasPrefix("rejects-") }
    scheduler = try Self.remarks(name, found, in: workspace, executor)
    story = try Story.events(about: name.description, in: workspace)
    next = batch.nextStep
  }

  /// The scheduler's own words on a batch in its hands; that it cannot be asked is one of them.
  private static func remarks(
    _ name: BatchName, _ found: (place: Place, path: FilePath), in workspace: Workspace, _ executor: any Executor
  ) throws -> [String] {
    guard found.place == .stage(.processing),
      let handle = try? Batches.handle(name, in: .processing, workspace.spool), handle.job != nil,
      handle.stateWithoutExecutor == nil
    else { return [] }
    do { return try executor.remarks(on: handle) } catch { return ["\(error)"] }
  }
}
