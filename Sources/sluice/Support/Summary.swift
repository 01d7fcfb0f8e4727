import Formats
import Spool
import StageKit
import SystemCalls

/// The end of `sluice run`: what was done, what was not, and what to type next.
struct Summary {
  let drive: Drive
  let ending: Drive.Ending
  let workspace: Workspace

  init(_ drive: Drive, _ ending: Drive.Ending, _ workspace: Workspace) {
    self.drive = drive
    self.ending = ending
    self.workspace = workspace
  }

  /// The lines.
  func lines() -> [String] {
    let finished = drive.total[.finalizer]?.items ?? 0
    let failures = drive.total.values.reduce(into: [String: Int]()) { $0.merge($1.quarantined) { $0 + $1 } }
    if ending == .drained && finished == 0 && failures.isEmpty { return nothing() }
    var lines = [Console.bold(title)]
    let pages = drive.total[.finalizer]?.units ?? 0
    lines.append(
      "  items     \(Format.count(finished)) processed, \(Format.count(failures.values.reduce(0, +))) quarantined")
    lines.append("  pages     \(Format.count(pages))\(routes)")
    if !failures.isEmpty {
      lines.append("  failures")
      for (code, count) in failures.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
        let sentence = Reason(code: code)?.sentence ?? ""
        lines.append("    \(Format.pad(String(count), 6, right: true))  \(Format.pad(code, 16))  \(sentence)")
      }
    }
    lines += left
    lines.append("  time      \(Format.seconds(drive.seconds))")
    lines.append("next: \(next(finished, failures))")
    return lines
  }

  private var title: String {
    switch ending {
    case .drained: "Done."
    case .interrupted: "Stopped; the same command goes on."
    case .stuck(let why): "Stopped: \(why)"
    }
  }

  private var routes: String {
    let routes = drive.total[.finalizer]?.pagesByRoute ?? [:]
    let parts = routes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \(Format.count($0.value))" }
    return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
  }

  private var left: [String] {
    var lines: [String] = []
    let (refused, young) = (drive.left.refused, drive.left.young)
    if refused > 0 { lines.append("  left      \(Format.count(refused, "file")) in the inbox that cannot be taken") }
    if young > 0 { lines.append("  left      \(Format.count(young, "file")) in the inbox that changed a moment ago") }
    return lines
  }

  private func nothing() -> [String] {
    guard left.isEmpty else {
      return ["Nothing to do but what is left in the inbox."] + left + ["next: sluice status"]
    }
    return [
      "Nothing to do: the inbox is empty and every document is processed or quarantined.",
      "next: drop documents into \(shown(workspace.spool.path(.inbox))), then: sluice run",
    ]
  }

  private func next(_ finished: Int, _ failures: [String: Int]) -> String {
    if ending != .drained { return "sluice status" }
    if !failures.isEmpty { return "sluice status   (failures by reason, and what to do about each)" }
    return "ls \(shown(workspace.spool.path(.processed)))/*/*/*.md"
  }

  private func shown(_ path: FilePath) -> String {
    var relative = path
    return relative.removePrefix(Sys.currentDirectory) ? relative.string : path.string
  }
}
