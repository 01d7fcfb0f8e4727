import ArgumentParser
import Formats
import Settings
import StageKit

/// `sluice config`: the settings in force.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Print the effective settings, where each came from, and the fingerprint.",
    discussion: """
      Settings are read from sluice.yaml, then from SLUICE_<SECTION>_<KEY> in the environment, then from --set.

      EXAMPLES
        sluice config                       all settings
        sluice config ocr.languages ocr.dpi some of them
        sluice config --default             a sluice.yaml with every key explained
      """)

  @OptionGroup var workspace: WorkspaceOptions

  @Argument(help: ArgumentHelp("Keys or sections; all by default.", valueName: "key"))
  var keys: [String] = []

  @Flag(help: "Print as JSON.")
  var json = false

  @Flag(name: .customLong("default"), help: "Print the file that `sluice init` writes, and read no workspace.")
  var defaults = false

  @Flag(name: .customLong("table"), help: "Print the table of keys in Markdown, and read no workspace.")
  var table = false

  func run() throws {
    if defaults { return Console.print(bytes: Array(Settings.defaultFile().utf8) + [10]) }
    if table { return Console.print(bytes: Array(Settings.table().utf8) + [10]) }
    let workspace = try workspace.open(verb: "config")
    let rows = workspace.settings.effective().filter { row in
      keys.isEmpty || keys.contains { row.key == $0 || row.key.hasPrefix($0 + ".") }
    }
    if rows.isEmpty { throw ValidationError("No such key: \(keys.joined(separator: " ")). `sluice config` lists all.") }
    if json { return try printJSON(rows, workspace) }
    let width = rows.map { $0.key.count + $0.value.count + 2 }.max() ?? 0
    for row in rows {
      let line = Format.pad("\(row.key): \(row.value)", width)
      Console.print("\(line)  # \(row.origin)")
    }
    Console.print()
    Console.print("fingerprint of what influences results: \(workspace.fingerprint)")
  }

  private func printJSON(_ rows: [Settings.Row], _ workspace: Workspace) throws {
    let settings = rows.map { row in
      JSONValue.object([
        "key": .string(row.key), "value": .string(row.value), "origin": .string("\(row.origin)"),
        "sentence": .string(row.sentence),
      ])
    }
    Console.print(
      bytes: try FormatCoding.file(
        JSONValue.object(["settings": .array(settings), "fingerprint": .string(workspace.fingerprint)])))
  }
}
