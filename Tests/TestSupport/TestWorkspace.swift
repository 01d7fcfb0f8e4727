import Formats
import Glibc
import SystemCalls

/// A workspace of one test's own, worked on with the real programs.
public final class TestWorkspace: Sendable {
  /// Its root.
  public let root: FilePath
  private let home: TemporaryDirectory?
  private let disk: SmallDisk?

  /// A workspace as `sluice init` lays it out, with these settings: in a directory of its own, below one that is there, or on a
  /// small disk.
  public init(settings: String = "", below parent: FilePath? = nil, on disk: SmallDisk? = nil) throws {
    let parent = disk?.path ?? parent
    home = parent == nil ? try TemporaryDirectory() : nil
    self.disk = disk
    root = (parent ?? home?.path ?? "/tmp").appending("workspace")
    if parent == nil {
      try Self.copy(Self.empty.get().path.appending("empty"), to: root)
    } else {
      try Self.layOut(root)
    }
    try set(settings)
  }

  /// Copies another's workspace below a directory that is there.
  public init(copy other: TestWorkspace, below parent: FilePath) throws {
    (home, disk) = (nil, nil)
    root = parent.appending("workspace")
    try Self.copy(other.root, to: root)
  }

  /// A workspace that is there, which somebody else removes.
  public init(at root: FilePath) {
    (home, disk) = (nil, nil)
    self.root = root
  }

  /// What `sluice init` lays out, made once: a workspace holds nothing of the place it was made at.
  private static let empty = Result {
    let home = try TemporaryDirectory()
    try layOut(home.path.appending("empty"))
    return home
  }

  private static func layOut(_ root: FilePath) throws {
    let made = try Command(program, ["init", root.string]).run()
    guard made.status == 0 else { throw Failure(description: made.everything) }
  }

  private static func copy(_ workspace: FilePath, to root: FilePath) throws {
    let copied = try Command("/bin/cp", ["-a", workspace.string, root.string]).run()
    guard copied.status == 0 else { throw Failure(description: copied.everything) }
  }

  /// Makes these lines the workspace's settings, with the limits of time that no machine reaches where the lines name none.
  public func set(_ settings: String) throws {
    let limits = Self.limits.filter { !settings.contains($0.key) }.flatMap(\.value)
    let text = ([settings] + limits).joined(separator: "\n") + "\n"
    try Sys.publish(Array(text.utf8), at: root.appending("sluice.yaml"))
  }

  /// Lines by the word in a test's own settings that stands for them.
  ///
  /// As shipped a task that reads a page of text is ended after seven seconds. A busy machine takes longer for a debug build,
  /// and the test would see a document come back. So these limits are those of the tests themselves.
  private static let limits = [
    "startup": ["text", "tesseract", "auto", "olmocr", "command"].map { "engines.\($0).startup: \(longest)" },
    "page_timeout": ["task.page_timeout: \(longest)"],
    "inspection": ["inspection.timeout: \(longest)"],
  ]

  private static let longest = "\(Int(Patience.seconds))s"

  /// What a fixture could not do.
  public struct Failure: Error, CustomStringConvertible {
    /// The sentence.
    public let description: String
    /// Says what could not be done.
    public init(description: String) { self.description = description }
  }

  /// The workspace of the test at hand, where the trait `.workspace` made one.
  @TaskLocal public static var current: TestWorkspace?

  /// The program under test.
  public static let program = Command.built("sluice")

  // MARK: Typing commands

  /// A `sluice` command in this workspace, to be run or started.
  public func command(_ arguments: [String]) -> Command {
    var command = Command(Self.program, arguments)
    command.program.directory = root
    return command
  }

  /// Runs `sluice` in this workspace.
  @discardableResult
  public func sluice(_ arguments: String...) throws -> Command.Answer { try command(arguments).run() }

  // MARK: Dropping

  /// The inbox.
  public var inbox: FilePath { root.appending("stages/00_inbox") }

  /// Puts a file into the inbox that has settled, or into a sub-folder of it.
  @discardableResult
  public func drop(_ bytes: [UInt8], as name: String, settled: Bool = true) throws -> FilePath {
    let path = inbox.appending(name)
    try Sys.ensurePath(path.removingLastComponent())
    return try drop(bytes, at: path, settled: settled)
  }

  /// The same with a name of bytes.
  @discardableResult
  public func drop(_ bytes: [UInt8], asBytes name: [UInt8]) throws -> FilePath {
    guard let component = FilePath.Component(bytes: name) else { throw Failure(description: "no name: \(name)") }
    return try drop(bytes, at: inbox.appending(component), settled: true)
  }

  private func drop(_ bytes: [UInt8], at path: FilePath, settled: Bool) throws -> FilePath {
    try Sys.writePrivate(bytes, at: path)
    if settled { try settle(path) }
    return path
  }

  /// Makes a file look as if nobody had touched it for a day.
  public func settle(_ path: FilePath) throws {
    let modified = try Sys.status(of: path).modified
    try Sys.setModified(path, to: modified - 86_400_000_000_000)
  }

  // MARK: Looking

  /// The items in a place, by identifier: `01_downloaded`, `05_processed`, `99_errors/encrypted`.
  public func items(in place: String) throws -> [String: FilePath] {
    var found: [String: FilePath] = [:]
    for shard in try entries(root.appending("stages/\(place)")) where shard.lastComponent?.isHidden == false {
      for item in try entries(shard) { found[item.lastComponent?.string ?? ""] = item }
    }
    return found
  }

  /// The identifiers in a place, sorted.
  public func identifiers(in place: String) throws -> [String] { try items(in: place).keys.sorted() }

  /// Quarantined identifiers by reason.
  public func failures() throws -> [String: [String]] {
    var found: [String: [String]] = [:]
    for reason in try entries(root.appending("stages/99_errors")) where Sys.isDirectory(reason) {
      let name = reason.lastComponent?.string ?? ""
      let identifiers = try identifiers(in: "99_errors/\(name)")
      if !identifiers.isEmpty { found[name] = identifiers }
    }
    return found
  }

  /// The one directory of an item, wherever it is.
  public func directory(of identifier: String) throws -> FilePath {
    var places = try ["01_downloaded", "04_ocr_completed", "05_processed"].compactMap { try items(in: $0)[identifier] }
    for reason in try failures().keys { places += [try items(in: "99_errors/\(reason)")[identifier]].compactMap { $0 } }
    for batch in try batches() {
      let path = batch.appending("items").appending(identifier)
      if Sys.exists(path) { places.append(path) }
    }
    guard let place = places.first, places.count == 1 else {
      throw Failure(description: "\(identifier) is in \(places.count) places: \(places)")
    }
    return place
  }

  /// An item's metadata.
  public func metadata(of identifier: String) throws -> ItemMetadata {
    try read(ItemMetadata.self, directory(of: identifier).appending("\(identifier).meta.json"))
  }

  /// What a quarantined item's error.json says.
  public func error(of identifier: String) throws -> ErrorRecord {
    try read(ErrorRecord.self, directory(of: identifier).appending("error.json"))
  }

  /// A processed item's text.
  public func text(of identifier: String) throws -> String {
    let path = try directory(of: identifier).appending("\(identifier).ocr.json")
    return try read([DolmaRecord].self, path).map(\.text).joined(separator: "\n")
  }

  /// Batches that are packed or in the executor's hands.
  public func batches() throws -> [FilePath] {
    try ["02_ocr_pending", "03_ocr_processing"].flatMap { try entries(root.appending("stages/\($0)")) }
      .filter { $0.lastComponent?.string.hasPrefix("batch_") == true }
  }

  /// The record of a batch, wherever it is.
  public func batch(_ number: Int) throws -> BatchRecord {
    try read(BatchRecord.self, batchDirectory(number).appending("batch.json"))
  }

  /// The directory of a batch, wherever it is.
  public func batchDirectory(_ number: Int) throws -> FilePath {
    let digits = String(number)
    let name = "batch_" + String(repeating: "0", count: 6 - digits.count) + digits
    for place in ["stages/02_ocr_pending", "stages/03_ocr_processing", "manifests/batches"] {
      let path = root.appending(place).appending(name)
      if Sys.exists(path) { return path }
    }
    throw Failure(description: "\(name) is nowhere")
  }

  /// The events of one worker.
  public func events(of worker: String) throws -> [JSONValue] {
    let lines = try sluice("manifest", "cat", worker, "--workspace", root.string).output.lines
    return try lines.map { try FormatCoding.decode(JSONValue.self, from: Array($0.utf8)) }
  }

  /// Reads a JSON file.
  public func read<Value: Decodable>(_ type: Value.Type, _ path: FilePath) throws -> Value {
    try FormatCoding.decode(type, from: try Sys.contents(of: path))
  }

  /// The paths in a directory, in byte order; none where there is no directory.
  public func entries(_ directory: FilePath) throws -> [FilePath] {
    guard Sys.isDirectory(directory) else { return [] }
    return try Sys.entries(of: directory).map { directory.appending($0.name) }
  }
}

/// Makes a symbolic link (symlink(2)), which the product never does.
public func link(_ path: FilePath, to target: FilePath) throws {
  guard symlink(target.string, path.string) == 0 else {
    throw TestWorkspace.Failure(description: "\(path): \(String(cString: strerror(errno)))")
  }
}

extension Sys {
  /// Whether a directory is there.
  public static func isDirectory(_ path: FilePath) -> Bool { (try? Sys.status(of: path).kind) == .directory }
}
