import ArgumentParser
import Formats
import Settings

/// The program: one verb a file in `Commands`.
@main
struct Sluice: ParsableCommand {
  /// The program's version.
  static let version = SluiceVersion.current

  static let configuration = CommandConfiguration(
    commandName: "sluice",
    abstract: "Turn archives of documents into clean text, with nothing but files.",
    discussion: """
      A workspace is one directory tree. Drop PDFs and pictures into stages/00_inbox, run the workers, find the text \
      in stages/05_processed and what could not be read in stages/99_errors, under its reason with what to do.

      EXAMPLES
        sluice init ~/archive && cd ~/archive   a workspace
        sluice add ~/scans/*.pdf                hand over copies of documents
        sluice run                              all workers, until all is done
        sluice status                           where everything is, what to type

      EXIT STATUS
        0  done, or nothing to do
        1  something needs a person; it was named
        2  the command line or a setting is wrong
      """,
    version: version,
    groupedSubcommands: [
      CommandGroup(name: "Start", subcommands: [Init.self, Add.self, Run.self, CrontabCommand.self]),
      CommandGroup(
        name: "Workers",
        subcommands: [Download.self, Dispatch.self, Submit.self, CleanupCommand.self, Finalize.self]),
      CommandGroup(
        name: "See",
        subcommands: [Status.self, Show.self, PathCommand.self, Log.self, MetricsCommand.self, ConfigCommand.self]),
      CommandGroup(
        name: "Mend", subcommands: [Retry.self, Cancel.self, Pause.self, Resume.self, Doctor.self, AuditCommand.self]),
      CommandGroup(name: "Tools", subcommands: [ManifestCommand.self, Split.self, TaskCommand.self, Supervise.self]),
    ])

  /// Runs the verb and answers with the documented exit statuses.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      exit(with: error)
    }
  }

  private static func exit(with error: any Error) -> Never {
    if error is ExitCode || error is CleanExit { exit(withError: error) }
    if let error = error as? ValidationError {
      // Thrown by a verb that was under way; the library would end with its own status, 64.
      Console.error("sluice: \(error.message)")
      exit(withError: ExitCode(2))
    }
    // The library's own errors know their message; their status is made ours. Other errors are told in one line.
    let status = exitCode(for: error)
    if status == .validationFailure {
      Console.error(lines: fullMessage(for: error))
      exit(withError: ExitCode(2))
    }
    if status == .success { exit(withError: error) }
    let message = "sluice: \(message(for: error))"
    if error is SettingsError { Console.error(lines: message) } else { Console.error(message) }
    exit(withError: ExitCode(error is any UsageError ? 2 : 1))
  }
}

/// A command line or setting that cannot be: exit status 2.
protocol UsageError: Error {}
