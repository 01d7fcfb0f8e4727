import SystemCalls
import TestSupport
import Testing

/// What a site's own program says of a quota.
struct SiteCommandTests {
  @Test(.workspace)
  func `a quota that only the site's command knows stops intake, and more room lets it go on`() throws {
    let workspace = try workspace()
    let said = workspace.root.appending("quota")
    try workspace.set("limits:\n  site_command: [/bin/cat, \(said)]\n")
    try workspace.drop(Documents.text("one"), as: "one.pdf")
    func say(_ answer: String) throws { try Sys.publish(Array(answer.utf8), at: said) }

    for (bytes, files) in [("1000000", "1000000"), ("1000000000000", "3"), ("-5", "1000000")] {
      try say("\(bytes) \(files)\n")
      let held = try workspace.sluice("download", "--verbose")
      #expect(held.everything.contains("limits.site_command"), "\(held.everything)")
      #expect(try workspace.identifiers(in: "01_downloaded") == [])
      let status = try workspace.sluice("status")
      #expect(status.output.contains("held back"), "\(status.everything)")
    }
    try say("no quota today\n")
    let unanswered = try workspace.sluice("download")
    #expect(unanswered.status == 1 && unanswered.errors.contains("run it by hand"), "\(unanswered.everything)")
    #expect(try workspace.identifiers(in: "01_downloaded") == [])
    try say("1000000000000 1000000\n")
    let taken = try workspace.sluice("download")
    #expect(taken.status == 0, "\(taken.everything)")
    #expect(try workspace.identifiers(in: "01_downloaded") == ["one"])
  }
}
