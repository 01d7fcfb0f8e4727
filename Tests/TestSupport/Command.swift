import SystemCalls

/// A program run to its end, with all that it printed.
public struct Command: Sendable {
  /// What is run.
  public var program: Program

  /// A program with arguments, in surroundings that make real processes behave in tests.
  public init(_ executable: FilePath, _ arguments: [String] = []) {
    program = Program(executable, arguments)
    // A crash on purpose is not to be looked into for seconds, and recognisers share two cores with the other tests.
    program.environment = ["SWIFT_BACKTRACE": "enable=no", "OMP_THREAD_LIMIT": "1"]
    program.environment.updateValue(nil, forKey: "SLUICE_WORKSPACE")
  }

  /// What a program printed and how it ended.
  public struct Answer: Sendable {
    /// How it ended.
    public let ending: Sys.Ending?
    /// What it printed on standard output.
    public let output: String
    /// What it printed on standard error.
    public let errors: String
    /// Its exit status; nil when it died of a signal.
    public var status: Int32? {
      if case .exited(let status) = ending { status } else { nil }
    }
    /// Everything it said, for messages.
    public var everything: String { "\(output)\(errors)(\(ending.map { "\($0)" } ?? "no end"))" }
  }

  /// A program that was started and not yet waited for.
  public struct Running: ~Copyable {
    /// Its process.
    public let process: Int32
    fileprivate let directory: TemporaryDirectory

    /// What it printed on standard output so far.
    public var output: String { get throws { try read("output") } }

    private func read(_ name: String) throws -> String {
      String(decoding: try Sys.contents(of: directory.path.appending(name)), as: UTF8.self)
    }

    /// Waits for the end.
    public consuming func finish() throws -> Answer {
      let ending = Sys.wait(for: process)
      return Answer(ending: ending, output: try read("output"), errors: try read("errors"))
    }
  }

  /// Starts it.
  public func start() throws -> Running {
    let directory = try TemporaryDirectory()
    let output = try Sys.open(directory.path.appending("output"), .createNew)
    let errors = try Sys.open(directory.path.appending("errors"), .createNew)
    var program = program
    program.output = output.raw
    program.errors = errors.raw
    return Running(process: try Sys.spawn(program), directory: directory)
  }

  /// Runs it to its end.
  public func run() throws -> Answer { try start().finish() }
}

extension String {
  /// Its lines, without empty ones.
  public var lines: [String] { split(separator: "\n").map(String.init) }
}
