import Formats
import SystemCalls

/// One chunk's task while it runs as a child of the supervisor, with its limits.
final class LocalTask {
  /// What the task was told last.
  private enum Order {
    case none
    case warned
    case timeLimit
    case cancelled(why: String)
  }

  let chunk: String
  let process: Int32
  let startedAt = Timestamp.now
  private let host: String
  private let log: FilePath
  private let memoryLimit: Int64?
  private let grace: Double
  private let processors: Int
  private let slot: Descriptor
  private let began = Sys.monotonicSeconds
  private let walltime: Int
  private var order = Order.none
  private var killAt: Double?
  private var isKilled = false
  private var addressPeak: Int64 = 0
  private var nextMeasurement = 0.0

  /// Takes charge of a task that was just started, and of its slot.
  init(
    _ chunk: ChunkRecord, process: Int32, slot: consuming Descriptor, host: String, log: FilePath,
    _ options: SupervisorOptions
  ) {
    self.chunk = chunk.name
    self.process = process
    self.slot = slot
    self.host = host
    self.log = log
    walltime = max(1, chunk.walltimeSeconds)
    memoryLimit = options.memoryLimit
    grace = options.graceSeconds
    processors = options.processes
  }

  /// Seconds it has run.
  var elapsed: Double { Sys.monotonicSeconds - began }

  /// Warns, orders to end or kills when it is time; how it ended when it has.
  func attend() -> ChunkEnding? {
    if Sys.hasEnded(process) { return collect() }
    enforce()
    measure()
    return nil
  }

  /// Orders the task to finish what it has in hand and end. Its children are left to it until the grace is over.
  func cancel(_ why: String) {
    guard killAt == nil else { return }
    order = .cancelled(why: why)
    Sys.signal(process, Signal.terminate)
    killAt = elapsed + grace
  }

  private func enforce() {
    if let killAt {
      guard elapsed >= killAt, !isKilled else { return }
      isKilled = true
      Sys.signalGroup(process, Signal.kill)
    } else if case .none = order {
      guard elapsed >= Double(walltime) - Walltime.warning(of: walltime) else { return }
      order = .warned
      Sys.signal(process, Signal.warning)
    } else if elapsed >= Double(walltime) {
      order = .timeLimit
      Sys.signal(process, Signal.terminate)
      killAt = elapsed + grace
    }
  }

  /// Notes how near the task comes to its limit, as the kernel does not say afterwards that it refused memory.
  private func measure() {
    guard memoryLimit != nil, elapsed >= nextMeasurement else { return }
    nextMeasurement = elapsed + 1
    guard let status = try? Sys.head(of: FilePath("/proc/\(process)/status"), count: 1 << 14) else { return }
    for line in String(decoding: status, as: UTF8.self).split(separator: "\n") where line.hasPrefix("VmPeak:") {
      let kibibytes = line.split(separator: " ", omittingEmptySubsequences: true).compactMap { Int64($0) }.first
      addressPeak = max(addressPeak, (kibibytes ?? 0) * 1024)
    }
  }

  private func collect() -> ChunkEnding {
    // What the task left behind in its group goes with it; its number is still taken, so no stranger is hit.
    Sys.signalGroup(process, Signal.kill)
    let collected = Sys.collect(process)
    let tail = LogTail(log)
    let (kind, message) = judge(collected?.ending ?? .exited(1), tail)
    let usage = collected.map {
      ChunkEnding.Usage(
        cpuSeconds: $0.usage.cpuSeconds, maxResidentBytes: $0.usage.maxResidentBytes, cpus: processors)
    }
    return ChunkEnding(kind, message, startedAt: startedAt, endedAt: .now, host: host, usage: usage)
  }

  private func judge(_ ending: Sys.Ending, _ tail: LogTail) -> (ChunkEnding.Kind, String) {
    switch order {
    case .cancelled(let why): return (.cancelled, why)
    case .timeLimit: return (.timeLimit, "The task was ended after its walltime of \(walltime) s.")
    case .none, .warned: break
    }
    if ending == .exited(0) { return (.completed, "The task ended with status 0.") }
    if let memoryLimit, tail.tellsOfMemory || addressPeak > memoryLimit / 10 * 9 {
      let limit = "its limit is \(memoryLimit >> 20) MiB a process"
      return (.memoryLimit, "The task ran out of memory; \(limit)." + tail.quotation)
    }
    if case .warned = order {
      return (.timeLimit, "The task ended when it was warned that its walltime of \(walltime) s was nearly over.")
    }
    switch ending {
    case .exited(let status):
      return (.failed(status: status), "The task ended with status \(status)." + tail.quotation)
    case .signalled(Signal.kill):
      let cause = "often that is the kernel, when the host's memory is used up"
      return (.signalled(Signal.kill), "The task was killed from outside: \(cause)." + tail.quotation)
    case .signalled(let signal):
      return (.signalled(signal), "The task was ended by signal \(signal)." + tail.quotation)
    }
  }
}

/// The signals a task is sent, by number: the same on every Linux this is built for (signal(7)).
enum Signal {
  static let kill: Int32 = 9
  static let warning: Int32 = 10
  static let terminate: Int32 = 15
}

/// The end of what a task printed, to explain a failure with its own words.
struct LogTail {
  private let lines: [String]

  init(_ path: FilePath) {
    lines = Self.tail(path).split(whereSeparator: \.isNewline).map(String.init)
  }

  /// The words with which C, C++, Swift, Perl and Python programs and shells tell that they were refused memory.
  private static let phrases = [
    "out of memory", "cannot allocate memory", "could not allocate", "unable to allocate", "bad_alloc", "memoryerror",
  ]

  /// Whether one of the last lines tells that memory was refused.
  var tellsOfMemory: Bool {
    lines.suffix(20).contains { line in Self.phrases.contains { line.lowercased().contains($0) } }
  }

  /// The last line with something in it, as an addition to a sentence; empty when there is none.
  var quotation: String {
    guard let last = lines.last(where: { $0.contains { !$0.isWhitespace } }) else { return "" }
    return " Its last words: \(last.prefix(300))"
  }

  private static func tail(_ path: FilePath) -> String {
    guard let file = try? Sys.open(path, .read), let size = try? Sys.status(of: file).size else { return "" }
    let bytes = withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
      let count = (try? Sys.read(file, at: max(0, size - 4096), into: buffer)) ?? 0
      return Array(buffer.prefix(count))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
