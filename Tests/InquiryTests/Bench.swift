import Formats
import Spool
import SystemCalls
import TestSupport
import Testing

/// A real workspace and the real program.
final class Bench: Sendable {
  private let directory: TemporaryDirectory
  let root: FilePath
  let spool: Spool

  static let words = """
    The quick brown fox jumps over the lazy dog while seven wizards watch the evening sky.
    Reading is a habit that grows with every page, and every page was written by someone.
    """

  init() throws {
    directory = try TemporaryDirectory()
    root = directory.path.appending("workspace")
    spool = Spool(root: root)
    try #require(try run("init", root.string).status == 0)
    try Sys.publish(Array(Self.settings.utf8), at: root.appending("sluice.yaml"))
  }

  /// Times that nothing is so slow as to need, and to which nothing young grows old while a test looks at it.
  private static let settings = """
    inbox: {settle: 30min}
    inspection: {timeout: 30min}
    task: {page_timeout: 30min}
    engines: {text: {startup: 30min}, command: {startup: 30min}}

    """

  struct Answer {
    let status: Int32
    let output: String
    let errors: String

    /// The output without its line breaks and columns.
    var words: String { output.split { $0 == " " || $0 == "\n" }.joined(separator: " ") }
    /// What is printed as JSON.
    var json: JSONValue { get throws { try FormatCoding.decode(JSONValue.self, from: output.utf8) } }
    /// The last line that says what to type.
    var next: String { output.split(separator: "\n").last { $0.hasPrefix("next: ") }.map(String.init) ?? "" }
  }

  /// Runs `sluice` in the workspace, or as somebody for whom not all is writable.
  @discardableResult
  func run(_ arguments: String..., as nobody: Nobody? = nil) throws -> Answer {
    var command = nobody?.command(arguments, in: root) ?? Command(Command.built("sluice"), arguments)
    command.program.directory = Sys.exists(root) ? root : directory.path
    // A person's settings, parser or terminal.
    for name in ["COLUMNS"] + Sys.environment.keys.filter({ $0.hasPrefix("SLUICE_") }) {
      command.program.environment.updateValue(nil, forKey: name)
    }
    let answer = try command.run()
    guard let status = answer.status else { throw Unexpected("\(arguments) ended: \(answer.everything)") }
    return Answer(status: status, output: answer.output, errors: answer.errors)
  }

  /// Drops a file into the inbox; an old one has settled.
  @discardableResult
  func drop(_ bytes: [UInt8], as name: String, settled: Bool = true) throws -> FilePath {
    let path = spool.path(.inbox).appending(name)
    try Sys.writePrivate(bytes, at: path)
    if settled { try Sys.setModified(path, to: (Timestamp.now.milliseconds - 3_600_000) * 1_000_000) }
    return path
  }

  /// Drops a whole document of so many pages, whose text is its own.
  func document(_ name: String, pages: Int = 1) throws {
    var builder = PDFBuilder()
    for page in 1...pages { builder = builder.page(text: "\(Self.words) \(name) \(page)") }
    try drop(builder.data(), as: name)
  }

  /// Waits until every chunk of a batch has ended.
  func batchEnds(_ name: String) throws {
    try eventually("the end of \(name)") {
      let chunks = try run("show", name, "--json").json["batch"]["chunks"].array
      return !chunks.isEmpty && chunks.allSatisfy { ["ended", "harvested"].contains($0["state"].string) }
    }
  }

  /// Waits until a lock that was let go is free: a program that another test starts at that moment has it until its own
  /// begins.
  func waitUntilFree(_ path: FilePath) throws {
    try eventually("a free lock") { try !Sys.isLocked(try Sys.open(path, .read)) }
  }

  /// Every name below the workspace, with its time.
  func tree() throws -> [String: Int64] {
    var found: [String: Int64] = [:]
    func look(_ path: FilePath) throws {
      let status = try Sys.status(of: path)
      found[path.string] = status.modified
      guard status.kind == .directory else { return }
      for entry in try Sys.entries(of: path) { try look(path.appending(entry.name)) }
    }
    try look(root)
    return found
  }
}

struct Unexpected: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

extension JSONValue {
  /// A member; null where there is none.
  subscript(_ key: String) -> JSONValue {
    if case .object(let members) = self { members[key] ?? .null } else { .null }
  }
  var array: [JSONValue] { if case .array(let values) = self { values } else { [] } }
  var integer: Int? { if case .integer(let value) = self { value } else { nil } }
}
