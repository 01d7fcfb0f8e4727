import Formats
import Glibc
import SystemCalls
import TestSupport
import Testing

@Suite struct AddTests {
  private let folder: TemporaryDirectory

  init() throws {
    folder = try TemporaryDirectory()
    try folder.write(Documents.text("one"), as: "one.pdf")
    try Sys.makeDirectory(folder.path.appending("deep"))
    try folder.write(Documents.text("two"), as: "deep/two.pdf")
  }

  private var one: FilePath { folder.path.appending("one.pdf") }

  @Test(.workspace)
  func `add copies files and those below folders, which are taken at once`() throws {
    let workspace = try workspace()
    let answer = try workspace.sluice("add", folder.path.string)
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(answer.output.contains("2 files added"))
    #expect(Sys.exists(one))
    #expect(try workspace.sluice("download").status == 0)
    #expect(try workspace.identifiers(in: "01_downloaded") == ["one", "two"])
    #expect(try workspace.metadata(of: "two").collection == nil)
  }

  @Test(.workspace)
  func `what was added and waits is shown by the names it had`() throws {
    let workspace = try workspace()
    let answer = try workspace.sluice("add", folder.path.string)
    #expect(!answer.output.contains("note:"), "\(answer.output)")
    let status = try workspace.sluice("status").output
    #expect(status.contains("2  ready: one.pdf, two.pdf"), "\(status)")
  }

  @Test(.workspace)
  func `add says so when what it takes for a document is named like a list`() throws {
    let list = folder.path.appending("ids.txt")
    try Sys.writePrivate(Array("https://example.org/a.pdf\n".utf8), at: list)
    let answer = try workspace().sluice("add", list.string)
    #expect(answer.status == 0 && answer.output.contains("sluice add --list \(list)"), "\(answer.everything)")
  }

  @Test(.workspace)
  func `a copy of what only its owner may read is read by nobody else, and add says what becomes of its text`() throws {
    let workspace = try workspace()
    #expect(chmod(workspace.root.appending("stages").string, 0o755) == 0 && chmod(one.string, 0o600) == 0)
    let answer = try workspace.sluice("add", one.string)
    #expect(answer.output.contains("workspace.access"), "\(answer.everything)")
    #expect(try workspace.sluice("download").status == 0)
    #expect(try Sys.status(of: workspace.directory(of: "one").appending("one.pdf")).rights == 0o600)
  }

  @Test(.workspace)
  func `add --move takes the file away from where it was`() throws {
    let workspace = try workspace()
    let bytes = try Sys.contents(of: one)
    #expect(try workspace.sluice("add", "--move", one.string).status == 0)
    #expect(!Sys.exists(one))
    #expect(try workspace.sluice("download").status == 0)
    #expect(try Sys.contents(of: workspace.directory(of: "one").appending("one.pdf")) == bytes)
  }

  @Test(.workspace, arguments: ["ENOSPC", "EIO"])
  func `whichever call fails, a document that add --move takes is where it was or in the inbox, whole`(
    errno: String
  ) throws {
    let workspace = try workspace()
    let bytes = try Sys.contents(of: one)
    let (_, count) = try move("SLUICE_INJECT_COUNT", "add:\(folder.path.appending("count"))", workspace)
    #expect(count > 10)
    // The call after its last one fails nothing.
    for call in Draw.sample(Array(1...count), 5, for: "calls of add --move, \(errno)") + [count + 1] {
      try Sys.removeTree(added)
      if !Sys.exists(one) { try Sys.writePrivate(bytes, at: one) }
      let (answer, _) = try move("SLUICE_INJECT", "add:\(errno):\(call)", workspace)
      let words = "call \(call), \(Draw.words): \(answer.everything)"
      let handovers = Sys.exists(added) ? try Sys.entries(of: added).map { added.appending($0.name) } : []
      let found = ([one] + handovers.map { $0.appending("document") }).filter { Sys.exists($0) }
      #expect(found.count == 1, "\(words)")
      #expect(try found.allSatisfy { try Sys.contents(of: $0) == bytes }, "\(words)")
      #expect((found == [one]) == (answer.status != 0), "what failed can be typed again: \(words)")
      #expect(call <= count || answer.status == 0, "\(words)")
    }
  }

  private var added: FilePath { TestWorkspace.current?.inbox.appending(".added") ?? "" }

  /// Adds the document `one` with a variable set; answers how many calls were counted, where that was asked for.
  private func move(
    _ variable: String, _ value: String, _ workspace: TestWorkspace
  ) throws -> (Command.Answer, Int) {
    var add = workspace.command(["add", "--move", one.string])
    add.program.environment[variable] = value
    let answer = try add.run()
    let count = folder.path.appending("count")
    let lines = Sys.exists(count) ? String(decoding: try Sys.contents(of: count), as: UTF8.self).lines : []
    return (answer, lines.first.flatMap { Int($0) } ?? 0)
  }

  @Test(.workspace)
  func `add --link makes a second name, and the first keeps its contents whatever becomes of the item`() throws {
    let workspace = try workspace()
    try workspace.set("retention:\n  dropped: delete\n")
    let before = try Sys.status(of: one)
    #expect(try workspace.sluice("add", "--link", one.string).status == 0)
    #expect(try workspace.sluice("download").status == 0)
    #expect(try Sys.status(of: workspace.directory(of: "one").appending("one.pdf")).inode == before.inode)
    #expect(try workspace.sluice("run").status == 0)
    #expect(!Sys.exists(try workspace.directory(of: "one").appending("one.pdf")))
    #expect(try Sys.contents(of: one) == Documents.text("one"))
  }

  @Test(.workspace("collection: archive\n"))
  func `add --collection names what belongs together; the setting names the rest`() throws {
    let workspace = try workspace()
    #expect(try workspace.sluice("add", "--collection", "letters", one.string).status == 0)
    #expect(try workspace.sluice("add", folder.path.appending("deep").string).status == 0)
    try workspace.drop(Documents.text("three"), as: "three.pdf")
    #expect(try workspace.sluice("download").status == 0)
    #expect(try workspace.metadata(of: "one").collection == "letters")
    #expect(try workspace.metadata(of: "two").collection == "archive")
    #expect(try workspace.metadata(of: "three").collection == "archive")
  }

  @Test(.workspace)
  func `add --dry-run shows what it would add and adds nothing`() throws {
    let workspace = try workspace()
    let answer = try workspace.sluice("add", "--dry-run", folder.path.string)
    #expect(answer.status == 0)
    #expect(answer.output.contains("would add \(one)"))
    #expect(!answer.output.contains("files added"), "nothing was: \(answer.output)")
    #expect(try workspace.sluice("run").output.contains("Nothing to do"))
  }

  @Test(.workspace)
  func `add names what it cannot take, takes the rest, and ends with status 1`() throws {
    let workspace = try workspace()
    let answer = try workspace.sluice("add", one.string, folder.path.appending("absent.pdf").string)
    #expect(answer.status == 1)
    #expect(answer.errors.contains("absent.pdf"))
    #expect(answer.output.contains("1 file added"))
    #expect(try workspace.sluice("download").status == 0)
    #expect(try workspace.identifiers(in: "01_downloaded") == ["one"])
  }

  @Test(.workspace)
  func `add --move and --link exclude each other`() throws {
    let answer = try workspace().sluice("add", "--move", "--link", one.string)
    #expect(answer.status == 2)
    #expect(Sys.exists(one))
  }
}
