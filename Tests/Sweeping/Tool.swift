import SystemCalls
import TestSupport

/// The real programs, run as a person runs them: standard error between the output.
package enum Tool {
  /// Runs `sluice` in a workspace.
  package static func sluice(
    _ arguments: [String], in root: FilePath, _ environment: [String: String] = [:]
  ) throws -> Command.Answer {
    try start(arguments, in: root, environment).finish()
  }

  /// Starts `sluice` in a workspace.
  package static func start(
    _ arguments: [String], in root: FilePath, _ environment: [String: String] = [:]
  ) throws -> Command.Running {
    var command = Command(Command.built("sluice"), arguments)
    command.program.directory = root
    for name in ["", "_COUNT", "_TRACE", "_LOOKS", "_LEASES"].map({ "SLUICE_INJECT" + $0 }) {
      command.program.environment.updateValue(environment[name], forKey: name)
    }
    // Sets and dictionaries in the same order in each run, so that the n-th call is the same call.
    command.program.environment["SWIFT_DETERMINISTIC_HASHING"] = "1"
    command.isMerged = true
    return try command.start()
  }

  /// Copies a tree as it is.
  package static func copy(_ tree: FilePath, to target: FilePath) throws {
    let answer = try Command("/bin/cp", ["-a", tree.string, target.string]).run()
    guard answer.status == 0 else { throw Failed(answer.everything) }
  }
}

/// A program that did not do what a test needs.
package struct Failed: Error, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}
