import Synchronization
import SystemCalls

/// A server that tests start: it says that it is there in its first lines, answers orders by lines, and ends when its standard
/// input does, so that it goes with its owner even when the whole test process is killed.
final class ServerProcess: Sendable {
  private let process: Int32
  private let name: String
  private let output: Descriptor
  /// Its standard input; whoever holds the lock has a conversation to itself.
  private let input: Mutex<Descriptor>
  /// Its first lines.
  let lines: [String]

  /// Starts it and waits for so many lines.
  init(_ program: Program, lines count: Int = 0) throws {
    name = program.arguments.first.map { String(decoding: $0, as: UTF8.self) } ?? program.executable.string
    let (theirInput, ourInput) = try Sys.pipe().take()
    let (ourOutput, theirOutput) = try Sys.pipe().take()
    input = Mutex(Descriptor(adopting: ourInput))
    output = Descriptor(adopting: ourOutput)
    var command = Command(program)
    (command.program.input, command.program.output) = (theirInput, theirOutput)
    do {
      // Ours of their ends close here.
      let (first, second) = (Owned(theirInput), Owned(theirOutput))
      process = try withExtendedLifetime((first, second)) { try command.spawn() }
    }
    lines = try Self.read(count, from: output, of: name)
  }

  /// Gives an order of one line and returns the line that answers it; one order at a time.
  func ask(_ order: String) throws -> String {
    try input.withLock { input in
      try Sys.write(Array("\(order)\n".utf8), to: input)
      return try Self.read(1, from: output, of: name)[0]
    }
  }

  private static func read(_ count: Int, from output: borrowing Descriptor, of name: String) throws -> [String] {
    var text: [UInt8] = []
    let deadline = Sys.monotonicSeconds + Patience.seconds
    while text.count(where: { $0 == 10 }) < count {
      guard Sys.monotonicSeconds < deadline else { throw Missing(what: "a line of \(name)") }
      guard Sys.waitReadable(output, milliseconds: 1000) else { continue }
      let bytes = try Sys.readAvailable(output)
      if bytes.isEmpty {
        throw TestWorkspace.Failure(description: "\(name) ended: \(String(decoding: text, as: UTF8.self))")
      }
      text += bytes
    }
    return String(decoding: text, as: UTF8.self).lines
  }

  deinit {
    Sys.signal(process, 15)
    _ = Sys.wait(for: process)
  }

  private final class Owned {
    private let descriptor: Descriptor
    init(_ raw: Int32) { descriptor = Descriptor(adopting: raw) }
  }
}
