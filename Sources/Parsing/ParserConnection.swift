import Glibc
import SystemCalls

/// One running `sluice-pdf` and the ways to it; killed and reaped when its owner lets go.
final class ParserConnection {
  /// What was read from the program.
  enum Event {
    /// Not a whole line yet.
    case nothing
    /// One line, without its newline.
    case line([UInt8])
    /// It closed its output: it is dying or dead.
    case closed
    /// It sent more than any reply may have.
    case tooLong
  }

  /// A page's text has a few kilobytes; what is longer than this is an attack on our own memory.
  private static let longestReply = 64 << 20
  private static let tailSize = 4096

  let process: Int32
  /// The directory of the one large document that may be opened by its name; nil where none may.
  let readable: FilePath?
  private let input: Descriptor
  private let output: Descriptor
  private let errors: Descriptor
  private var received: [UInt8] = []
  private var searched = 0
  private var tail: [UInt8] = []
  private var errorsOpen = true
  private var ended = false

  /// Starts the program. Its death is tied to the calling thread's: call from the main thread, or from one that stays.
  init(_ settings: ParserSettings, readable: FilePath? = nil) throws(SystemError) {
    self.readable = readable
    let toChild = try Sys.socketPair().take()
    let childInput = Descriptor(adopting: toChild.reading)
    let ownInput = Descriptor(adopting: toChild.writing)
    let fromChild = try Sys.pipe().take()
    let ownOutput = Descriptor(adopting: fromChild.reading)
    let childOutput = Descriptor(adopting: fromChild.writing)
    let words = try Sys.pipe().take()
    let ownErrors = Descriptor(adopting: words.reading)
    let childErrors = Descriptor(adopting: words.writing)
    var program = Program(settings.executable)
    if let seconds = settings.processorSeconds {
      program.arguments = ["--processor-seconds", "\(seconds)"].map { Array($0.utf8) }
    }
    program.arguments += readable.map { [Array("--read".utf8), $0.bytes] } ?? [Array("--handed".utf8)]
    // One thread a process, and no backtrace of a crash that is expected: the backtracer may hang.
    program.environment = ["OMP_THREAD_LIMIT": "1", "SWIFT_BACKTRACE": "enable=no"]
    program.directory = settings.directory
    program.addressSpace = settings.memory
    program.input = childInput.raw
    program.output = childOutput.raw
    program.errors = childErrors.raw
    program.parentDeathSignal = SIGKILL
    // A terminal's Ctrl-C is for the program that asks, which stops in order; it must not look like a crash.
    program.newGroup = true
    process = try Sys.spawn(program)
    input = ownInput
    output = ownOutput
    errors = ownErrors
  }

  deinit { _ = end(killing: true) }

  /// The descriptors to wait on.
  var descriptors: [Int32] { errorsOpen ? [output.raw, errors.raw] : [output.raw] }

  /// The last the program wrote on standard error.
  var diagnostics: String { String(decoding: tail, as: UTF8.self) }

  /// Forgets the last words: they belonged to the request before.
  func forgetDiagnostics() { tail = [] }

  /// Sends one line, and the open file that it is about.
  func send(_ line: [UInt8], _ file: HeldFile? = nil) throws(SystemError) {
    if let file { try Sys.write(line, handing: file.descriptor, to: input) } else { try Sys.write(line, to: input) }
  }

  /// Reads what is there; `ready` has a flag for each of `descriptors`.
  func read(ready: some Collection<Bool>) -> Event {
    if errorsOpen, ready.count > 1, ready.dropFirst().first == true { readErrors() }
    guard ready.first == true else { return .nothing }
    guard let bytes = try? Sys.readAvailable(output), !bytes.isEmpty else { return .closed }
    received.append(contentsOf: bytes)
    if let end = received[searched...].firstIndex(of: UInt8(ascii: "\n")) {
      let line = Array(received[..<end])
      received.removeSubrange(...end)
      searched = 0
      return .line(line)
    }
    searched = received.count
    return received.count > Self.longestReply ? .tooLong : .nothing
  }

  /// Ends the program and reaps it; its ending, where the kernel told it.
  func end(killing: Bool) -> Sys.Ending? {
    if ended { return nil }
    ended = true
    // One that closed its output is given a second to die by itself, so that its ending is its own.
    if !killing, let ending = reap(withinMilliseconds: 1000) {
      drainErrors()
      return ending
    }
    Sys.signal(process, SIGKILL)
    // A process that waits for a lost file server cannot die; we do not wait with it.
    let ending = reap(withinMilliseconds: 5000)
    drainErrors()
    return killing ? nil : ending
  }

  private func reap(withinMilliseconds limit: Int) -> Sys.Ending? {
    for _ in 0..<limit {
      if let ending = Sys.wait(for: process, waiting: false) { return ending }
      Sys.sleep(milliseconds: 1)
    }
    return Sys.wait(for: process, waiting: false)
  }

  private func drainErrors() {
    while errorsOpen, Sys.waitReadable(any: [errors.raw], milliseconds: 0) == [true] { readErrors() }
  }

  private func readErrors() {
    guard let bytes = try? Sys.readAvailable(errors), !bytes.isEmpty else {
      errorsOpen = false
      return
    }
    tail.append(contentsOf: bytes)
    if tail.count > Self.tailSize { tail.removeFirst(tail.count - Self.tailSize) }
  }
}
