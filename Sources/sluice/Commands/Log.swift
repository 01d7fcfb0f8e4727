import ArgumentParser
import Formats
import Manifest
import StageKit
import SystemCalls

/// `sluice log`: the manifests for a person to read, so that log and history cannot disagree.
struct Log: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print what happened, rendered from the manifests.",
    discussion: """
      EXAMPLES
        sluice log -n 20            the last 20 lines
        sluice log -f               go on as things happen
        sluice log report-1998      the story of one item or batch
      """)

  @OptionGroup var workspace: WorkspaceOptions

  @Argument(help: ArgumentHelp("Only this item or batch.", valueName: "id"))
  var id: String?

  @Option(name: [.customShort("n"), .customLong("lines")], help: "Only the last so many lines.")
  var lines: Int?

  @Flag(name: [.short, .customLong("follow")], help: "Go on as things happen, until interrupted.")
  var follow = false

  func run() throws {
    let workspace = try workspace.open(verb: "log")
    var seen: [WorkerName: UInt64] = [:]
    var events = try collect(workspace, &seen)
    events.sort { ($0.time, $0.sequence) < ($1.time, $1.sequence) }
    for event in lines.map({ Array(events.suffix($0)) }) ?? events { Console.print(EventText.line(event)) }
    guard follow else { return }
    Sys.watchSignals()
    while Sys.notedSignal == nil {
      Sys.sleep(milliseconds: 500)
      for event in try collect(workspace, &seen) { Console.print(EventText.line(event)) }
    }
  }

  private func collect(_ workspace: Workspace, _ seen: inout [WorkerName: UInt64]) throws -> [Event] {
    var events: [Event] = []
    for worker in WorkerName.allCases {
      let reader = workspace.manifest(of: worker.rawValue)
      let last = seen[worker] ?? 0
      // Only segments that can hold news are read again.
      let segments = try Segment.list(in: reader.directory)
      let start = last == 0 ? 0 : (segments.last?.first ?? 0) - 1
      try reader.forEach(from: start) { entry in
        guard case .event(let event, _) = entry, event.sequence > last, event.kind != .sums else { return true }
        seen[worker] = max(seen[worker] ?? 0, event.sequence)
        if event.kind != .mark && (id == nil || event.id == id || event.to == id || event.from == id) {
          events.append(event)
        }
        return true
      }
    }
    return events
  }
}
