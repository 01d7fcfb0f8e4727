import SystemCalls
import TestSupport
import Testing

@Suite struct WrongSettingsTests {
  struct Wrong: Sendable, CustomTestStringConvertible {
    let settings: String
    let told: [String]
    var testDescription: String { settings }
  }

  static let wrong = [
    Wrong(settings: "ocr:\n  dpi: many", told: ["ocr.dpi", "many", "72", "1200"]),
    Wrong(settings: "ocr:\n  dpi: 7", told: ["ocr.dpi", "7", "72"]),
    Wrong(settings: "ocr:\n  dip: 300", told: ["ocr.dip", "ocr.dpi"]),
    Wrong(settings: "inbox:\n  settle: soon", told: ["inbox.settle", "soon", "90s"]),
    Wrong(settings: "routing:\n  text: magic", told: ["routing.text", "magic", "tesseract"]),
    Wrong(settings: "retention:\n  dropped: burn", told: ["retention.dropped", "burn", "archive"]),
    Wrong(settings: "routing:\n  ocr: command", told: ["routing.ocr", "command.argv"]),
    Wrong(
      settings: "dispatch: {low_water_items: 9, high_water_items: 5}", told: ["dispatch.low_water_items", "9", "5"]),
  ]

  private static let verbs = [["run"], ["download"], ["config"], ["add", "--dry-run", "/dev/null"]]

  @Test(.workspace, arguments: wrong)
  func `a wrong setting is one line that says key, value and what is allowed, with exit status 2`(
    _ wrong: Wrong
  ) throws {
    let workspace = try workspace()
    try workspace.set(wrong.settings)
    try workspace.drop(Documents.text("one"), as: "one.pdf")
    for verb in Draw.sample(Self.verbs, 1, for: "verbs for \(wrong.settings)") {
      let answer = try workspace.command(verb).run()
      #expect(answer.status == 2, "\(verb), \(Draw.words): \(answer.everything)")
      #expect(answer.output == "")
      #expect(answer.errors.lines.count == 1, "\(answer.errors)")
      for word in wrong.told + ["sluice.yaml"] { #expect(answer.errors.contains(word), "\(word): \(answer.errors)") }
    }
    #expect(Sys.exists(workspace.inbox.appending("one.pdf")))
  }

  @Test(.workspace)
  func `a wrong setting on the command line names the command line`() throws {
    let answer = try workspace().sluice("run", "--set", "ocr.dpi=many")
    #expect(answer.status == 2)
    #expect(answer.errors.contains("ocr.dpi") && answer.errors.contains("--set"), "\(answer.errors)")
  }

  @Test(.workspace, arguments: [["run", "--fast"], ["ruin"], ["run", "--set", "ocr.dpi"], ["retry"]])
  func `a command line that cannot be is exit status 2`(_ arguments: [String]) throws {
    let answer = try workspace().command(arguments).run()
    #expect(answer.status == 2, "\(answer.everything)")
    #expect(answer.errors != "")
  }

  @Test func `outside any workspace the message names the command that makes one`() throws {
    let folder = try TemporaryDirectory()
    var command = Command(TestWorkspace.program, ["run"])
    command.program.directory = folder.path
    let answer = try command.run()
    #expect(answer.status == 2)
    #expect(answer.errors.contains("sluice init DIR"))
    #expect(try Sys.entries(of: folder.path).isEmpty)
  }
}
