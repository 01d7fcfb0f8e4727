import SystemCalls

/// The real programs, run as a person runs them.
enum Tool {
  /// How a program ended and what it printed.
  struct Answer {
    var ending: Sys.Ending
    var output: String

    var status: Int32? { if case .exited(let status) = ending { status } else { nil } }
    var wasKilled: Bool { ending == .signalled(9) }
  }

  /// A program built beside the tests.
  static func program(_ name: String) -> FilePath {
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

  /// Runs `sluice` in a workspace.
  static func sluice(_ arguments: [String], in root: FilePath, _ environment: [String: String] = [:]) throws -> Answer {
    var program = Program(program("sluice"), arguments)
    program.directory = root
    program.environment = environment.mapValues { $0 }
    for name in ["SLUICE_WORKSPACE", "SLUICE_INJECT", "SLUICE_INJECT_COUNT"] where environment[name] == nil {
      program.environment[name] = String?.none
    }
    program.environment["SWIFT_BACKTRACE"] = "enable=no"
    return try run(program)
  }

  /// Copies a tree as it is.
  static func copy(_ tree: FilePath, to target: FilePath) throws {
    let answer = try run(Program("/bin/cp", ["-a", tree.string, target.string]))
    guard answer.status == 0 else { throw Failed(answer.output) }
  }

  private static func run(_ program: Program) throws -> Answer {
    var program = program
    let path = FilePath(Sys.variable("TMPDIR") ?? "/tmp").appending(
      "sluice-output-\(String(Sys.randomBits(), radix: 16))")
    defer { try? Sys.removeIfThere(path) }
    let output = try Sys.open(path, .append)
    program.output = output.raw
    program.errors = output.raw
    let process = try Sys.spawn(program)
    let ending = Sys.wait(for: process) ?? .exited(127)
    return Answer(ending: ending, output: String(decoding: try Sys.contents(of: path), as: UTF8.self))
  }
}

/// A program that did not do what a test needs.
struct Failed: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// A small generator whose numbers a seed repeats (Steele, Lea, Flood: SplitMix64, 2014).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
