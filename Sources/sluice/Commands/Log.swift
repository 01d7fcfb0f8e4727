import ArgumentParser
import Formats
import Manifest
import StageKit
import SystemCalls

/// `sluice log`: the manifests for a person to read, so that log and history cannot disagree.
struct Log: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
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
    var positions = [ManifestCursor.Position](repeating: (0, 0), count: WorkerName.allCases.count)
    var shown = 0
    var last: [String] = []
    try merge(workspace, &positions) { event in
      shown += 1
      guard let lines else { return Console.print(EventText.line(event)) }
      last.append(EventText.line(event))
      if last.count > 2 * lines { last.removeFirst(lines) }
    }
    for line in last.suffix(lines ?? 0) { Console.print(line) }
    guard follow else {
      if let id, shown == 0 { throw NoItem(id: id) }
      return
    }
    Sys.watchSignals()
    while Sys.notedSignal == nil {
      Sys.sleep(milliseconds: 500)
      try merge(workspace, &positions) { Console.print(EventText.line($0)) }
    }
  }

  /// Reads all manifests side by side, by time; what each worker wrote stays in its own order whatever its clock did.
  private func merge(
    _ workspace: Workspace, _ positions: inout [ManifestCursor.Position], _ body: (Event) -> Void
  ) throws {
    let cursors = try zip(WorkerName.allCases, positions).map { worker, position in
      try ManifestCursor(workspace.manifest(of: worker.rawValue), after: position)
    }
    while let next = Self.earliest(cursors), let event = next.current {
      if event.kind != .mark && (id == nil || event.id == id || event.to == id || event.from == id) { body(event) }
      try next.advance()
    }
    positions = cursors.map(\.position)
  }

  private static func earliest(_ cursors: [ManifestCursor]) -> ManifestCursor? {
    var earliest: (cursor: ManifestCursor, time: Timestamp)?
    for cursor in cursors {
      guard let time = cursor.current?.time else { continue }
      if let known = earliest, known.time <= time { continue }
      earliest = (cursor, time)
    }
    return earliest?.cursor
  }
}
