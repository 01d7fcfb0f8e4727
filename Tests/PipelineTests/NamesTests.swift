import Formats
import Foundation
import SystemCalls
import TestSupport
import Testing

@Suite struct NamesTests {
  /// Names that break programs which treat names as text, or as options, or as words of a shell.
  static let hostile: [[UInt8]] =
    [
      "two words.pdf", "it's \"quoted\".pdf", "line\nbreak.pdf", "-rf.pdf", "--help.pdf", "a..pdf", "~..",
      "%2e%2e%2fup..%2f..pdf",
      "$(touch boom).pdf", "`boom`;&|<>*?[]{}!#~.pdf", "tab\tand\u{1B}[31mred.pdf", "back\\slash.pdf", "UPPER.PDF",
      "no extension", "e\u{301}tude.pdf", "日本語.pdf", "\u{202E}fdp.exe.pdf", "a~deadbeef.pdf", "-",
    ].map { Array($0.utf8) } + [
      Array((String(repeating: "n", count: 251) + ".pdf").utf8),
      Array("bytes-".utf8) + [0xFF, 0xFE, 0x80] + Array(".pdf".utf8),
    ]

  @Test(.workspace)
  func `hostile names are processed and kept to the byte in the metadata`() throws {
    let workspace = try workspace()
    for (number, name) in Self.hostile.enumerated() {
      try workspace.drop(Documents.text("word\(number)"), asBytes: name)
    }
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    let items = try workspace.identifiers(in: "05_processed")
    #expect(items.count == Self.hostile.count, "\(items) \(answer.everything)")
    var names: Set<[UInt8]> = []
    for identifier in items {
      #expect(identifier.utf8.count <= 120 && !identifier.hasPrefix("-") && !identifier.hasPrefix("."))
      let metadata = try workspace.metadata(of: identifier)
      let bytes = metadata.originalNameBytes.flatMap { Data(base64Encoded: $0) }.map(Array.init)
      #expect((bytes != nil) == metadata.originalName.contains("\u{FFFD}"))
      names.insert(bytes ?? Array(metadata.originalName.utf8))
      let number = try #require(Self.hostile.firstIndex(of: bytes ?? Array(metadata.originalName.utf8)))
      #expect(try workspace.text(of: identifier).contains("word\(number)1"))
    }
    #expect(names == Set(Self.hostile))
    #expect(!Sys.exists(workspace.root.appending("boom")))
  }

  @Test(.workspace)
  func `hostile names go through sluice add as well`() throws {
    let workspace = try workspace()
    let folder = try TemporaryDirectory()
    for (number, name) in Self.hostile.enumerated() {
      let component = try #require(FilePath.Component(bytes: name))
      try Sys.writePrivate(Documents.text("word\(number)"), at: folder.path.appending(component))
    }
    let added = try workspace.sluice("add", folder.path.string)
    #expect(added.status == 0, "\(added.everything)")
    #expect(try workspace.sluice("download").status == 0)
    #expect(try workspace.identifiers(in: "01_downloaded").count == Self.hostile.count)
  }

  @Test(.workspace)
  func `a file whose own name is no UTF-8 can be named to sluice add`() throws {
    let workspace = try workspace()
    let folder = try TemporaryDirectory()
    let name = Array("bytes-".utf8) + [0xFF, 0xFE] + Array(".pdf".utf8)
    let path = folder.path.appending(try #require(FilePath.Component(bytes: name)))
    try Sys.writePrivate(Documents.text("bytes"), at: path)
    var command = workspace.command(["add"])
    command.program.arguments.append(Array(folder.path.string.utf8) + [UInt8(ascii: "/")] + name)
    let added = try command.run()
    #expect(added.status == 0, "\(added.everything)")
    #expect(try workspace.sluice("download").status == 0)
    let identifier = try #require(try workspace.identifiers(in: "01_downloaded").first)
    #expect(try workspace.metadata(of: identifier).originalNameBytes == Data(name).base64EncodedString())
  }

  @Test(.workspace)
  func `two files with one name in different folders are two items, one with a suffix`() throws {
    let workspace = try workspace()
    try workspace.drop(Documents.text("first"), as: "1998/report.pdf")
    try workspace.drop(Documents.text("second"), as: "1999/report.pdf")
    #expect(try workspace.sluice("run").status == 0)
    let items = try workspace.items(in: "05_processed")
    #expect(items.count == 2)
    #expect(items["report"] != nil)
    let other = try #require(items.keys.first { $0 != "report" })
    #expect(other.wholeMatch(of: /report~[0-9a-f]{8}/) != nil)
    #expect(try workspace.metadata(of: other).originalName == "report.pdf")
    #expect(items["report"]?.removingLastComponent() == items[other]?.removingLastComponent(), "one shard for both")
    #expect(try workspace.metadata(of: other).sha256.hasPrefix(other.suffix(8)))
  }

  @Test(.workspace)
  func `one file twice is a duplicate that names its twin, and retry makes it an item after all`() throws {
    let workspace = try workspace()
    try workspace.drop(Documents.text("same"), as: "original.pdf")
    #expect(try workspace.sluice("run").status == 0)
    try workspace.drop(Documents.text("same"), as: "copy.pdf")
    #expect(try workspace.sluice("run").status == 0)
    let copies = try #require(try workspace.failures()["duplicate"])
    let copy = try #require(copies.first)
    #expect(copies.count == 1 && copy.hasPrefix("copy~"))
    let error = try workspace.error(of: copy)
    #expect(error.twin == "original")
    #expect(error.next.contains("sluice retry \(copy)"))

    let retried = try workspace.sluice("retry", copy)
    #expect(retried.status == 0, "\(retried.everything)")
    let again = try workspace.sluice("run")
    #expect(again.status == 0, "\(again.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == [copy, "original"])
    #expect(try workspace.failures() == [:])
    #expect(try workspace.text(of: copy) == workspace.text(of: "original"))
  }

  @Test(.workspace)
  func `the same file under its own name again is a duplicate too, and nothing is lost`() throws {
    let workspace = try workspace()
    for verb in ["run", "download", "download"] {
      try workspace.drop(Documents.text("same"), as: "report.pdf")
      #expect(try workspace.sluice(verb).status == 0)
    }
    #expect(try workspace.identifiers(in: "05_processed") == ["report"])
    #expect(try workspace.failures()["duplicate"]?.count == 2)
  }
}
