import Formats
import SystemCalls

/// A parser program that answers one request after another and costs no more than one request when it dies.
///
/// It is started with the first request and again with the next one after a crash, a hang or want of memory. It is never
/// restarted for its age: its memory stays flat over thousands of documents. Not to be shared between threads; it dies with
/// the thread that started it. From the first one on, writing to a closed pipe is an error in this program and no death.
public final class ParserProcess {
  /// How long the program may take to start; a cold file server takes seconds to deliver its fifty libraries.
  private static let startSeconds = 60.0

  /// Bytes up to which documents are surely read from memory: poppler-cpp counts them in an `int`, and a document that takes a
  /// quarter of the address space leaves too little for its pages. A longer one may be opened once more, by its name.
  private var longestMapped: Int64 { min(Int64(Int32.max), (settings.memory ?? .max) / 4) }

  private let settings: ParserSettings
  private var connection: ParserConnection?
  private var waiting: (deadline: Double, timeout: Double)?

  /// Prepares a parser; nothing is started yet.
  public init(_ settings: ParserSettings) {
    self.settings = settings
    Sys.ignorePipeSignals()
  }

  /// The running program's process number; nil when none runs.
  public var processID: Int32? { connection?.process }

  /// Asks once and waits for the reply, at most `timeout` seconds.
  public func ask(_ request: ParserRequest, timeout: Double) -> Result<ParserReply, ParserFailure> {
    if let failure = begin(request, timeout: timeout) { return .failure(failure) }
    return finish()
  }

  /// Ends the program; the next request starts it again.
  public func end() {
    waiting = nil
    connection = nil
  }

  // MARK: The parts of `ask`, for the pool

  /// Whether a request is under way.
  var isBusy: Bool { waiting != nil }

  /// When the request under way is late, on the monotonic clock.
  var deadline: Double { waiting?.deadline ?? .infinity }

  /// What to wait on.
  var descriptors: [Int32] { connection?.descriptors ?? [] }

  /// Sends a request, starting the program where needed; the failure when that cannot be done.
  func begin(_ request: ParserRequest, timeout: Double) -> ParserFailure? {
    precondition(waiting == nil, "one request at a time")
    guard let line = try? FormatCoding.line(request) else {
      return ParserFailure(.unavailable, "the request cannot be written as JSON")
    }
    // The program opens no documents itself: what takes it over can reach no other.
    let path = settings.directory.pushing(FilePath(request.path))
    var (file, readable): (HeldFile?, FilePath?)
    if !request.path.isEmpty {
      do throws(SystemError) {
        let opened = HeldFile(try Sys.open(path, .read))
        file = opened
        if try Sys.status(of: opened.descriptor).size > longestMapped {
          readable = path.removingLastComponent()
        }
      } catch {
        return ParserFailure(.unreadable, error.description)
      }
    }
    if let connection, connection.readable != readable { end() }
    // A program that died between two requests (somebody killed it) is no document's fault: the second try is a fresh one.
    for _ in 0..<2 {
      if let failure = start(readable) { return failure }
      guard let connection else { break }
      connection.forgetDiagnostics()
      do throws(SystemError) {
        try connection.send(line, file)
        waiting = (Sys.monotonicSeconds + timeout, timeout)
        return nil
      } catch {
        self.connection = nil
      }
    }
    return ParserFailure(.unavailable, "\(settings.executable) takes no requests")
  }

  /// Waits for the reply to what was begun.
  func finish() -> Result<ParserReply, ParserFailure> {
    while true {
      let milliseconds = max(0, min(1000, (deadline - Sys.monotonicSeconds) * 1000))
      let ready = Sys.waitReadable(any: descriptors, milliseconds: Int32(milliseconds.rounded(.up)))
      if let result = advance(ready: ready) { return result }
    }
  }

  /// Reads what came; the result when the request under way has one. A reply that is there counts, however late we look.
  func advance(ready: some Collection<Bool>) -> Result<ParserReply, ParserFailure>? {
    guard let connection, let (deadline, timeout) = waiting else { return nil }
    switch connection.read(ready: ready) {
    case .line(let line):
      waiting = nil
      return reply(line)
    case .closed:
      return .failure(close(connection))
    case .tooLong:
      end()
      return .failure(ParserFailure(.memory, "the parser's answer is too long to be a page or a finding"))
    case .nothing:
      // Only silence is late: while the reply is coming in we look again. Noise on standard error is no reply.
      guard Sys.monotonicSeconds >= deadline, ready.first != true else { return nil }
      _ = connection.end(killing: true)
      let failure = ParserFailure.late(after: timeout, diagnostics: connection.diagnostics)
      end()
      return .failure(failure)
    }
  }

  private func close(_ connection: ParserConnection) -> ParserFailure {
    let ending = connection.end(killing: false)
    let failure = ParserFailure(ending: ending, diagnostics: connection.diagnostics)
    end()
    return failure
  }

  private func reply(_ line: [UInt8]) -> Result<ParserReply, ParserFailure> {
    guard let reply = try? FormatCoding.decode(ParserReply.self, from: line), reply.isWhole else {
      end()
      return .failure(ParserFailure(.crashed, "the parser answered with something that is no reply"))
    }
    if let failure = reply.failure, failure.code == Reason.parserMemory.code {
      return .failure(ParserFailure(.memory, failure.message))
    }
    return .success(reply)
  }

  /// Starts the program where none runs, and hears that it works before any document is blamed.
  private func start(_ readable: FilePath?) -> ParserFailure? {
    guard connection == nil else { return nil }
    do throws(SystemError) {
      let started = try ParserConnection(settings, readable: readable)
      connection = started
      try started.send((try? FormatCoding.line(ParserRequest(.versions))) ?? [])
    } catch {
      connection = nil
      return ParserFailure(
        .unavailable, "the parser \(settings.executable) cannot be started: \(error); set SLUICE_PDF to its path")
    }
    waiting = (Sys.monotonicSeconds + Self.startSeconds, Self.startSeconds)
    if case .failure(let failure) = finish() {
      end()
      return ParserFailure(
        .unavailable,
        "the parser \(settings.executable) does not start: \(failure.message); run it by hand with --version",
        diagnostics: failure.diagnostics)
    }
    return nil
  }
}

extension ParserReply {
  /// Whether it has exactly one part, as every reply has.
  fileprivate var isWhole: Bool {
    [inspection != nil, page != nil, versions != nil, failure != nil].count { $0 } == 1
  }
}
