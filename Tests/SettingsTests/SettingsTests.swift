import Formats
import Testing

@testable import Settings

/// The settings of a `sluice.yaml` with these lines.
func settings(
  _ yaml: String, environment: [String: String] = [:], set: [String] = []
) throws(SettingsError) -> Settings {
  try Settings(file: Array(yaml.utf8), environment: environment, set: set)
}

/// What is said of a `sluice.yaml` with mistakes; empty when it has none.
func complaint(_ yaml: String, environment: [String: String] = [:], set: [String] = []) -> String {
  do {
    _ = try settings(yaml, environment: environment, set: set)
    return ""
  } catch {
    return error.description
  }
}

@Suite struct SettingsTests {
  @Test(arguments: ["", "\n\n", "# nothing but a comment\n", "---\n", "~\n", "dispatch:\nocr: {}\n", "\u{feff}"])
  func `a file that says nothing leaves every default`(yaml: String) throws {
    let rows = try settings(yaml).effective()
    #expect(rows == Settings().effective())
    #expect(rows.allSatisfy { $0.origin == .defaultValue })
  }

  @Test func `a value in the file is read with its type and remembers its line`() throws {
    let made = try settings("ocr:\n  languages: deu+lat\n  dpi: 300\nretention: {downloaded: archive tape/2026}\n")
    #expect(made.ocr.dpi == 300)
    #expect(made.ocr.languages == "deu+lat")
    #expect(made.retention.downloaded == .archive(directory: "tape/2026"))
    #expect(made.effective().first { $0.key == "ocr.dpi" }?.origin == .file(line: 3))
  }

  @Test(arguments: [
    "engines:\n  text:\n    startup: 7s\n", "engines:\n  text.startup: 7s\n", "engines.text.startup: 7s\n",
    "engines: {text: {startup: 7s}}\n", "engines:\n  text:\n    startup: '7s'\n",
  ])
  func `sections may be nested or written with dots`(yaml: String) throws {
    #expect(try settings(yaml).engine(.text).startup == .seconds(7))
  }

  @Test func `a language that YAML takes for a truth value stays a language`() throws {
    #expect(try settings("ocr:\n  languages: no\n").ocr.languages == "no")
  }

  @Test func `every engine has its own costs`() throws {
    let made = try settings("engines:\n  auto:\n    seconds_per_page: 3s\n")
    #expect(EngineName.allCases.map { made.engine($0).secondsPerPage.seconds } == [0.05, 6, 3, 3, 6, 0.05])
  }

  @Test func `command line stands above environment, environment above file, file above default`() throws {
    let yaml = "ocr:\n  dpi: 301\n  languages: fra\ndispatch:\n  attempts: 4\n"
    let made = try settings(
      yaml, environment: ["SLUICE_OCR_DPI": "302", "SLUICE_OCR_LANGUAGES": "ita"],
      set: ["ocr.dpi=303", "ocr.dpi=304"])
    let rows = Dictionary(uniqueKeysWithValues: made.effective().map { ($0.key, "\($0.value) from \($0.origin)") })
    #expect(rows["ocr.dpi"] == "304 from --set")
    #expect(rows["ocr.languages"] == "ita from SLUICE_OCR_LANGUAGES")
    #expect(rows["dispatch.attempts"] == "4 from sluice.yaml:5")
    #expect(rows["dispatch.chunk_pages"] == "1500 from default")
  }

  @Test func `lists come in YAML's short form from environment and command line`() throws {
    let made = try settings(
      "", environment: ["SLUICE_INBOX_IGNORE": "[a.txt, \"b, c\"]"], set: ["command.argv=[python3, -u, ocr.py]"])
    #expect(made.inbox.ignore == ["a.txt", "b, c"])
    #expect(made.command.argv == ["python3", "-u", "ocr.py"])
  }

  @Test func `variables that belong to no section are none of ours`() {
    let environment = ["SLUICE_CORPUS": "x", "SLUICE_INJECT": "x", "SLUICE": "x", "SLUICE_OCRX_DPI": "x", "PATH": "x"]
    #expect(complaint("", environment: environment) == "")
  }

  @Test func `a verb can set a value, and config shows that it did`() {
    var made = Settings()
    made.dispatch.maxWait = .seconds(0)
    made.engines.text.startup = .seconds(1)
    made.collection = "maps"
    #expect(made.dispatch.maxWait == .seconds(0))
    #expect(made.engine(.text).startup == .seconds(1))
    #expect(made.collection == "maps")
    #expect(
      made.effective().filter { $0.origin == .program }.map(\.key) == [
        "collection", "dispatch.max_wait", "engines.text.startup",
      ])
  }

  @Test func `a task gets what it needs, in seconds and bytes`() throws {
    let made = try settings(
      """
      ocr: {languages: deu, dpi: 150}
      routing: {trust_hidden_text: true, text_quality: 0.5}
      task: {page_timeout: 2min, memory: 1GiB, stage_in: false}
      command: {argv: [ocr, --fast]}
      """)
    #expect(
      made.task
        == TaskSettings(
          languages: "deu", dpi: 150, trustHiddenText: true, textQuality: 0.5, pageTimeoutSeconds: 120,
          parserMemory: 1 << 30, command: ["ocr", "--fast"], stageIn: false))
  }
}
