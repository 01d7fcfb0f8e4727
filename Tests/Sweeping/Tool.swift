import SystemCalls

/// The real programs, run as a person runs them.
package enum Tool {
  /// How a program ended and what it printed.
  package struct Answer {
    package var ending: Sys.Ending
    package var output: String

    package var status: Int32? { if case .exited(let status) = ending { status } else { nil } }
    package var wasKilled: Bool { ending == .signalled(9) }
  }

  /// A program built beside the tests.
  package static func program(_ name: String) -> FilePath {
    var directory = Sys.executable.removingLastComponent()
    while !directory.isEmpty, directory != "/" {
      if let kind = try? Sys.status(of: directory.appending(name)).kind, kind == .file {
        return directory.appending(name)
      }
      directory.removeLastComponent()
    }
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") }
    return bundle.map { FilePath($0).removingLastComponent().appending(name) } ?? FilePath(name)
  }

  /// A program that was started.
  package struct Started: Sendable {
    /// Its process.
    package let process: Int32
    fileprivate let output: FilePath

    /// Waits for its end.
    package func wait() throws -> Answer {
      defer { try? Sys.removeIfThere(output) }
      let ending = Sys.wait(for: process) ?? .exited(127)
      return Answer(ending: ending, output: String(decoding: try Sys.contents(of: output), as: UTF8.self))
    }
  }

  /// Runs `sluice` in a workspace.
  package static func sluice(
    _ arguments: [String], in root: FilePath, _ environment: [String: String] = [:]
  ) throws -> Answer {
    try start(arguments, in: root, environment).wait()
  }

  /// Starts `sluice` in a workspace.
  package static func start(
    _ arguments: [String], in root: FilePath, _ environment: [String: String] = [:]
  ) throws -> Started {
    var program = Program(program("sluice"), arguments)
    program.directory = root
    program.environment = environment.mapValues { $0 }
    for name in ["SLUICE_WORKSPACE", "SLUICE_INJECT", "SLUICE_INJECT_COUNT", "SLUICE_INJECT_TRACE"]
    where environment[name] == nil {
      program.environment[name] = String?.none
    }
    program.environment["SWIFT_BACKTRACE"] = "enable=no"
    // Sets and dictionaries in the same order in each run, so that the n-th call is the same call.
    program.environment["SWIFT_DETERMINISTIC_HASHING"] = "1"
    return try start(program)
  }

  /// Copies a tree as it is.
  package static func copy(_ tree: FilePath, to target: FilePath) throws {
    let answer = try run(Program("/bin/cp", ["-a", tree.string, target.string]))
    guard answer.status == 0 else { throw Failed(answer.output) }
  }

  package static func run(_ program: Program) throws -> Answer { try start(program).wait() }

  private static func start(_ program: Program) throws -> Started {
    var program = program
    let path = FilePath(Sys.variable("TMPDIR") ?? "/tmp").appending(
      "sluice-output-\(String(Sys.randomBits(), radix: 16))")
    let output = try Sys.open(path, .append)
    program.output = output.raw
    program.errors = output.raw
    return Started(process: try Sys.spawn(program), output: path)
  }
}

/// A program that did not do what a test needs.
package struct Failed: Error, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}
