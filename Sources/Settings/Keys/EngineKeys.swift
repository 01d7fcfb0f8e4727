/// `routing`
public struct RoutingKeys: ListedKeys {
  /// What the section is about.
  public var purpose: String { "Which engine a document gets, by what the look at it found." }
  var members: [any SettingMember] { [text, ocr, mixed, trustHiddenText, textQuality] }

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
public struct OCRKeys: ListedKeys {
  /// What the section is about.
  public var purpose: String { "Recognition, and what becomes of pages whose text is doubtful." }
  var members: [any SettingMember] { [languages, dpi, doubtful, doubtfulEngine] }

  package let languages = SettingKey(
    "ocr.languages", "eng", influencesResults: true,
    allowed: "auto, or Tesseract's language codes joined by +, such as eng or deu+lat", accepts: OCRKeys.areLanguages,
    "The languages of the documents, each with its Debian package tesseract-ocr-CODE; auto: by page, of those installed."
  )
  package let dpi = SettingKey(
    "ocr.dpi", 200, unit: "dots per inch", atLeast: 72, atMost: 1200, influencesResults: true,
    "The resolution a page is rendered at for recognition.")
  package let doubtful = SettingKey(
    "ocr.doubtful", DoubtAnswer.mark,
    "What becomes of a document with doubtful pages: they are marked, read again, or it waits for a person.")
  package let doubtfulEngine = SettingKey(
    "ocr.doubtful_engine", EngineName.olmocr,
    "The engine that reads doubtful pages again, where ocr.doubtful is again.")

  @Sendable private static func areLanguages(_ text: String) -> Bool {
    text.split(separator: "+", omittingEmptySubsequences: false).allSatisfy { code in
      code.first?.isLetter == true && !code.contains("..")
        && code.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_/-.".contains($0)) }
    }
  }
}

/// `command`
public struct CommandKeys: ListedKeys {
  /// What the section is about.
  public var purpose: String { "The engine command: a program of yours." }
  var members: [any SettingMember] { [argv] }

  package let argv = SettingKey(
    "command.argv", [String](), influencesResults: true,
    allowed: "a list: a program and its first arguments", accepts: { $0.first?.isEmpty != true },
    "The program and its first arguments; the document's and the output's path follow, and no shell reads them.")
}

/// `olmocr`
public struct OlmocrKeys: ListedKeys {
  /// What the section is about.
  public var purpose: String { "The engine olmocr: the external pipeline, once for each chunk." }
  var members: [any SettingMember] {
    [
      argv, model, server, maxPageErrorRate, pagesPerGroup, extraArguments, idleTimeout,
    ]
  }

  package let argv = SettingKey(
    "olmocr.argv", ["python3", "-m", "olmocr.pipeline"], influencesResults: true,
    allowed: "a list: a program and its first arguments", accepts: { $0.first?.isEmpty == false },
    "The program and its first arguments; workspace, options and documents follow, and no shell reads them.")
  package let model = SettingKey(
    "olmocr.model", "", influencesResults: true, allowed: "a name or a directory; empty is olmOCR's own",
    accepts: { !$0.hasPrefix("-") }, "The model.")
  package let server = SettingKey(
    "olmocr.server", "", allowed: "an address such as http://host:8000; empty starts one for each task",
    accepts: { $0.isEmpty || $0.contains("://") }, "A server that has the model.")
  package let maxPageErrorRate = SettingKey(
    "olmocr.max_page_error_rate", 0.004, unit: "fraction", atLeast: 0, atMost: 1, influencesResults: true,
    "The share of a document's pages that may fail before olmOCR drops the document.")
  package let pagesPerGroup = SettingKey(
    "olmocr.pages_per_group", 500, unit: "pages", atLeast: 1, atMost: 1_000_000,
    "Pages olmOCR aims at for a group: more use the GPU better, fewer are lost when a task is stopped.")
  package let extraArguments = SettingKey(
    "olmocr.extra_arguments", [String](), influencesResults: true,
    allowed: "a list of arguments, none of which Sluice gives itself", accepts: OlmocrKeys.areFree,
    "Further arguments, as they are; those olmOCR does not know it hands to its server.")
  package let idleTimeout = SettingKey(
    "olmocr.idle_timeout", TimeSpan.minutes(90), atLeast: .seconds(1), atMost: .days(3650),
    "How long the pipeline may go on without finishing a group, its start included.")

  /// What every run is given by the task, or would make it another kind of run.
  private static let taken: Set<String> = [
    "--pdfs", "--markdown", "--max_page_error_rate", "--pages_per_group", "--port", "--model", "--server", "--stats",
    "--beaker",
  ]

  @Sendable private static func areFree(_ arguments: [String]) -> Bool {
    arguments.allSatisfy { !taken.contains(String($0.prefix { $0 != "=" })) }
  }
}

/// `task`
public struct TaskKeys: ListedKeys {
  /// What the section is about.
  public var purpose: String { "The program that is run for one chunk." }
  var members: [any SettingMember] { [pageTimeout, memory, stageIn] }

  package let pageTimeout = SettingKey(
    "task.page_timeout", TimeSpan.seconds(120), atLeast: .seconds(1), atMost: .days(7), "The longest work on one page.")
  package let memory = SettingKey(
    "task.memory", ByteSize.gibibytes(2), atLeast: .mebibytes(256), atMost: .tebibytes(1024),
    "The most memory of one process that reads or recognises pages.")
  package let stageIn = SettingKey(
    "task.stage_in", true, "Whether documents are copied to node-local scratch (slurm.scratch) before they are read.")
}

/// `engines`
public struct EnginesKeys: ListedKeys {
  /// What the section is about.
  public var purpose: String { "What an engine's work costs: chunks and walltimes are made from it." }
  var members: [any SettingMember] { [text, tesseract, auto, olmocr, command] }

  // A minute is Slurm's least; a page in it may turn out to need recognition, on a machine that does other work as well.
  package let text = EngineKeys(.text, secondsPerPage: .milliseconds(50), startup: .seconds(60))
  package let tesseract = EngineKeys(.tesseract, secondsPerPage: .seconds(6), startup: .seconds(300))
  package let auto = EngineKeys(.auto, secondsPerPage: .seconds(6), startup: .seconds(300))
  package let olmocr = EngineKeys(.olmocr, secondsPerPage: .seconds(3), startup: .minutes(10))
  package let command = EngineKeys(.command, secondsPerPage: .seconds(6), startup: .seconds(300))
}

/// `engines.<name>`
public struct EngineKeys: ListedKeys {
  /// What the section is about.
  public var purpose: String { "The engine \(engine.rawValue)." }
  var members: [any SettingMember] { [secondsPerPage, startup] }

  private let engine: EngineName
  package let secondsPerPage: SettingKey<TimeSpan>
  package let startup: SettingKey<TimeSpan>

  init(_ engine: EngineName, secondsPerPage: TimeSpan, startup: TimeSpan) {
    self.engine = engine
    let section = "engines.\(engine.rawValue)"
    self.secondsPerPage = SettingKey(
      "\(section).seconds_per_page", secondsPerPage, atLeast: .milliseconds(1), atMost: .days(7),
      "The time a page takes.")
    self.startup = SettingKey(
      "\(section).startup", startup, atLeast: .seconds(0), atMost: .days(7),
      "The time a task takes before its first page.")
  }
}
