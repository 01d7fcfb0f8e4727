/// `routing`
public struct RoutingKeys: SettingKeys {
  /// What the section is about.
  public var purpose: String { "Which engine a document gets, by what the look at it found." }

  package let text = SettingKey(
    "routing.text", EngineName.text, influencesResults: true,
    "The engine for documents whose own text is good on every page looked at.")
  package let ocr = SettingKey(
    "routing.ocr", EngineName.tesseract, influencesResults: true,
    "The engine for documents without text to trust.")
  package let mixed = SettingKey(
    "routing.mixed", EngineName.auto, influencesResults: true,
    "The engine for documents some of whose pages have good text.")
  package let trustHiddenText = SettingKey(
    "routing.trust_hidden_text", false, influencesResults: true,
    "Whether hidden text under a scanned image, as archives deliver it, is taken for good.")
  package let textQuality = SettingKey(
    "routing.text_quality", 0.7, unit: "fraction", atLeast: 0, atMost: 1, influencesResults: true,
    "The least quality at which a page's own text is used.")
}

/// `ocr`
public struct OCRKeys: SettingKeys {
  /// What the section is about.
  public var purpose: String { "Recognition by the engines tesseract and auto." }

  package let languages = SettingKey(
    "ocr.languages", "eng", influencesResults: true,
    allowed: "Tesseract's language codes joined by +, such as eng or deu+lat", accepts: OCRKeys.areLanguages,
    "The languages of the documents; each needs its Debian package tesseract-ocr-CODE.")
  package let dpi = SettingKey(
    "ocr.dpi", 200, unit: "dots per inch", atLeast: 72, atMost: 1200, influencesResults: true,
    "The resolution a page is rendered at for recognition.")

  @Sendable private static func areLanguages(_ text: String) -> Bool {
    text.split(separator: "+", omittingEmptySubsequences: false).allSatisfy { code in
      code.first?.isLetter == true && !code.contains("..")
        && code.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_/-.".contains($0)) }
    }
  }
}

/// `command`
public struct CommandKeys: SettingKeys {
  /// What the section is about.
  public var purpose: String { "The engine command: a program of yours." }

  package let argv = SettingKey(
    "command.argv", [String](), influencesResults: true,
    allowed: "a list: a program and its first arguments", accepts: { $0.first?.isEmpty != true },
    "The program and its first arguments; the document's and the output's path follow, and no shell reads them.")
}

/// `task`
public struct TaskKeys: SettingKeys {
  /// What the section is about.
  public var purpose: String { "The program that is run for one chunk." }

  package let pageTimeout = SettingKey(
    "task.page_timeout", TimeSpan.seconds(120), atLeast: .seconds(1), "The longest work on one page.")
  package let memory = SettingKey(
    "task.memory", ByteSize.gibibytes(2), atLeast: .mebibytes(256),
    "The most memory of one process that reads or recognises pages.")
  package let stageIn = SettingKey(
    "task.stage_in", true, "Whether documents are copied to node-local scratch before they are read.")
}

/// `engines`
public struct EnginesKeys: SettingKeys {
  /// What the section is about.
  public var purpose: String { "What an engine's work costs: chunks and walltimes are made from it." }

  package let text = EngineKeys(.text, secondsPerPage: .milliseconds(50), startup: .seconds(5))
  package let tesseract = EngineKeys(.tesseract, secondsPerPage: .seconds(6), startup: .seconds(300))
  package let auto = EngineKeys(.auto, secondsPerPage: .seconds(6), startup: .seconds(300))
  package let command = EngineKeys(.command, secondsPerPage: .seconds(6), startup: .seconds(300))
}

/// `engines.<name>`
public struct EngineKeys: SettingKeys {
  /// What the section is about.
  public var purpose: String { "The engine \(engine.rawValue)." }

  private let engine: EngineName
  package let secondsPerPage: SettingKey<TimeSpan>
  package let startup: SettingKey<TimeSpan>

  init(_ engine: EngineName, secondsPerPage: TimeSpan, startup: TimeSpan) {
    self.engine = engine
    let section = "engines.\(engine.rawValue)"
    self.secondsPerPage = SettingKey(
      "\(section).seconds_per_page", secondsPerPage, atLeast: .milliseconds(1), "The time a page takes.")
    self.startup = SettingKey(
      "\(section).startup", startup, atLeast: .seconds(0), "The time a task takes before its first page.")
  }
}
