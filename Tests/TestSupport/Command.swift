import Dispatch
import Synchronization
import SystemCalls

/// A program run to its end, with all that it printed: the one way in which tests start programs.
public struct Command: Sendable {
  /// What is run.
  public var program: Program
  /// Whether what it prints on standard error stands between its output, as on a terminal.
  public var isMerged = false

  /// A program with arguments, in surroundings that make real processes behave in tests.
  public init(_ executable: FilePath, _ arguments: [String] = []) {
    self.init(Program(executable, arguments))
  }

  /// The same with arguments that are no text, or whatever else a program can be given.
  public init(_ program: Program) {
    self.program = program
    // A crash on purpose is not to be looked into for seconds, and recognisers share two cores with the other tests.
    self.program.environment["SWIFT_BACKTRACE"] = "enable=no"
    self.program.environment["OMP_THREAD_LIMIT"] = "1"
    self.program.environment.updateValue(nil, forKey: "SLUICE_WORKSPACE")
  }

  /// A program of this package, built beside the tests.
  public static func built(_ name: String) -> FilePath { Sys.executable.removingLastComponent().appending(name) }

  /// What a program printed and how it ended.
  public struct Answer: Sendable {
    /// How it ended.
    public let ending: Sys.Ending?
    /// What it printed on standard output.
    public let output: String
    /// What it printed on standard error; empty where both are merged.
    public let errors: String
    /// Its exit status; nil when it died of a signal.
    public var status: Int32? {
      if case .exited(let status) = ending { status } else { nil }
    }
    /// Whether it was killed, by a test or by itself at the call a test named.
    public var wasKilled: Bool { ending == .signalled(9) }
    /// Everything it said, for messages.
    public var everything: String { "\(output)\(errors)(\(ending.map { "\($0)" } ?? "no end"))" }
  }

  /// A program that was started and not yet waited for.
  public final class Running: Sendable {
    /// Its process.
    public let process: Int32
    private let name: String
    private let directory: TemporaryDirectory
    private let hung = Atomic(false)

    fileprivate init(_ program: Program, process: Int32, directory: TemporaryDirectory) {
      let words = program.arguments.map { String(decoding: $0, as: UTF8.self) }
      name = ([program.executable.lastComponent?.string ?? ""] + words).joined(separator: " ")
      self.process = process
      self.directory = directory
    }

    /// What it printed on standard output so far.
    public var output: String { get throws { try read("output") } }

    private func read(_ name: String) throws -> String {
      String(decoding: try Sys.contents(of: directory.path.appending(name)), as: UTF8.self)
    }

    /// Waits for the end; a program that never ends is killed, and what it said so far is in what is thrown.
    public func finish() throws -> Answer {
      let limit = DispatchWorkItem { [self] in
        hung.store(true, ordering: .relaxed)
        Sys.signal(process, 9)
      }
      DispatchQueue.global().asyncAfter(deadline: .now() + Patience.seconds, execute: limit)
      let ending = Sys.wait(for: process)
      limit.cancel()
      let answer = Answer(ending: ending, output: try read("output"), errors: try read("errors"))
      if hung.load(ordering: .relaxed) { throw Missing(what: "the end of \(name): \(answer.everything)") }
      return answer
    }
  }

  /// Starts it.
  public func start() throws -> Running {
    let directory = try TemporaryDirectory()
    let output = try Sys.open(directory.path.appending("output"), .createNew)
    let errors = try Sys.open(directory.path.appending("errors"), .createNew)
    var command = self
    command.program.output = output.raw
    command.program.errors = isMerged ? output.raw : errors.raw
    return Running(program, process: try command.spawn(), directory: directory)
  }

  /// Starts it with the tests' own output, or whatever else the program is given; whoever starts it waits for it.
  public func spawn() throws(SystemError) -> Int32 {
    Starts.note(program.executable.lastComponent?.string ?? "")
    return try Sys.spawn(program)
  }

  /// Runs it to its end.
  @discardableResult
  public func run() throws -> Answer { try start().finish() }
}

extension String {
  /// Its lines, without empty ones.
  public var lines: [String] { split(separator: "\n").map(String.init) }
}
