import ArgumentParser
import Formats
import Lists
import Operator
import Sites
import StageKit

/// `sluice retry`: sends quarantined items back through the inbox.
struct Retry: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry",
    abstract: "Send quarantined items back through the inbox, to be verified and tried anew.",
    discussion: """
      What could not be fetched is fetched anew. Pages that were finished under the same settings are not done again. A `duplicate` becomes an item after all.

      EXAMPLES
        sluice retry report-1998
        sluice retry --reason parser_timeout     all of one reason
        sluice retry --host example.org          what this host did not give
        sluice retry --reason doubtful --with-engine tesseract
        sluice retry --all --dry-run             which items there are
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var selection: Selection

  @Option(help: ArgumentHelp("Items that could not be fetched from this host, or its site.", valueName: "name"))
  var host: String?

  @Flag(help: "All quarantined items.")
  var all = false

  @OptionGroup var choice: ChoiceOptions

  @Option(help: "A note for the items' history.")
  var note = "sent back by a person"

  @Flag(name: [.customShort("n"), .customLong("dry-run")], help: "Show what would be sent back and do nothing.")
  var dryRun = false

  func validate() throws {
    if selection.isEmpty && host == nil && !all {
      throw ValidationError("Which items? Name them, or give --reason CODE, --host NAME or --all.")
    }
  }

  func run() throws {
    let workspace = try workspace.open(verb: "retry")
    let choice = try choice.choice(workspace.settings)
    let named = try selection.identifiers()
    var options = PassOptions()
    options.dryRun = dryRun
    let worker = Retrying(reason: selection.reason, note: note, choice: choice) { found, metadata in
      (named?.contains(found.identifier) ?? true) && selection.fits(metadata) && isFromHost(metadata)
    }
    let report = try Runner.run(worker, in: workspace, options: options)
    for event in report.planned { Console.print("would send back \(event.id ?? "") from \(event.from ?? "")") }
    for trouble in report.troubles { Console.error("sluice retry: \(trouble)") }
    if report.wasBusy {
      Console.error("sluice retry: another operator's verb is running: try again when it is done")
      throw ExitCode(1)
    }
    if dryRun { return }
    Console.print("\(Format.count(report.items, "item")) sent back to the inbox")
    if let named, report.items < named.count {
      Console.error("sluice retry: \(named.count - report.items) of the items named are not in stages/99_errors")
      throw ExitCode(1)
    }
    if report.items > 0 { Console.print("next: sluice run") }
    if !report.troubles.isEmpty { throw ExitCode(1) }
  }

  /// Whether an item could not be fetched from the host that was named: it, or one of its site, was asked last.
  private func isFromHost(_ metadata: ItemMetadata) -> Bool {
    guard let host = host?.lowercased() else { return true }
    guard !metadata.hasDocument else { return false }
    let urls = [metadata.sourceURL, metadata.fetch?.attempts?.last?.url].compactMap { $0 }
    return urls.compactMap { WebAddress.host($0) }.contains { name in
      let bare = name.hasPrefix("[") ? name : String(name.prefix { $0 != ":" })
      return name == host || bare == host || Site(host: bare) == Site(host: host)
    }
  }
}
