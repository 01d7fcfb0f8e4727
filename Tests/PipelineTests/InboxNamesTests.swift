import Formats
import Glibc
import SystemCalls
import TestSupport
import Testing

/// Names in the inbox that are Sluice's own, and folders that are not what they were when they were listed.
struct InboxNamesTests {
  private static let needsRoot: ConditionTrait = .enabled(if: Sys.userID == 0, "needs two users, and root to be both")

  /// What somebody who may drop can make first.
  enum Made: String, CaseIterable {
    case file, link, pipe, directory

    func make(_ path: FilePath) throws {
      switch self {
      case .file: try Sys.writePrivate(Array("mine\n".utf8), at: path)
      case .link: try TestSupport.link(path, to: "/tmp")
      case .pipe: #expect(mkfifo(path.string, 0o666) == 0)
      case .directory: try Sys.makeDirectory(path)
      }
    }

    func remove(_ path: FilePath) throws { try self == .directory ? Sys.removeDirectory(path) : Sys.unlink(path) }
  }

  @Test(
    .workspace,
    arguments: [
      (".lists", Made.file), (".lists", .link), (".lists", .pipe), (".added", .file), (".added", .link),
      (".refused.json", .directory), (".probe", .directory),
    ])
  func `who may drop stops nothing by a name of Sluice's own`(name: String, made: Made) throws {
    let workspace = try workspace()
    let path = workspace.inbox.appending(name)
    try Sys.removeTree(path)
    try made.make(path)
    try workspace.drop(Documents.text("good"), as: "good.pdf")
    try workspace.drop(Documents.text("record"), as: "b/good.meta.json")
    let list = try workspace.drop(Array("http://127.0.0.1:1/a.pdf\n".utf8), as: "list.txt")
    let answer = try workspace.sluice("download", "--set", "download.backoff=1h")
    #expect(try workspace.identifiers(in: "01_downloaded") == ["good"], "\(answer.everything)")
    #expect(Sys.exists(list) == (name == ".lists"), "\(answer.everything)")
    #expect(try workspace.sluice("status").errors == "")
    let audit = try workspace.sluice("audit")
    #expect(audit.errors == "" && audit.output.contains("1 item"), "\(audit.everything)")
    guard name != ".probe" else { return #expect(answer.errors.lines.count == 1, "\(answer.everything)") }

    let owner = try #require(Sys.userName)
    #expect(answer.errors.contains("00_inbox/\(name): Sluice has"), "\(answer.everything)")
    #expect(answer.errors.contains("of \(owner): move it away"), "\(answer.everything)")
    #expect(try workspace.sluice("status").output.contains("\(name): Sluice has"))

    if name == ".added" {
      let added = try workspace.sluice("add", list.string)
      #expect(added.status == 1 && added.errors.contains("\(path): Sluice has"), "\(added.everything)")
    }
    try made.remove(path)
    let again = try workspace.sluice("download", "--set", "download.backoff=1h")
    #expect(!again.errors.contains(name) && !Sys.exists(list), "\(again.everything)")
  }

  @Test(.workspace, needsRoot)
  func `a directory of somebody else's under such a name is not used, and doctor says so`() throws {
    let workspace = try workspace()
    #expect(chmod(workspace.inbox.string, 0o777) == 0)
    let path = workspace.inbox.appending(".lists")
    try Sys.makeDirectory(path)
    #expect(chmod(path.string, 0o777) == 0 && chown(path.string, 1, 1) == 0)
    let list = try workspace.drop(Array("http://127.0.0.1:1/a.pdf\n".utf8), as: "list.txt")
    try workspace.drop(Documents.text("good"), as: "good.pdf")
    let answer = try workspace.sluice("download")
    #expect(answer.errors.contains("list.txt: It waits for .lists"), "\(answer.everything)")
    #expect(try Sys.exists(list) && Sys.entries(of: path).isEmpty)
    #expect(try workspace.identifiers(in: "01_downloaded") == ["good"])
    let doctor = try workspace.sluice("doctor")
    #expect(doctor.status == 1 && doctor.output.contains("PROBLEM  stages/00_inbox/.lists"), "\(doctor.everything)")
    // In an inbox that nobody else writes to, its owner gave it away on purpose.
    #expect(chmod(workspace.inbox.string, 0o755) == 0)
    #expect(try workspace.sluice("download", "--set", "download.backoff=1h").status == 0)
    #expect(!Sys.exists(list))
  }

  @Test
  func `a list in a folder that cannot be written to is refused, leaves nothing behind, and the others go on`() throws {
    let nobody = try Nobody()
    let home = try TemporaryDirectory()
    let workspace = try TestWorkspace(below: home.path)
    try workspace.drop(Array("http://127.0.0.1:1/a.pdf\n".utf8), as: "ro/list.txt")
    for name in ["ro/kept.pdf", "a.pdf", "z.pdf"] { try workspace.drop(Documents.text(name), as: name) }
    for path in [home.path, workspace.root] { #expect(chmod(path.string, 0o755) == 0) }
    if Sys.userID == 0 { _ = try Command("/bin/chown", ["-R", "65534", workspace.root.string]).run() }
    let folder = workspace.inbox.appending("ro")
    #expect(chmod(folder.string, 0o555) == 0)
    defer { chmod(folder.string, 0o755) }
    let answer = try nobody.run(["download"], in: workspace.root)
    #expect(answer.errors.contains("00_inbox/ro/list.txt"), "\(answer.everything)")
    #expect(try workspace.identifiers(in: "01_downloaded") == ["a", "z"], "\(answer.everything)")
    let lists = workspace.inbox.appending(".lists")
    #expect(try Sys.entries(of: lists).isEmpty)
    #expect(Sys.exists(folder.appending("list.txt")) && Sys.exists(folder.appending("kept.pdf")))
  }

  // MARK: While it is looked at

  private func filled(_ name: String) throws -> TestWorkspace {
    let workspace = try TestWorkspace()
    try workspace.drop(
      name.hasSuffix("txt") ? Array("http://127.0.0.1:1/a.pdf\n".utf8) : Documents.text("one"), as: "f/\(name)")
    try workspace.drop([], as: "f/later.pdf.part")
    try workspace.drop(Documents.text("other"), as: "g/other.pdf")
    return workspace
  }

  private func download(_ workspace: TestWorkspace, _ variable: String, _ value: String) -> Command {
    var command = workspace.command(["download", "--set", "download.backoff=1h"])
    command.program.environment[variable] = value
    return command
  }

  @Test(arguments: ["one.pdf", "list.txt"], ["link", "nothing"])
  func `a folder that was renamed just when something was taken out of it ends no pass`(
    name: String, instead: String
  ) throws {
    let first = try filled(name)
    let home = try TemporaryDirectory()
    let trace = home.path.appending("trace")
    #expect(try download(first, "SLUICE_INJECT_TRACE", "download:\(trace)").run().status == 0)
    let calls = try String(decoding: Sys.contents(of: trace), as: UTF8.self).lines.map {
      $0.split(separator: "\t", omittingEmptySubsequences: false)
    }
    let call = calls.first { $0.count > 5 && $0[2] == "rename" && $0.contains { $0.hasSuffix("/f/\(name)") } }
    let number = try #require(call.map { $0[1] })

    let workspace = try filled(name)
    let worker = try download(workspace, "SLUICE_INJECT", "download:stop-after:\(number)").start()
    try eventually("a worker that stops") { Sys.isStopped(worker.process) }
    let folder = workspace.inbox.appending("f")
    try Sys.rename(folder, to: workspace.inbox.appending("h"))
    if instead == "link" { try link(folder, to: "/tmp") }
    Sys.signal(worker.process, SIGCONT)
    let answer = try worker.finish()
    #expect(answer.status == (instead == "link" ? 1 : 0), "\(answer.everything)")
    #expect(answer.errors.lines.allSatisfy { $0.contains("It is a symbolic link") }, "\(answer.everything)")
    #expect(try workspace.identifiers(in: "01_downloaded") == (name == "one.pdf" ? ["one", "other"] : ["other"]))
  }

  // MARK: Large ones

  @Test(.workspace, arguments: [("big.pdf", Int64(1) << 40), ("big.txt", Int64(1) << 29)])
  func `a signal ends a pass though it reads something large, which stays for the next one`(
    name: String, size: Int64
  ) throws {
    let workspace = try workspace()
    let path = workspace.inbox.appending(name)
    try Sys.truncate(try Sys.open(path, .update), to: size)
    try workspace.settle(path)
    let worker = try workspace.command(["download"]).start()
    let files = FilePath("/proc/\(worker.process)/fd")
    try eventually("a pass that reads it") {
      try Sys.entries(of: files).contains { entry in
        var target = [CChar](repeating: 0, count: 4096)
        return readlink(files.appending(entry.name).string, &target, 4095) > 0
          && String(decoding: target.map { UInt8(bitPattern: $0) }, as: UTF8.self).contains("/\(name)")
      }
    }
    Sys.signal(worker.process, SIGTERM)
    let answer = try worker.finish()
    #expect(answer.errors == "", "\(answer.everything)")
    #expect(try Sys.status(of: path).size == size)
    #expect(try workspace.identifiers(in: "01_downloaded") == [])
  }

  @Test(.workspace)
  func `a list's directory exchanged for a link stops no other list and no document`() throws {
    let workspace = try workspace()
    for name in ["a", "b"] { try workspace.drop(Array("http://127.0.0.1:1/\(name).pdf\n".utf8), as: "\(name).txt") }
    #expect(try workspace.sluice("download", "--set", "download.backoff=1h").status == 0)
    let lists = try workspace.entries(workspace.inbox.appending(".lists"))
    try Sys.removeTree(lists[0])
    try link(lists[0], to: "/etc")
    try workspace.drop(Documents.text("good"), as: "good.pdf")
    try workspace.drop(Array("http://127.0.0.1:1/c.pdf\n".utf8), as: "c.txt")
    let answer = try workspace.sluice("download", "--set", "download.backoff=1h")
    let name = try #require(lists[0].lastComponent?.string)
    #expect(answer.errors.contains(".lists/\(name) is no directory"), "\(answer.everything)")
    #expect(try workspace.identifiers(in: "01_downloaded") == ["good"], "\(answer.everything)")
    let taken = try workspace.entries(workspace.inbox.appending(".lists")).compactMap(\.lastComponent?.string)
    #expect(taken.count == 3 && taken[2].hasPrefix("c~"), "\(taken)")
    #expect(try workspace.sluice("status").status == 0)
    // Nothing there is anybody's list, and the schemas of lists are for those.
    try Sys.removeTree(workspace.inbox.appending(".lists"))
  }

  @Test(.workspace)
  func `a list that is too large is refused unread, and what to do is said`() throws {
    let workspace = try workspace()
    let path = workspace.inbox.appending("big.csv")
    try Sys.truncate(try Sys.open(path, .update), to: 1 << 40)
    try workspace.settle(path)
    try workspace.drop(Documents.text("good"), as: "good.pdf")
    let answer = try workspace.sluice("download")
    #expect(answer.errors.contains("00_inbox/big.csv: It is larger than a list may be, 1024 MiB: split it"))
    #expect(try workspace.identifiers(in: "01_downloaded") == ["good"], "\(answer.everything)")
    let added = try workspace.sluice("add", "--list", path.string)
    #expect(added.status == 1 && added.errors.contains("split it"), "\(added.everything)")
  }
}
