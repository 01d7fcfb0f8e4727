import SystemCalls
import TestSupport

/// Runs programs to their end as a user would, in a terminal of 80 columns.
enum Programs {
  /// What a program said.
  struct Run {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The repository's directory.
  static let repository = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()

  /// A file of the repository.
  static func file(_ path: String) -> FilePath { repository.pushing(FilePath(path)) }

  /// Runs `sluice`, on a workspace if one is named.
  static func sluice(_ arguments: [String], workspace: FilePath? = nil) throws -> Run {
    try run(beside("sluice"), arguments, workspace: workspace)
  }

  /// Runs a program in the repository.
  static func run(_ executable: FilePath, _ arguments: [String], workspace: FilePath? = nil) throws -> Run {
    let scratch = try TemporaryDirectory()
    let output = try Sys.open(scratch.path.appending("output"), .createNew)
    let errors = try Sys.open(scratch.path.appending("errors"), .createNew)
    var program = Program(executable, arguments)
    program.environment = ["COLUMNS": "80", "NO_COLOR": "1", "SLUICE_WORKSPACE": workspace?.string]
    program.directory = repository
    program.output = output.raw
    program.errors = errors.raw
    let ending = Sys.wait(for: try Sys.spawn(program))
    let status: Int32 = if case .exited(let status) = ending { status } else { -1 }
    return Run(
      status: status, output: try text(scratch.path.appending("output")),
      errors: try text(scratch.path.appending("errors")))
  }

  /// The text of a file.
  static func text(_ path: FilePath) throws -> String { String(decoding: try Sys.contents(of: path), as: UTF8.self) }

  /// A program of this package, built beside the tests.
  static func beside(_ name: String) -> FilePath {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") }.map { FilePath($0) }
    var directory = (bundle ?? Sys.executable).removingLastComponent()
    while !directory.isEmpty, directory != "/" {
      let candidate = directory.appending(name)
      if let kind = try? Sys.status(of: candidate).kind, kind == .file { return candidate }
      directory.removeLastComponent()
    }
    return FilePath(name)
  }
}
