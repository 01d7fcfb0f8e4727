import SystemCalls
import TestSupport

/// Runs programs to their end as a user would, in a terminal of 80 columns.
enum Programs {
  /// The repository's directory.
  static let repository = Repository.root

  /// A file of the repository.
  static func file(_ path: String) -> FilePath { repository.pushing(FilePath(path)) }

  /// Runs `sluice`, on a workspace if one is named.
  static func sluice(_ arguments: [String], workspace: FilePath? = nil) throws -> Command.Answer {
    try run(Command.built("sluice"), arguments, workspace: workspace)
  }

  /// Runs a program in the repository.
  static func run(_ executable: FilePath, _ arguments: [String], workspace: FilePath? = nil) throws -> Command.Answer {
    var command = Command(executable, arguments)
    // A person's settings.
    for name in Sys.environment.keys where name.hasPrefix("SLUICE_") {
      command.program.environment.updateValue(nil, forKey: name)
    }
    for (name, value) in ["COLUMNS": "80", "NO_COLOR": "1", "SLUICE_WORKSPACE": workspace?.string] {
      command.program.environment.updateValue(value, forKey: name)
    }
    command.program.directory = repository
    return try command.run()
  }

  /// The text of a file.
  static func text(_ path: FilePath) throws -> String { String(decoding: try Sys.contents(of: path), as: UTF8.self) }
}
