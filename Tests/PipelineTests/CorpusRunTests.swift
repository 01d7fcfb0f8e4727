import Formats
import SystemCalls
import TestSupport
import Testing

/// Real documents of many makers, in the folder that `SLUICE_CORPUS` names.
@Suite struct CorpusRunTests {
  static let folder = Sys.variable("SLUICE_CORPUS").map { Sys.currentDirectory.pushing(FilePath($0)) }
  /// Documents of which something is known; of the others some are drawn.
  private static let always = ["libreoffice-writer-password.pdf", "multicolumn.pdf", "unreadablemetadata.pdf"]

  @Test(.workspace, .enabled(if: folder != nil, "SLUICE_CORPUS names no folder of real documents"))
  func `real documents of many makers come out processed but for the two that cannot be read`() throws {
    let workspace = try workspace()
    let folder = try #require(Self.folder)
    let all = try Sys.entries(of: folder).map(\.name.string).filter { $0.hasSuffix(".pdf") }
    #expect(Self.always.allSatisfy { all.contains($0) })
    let names = Draw.sample(all.filter { !Self.always.contains($0) }, 8, for: "real documents") + Self.always
    let added = try workspace.command(["add", "--"] + names.map { folder.appending($0).string }).run()
    #expect(added.status == 0, "\(added.everything)")
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(Draw.words): \(answer.everything)")
    #expect(
      try workspace.failures() == ["encrypted": ["libreoffice-writer-password"], "damaged": ["unreadablemetadata"]])
    let processed = try workspace.identifiers(in: "05_processed")
    #expect(processed.count == names.count - 2, "\(Draw.words): \(names)")
    for identifier in processed {
      let metadata = try workspace.metadata(of: identifier)
      #expect(names.contains(metadata.originalName))
      #expect(metadata.results?.verifiedAt != nil && metadata.results?.failedPages == [])
    }
    #expect(try workspace.text(of: "multicolumn").count > 1000)
    #expect(try workspace.sluice("run").output.contains("Nothing to do"))
  }
}
