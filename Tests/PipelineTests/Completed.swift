import Formats
import SystemCalls
import TestSupport
import Testing

extension TestWorkspace {
  private static let made = Shared<TestWorkspace>()

  /// Documents whose coverage is proven, waiting in 04: processed once for all tests, and copied into this workspace.
  func complete(_ names: [String]) throws {
    let made = try Self.made.value(names.joined(separator: " ")) {
      let made = try TestWorkspace()
      for name in names { try made.drop(Documents.text(name), as: "\(name).pdf") }
      #expect(try made.sluice("download").status == 0)
      try made.submit()
      try made.harvest()
      return made
    }
    let parts = ["stages", "manifests"].map { made.root.appending($0).string }
    let copied = try Command("/bin/cp", ["-a"] + parts + [root.string]).run()
    #expect(copied.status == 0, "\(copied.everything)")
    #expect(try identifiers(in: "04_ocr_completed") == names.sorted())
  }

  /// An item's document, wherever the item is.
  func source(_ name: String) throws -> FilePath { try directory(of: name).appending("\(name).pdf") }

  /// Where sources wait out their days of grace.
  var trash: FilePath { root.appending("stages/04_ocr_completed/.trash") }

  /// Makes the trash of today that of a day whose grace is over, as if its items had been finalized then; its directory.
  func age(trashOf names: [String]) throws -> FilePath {
    let day = try #require(try entries(trash).first)
    let old = trash.appending("2020-01-01")
    try Sys.rename(day, to: old)
    for name in names {
      var metadata = try metadata(of: name)
      metadata.results?.source = "trash/2020-01-01"
      try Sys.publish(try FormatCoding.file(metadata), at: directory(of: name).appending("\(name).meta.json"))
    }
    return old
  }

  /// Makes the metadata know an item's document by the file that it is here: the copies of a workspace are other files, and are
  /// read before they go.
  func remark(_ name: String) throws {
    var metadata = try metadata(of: name)
    metadata.fileMark = try Sys.status(of: source(name)).fullMark
    try Sys.publish(try FormatCoding.file(metadata), at: directory(of: name).appending("\(name).meta.json"))
  }

  /// Writes over the beginning of a file, and puts its time of change back.
  func overwrite(_ path: FilePath, with text: String = "EVIL") throws {
    let before = try Sys.status(of: path)
    let scratch = try TemporaryDirectory()
    let bytes = try scratch.write(Array(text.utf8), as: "bytes")
    let written = try Command(
      "/bin/dd", ["if=\(bytes)", "of=\(path)", "bs=1", "conv=notrunc", "status=none"]
    ).run()
    try #require(written.status == 0, "\(written.everything)")
    try Sys.setModified(path, to: before.modified)
    let after = try Sys.status(of: path)
    #expect(after.isUnchanged(since: before), "nothing tells but the contents, and the time that nobody can set")
  }
}
