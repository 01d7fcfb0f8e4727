import Formats
import SystemCalls
import TestSupport
import Testing

/// A workspace, a server that serves and lies, and lists that ask it for documents.
final class FetchBench: Sendable {
  let workspace: TestWorkspace
  let server: LyingServer
  private let state: TemporaryDirectory

  /// Settings without politeness, so that tests are quick, and without limits that a busy machine reaches; the archive is the
  /// server itself.
  static let quick = """
      contact: tests@example.org
      transfers: 16
      host_transfers: 8
      host_spacing: 0 s
      host_failures: 1000
      backoff: 0 s
      connect_timeout: \(Int(Patience.seconds)) s
      low_speed: 0
    """

  init(_ download: String = "", _ more: String = "", on disk: SmallDisk? = nil) throws {
    server = try LyingServer()
    state = try TemporaryDirectory()
    workspace = try TestWorkspace(on: disk)
    try set(download, more)
  }

  /// Makes these lines settings, below `download` and on top.
  func set(_ download: String = "", _ more: String = "") throws {
    let own = download.lines.map { "  \($0)" }
    let names = Set(own.compactMap { $0.split(separator: ":").first.map(String.init) })
    let quick = Self.quick.lines.filter { line in !names.contains { line.hasPrefix("\($0):") } }
    let sources =
      "sources:\n  archive_base: http://127.0.0.1:\(server.port)\n  papers: \(server.url("papers/{id}.pdf"))"
    try workspace.set((["download:"] + quick + own).joined(separator: "\n") + "\n\(sources)\n\(more)")
  }

  /// Serves a document of a name's own contents; its bytes.
  @discardableResult
  func serve(_ name: String, pages: Int = 1) throws -> [UInt8] {
    let bytes = (1...pages).reduce(PDFBuilder()) { $0.page(text: Self.prose("\(name) \($1)")) }.data()
    try serve(bytes, as: name)
    return bytes
  }

  /// Serves bytes, in a folder where the name has one.
  func serve(_ bytes: [UInt8], as name: String) throws {
    let path = server.files.path.appending(name)
    try Sys.ensurePath(path.removingLastComponent())
    try Sys.writePrivate(bytes, at: path)
  }

  /// A document that is large for its one page: its bytes differ from one to the next.
  @discardableResult
  func serveLarge(_ name: String, kibibytes: Int) throws -> [UInt8] {
    let document = PDFBuilder().page(text: Self.prose(name)).data()
    var generator = Draw.generator(for: name)
    // A remark between header and body: parsers pass over it, the table at the end is found from the end.
    let remark = Array("%".utf8) + Noise.bytes(kibibytes << 10, seed: generator.next()) + [10]
    let bytes = document + remark + document
    try serve(bytes, as: name)
    return bytes
  }

  static func prose(_ word: String) -> String {
    "The word of this document is \(word). The chamber of a lock is a box of stone with a gate at either end. "
      + "When the upper paddles are drawn the water runs in, and the boat rises with it until the levels are the same. "
      + "Then the keeper leans on the beam, the gate swings open, and the boat goes on its way up the river."
  }

  /// Drops a list that has settled.
  @discardableResult
  func drop(_ text: String, as name: String = "list.txt") throws -> FilePath {
    try workspace.drop(Array(text.utf8), as: name)
  }

  func command(_ arguments: [String], _ environment: [String: String] = [:]) -> Command {
    var command = workspace.command(arguments)
    command.forgetProxies()
    command.program.environment["XDG_STATE_HOME"] = state.path.string
    for (name, value) in environment { command.program.environment[name] = value }
    return command
  }

  @discardableResult
  func sluice(_ arguments: String...) throws -> Command.Answer { try command(arguments).run() }

  /// Runs `sluice download` until no list is left, as cron does, but for passes that have nothing to do.
  func downloadAll(_ options: String...) throws {
    var last = ""
    try eventually("an end of all lists: \(last) \((try? sluice("status").everything) ?? "")", every: 50) {
      guard try isAnyDue() else { return false }
      let answer = try command(["download"] + options).run()
      last = answer.everything
      #expect(answer.status != nil, "\(last)")
      return try lists().isEmpty
    }
  }

  /// Names of lists being worked off.
  func lists() throws -> [String] { try openLists().compactMap { $0.lastComponent?.string } }

  private func openLists() throws -> [FilePath] { try workspace.entries(workspace.inbox.appending(".lists")) }

  /// Whether any list has something to do: entries that were put off wait for their second.
  private func isAnyDue() throws -> Bool {
    let lists = try openLists()
    return lists.isEmpty
      || lists.contains { list in
        let progress = try? workspace.read(ListProgress.self, list.appending("progress.json"))
        return progress?.notBefore.map { $0 <= .now } ?? true
      }
  }

  /// The private directories of documents on their way, those in the hands of a pass that works or was killed among them.
  private func incoming() throws -> [FilePath] {
    try workspace.entries(workspace.root.appending("stages/01_downloaded/.incoming")).flatMap { path in
      path.lastComponent?.string.hasPrefix(".pass@") == true ? try workspace.entries(path) : [path]
    }
  }

  /// Of the largest document that is on its way how many bytes last, by what stands beside it; nil where none do.
  func kept() throws -> Int? {
    let incoming = try incoming()
    let records = incoming.compactMap { try? Sys.contents(of: $0.appending("document.resume")) }
    let lines = records.flatMap { String(decoding: $0, as: UTF8.self).lines }
    return lines.filter { $0.hasPrefix("synced ") }.compactMap { Int($0.dropFirst(7)) }.max()
  }

  /// The request for what follows so many bytes that last: the last 4 KiB of them are compared.
  static func range(behind kept: Int) -> String { "bytes=\(kept - 4096)-" }

  /// The progress of the finished list whose name begins so.
  func finished(_ name: String = "list") throws -> ListProgress {
    let lists = try workspace.entries(workspace.root.appending("manifests/lists"))
    let list = try #require(lists.last { $0.lastComponent?.string.hasPrefix("\(name)~") == true }, "\(lists)")
    return try workspace.read(ListProgress.self, list.appending("progress.json"))
  }

  /// Expects books, tree, formats and accounts to be right.
  func expectSound(_ what: String = "") throws {
    let audit = try sluice("audit", "--checksums")
    #expect(audit.status == 0, "\(what) \(audit.everything)")
    let check = try SchemaCheck.run(on: workspace.root)
    #expect(check.status == .exited(0), "\(what) \(check.lines)")
    for list in try workspace.entries(workspace.root.appending("manifests/lists")) {
      let progress = try workspace.read(ListProgress.self, list.appending("progress.json"))
      #expect(progress.counts.ended == progress.entries, "\(what) \(list): \(progress.counts)")
    }
    let incoming = try workspace.entries(workspace.root.appending("stages/01_downloaded/.incoming"))
    #expect(incoming.isEmpty, "\(what) \(incoming)")
  }
}
