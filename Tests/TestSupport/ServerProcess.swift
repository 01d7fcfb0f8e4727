import SystemCalls

/// A server that a test starts: it says its ports in its first lines, and ends when its standard input does, so that it goes
/// with its owner even when the whole test process is killed.
final class ServerProcess: Sendable {
  private let process: Int32
  private let input: Descriptor
  private let output: Descriptor
  /// Its first lines.
  let lines: [String]

  /// Starts it and waits for so many lines.
  init(_ program: Program, lines count: Int) throws {
    let (theirInput, ourInput) = try Sys.pipe().take()
    let (ourOutput, theirOutput) = try Sys.pipe().take()
    input = Descriptor(adopting: ourInput)
    output = Descriptor(adopting: ourOutput)
    var program = program
    (program.input, program.output) = (theirInput, theirOutput)
    do {
      // Ours of their ends close here.
      let (first, second) = (Owned(theirInput), Owned(theirOutput))
      process = try withExtendedLifetime((first, second)) { try Sys.spawn(program) }
    }
    var text = ""
    while text.lines.count < count || !text.hasSuffix("\n") {
      guard Sys.waitReadable(output, milliseconds: 60_000) else { break }
      let bytes = try Sys.readAvailable(output)
      if bytes.isEmpty { break }
      text += String(decoding: bytes, as: UTF8.self)
    }
    lines = text.lines
    if lines.count < count {
      throw TestWorkspace.Failure(description: "\(program.executable) did not start: \(text)")
    }
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
