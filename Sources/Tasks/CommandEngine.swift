import Formats
import Glibc
import SystemCalls

/// The engine `command`: any program of the user's, run once for each document.
///
/// The program gets its own first arguments, then the document's path, then the path it is to write to; both are absolute.
/// No shell sees any of them. It starts in an empty directory of its own inside the try's directory, with nothing to read on
/// standard input; what it prints is kept for the sentence of a failure. What it may write is told by `CommandOutput`.
struct CommandEngine: DocumentEngine {
  let settings: TaskSettings
  /// The directory that holds one private directory for each document at work.
  let workspace: FilePath
  /// The warning signal that came, if one did.
  let warned: @Sendable () -> Bool

  let takesWholeDocuments = true
  let readsDocuments = true

  /// Seconds between the request to end and the end.
  static let graceSeconds = 3.0
  /// Bytes of what the program printed that go into the sentence of a failure.
  static let tailBytes = 2000

  func versions() throws(TaskFailure) -> [String: String] {
    ["command": try executable().lastComponent?.string ?? ""]
  }

  func worker() -> any EngineWorker { Worker(engine: self) }

  /// The program's file.
  func executable() throws(TaskFailure) -> FilePath {
    guard let name = settings.command.first, !name.isEmpty else {
      throw TaskFailure("the engine `command` has no program: set it in sluice.yaml")
    }
    return try Self.executable(name)
  }

  /// A program's file: a name without a slash is looked for in `$PATH`, as everywhere.
  static func executable(_ name: String) throws(TaskFailure) -> FilePath {
    let path = FilePath(name)
    if name.contains("/") { return path.isAbsolute ? path : Sys.currentDirectory.pushing(path) }
    for directory in (Sys.variable("PATH") ?? "/usr/bin:/bin").split(separator: ":") {
      let candidate = FilePath(String(directory)).appending(name)
      if let kind = try? Sys.status(of: candidate).kind, kind == .file || kind == .symlink { return candidate }
    }
    throw TaskFailure("\(name): no such program in $PATH; give its whole path in sluice.yaml")
  }

  private final class Worker: EngineWorker {
    private let engine: CommandEngine

    init(engine: CommandEngine) { self.engine = engine }

    func work(on document: StagedDocument, pages: ArraySlice<Int>) -> EngineAnswer {
      let directory = engine.workspace.appending(String(document.number))
      defer { try? Sys.removeTree(directory) }
      do {
        try Sys.ensureDirectory(engine.workspace)
        try Sys.removeTree(directory)
        try Sys.makeDirectory(directory)
        return try engine.run(on: document, pages: pages, in: directory)
      } catch {
        return .broken("\(error)")
      }
    }
  }

  private func run(
    on document: StagedDocument, pages: ArraySlice<Int>, in directory: FilePath
  ) throws -> EngineAnswer {
    let output = directory.appending("output")
    let printed = directory.appending("printed")
    let units = document.entry.units
    let since = Sys.monotonicSeconds
    let ending = try end(
      of: try start(document, output: output, printed: printed, in: directory),
      within: settings.pageTimeoutSeconds * Double(max(1, units)))
    let seconds = Sys.monotonicSeconds - since
    switch ending {
    case .exited(0):
      do {
        return .pages(
          try CommandOutput(output, units: units).answers(for: pages, seconds: seconds / Double(max(1, units))))
      } catch let failure as CommandOutput.Unusable {
        return refusal("\(failure)", printed: printed)
      }
    case .exited(let status): return refusal("The program ended with status \(status).", printed: printed)
    case .signalled(let number):
      return Warning.comes(warned) ? .interrupted : refusal("The program died of signal \(number).", printed: printed)
    case nil where warned(): return .interrupted
    case nil:
      return refusal(
        "The program did not end within \(settings.pageTimeoutSeconds) s for each of \(units) pages.", printed: printed)
    }
  }

  private func start(
    _ document: StagedDocument, output: FilePath, printed: FilePath, in directory: FilePath
  ) throws -> Int32 {
    let log = try Sys.open(printed, .createNew)
    var program = Program(try executable())
    program.arguments = settings.command.dropFirst().map { Array($0.utf8) } + [document.path.bytes, output.bytes]
    program.directory = directory
    program.output = log.raw
    program.errors = log.raw
    program.newGroup = true
    program.parentDeathSignal = SIGKILL
    program.environment = [
      "OMP_THREAD_LIMIT": "1", "SLUICE_IDENTIFIER": document.entry.identifier,
      "SLUICE_PAGES": String(document.entry.units), "SLUICE_LANGUAGES": settings.languages,
    ]
    return try Sys.spawn(program)
  }

  /// Waits for the program's end; nil when it was ended for a warning or for its time.
  private func end(of process: Int32, within seconds: Double) throws -> Sys.Ending? {
    let deadline = Sys.monotonicSeconds + seconds
    var pause = 1
    while true {
      if let ending = Sys.wait(for: process, waiting: false) {
        // What it left running in its group would go on using the node.
        Sys.signalGroup(process, SIGKILL)
        return ending
      }
      if warned() || Sys.monotonicSeconds >= deadline { break }
      Sys.sleep(milliseconds: pause)
      pause = min(pause * 2, 50)
    }
    Sys.signalGroup(process, SIGTERM)
    let last = Sys.monotonicSeconds + Self.graceSeconds
    while Sys.monotonicSeconds < last {
      if Sys.wait(for: process, waiting: false) != nil {
        Sys.signalGroup(process, SIGKILL)
        return nil
      }
      Sys.sleep(milliseconds: 20)
    }
    Sys.signalGroup(process, SIGKILL)
    _ = Sys.wait(for: process)
    return nil
  }

  private func refusal(_ sentence: String, printed: FilePath) -> EngineAnswer {
    .refused(code: Reason.engineFailed.code, message: sentence + Self.tail(of: printed))
  }

  private static func tail(of path: FilePath) -> String {
    guard let file = try? Sys.open(path, .read), let size = try? Sys.status(of: file).size, size > 0 else { return "" }
    var bytes = [UInt8](repeating: 0, count: Int(min(size, Int64(tailBytes))))
    var span = bytes.mutableSpan
    let count = try? span.withUnsafeMutableBytes { (buffer) throws(SystemError) in
      try Sys.read(file, at: size - Int64(buffer.count), into: buffer)
    }
    let text = String(decoding: bytes.prefix(count ?? 0), as: UTF8.self)
    let lines = text.split(whereSeparator: \.isNewline).map { $0.filter { !$0.isASCIIControl } }
    return lines.isEmpty ? "" : " It printed: " + lines.joined(separator: " | ")
  }
}

extension Character {
  fileprivate var isASCIIControl: Bool { asciiValue.map { $0 < 32 || $0 == 127 } ?? false }
}
