import Spool
import StageKit
import SystemCalls

/// The one command that is most useful now.
public struct NextStep: Sendable, Encodable, Hashable {
  /// What to type.
  public let command: String
  /// Why, in a few words; empty where the command says it.
  public let why: String

  init(_ command: String, _ why: String = "") {
    self.command = command
    self.why = why
  }

  /// What stops everything comes first, then what only needs to be run, then what waits, then what a person must look at.
  init(
    stages: [StageStatus], inbox: InboxStatus, lists: [ListStatus], batches: [BatchStatus], workers: [WorkerStatus],
    failures: [FailureStatus], room: WorkspaceStatus.RoomStatus, _ workspace: Workspace
  ) {
    func items(_ stage: Stage) -> Int { stages.first { $0.stage == stage.rawValue }?.items ?? 0 }
    let flying = batches.filter { $0.place == Stage.processing.rawValue }
    let running = flying.contains { $0.count("running") + $0.count("waiting") > 0 }
    let movable =
      inbox.ready.count + inbox.lists.count + lists.count(where: { $0.state != "waiting" }) + items(.downloaded)
      + items(.pending) + items(.completed) > 0
    let harvestable = flying.contains { $0.trouble != nil || $0.count("ended") > 0 || $0.count("harvested") > 0 }
    if let lack = room.lack {
      self.init("du -sh \(Self.shown(workspace.spool.directory))/*", lack)
    } else if let broken = batches.first(where: { $0.engine.isEmpty }) {
      self.init("sluice show \(broken.batch)", "it cannot be read")
    } else if let lost = flying.first(where: { $0.trouble == nil && $0.count("unknown") > 0 }) {
      self.init("sluice show \(lost.batch)", "nothing certain is known of its tasks")
    } else if let paused = workers.first(where: { $0.paused != nil }), movable || !flying.isEmpty {
      self.init("sluice resume \(paused.verb)", "it is paused: \(paused.paused ?? "")")
    } else if movable || harvestable {
      self = Self.drive(workers)
    } else if running {
      self.init("sluice status --watch", "tasks are running; sluice run or cron takes their results")
    } else if let refused = inbox.refused.first {
      self.init(Self.list(refused, workspace), "00_inbox/\(refused.name) cannot be taken: \(refused.message)")
    } else if let waiting = lists.first {
      let when = waiting.notBefore.map { " until \($0)" } ?? ""
      self.init("sluice show \(waiting.list)", "what is left of it was put off\(when)")
    } else if inbox.growing.count > 0 {
      self.init("sluice run", "it waits until what is in the inbox has stopped growing")
    } else {
      self.init(idle: failures, processed: items(.processed), workspace)
    }
  }

  private init(idle failures: [FailureStatus], processed: Int, _ workspace: Workspace) {
    if let first = failures.first {
      self.init("sluice show \(first.example)", "why it is quarantined, and what to do")
    } else if processed > 0 {
      self.init("ls \(Self.shown(workspace.spool.path(.processed)))/*/*/*.md", "everything is processed")
    } else {
      self.init("sluice add FILE…", "or drop documents into \(Self.shown(workspace.spool.path(.inbox)))")
    }
  }

  private static func drive(_ workers: [WorkerStatus]) -> NextStep {
    if let busy = workers.first(where: { $0.lease != nil }) {
      return NextStep("sluice status --watch", "\(busy.verb) is at work")
    }
    return NextStep("sluice run", "")
  }

  private static func list(_ refused: InboxStatus.Refused, _ workspace: Workspace) -> String {
    "ls -la \(shown(workspace.spool.path(.inbox)))"
  }

  private static func shown(_ path: FilePath) -> String {
    var relative = path
    return relative.removePrefix(Sys.currentDirectory) ? relative.string : path.string
  }
}
