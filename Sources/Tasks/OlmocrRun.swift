import Glibc
import SystemCalls

/// One run of the pipeline: its process, what it prints, the time it may be idle, and the signals it is passed.
struct OlmocrRun: ~Copyable {
  /// How the run came to its end, with its last words.
  enum End: Sendable, Equatable {
    /// By itself.
    case ended(Sys.Ending, words: String)
    /// After a signal to the task.
    case warned(Int32)
    /// It finished no group for too long.
    case idle(words: String)
    /// The task stopped for a reason of its own: its chunk was closed, or a write failed.
    case stopped
  }

  /// The log's name in the try's directory.
  static let logName = "olmocr.log"
  /// Seconds between the request to end and the end.
  static let graceSeconds = 10.0
  /// Seconds between two looks for finished groups.
  static let lookSeconds = 1.0

  private let process: Int32
  private let output: Descriptor
  private let idleTimeout: Double
  private var log: CappedLog
  private var isSilent = false

  /// Starts the program.
  init(program: Program, log: FilePath, idleTimeout: Double) throws {
    let ends = try Sys.pipe().take()
    let reading = Descriptor(adopting: ends.reading)
    let writing = Descriptor(adopting: ends.writing)
    var program = program
    program.output = writing.raw
    program.errors = writing.raw
    let process = try Sys.spawn(program)
    self.process = process
    self.log = CappedLog(log)
    self.idleTimeout = idleTimeout
    output = reading
  }

  /// Watches it until it has ended; `look` takes what is finished and says whether that was anything new.
  mutating func watch(_ bench: Workbench, _ look: () throws -> Bool) throws -> End {
    // However this is left, nothing of the program stays behind.
    defer { log.end() }
    let end: End
    do { end = try wait(bench, look) } catch {
      finish()
      throw error
    }
    return end
  }

  private mutating func wait(_ bench: Workbench, _ look: () throws -> Bool) throws -> End {
    var lastNews = Sys.monotonicSeconds
    var nextLook = lastNews + Self.lookSeconds
    var deadline: Double?
    while true {
      listen(milliseconds: 100)
      if let ending = Sys.wait(for: process, waiting: false) {
        Sys.signalGroup(process, SIGKILL)
        drain()
        if let signal = bench.warning() { return .warned(signal) }
        return .ended(ending, words: log.quotation())
      }
      let now = Sys.monotonicSeconds
      if now >= nextLook {
        if try look() { lastNews = now }
        nextLook = now + Self.lookSeconds
      }
      bench.ledger.tick()
      if let signal = bench.warning() {
        // Groups at hand may still be finished; a request to end is passed on at once.
        let limit = deadline ?? now + (signal == SIGUSR1 ? max(0, bench.patience(signal) - Self.graceSeconds) : 0)
        deadline = limit
        if now >= limit {
          finish()
          return .warned(signal)
        }
      } else if bench.ledger.isStopped {
        finish()
        return .stopped
      } else if now - lastNews >= idleTimeout {
        finish()
        return .idle(words: log.quotation())
      }
    }
  }

  /// Asks the program and all it started to end, and ends what does not.
  private mutating func finish() {
    Sys.signalGroup(process, SIGTERM)
    let last = Sys.monotonicSeconds + Self.graceSeconds
    while Sys.monotonicSeconds < last, !Sys.hasEnded(process) { listen(milliseconds: 50) }
    Sys.signalGroup(process, SIGKILL)
    _ = Sys.wait(for: process)
    drain()
  }

  /// Takes what was printed within some time, or sleeps for it when nothing can be printed any more.
  private mutating func listen(milliseconds: Int32) {
    guard !isSilent else { return Sys.sleep(milliseconds: Int(milliseconds)) }
    guard Sys.waitReadable(output, milliseconds: milliseconds) else { return }
    let bytes = (try? Sys.readAvailable(output)) ?? []
    if bytes.isEmpty { isSilent = true } else { log.take(bytes) }
  }

  /// Takes what is left in the pipe.
  private mutating func drain() {
    while !isSilent, Sys.waitReadable(output, milliseconds: 0) { listen(milliseconds: 0) }
  }
}
