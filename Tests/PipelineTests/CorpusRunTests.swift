import Formats
import SystemCalls
import TestSupport
import Testing

/// Real documents of many makers, in the folder that `SLUICE_CORPUS` names.
@Suite struct CorpusRunTests {
  static let folder = Sys.variable("SLUICE_CORPUS").map { FilePath($0) }

  @Test(.workspace, .enabled(if: folder != nil, "SLUICE_CORPUS names no folder of real documents"))
  func `real documents of many makers come out processed but for the two that cannot be read`() throws {
    let workspace = try workspace()
    let folder = try #require(Self.folder)
    let names = try Sys.entries(of: folder).map(\.name.string).filter { $0.hasSuffix(".pdf") }
    #expect(try workspace.sluice("add", folder.string).status == 0)
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(
      try workspace.failures() == ["encrypted": ["libreoffice-writer-password"], "damaged": ["unreadablemetadata"]])
    let processed = try workspace.identifiers(in: "05_processed")
    #expect(processed.count == names.count - 2)
    for identifier in processed {
      let metadata = try workspace.metadata(of: identifier)
      #expect(names.contains(metadata.originalName))
      #expect(metadata.results?.verifiedAt != nil && metadata.results?.failedPages == [])
    }
    #expect(try workspace.text(of: "multicolumn").count > 1000)
    #expect(try workspace.sluice("run").output.contains("Nothing to do"))
  }
}
