import Glibc
public import SystemCalls

/// Runs `sluice` without the super-user's rights, for whom nothing is unreadable or read-only.
///
/// A checkout may lie where only its owner can go: the programs are run from a directory that everybody can enter.
public final class Nobody: Sendable {
  /// Where the programs are for everybody, once for all tests; nil where the tests are not the super-user's.
  private static let programs: Result<TemporaryDirectory?, any Error> = Result {
    Sys.userID == 0 ? try share() : nil
  }

  private let home: TemporaryDirectory?

  /// Makes ready; nothing is needed where the tests are not the super-user's.
  public init() throws { home = try Self.programs.get() }

  private static func share() throws -> TemporaryDirectory {
    let home = try TemporaryDirectory()
    // Also where the super-user's files are nobody else's (umask 077), and the workspaces beside it.
    for directory in [home.path, home.path.removingLastComponent()] {
      guard chmod(directory.string, 0o755) == 0 else {
        throw TestWorkspace.Failure(description: "\(directory): \(String(cString: strerror(errno)))")
      }
    }
    let own = TestWorkspace.program.removingLastComponent()
    let programs = ["sluice", "sluice-pdf"].map { own.appending($0).string } + [home.path.string]
    // A second name where both are on one file system.
    if try Command("/bin/cp", ["--link"] + programs).run().status != 0 {
      let copied = try Command("/bin/cp", programs).run()
      guard copied.status == 0 else { throw TestWorkspace.Failure(description: copied.everything) }
    }
    return home
  }

  /// Runs `sluice` with these arguments to its end.
  public func run(_ arguments: [String], in directory: FilePath) throws -> Command.Answer {
    try command(arguments, in: directory).run()
  }

  /// `sluice` with these arguments: as the user `nobody` (65534 in Debian) when the tests run as root.
  public func command(_ arguments: [String], in directory: FilePath) -> Command {
    var command =
      if let home {
        Command(
          "/usr/bin/setpriv",
          ["--reuid=65534", "--regid=65534", "--clear-groups", home.path.appending("sluice").string] + arguments)
      } else {
        Command(TestWorkspace.program, arguments)
      }
    command.program.directory = directory
    return command
  }
}
