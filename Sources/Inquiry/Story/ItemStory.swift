import Formats
import Manifest
import Scheduling
import Spool
import StageKit
import SystemCalls

/// One item: where it is, how it got there, why, and what happens next.
public struct ItemStory: Sendable, Encodable {
  /// The version of this format.
  public let format = FormatCoding.version
  /// The item.
  public let identifier: String
  /// The place it is in; nil when it is nowhere in the tree.
  public let place: String?
  /// Its directory, relative to the workspace.
  public let path: String?
  /// Its metadata, with its history; nil where it cannot be read.
  public let metadata: ItemMetadata?
  /// Why it is quarantined; nil elsewhere.
  public let error: ErrorRecord?
  /// The batch it is in; nil elsewhere.
  public let batch: BatchStatus?
  /// Its events from all manifests, ordered by (visit, stage) and never by a clock.
  public let story: [Event]
  /// Why it is where it is, as a sentence.
  public let why: String
  /// What happens next, and the command.
  public let next: NextStep

  /// Gathers it; nil when neither tree nor manifests know the item.
  public init?(_ identifier: Identifier, in workspace: Workspace, executor: any Executor) throws {
    let spool = workspace.spool
    let events = try Story.events(about: identifier.text, in: workspace)
    let found = try spool.find(identifier)
    let arriving = try found == nil ? spool.arriving(identifier).first : nil
    let isArriving = arriving != nil
    if found == nil && events.isEmpty && !isArriving { return nil }
    self.identifier = identifier.text
    place = found.map(\.place.description)
    var relative = found?.path ?? arriving ?? spool.incoming
    _ = relative.removePrefix(workspace.root)
    path = found == nil && !isArriving ? nil : relative.string
    metadata = found.flatMap { try? ItemFiles.metadata($0.path, identifier) }
    error = found.flatMap { Self.error(in: $0.path) }
    batch =
      if case .batch(let name)? = found?.place {
        try BatchStatus.all(in: workspace, executor: executor).first { $0.batch == name.description }
      } else {
        nil
      }
    story = events
    (why, next) = Self.explain(
      identifier, found?.place, isArriving: isArriving, metadata: metadata, error: error, batch: batch, story: events,
      workspace)
  }

  private static func error(in directory: FilePath) -> ErrorRecord? {
    guard let bytes = try? Sys.contents(of: Spool.error(directory), limit: FormatCoding.longest) else { return nil }
    return try? FormatCoding.decode(ErrorRecord.self, from: bytes)
  }
}

extension ItemStory {
  private static func explain(
    _ identifier: Identifier, _ place: Place?, isArriving: Bool, metadata: ItemMetadata?, error: ErrorRecord?,
    batch: BatchStatus?, story: [Event], _ workspace: Workspace
  ) -> (why: String, next: NextStep) {
    let sentBack = metadata?.history.last.map { " It was sent back by \($0.cause): \($0.message)" } ?? ""
    switch place {
    case nil where isArriving:
      return ("It is being taken from the inbox.", NextStep("sluice download", "finishes what was begun"))
    case nil:
      let last = story.last?.to.map { "; the manifests last saw it move to \($0)" } ?? ""
      return ("It is nowhere in the tree\(last).", NextStep("sluice audit", "names what is missing"))
    case .stage(.inbox):
      return ("It comes back through the inbox.\(sentBack)", NextStep("sluice download", "verifies it anew"))
    case .stage(.downloaded):
      let engine = metadata?.inspection.map { workspace.engine(for: $0.route).rawValue } ?? "none"
      return (
        "It waits to be packed into a batch for the engine \(engine).\(sentBack)",
        NextStep("sluice dispatch --now", "or wait until its batch is full or old enough")
      )
    case .batch: return (inBatch(batch), nextInBatch(batch))
    case .stage(.completed):
      return ("All its pages are proven.\(failedPages(metadata))", NextStep("sluice finalize --item \(identifier)"))
    case .stage(.processed):
      let source = metadata?.results?.source.map { " Its source: \($0)." } ?? ""
      return ("It is done.\(failedPages(metadata))\(source)", NextStep("ls \"$(sluice path \(identifier))\""))
    case .quarantine(let code):
      let reason = Reason(code: code)
      return (
        error?.errorMessage ?? metadata?.errorMessage ?? reason?.sentence ?? "It was moved here by hand.",
        NextStep(error?.next ?? reason?.next(for: identifier.text) ?? "sluice retry \(identifier)")
      )
    default: return ("", NextStep("sluice audit"))
    }
  }

  private static func failedPages(_ metadata: ItemMetadata?) -> String {
    guard let failed = metadata?.results?.failedPages, !failed.isEmpty else { return "" }
    return " Pages without text because they failed: \(failed.map(String.init).joined(separator: ", "))."
  }

  private static func inBatch(_ batch: BatchStatus?) -> String {
    guard let batch else { return "It is being packed into a batch." }
    let states = Set(batch.chunks.map(\.state)).sorted().joined(separator: ", ")
    return "It travels in \(batch.batch), engine \(batch.engine), whose chunks are: \(states)."
  }

  private static func nextInBatch(_ batch: BatchStatus?) -> NextStep {
    guard let batch else { return NextStep("sluice dispatch", "finishes the batch") }
    return batch.nextStep
  }
}

extension BatchStatus {
  /// What moves this batch on.
  var nextStep: NextStep {
    if engine.isEmpty { return NextStep("sluice audit", "the batch cannot be read") }
    if place == Stage.pending.rawValue { return NextStep("sluice submit") }
    if place == Place.rest.description { return NextStep("sluice log \(batch)", "it is harvested") }
    if trouble != nil { return NextStep("sluice submit", "asks the executor again") }
    if let unknown = chunks.first(where: { $0.state == "unknown" }) {
      return NextStep("sluice doctor", unknown.message ?? "nothing certain is known of its tasks")
    }
    if count("ended") + count("harvested") == chunks.count { return NextStep("sluice cleanup", "takes its results") }
    return NextStep("sluice status --watch", "its tasks run or wait; cleanup takes their results")
  }
}
