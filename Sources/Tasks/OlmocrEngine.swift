import Formats
import Results
import SystemCalls

/// The engine `olmocr`: the external pipeline, run once for all documents of the chunk that lack pages.
///
/// It works in `olmocr/` inside the try's own directory, which is new in every try: a lock that an earlier run left, and that
/// would make the pipeline skip its own work for 1,800 s and exit 0, is never met. What earlier tries of the chunk finished is
/// taken over first. No shell sees any of its arguments, and all documents follow one `--pdfs`, as repeated flags keep the last.
///
/// Fails: the exit status proves nothing. A document has pages when a finished group has its record; one whose group is
/// finished without a record of it has failed itself; of all others nothing is known, whatever the pipeline said.
struct OlmocrEngine: Engine {
  let settings: OlmocrSettings
  /// The batch's directory, absolute.
  let batch: FilePath
  let files: BatchLayout.Try
  private let records = OlmocrRecords()

  let takesWholeDocuments = true

  init(settings: OlmocrSettings, batch: FilePath, files: BatchLayout.Try) {
    self.settings = settings
    self.batch = batch
    self.files = files
  }

  /// The pipeline's own workspace.
  var workspace: OlmocrWorkspace { OlmocrWorkspace(files.directory.appending(OlmocrWorkspace.name)) }

  func versions() throws(TaskFailure) -> [String: String] {
    // Its start takes too long to ask it for its version: the records tell.
    _ = try CommandEngine.executable(settings.command.first ?? "")
    return [:]
  }

  var learnedVersions: [String: String] { records.version.map { ["olmocr": $0] } ?? [:] }

  func line(_ entry: ChunkEntry, _ pages: [PageRecord], _ usual: RecordAssembly) throws -> [UInt8] {
    try records.line(entry, pages, usual)
  }

  func work(at bench: Workbench) {
    var harvest = OlmocrHarvest(bench: bench, records: records)
    do {
      for path in try earlierTries() {
        try harvest.take(OlmocrWorkspace(path.appending(OlmocrWorkspace.name)), ofEarlierTry: true)
      }
      try harvest.refuseUnreadable(in: batch)
      if !harvest.waiting.isEmpty, !bench.ledger.isStopped, bench.warning() == nil {
        try run(bench, &harvest)
      } else if let signal = bench.warning() {
        bench.ledger.stop(.warned(signal))
      }
    } catch {
      bench.ledger.stop(.failed("\(error)"))
    }
    harvest.letGo()
  }

  private func earlierTries() throws(SystemError) -> [FilePath] {
    let chunk = files.directory.removingLastComponent()
    return try Sys.entries(of: chunk).filter { !$0.name.isHidden && $0.kind != .file }
      .map { chunk.appending($0.name) }.filter { $0 != files.directory }
  }

  private func run(_ bench: Workbench, _ harvest: inout OlmocrHarvest) throws {
    let scratch = files.directory.appending(".work")
    try Sys.ensureDirectory(scratch)
    defer { try? Sys.removeTree(scratch) }
    try Sys.makeDirectory(workspace.directory)
    let given = harvest.waiting.values.map { batch.pushing(FilePath(bench.entries[$0.document].path)).string }.sorted()
    bench.log("olmOCR gets \(given.count) documents; its log is \(OlmocrRun.logName) in the try's directory")
    var run = try OlmocrRun(
      program: try program(given, in: scratch), log: files.directory.appending(OlmocrRun.logName),
      idleTimeout: settings.idleTimeoutSeconds)
    let end = try run.watch(bench) {
      let before = harvest.groups.count
      try harvest.take(workspace)
      return harvest.groups.count > before
    }
    try harvest.take(workspace)
    let paths = OlmocrGroups.members(
      of: harvest.groups, among: given, longest: settings.pagesPerGroup)
    harvest.refuseDropped(finished: Set(paths.values.joined()), in: batch)
    conclude(end, bench, given: given.count, left: harvest.waiting.count)
  }

  /// The command line of olmOCR 0.4: workspace first, documents last.
  func arguments(_ documents: [String], port: UInt16) -> [String] {
    var arguments = Array(settings.command.dropFirst())
    arguments += [workspace.directory.string, "--markdown"]
    arguments += ["--max_page_error_rate", String(settings.maxPageErrorRate)]
    arguments += ["--pages_per_group", String(settings.pagesPerGroup)]
    if !settings.model.isEmpty { arguments += ["--model", settings.model] }
    arguments += settings.server.isEmpty ? ["--port", String(port)] : ["--server", settings.server]
    return arguments + settings.extraArguments + ["--pdfs"] + documents
  }

  private func program(_ documents: [String], in scratch: FilePath) throws -> Program {
    var program = Program(try CommandEngine.executable(settings.command.first ?? ""))
    program.arguments = arguments(documents, port: try Sys.freePort()).map { Array($0.utf8) }
    // It leaves a log of its own wherever it starts.
    program.directory = scratch
    program.newGroup = true
    // SIGKILL
    program.parentDeathSignal = 9
    program.environment = ["PYTHONUNBUFFERED": "1"]
    return program
  }

  private func conclude(_ end: OlmocrRun.End, _ bench: Workbench, given: Int, left: Int) {
    switch end {
    case .warned(let signal): bench.ledger.stop(.warned(signal))
    case .stopped: break
    case .idle(let words):
      bench.ledger.stop(
        .failed("olmOCR finished no group for \(settings.idleTimeoutSeconds) s and was ended.\(words)"))
    case .ended(.exited(0), let words) where left > 0:
      bench.ledger.stop(
        .failed("olmOCR ended with status 0 and finished nothing for \(left) of \(given) documents.\(words)"))
    case .ended(.exited(0), _): break
    case .ended(.exited(let status), let words):
      bench.ledger.stop(.failed("olmOCR ended with status \(status).\(words)"))
    case .ended(.signalled(let signal), let words):
      bench.ledger.stop(.failed("olmOCR was ended by signal \(signal).\(words)"))
    }
  }
}
