import Digests
import Formats
import SystemCalls
import Testing

@testable import Tasks

/// A batch on disk with one chunk, as the dispatcher makes it.
struct TaskFixture {
  let root: FilePath
  let layout: BatchLayout
  var settings = TaskSettings(
    languages: "eng", dpi: 150, trustHiddenText: false, textQuality: 0.5, pageTimeoutSeconds: 60,
    parserMemory: 2 << 30, command: [], stageIn: false)
  var fingerprint = "f1"
  var engine: String
  var entries: [ChunkEntry] = []

  static let chunk = "0001"

  init(_ engine: String, in parent: FilePath = "/tmp") throws {
    self.engine = engine
    root = parent.appending("tasks-\(String(Sys.randomBits(), radix: 16))")
    layout = BatchLayout(root.appending("batch_000001"))
    try Sys.ensurePath(layout.chunk(Self.chunk))
    try Sys.ensurePath(layout.items)
  }

  func remove() { try? Sys.removeTree(root) }

  /// Adds a document; one without contents is only listed.
  mutating func add(_ identifier: String, pages: Int, contents: [UInt8]? = Array("%PDF".utf8)) throws {
    let path = "items/\(identifier)/\(identifier).pdf"
    if let contents {
      try Sys.ensurePath(layout.item(identifier))
      try Sys.writePrivate(contents, at: layout.directory.pushing(FilePath(path)))
    }
    entries.append(
      ChunkEntry(identifier: identifier, path: path, units: pages, visit: 0, sha256: Digest.sha256Hex(contents ?? [])))
  }

  /// Writes `batch.json` and the list.
  func write(list: [UInt8]? = nil) throws {
    let units = entries.reduce(0) { $0 + $1.units }
    let record = BatchRecord(
      batchID: "batch_000001", jobName: "sluice-0123456789abcdef", createdAt: .now, engine: engine,
      settings: settings, settingsFingerprint: fingerprint,
      chunks: [ChunkRecord(name: Self.chunk, items: entries.count, pages: units, walltimeSeconds: 60)])
    try Sys.publish(try FormatCoding.file(record), at: layout.record)
    let lines = try list ?? entries.flatMap { try FormatCoding.line($0) }
    try Sys.publish(lines, at: layout.list(Self.chunk))
  }

  func runner(_ name: String, processes: Int = 1) -> TaskRunner {
    var runner = TaskRunner(batch: layout.directory, chunk: Self.chunk, tryName: name, processes: processes)
    runner.warning = { nil }
    runner.parser = Self.program("sluice-pdf")
    return runner
  }

  func files(_ name: String) -> BatchLayout.Try { BatchLayout.Try(layout.chunk(Self.chunk).appending(name)) }

  func outcome(_ name: String) throws -> Outcome {
    try FormatCoding.decode(Outcome.self, from: try Sys.contents(of: files(name).outcome))
  }

  func pages(_ name: String) throws -> [PageRecord] { try Self.lines(files(name).pages) }

  func records(_ name: String) throws -> [DolmaRecord] { try Self.lines(files(name).results) }

  /// The complete lines of a file that can be decoded; none when there is no file.
  static func lines<Value: Decodable>(_ path: FilePath) throws -> [Value] {
    guard Sys.exists(path) else { return [] }
    var reader = try LineReader(path)
    var values: [Value] = []
    while let line = try reader.next() {
      if line.complete, let value = try? FormatCoding.decode(Value.self, from: line.bytes) { values.append(value) }
    }
    return values
  }

  /// Lets the engine `command` run a script that sees the document as `$1` and the output as `$2`.
  mutating func command(_ script: String, _ arguments: [String] = []) throws {
    let path = root.appending("program.sh")
    try Sys.removeIfThere(path)
    try Sys.writePrivate(Array(script.utf8), at: path)
    settings.command = ["/bin/sh", path.string] + arguments
  }

  // MARK: The real program

  /// A program of this package, built beside the tests.
  static func program(_ name: String) -> FilePath {
    var directory = Sys.executable.removingLastComponent()
    while !directory.isEmpty, directory != "/" {
      let candidate = directory.appending(name)
      if let kind = try? Sys.status(of: candidate).kind, kind == .file { return candidate }
      directory.removeLastComponent()
    }
    let arguments = CommandLine.arguments.first { $0.hasSuffix(".xctest") }
    return arguments.map { FilePath($0).removingLastComponent().appending(name) } ?? FilePath(name)
  }

  /// Starts `sluice task` on the chunk.
  func start(
    _ name: String, processes: Int = 1, environment: [String: String?] = [:]
  ) throws -> Int32 {
    var program = Program(
      Self.program("sluice"),
      [
        "task", layout.directory.string, Self.chunk, "--try", name, "--processes", String(processes),
      ])
    program.environment = environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
    return try Sys.spawn(program)
  }

  /// The children of a process, whichever of its threads started them (proc(5), /proc/pid/task/tid/children).
  static func children(of process: Int32) throws -> [Int32] {
    let tasks = FilePath("/proc/\(process)/task")
    return try Sys.entries(of: tasks).flatMap { thread in
      let bytes = try Sys.contents(of: tasks.appending(thread.name).appending("children"), limit: 4096)
      return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace).compactMap { Int32($0) }
    }
  }
}

/// Runs a body with a batch and removes it afterwards.
func withBatch(
  _ engine: String, in parent: FilePath = "/tmp", _ body: (inout TaskFixture) throws -> Void
) throws {
  var fixture = try TaskFixture(engine, in: parent)
  defer { fixture.remove() }
  try body(&fixture)
}
