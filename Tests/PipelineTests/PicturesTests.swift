import Formats
import MadePictures
import SystemCalls
import TestSupport
import Testing

/// Pictures are documents: what a person sees who drops scans and photographs.
@Suite struct PicturesTests {
  private func slip(_ word: String) -> [String] {
    ["The keeper of the lock has written", "into his book the word \(word) today."]
  }

  private func names(_ workspace: TestWorkspace, _ identifier: String) throws -> [String] {
    let names = try workspace.entries(workspace.directory(of: identifier)).compactMap { $0.lastComponent?.string }
    return names.filter { !$0.hasSuffix(".txt") }
  }

  private func expectSound(_ workspace: TestWorkspace) throws {
    let audit = try workspace.sluice("audit", "--checksums")
    #expect(audit.status == 0, "\(audit.everything)")
    let check = try SchemaCheck.run(on: workspace.root)
    #expect(check.status == .exited(0), "\(check.lines)")
  }

  @Test(.workspace)
  func `a PNG, a JPEG and a TIFF of three pages come out as text`() throws {
    let workspace = try workspace()
    try workspace.drop(MadePicture.png(MadePicture.drawn(slip("copper"))), as: "scan.png")
    try workspace.drop(MadePicture.jpeg(MadePicture.drawn(slip("silver"))), as: "photo.jpeg")
    let pages = try ["winter", "summer", "autumn"].map { try MadePicture.drawn(slip($0)) }
    try workspace.drop(MadePicture.tiff(pages), as: "letters/fax.tif")
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["fax.tif", "photo.jpeg", "scan.png"])
    #expect(try workspace.text(of: "scan.png").contains("the word copper today"))
    #expect(try workspace.text(of: "photo.jpeg").contains("the word silver today"))
    let text = try workspace.text(of: "fax.tif")
    let places = ["winter", "summer", "autumn"].map { text.range(of: "the word \($0) today")?.lowerBound }
    #expect(places.allSatisfy { $0 != nil } && places.compactMap { $0 } == places.compactMap { $0 }.sorted(), "\(text)")

    #expect(try names(workspace, "fax.tif") == ["fax.tif.md", "fax.tif.meta.json", "fax.tif.ocr.json", "fax.tif.tif"])
    #expect(try names(workspace, "photo.jpeg").contains("photo.jpeg.jpg"))
    let metadata = try workspace.metadata(of: "fax.tif")
    #expect(metadata.totalPages == 3 && metadata.documentKind == .tif && metadata.inspection?.route == .ocr)
    #expect(metadata.inspection?.sample.map(\.picture?.dpi) == [200, 200, 200])
    #expect(metadata.results?.pagesByRoute == ["ocr": 3])
    let records = try workspace.read(
      [DolmaRecord].self, workspace.directory(of: "fax.tif").appending("fax.tif.ocr.json"))
    #expect(records.map { $0.metadata["Source-File"]?.string } == ["fax.tif.tif"])
    #expect(records.first?.attributes["page_dpi"] == .array([.integer(200), .integer(200), .integer(200)]))
    try expectSound(workspace)
  }

  @Test(.workspace)
  func `what a file is decides, and not what it is called`() throws {
    let workspace = try workspace()
    try workspace.drop(MadePicture.png(MadePicture.drawn(slip("copper"))), as: "letter.pdf")
    try workspace.drop(Documents.text("paper"), as: "paper.png")
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["letter", "paper.png"])
    #expect(try workspace.text(of: "letter").contains("the word copper today"))
    #expect(try names(workspace, "letter").contains("letter.png"))
    #expect(try names(workspace, "paper.png").contains("paper.png.pdf"))
    #expect(try workspace.metadata(of: "paper.png").documentKind == nil)
    try expectSound(workspace)
  }

  @Test(.workspace)
  func `broken pictures go under their reasons, and an empty one is blank`() throws {
    let workspace = try workspace()
    let picture = try MadePicture.drawn(slip("copper"))
    let (png, jpeg, tiff) = try (MadePicture.png(picture), MadePicture.jpeg(picture), MadePicture.tiff([picture]))
    try workspace.drop(Array(png.prefix(png.count / 2)), as: "cut.png")
    try workspace.drop(Array(jpeg.prefix(jpeg.count / 2)), as: "cut.jpg")
    try workspace.drop(Array(tiff.prefix(tiff.count / 2)), as: "cut.tif")
    try workspace.drop(spoilt(png, in: 0.4..<0.5), as: "spoilt.png")
    try workspace.drop(header(png, width: 0, height: 0), as: "sizeless.png")
    try workspace.drop(header(png, width: 60_000, height: 60_000), as: "vast.png")
    try workspace.drop(Array("A picture? Only by name.\n".utf8), as: "letter.jpg")
    try workspace.drop(MadePicture.png(MadePicture.empty()), as: "empty.png")
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(
      try workspace.failures() == [
        "truncated": ["cut.jpg", "cut.png", "cut.tif"], "damaged": ["sizeless.png", "spoilt.png"],
        "picture_too_large": ["vast.png"], "not_a_pdf": ["letter.jpg"],
      ])
    #expect(try workspace.error(of: "vast.png").errorMessage.contains("60000 × 60000"))
    #expect(try workspace.error(of: "spoilt.png").errorMessage.contains("cannot be decoded"))
    #expect(try workspace.identifiers(in: "05_processed") == ["empty.png"])
    #expect(try workspace.metadata(of: "empty.png").results?.pagesByRoute == ["blank": 1])
    try expectSound(workspace)
  }

  @Test(.workspace)
  func `a page whose data are damaged fails or is doubtful, and is never blank`() throws {
    let workspace = try workspace()
    let picture = try MadePicture.drawn((1...14).map { "Line \($0) of the book of the keeper of the lock." })
    try workspace.drop(spoilt(MadePicture.jpeg(picture), in: 0.6..<0.7), as: "half.jpg")
    try workspace.drop(spoilt(MadePicture.deflatedTIFF(picture), in: 0.1..<0.9), as: "deflated.tif")
    #expect(try workspace.sluice("run").status == 0)
    let half = try workspace.metadata(of: "half.jpg")
    #expect(half.results?.doubts?["library_error"] == [1])
    #expect(half.inspection?.reasons.contains { $0.contains("libjpeg met errors") } == true)
    #expect(try workspace.failures() == ["damaged": ["deflated.tif"]])
  }

  @Test(.workspace)
  func `a picture quarantined as no PDF by an older version comes back as one`() throws {
    let workspace = try workspace()
    try workspace.drop(Array("Nothing that is read.\n".utf8), as: "plan.pdf")
    #expect(try workspace.sluice("download").status == 0)
    #expect(try workspace.failures() == ["not_a_pdf": ["plan"]])
    try Sys.writePrivate(
      MadePicture.png(MadePicture.drawn(slip("copper"))), at: workspace.directory(of: "plan").appending("plan.pdf"))
    #expect(try workspace.sluice("retry", "--reason", "not_a_pdf").status == 0)
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.text(of: "plan").contains("the word copper today"))
    #expect(try names(workspace, "plan").contains("plan.png"))
    try expectSound(workspace)
  }

  @Test(.workspace)
  func `a picture is archived under its own name`() throws {
    let workspace = try workspace()
    let archive = try TemporaryDirectory()
    try workspace.set("retention:\n  dropped: archive \(archive.path)\n")
    let bytes = try MadePicture.png(MadePicture.drawn(slip("copper")))
    try workspace.drop(bytes, as: "scan.png")
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    let shard = try #require(try workspace.entries(archive.path).first)
    #expect(try Sys.contents(of: shard.appending("scan.png.png")) == bytes)
    #expect(try names(workspace, "scan.png") == ["scan.png.md", "scan.png.meta.json", "scan.png.ocr.json"])
    try expectSound(workspace)
  }

  /// The bytes with a part of them overwritten.
  private func spoilt(_ bytes: [UInt8], in part: Range<Double>) -> [UInt8] {
    var bytes = bytes
    let count = Double(bytes.count)
    for place in Int(count * part.lowerBound)..<Int(count * part.upperBound) { bytes[place] = 0x55 }
    return bytes
  }

  /// A PNG that claims another size.
  private func header(_ png: [UInt8], width: UInt32, height: UInt32) -> [UInt8] {
    var bytes = png
    for (place, value) in [(16, width), (20, height)] {
      for step in 0..<4 { bytes[place + step] = UInt8(truncatingIfNeeded: value >> UInt32(24 - 8 * step)) }
    }
    return bytes
  }
}
