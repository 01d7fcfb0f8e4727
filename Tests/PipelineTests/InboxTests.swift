import Formats
import Glibc
import SystemCalls
import TestSupport
import Testing

@Suite struct InboxTests {
  /// Longer than any test takes, and shorter ago than what is dropped as settled.
  private static let longest = "inbox:\n  settle: 12h\n"

  @Test(.workspace(longest))
  func `growing files, hidden files, parts and READMEs are left alone`() throws {
    let workspace = try workspace()
    let growing = try workspace.drop(Documents.text("growing"), as: "growing.pdf", settled: false)
    let left = [
      ".hidden.pdf", "scan.pdf.part", "scan.pdf.crdownload", "README.md",
      "readme", "Thumbs.db", "~$draft.pdf", "folder/.DS_Store", "folder/README.txt",
    ]
    for name in left { try workspace.drop(Documents.text("left"), as: name) }
    try workspace.drop(Documents.text("settled"), as: "settled.pdf")
    let answer = try workspace.sluice("download")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(answer.output + answer.errors == "", "cron mails what is printed")
    #expect(try workspace.identifiers(in: "01_downloaded") == ["settled"])
    for name in left + ["growing.pdf"] { #expect(Sys.exists(workspace.inbox.appending(name)), "\(name)") }

    try workspace.settle(growing)
    #expect(try workspace.sluice("download").status == 0)
    #expect(try workspace.identifiers(in: "01_downloaded") == ["growing", "settled"])
  }

  @Test(.workspace("inbox:\n  settle: 0s\n"), arguments: [10_800, 1 << 34, 1 << 40])
  func `a document that is dated ahead, by hours or by centuries, is taken like any other`(seconds: Int) throws {
    let workspace = try workspace()
    let ahead = try workspace.drop(Documents.text("ahead"), as: "ahead.pdf", settled: false)
    let time = timespec(tv_sec: Int(Sys.secondsSince1970) + seconds, tv_nsec: 0)
    #expect(utimensat(AT_FDCWD, ahead.string, [time, time], 0) == 0)
    try workspace.drop(Documents.text("other"), as: "other.pdf")
    let answer = try workspace.sluice("download")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.identifiers(in: "01_downloaded") == ["ahead", "other"])
    #expect(try workspace.sluice("status").status == 0)
  }

  @Test(.workspace(longest))
  func `a document that is dated ahead and was touched a moment ago is left to settle`() throws {
    let workspace = try workspace()
    let ahead = try workspace.drop(Documents.text("ahead"), as: "ahead.pdf", settled: false)
    try Sys.setModified(ahead, to: (Sys.secondsSince1970 + 10_800) * 1_000_000_000)
    #expect(try workspace.sluice("download").status == 0)
    #expect(Sys.exists(ahead))
  }

  @Test(.workspace)
  func `one metadata file of a terabyte is named, and the other items go on`() throws {
    let workspace = try workspace()
    for name in ["large", "sound"] { try workspace.drop(Documents.text(name), as: "\(name).pdf") }
    #expect(try workspace.sluice("download").status == 0)
    let item = try #require(try workspace.items(in: "01_downloaded")["large"])
    try Sys.truncate(try Sys.open(item.appending("large.meta.json"), .update), to: 1 << 40)
    let answer = try workspace.sluice("dispatch", "--now")
    #expect(answer.everything.contains("large.meta.json"), "\(answer.everything)")
    #expect(try workspace.identifiers(in: "01_downloaded") == ["large"])
    // Whoever looks over what tests leave would read it whole.
    try Sys.removeTree(item)
  }

  @Test(.workspace)
  func `run takes what lies in sub-folders and removes the folders it emptied`() throws {
    let workspace = try workspace()
    try workspace.drop(Documents.text("one"), as: "a/b/one.pdf")
    try workspace.drop(Documents.text("two"), as: "a/two.pdf")
    try workspace.drop(Documents.text("three"), as: "kept/three.pdf")
    try workspace.drop([], as: "kept/later.pdf.part")
    #expect(try workspace.sluice("run").status == 0)
    #expect(try workspace.identifiers(in: "05_processed") == ["one", "three", "two"])
    #expect(!Sys.exists(workspace.inbox.appending("a")))
    #expect(Sys.exists(workspace.inbox.appending("kept/later.pdf.part")))
  }

  @Test(.workspace("inbox:\n  settle: 2s\n"))
  func `run waits for a file that was dropped a moment ago`() throws {
    let workspace = try workspace()
    try workspace.drop(Documents.text("fresh"), as: "fresh.pdf", settled: false)
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["fresh"])
  }

  @Test(.workspace(longest))
  func `run --no-wait leaves a file that was dropped a moment ago, and that is no failure`() throws {
    let workspace = try workspace()
    try workspace.drop(Documents.text("fresh"), as: "fresh.pdf", settled: false)
    try workspace.drop(Documents.text("settled"), as: "settled.pdf")
    let answer = try workspace.sluice("run", "--no-wait")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(answer.output.contains("1 file"), "\(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["settled"])
    #expect(Sys.exists(workspace.inbox.appending("fresh.pdf")))
  }

  @Test(.workspace)
  func `links and pipes are refused with a reason and stay, and the others go on`() throws {
    let workspace = try workspace()
    let outside = try TemporaryDirectory()
    let secret = try outside.write(Documents.text("secret"), as: "secret.pdf")
    try link(workspace.inbox.appending("link.pdf"), to: secret)
    try link(workspace.inbox.appending("folder"), to: outside.path)
    #expect(mkfifo(workspace.inbox.appending("pipe.pdf").string, 0o600) == 0)
    try workspace.drop(Documents.text("good"), as: "good.pdf")
    let answer = try workspace.sluice("run")
    #expect(answer.status == 1, "something needs a person")
    #expect(answer.errors.contains("link.pdf: It is a symbolic link"))
    #expect(answer.errors.contains("folder: It is a symbolic link"))
    #expect(answer.errors.contains("pipe.pdf: It is a device, pipe or socket"))
    #expect(try workspace.identifiers(in: "05_processed") == ["good"])
    for name in ["link.pdf", "folder", "pipe.pdf"] { #expect(Sys.exists(workspace.inbox.appending(name))) }
    #expect(Sys.exists(secret))

    let again = try workspace.sluice("run")
    #expect(again.errors == "", "what was told is not told again: \(again.everything)")
    let refused = try workspace.events(of: "downloader").filter { $0["event"]?.string == "refused" }
    #expect(refused.count == 3)
  }

  @Test(.workspace)
  func `an item moved by hand from 99_errors to 00_inbox comes back and is inspected anew`() throws {
    let workspace = try workspace()
    try workspace.drop(PDFBuilder().bombPage(levels: 12, uses: 12).data(), as: "slow.pdf")
    // The one document that is looked at under this limit, which no other is to meet.
    let limited = try workspace.sluice("download", "--set", "inspection.timeout=1s")
    #expect(limited.status == 0, "\(limited.everything)")
    #expect(try workspace.failures() == ["parser_timeout": ["slow"]])

    let directory = try workspace.directory(of: "slow")
    try Sys.replace(directory, to: workspace.inbox.appending("slow"))
    // A person mended it: the contents are new, the item is the same.
    let mended = Documents.text("mended", pages: 2)
    try Sys.publish(mended, at: workspace.inbox.appending("slow/slow.pdf"))
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["slow"])
    #expect(try workspace.failures() == [:])
    let metadata = try workspace.metadata(of: "slow")
    #expect(metadata.totalPages == 2)
    #expect(metadata.history.map(\.to) == ["99_errors/parser_timeout", "00_inbox"], "the return is a visit of its own")
    #expect(metadata.errorType == nil)
    #expect(!Sys.exists(try workspace.directory(of: "slow").appending("error.json")))
  }

  @Test(.workspace, arguments: ["cut", "out of bounds", "another's"])
  func `an item that comes back with metadata that are not its own stays whole and is named`(damage: String) throws {
    let workspace = try workspace()
    try workspace.drop([1, 2, 3], as: "junk.pdf")
    #expect(try workspace.sluice("download").status == 0)
    let returned = workspace.inbox.appending("junk")
    try Sys.replace(try workspace.directory(of: "junk"), to: returned)
    let path = returned.appending("junk.meta.json")
    let text = String(decoding: try Sys.contents(of: path), as: UTF8.self)
    let damaged =
      switch damage {
      case "cut": String(text.prefix(100))
      case "out of bounds": text.replacing("\"file_size\" : 3", with: "\"file_size\" : 9e18")
      default: text.replacing("\"junk\"", with: "\"other\"")
      }
    #expect(damaged != text)
    try Sys.publish(Array(damaged.utf8), at: path)
    let names = try Sys.entries(of: returned)
    let answer = try workspace.sluice("download")
    #expect(answer.errors.contains("00_inbox/junk: Its metadata "), "\(answer.everything)")
    #expect(try Sys.entries(of: returned) == names)
    #expect(try workspace.failures() == [:])
    // Mended, it comes back.
    try Sys.publish(Array(text.utf8), at: path)
    #expect(try workspace.sluice("download").status == 0)
    #expect(try workspace.failures() == ["not_a_pdf": ["junk"]])
  }

  @Test(.workspace)
  func `an item's directory whose identifier is processed already is refused, not overwritten`() throws {
    let workspace = try workspace()
    try workspace.drop(Documents.text("kept"), as: "kept.pdf")
    #expect(try workspace.sluice("run").status == 0)
    let text = try workspace.text(of: "kept")
    let directory = try workspace.directory(of: "kept")
    let copy = workspace.inbox.appending("kept")
    try Sys.makeDirectory(copy)
    for name in ["kept.pdf", "kept.meta.json"] {
      try Sys.writePrivate(try Sys.contents(of: directory.appending(name)), at: copy.appending(name))
      try workspace.settle(copy.appending(name))
    }
    let answer = try workspace.sluice("run")
    #expect(answer.status == 1)
    #expect(answer.errors.contains("remove one of the two"), "\(answer.everything)")
    #expect(!answer.output.contains("Stopped"), "what is refused is not waited for: \(answer.output)")
    #expect(try workspace.text(of: "kept") == text)
    #expect(Sys.exists(copy.appending("kept.pdf")))
  }
}
