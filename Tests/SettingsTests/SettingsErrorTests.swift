import Testing

@testable import Settings

/// A file with one mistake, and the one line that is said of it.
struct Mistake: Sendable, CustomTestStringConvertible {
  let yaml: String
  let line: String
  var testDescription: String { line }

  init(_ yaml: String, _ line: String) {
    self.yaml = yaml
    self.line = line
  }
}

@Suite struct SettingsErrorTests {
  @Test(arguments: [
    Mistake(
      "dispatch:\n  chunk_page: 5\n",
      "sluice.yaml:2: dispatch.chunk_page: no such key: the nearest is dispatch.chunk_pages"),
    Mistake(
      "dispach:\n  chunk_pages: 5\n",
      "sluice.yaml:2: dispach.chunk_pages: no such key: the nearest is dispatch.chunk_pages"),
    Mistake("chunk_pages: 5\n", "sluice.yaml:1: chunk_pages: no such key: the nearest is dispatch.chunk_pages"),
    Mistake("\nexecuter: local\n", "sluice.yaml:2: executer: no such key: the nearest is executor"),
    Mistake("retension:\n", "sluice.yaml:1: retension: no such key: the nearest is retention"),
    Mistake("executor:\n  name: local\n", "sluice.yaml:2: executor.name: no such key: the nearest is executor"),
  ])
  func `an unknown key is refused with the nearest name`(mistake: Mistake) {
    #expect(complaint(mistake.yaml) == mistake.line)
  }

  @Test(arguments: [
    Mistake(
      "dispatch: {chunk_pages: many}\n",
      "sluice.yaml:1: dispatch.chunk_pages: many: allowed is a whole number of pages, from 1 to 1000000000"),
    Mistake(
      "dispatch: {chunk_pages: 0}\n",
      "sluice.yaml:1: dispatch.chunk_pages: 0: allowed is a whole number of pages, from 1 to 1000000000"),
    Mistake(
      "dispatch: {chunk_pages: 1.5}\n",
      "sluice.yaml:1: dispatch.chunk_pages: 1.5: allowed is a whole number of pages, from 1 to 1000000000"),
    Mistake(
      "dispatch:\n  max_wait: 600\n",
      "sluice.yaml:2: dispatch.max_wait: 600: allowed is a time such as 90s, 10min, 2h or 30d, at most 36500d"),
    Mistake(
      "limits: {headroom: 20G}\n",
      "sluice.yaml:1: limits.headroom: 20G: allowed is a size such as 512MiB or 20GB, at most 8192TiB"),
    Mistake(
      "local: {memory: 1MiB}\n",
      "sluice.yaml:1: local.memory: 1MiB: allowed is a size such as 512MiB or 20GB, from 256MiB to 1024TiB; 0 is no limit"
    ),
    Mistake(
      "routing: {text_quality: 1.1}\n",
      "sluice.yaml:1: routing.text_quality: 1.1: allowed is a number, from 0 to 1"),
    Mistake(
      "routing: {text: ocrmypdf}\n",
      "sluice.yaml:1: routing.text: ocrmypdf: allowed is text, tesseract, auto, olmocr, command or null"),
    Mistake(
      "retention: {dropped: archive}\n",
      "sluice.yaml:1: retention.dropped: archive: allowed is keep, delete or archive DIR"),
    Mistake(
      "task: {stage_in: yes}\n", "sluice.yaml:1: task.stage_in: yes: allowed is true or false"),
    Mistake(
      "command: {argv: python3 ocr.py}\n",
      "sluice.yaml:1: command.argv: python3 ocr.py: allowed is a list: a program and its first arguments"),
    Mistake(
      "ocr: {languages: [eng, deu]}\n",
      "sluice.yaml:1: ocr.languages: [eng, deu]: allowed is auto, or Tesseract's language codes joined by +, such as eng or deu+lat"
    ),
    Mistake(
      "ocr:\n  dpi:\n", "sluice.yaml:2: ocr.dpi: nothing: allowed is a whole number of dots per inch, from 72 to 1200"),
    Mistake(
      "routing: 5\n",
      "sluice.yaml:1: routing: 5: it is a section: write text, ocr, mixed, trust_hidden_text, text_quality below it"),
  ])
  func `a wrong value is one line that says what is allowed`(mistake: Mistake) {
    #expect(complaint(mistake.yaml) == mistake.line)
  }

  @Test(arguments: [
    Mistake("ocr:\n  dpi: 100\n  dpi: 200\n", "sluice.yaml:2: dpi: given more than once: keep one"),
    Mistake("ocr: {dpi: 100}\nocr: {dpi: 200}\n", "sluice.yaml:1: ocr: given more than once: keep one"),
    Mistake(
      "ocr:\n  dpi: 100\nocr.dpi: 200\n", "sluice.yaml:3: ocr.dpi: given more than once, first on line 2: keep one"),
  ])
  func `a key given twice is refused`(mistake: Mistake) {
    #expect(complaint(mistake.yaml) == mistake.line)
  }

  @Test(arguments: [
    Mistake("ocr: [1, 2\n", "sluice.yaml:2: not YAML: did not find expected ',' or ']'"),
    Mistake("\tocr: 1\n", "sluice.yaml:1: not YAML: found character that cannot start any token"),
    Mistake("just words\n", "sluice.yaml:1: the file is no mapping: write `key: value` lines"),
    Mistake(
      "inbox: {ignore: [[a]]}\n", "sluice.yaml:1: inbox.ignore: a list in a list: a list such as [first, second]"),
    Mistake("? [a]\n: b\n", "sluice.yaml:1: a key is a plain name"),
    Mistake("ocr: {dpi: 100}\n---\nocr: {dpi: 100}\n", "sluice.yaml:2: not YAML: but found another document"),
  ])
  func `a file that is no settings is refused with its line`(mistake: Mistake) {
    #expect(complaint(mistake.yaml) == mistake.line)
  }

  @Test func `bytes that are no UTF-8 are refused`() {
    #expect(throws: SettingsError.self) { try Settings(file: [0x6f, 0x63, 0x72, 0x3a, 0xff]) }
  }

  @Test func `mistakes in environment and command line name themselves`() {
    #expect(
      complaint("", environment: ["SLUICE_OCR_DPY": "200", "SLUICE_OCR_DPI": "lots"], set: ["ocr.dpi", "dpi=3"]) == """
        SLUICE_OCR_DPI: ocr.dpi: lots: allowed is a whole number of dots per inch, from 72 to 1200
        SLUICE_OCR_DPY: ocr.dpy: no such key: the nearest is ocr.dpi
        --set: ocr.dpi: allowed is key=value, such as ocr.dpi=300
        --set: dpi: no such key: the nearest is ocr.dpi
        """)
  }

  @Test func `all mistakes are told at once, one line each`() {
    let lines = complaint("ocr:\n  dpi: 1\n  language: eng\ntask:\n  memory: \"1\\n2\"\n").split(separator: "\n")
    #expect(lines.map { $0.prefix(14) } == ["sluice.yaml:2:", "sluice.yaml:3:", "sluice.yaml:5:"])
  }

  @Test(arguments: [
    Mistake(
      "dispatch: {high_water_items: 10}\n",
      "sluice.yaml:1: dispatch.high_water_items: 10: allowed is at least dispatch.low_water_items, which is 80000; set both"
    ),
    Mistake(
      "limits: {low_water_items: 300000}\n",
      "sluice.yaml:1: limits.low_water_items: 300000: allowed is at most limits.high_water_items, which is 200000"),
    Mistake(
      "routing: {ocr: command}\n",
      "sluice.yaml:1: routing.ocr: command: allowed is command only where command.argv names a program"),
  ])
  func `values that contradict each other are refused`(mistake: Mistake) {
    #expect(complaint(mistake.yaml) == mistake.line)
  }

  @Test(arguments: [
    "dispatch: {high_water_items: 10, low_water_items: 10}", "limits: {high_water_items: 0, low_water_items: 300000}",
    "{routing: {ocr: command}, command: {argv: [/opt/ocr]}}",
  ])
  func `values that agree are taken`(yaml: String) {
    #expect(complaint(yaml) == "")
  }
}
