import Digests
import Formats
import SystemCalls
import TestSupport
import Testing

@testable import Tasks

/// A batch on disk with one chunk, as the dispatcher makes it.
struct TaskFixture {
  let root: FilePath
  let layout: BatchLayout
  private let home: TemporaryDirectory
  var settings = TaskSettings(
    languages: "eng", dpi: 150, trustHiddenText: false, textQuality: 0.5, pageTimeoutSeconds: Patience.seconds,
    parserMemory: 2 << 30, command: [], stageIn: false)
  var fingerprint = "f1"
  var engine: String
  var entries: [ChunkEntry] = []

  static let chunk = "0001"

  /// - Parameter home: where it is, to the end of the fixture; on disk when nil.
  init(_ engine: String, in home: TemporaryDirectory? = nil) throws {
    self.engine = engine
    self.home = try home ?? TemporaryDirectory()
    root = self.home.path
    layout = BatchLayout(root.appending("batch_000001"))
    try Sys.ensurePath(layout.chunk(Self.chunk))
    try Sys.ensurePath(layout.items)
  }

  /// Adds a document; one without contents is only listed.
  mutating func add(
    _ identifier: String, pages: Int, contents: [UInt8]? = Array("%PDF".utf8), kind: DocumentKind = .pdf
  ) throws {
    let path = "items/\(identifier)/\(kind.fileName(of: identifier))"
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
    runner.parser = Command.built("sluice-pdf")
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

  /// Starts `sluice task` on the chunk.
  func start(
    _ name: String, processes: Int = 1, environment: [String: String] = [:]
  ) throws -> Int32 {
    var command = Command(
      Command.built("sluice"),
      [
        "task", layout.directory.string, Self.chunk, "--try", name, "--processes", String(processes),
      ])
    // The parser that was built beside it.
    command.program.environment.updateValue(nil, forKey: "SLUICE_PDF")
    for (name, value) in environment { command.program.environment[name] = value }
    return try command.spawn()
  }
}

/// Runs a body with a batch and removes it afterwards.
func withBatch(
  _ engine: String, in home: TemporaryDirectory? = nil, _ body: (inout TaskFixture) throws -> Void
) throws {
  var fixture = try TaskFixture(engine, in: home)
  try body(&fixture)
}

/// Runs something under a limit that what hangs is to meet and nothing else: each time twice as long, until the rest keeps to it,
/// however slow the machine.
func withGrowingLimit(_ what: String, from first: Double, _ keepsToIt: (Double) throws -> Bool) throws {
  var limit = first / 2
  try eventually(what) {
    limit *= 2
    return try keepsToIt(limit)
  }
}
