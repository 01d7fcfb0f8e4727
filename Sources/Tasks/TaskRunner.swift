import Dispatch
import Formats
import Glibc
import Parsing
import SystemCalls

/// The program run for one chunk: `sluice task`.
///
/// Reads: `batch.json`, `chunks/<chunk>/list.ndjson`, the documents, and what earlier batches and tries finished.
/// Writes: `chunks/<chunk>/<try>/` and nothing else (law 9): `pages.ndjson`, `results.ndjson`, `progress.json`, at the end
/// `outcome.json`; copies of documents in a private directory in node-local scratch.
/// Fails: a page or a document that fails is named in the outcome and the others go on. What stops the task (an unreadable
/// list, a full disk, a parser that does not start) is the outcome's message; it never says `complete` then.
/// Crash: complete lines of pages count; the next try does only what is missing.
public struct TaskRunner: Sendable {
  /// The batch's directory.
  public var batch: FilePath
  /// The chunk's name.
  public var chunk: String
  /// The try's name, `<job>.<restart>`.
  public var tryName: String
  /// Documents or pages worked on at the same time.
  public var processes: Int
  /// The parser program.
  public var parser: FilePath = ParserSettings.standardExecutable
  /// The version of Sluice that goes into records and outcome.
  public var version = "0"
  /// The warning signal that came, if one did.
  public var warning: @Sendable () -> Int32? = { Sys.notedSignal }
  /// Seconds the pages at hand are waited for after a signal before the outcome is written without them.
  ///
  /// Slurm kills 30 s after SIGTERM (KillWait, slurm.conf(5)). SIGUSR1 is sent early by choice (`--signal`, sbatch(1)), and a
  /// page takes a second or two.
  var patience: @Sendable (Int32) -> Double = { $0 == SIGUSR1 ? 60 : 15 }
  /// Takes a line for the log.
  public var log: @Sendable (String) -> Void = { _ in }

  /// Prepares one try of one chunk.
  public init(batch: FilePath, chunk: String, tryName: String, processes: Int) {
    self.batch = batch.isAbsolute ? batch : Sys.currentDirectory.pushing(batch)
    self.chunk = chunk
    self.tryName = tryName
    self.processes = max(1, processes)
  }

  /// Works through the chunk's list.
  public func run() -> TaskEnding {
    let layout = BatchLayout(batch)
    let startedAt = Timestamp.now
    let files: BatchLayout.Try
    do {
      guard [chunk, tryName].allSatisfy({ FilePath.Component(bytes: $0.utf8)?.isHidden == false }) else {
        throw TaskFailure("chunk and try must be plain names")
      }
      files = try TryWriter.makeDirectory(layout: layout, chunk: chunk, name: tryName)
    } catch let error as SystemError where error.isGone && !Sys.exists(layout.chunk(chunk)) {
      log("chunk \(chunk) of \(batch) is closed, or there is none; nothing to do")
      return .closed
    } catch let error as SystemError where error.errno == .fileExists {
      log("\(error.path ?? ""): another task has this try; give each try a name of its own")
      return .taken
    } catch {
      log("\(error)")
      return .failed
    }
    return run(layout, files, startedAt)
  }

  private func run(_ layout: BatchLayout, _ files: BatchLayout.Try, _ startedAt: Timestamp) -> TaskEnding {
    var record: BatchRecord?
    do {
      let batch = try batchRecord(layout)
      record = batch
      return try work(on: batch, layout, files, startedAt)
    } catch let error as SystemError where error.isGone && !Sys.exists(files.directory) {
      log("chunk \(chunk) was closed; nothing more to do")
      return .closed
    } catch {
      let outcome = self.outcome(
        .failed("\(error)"), [], engine: record?.engine ?? "", versions: [:], startedAt: startedAt)
      log("\(error)")
      if let bytes = try? FormatCoding.file(outcome) {
        do { try Sys.publish(bytes, at: files.outcome) } catch { log("the outcome could not be written: \(error)") }
      }
      return .failed
    }
  }

  private func batchRecord(_ layout: BatchLayout) throws -> BatchRecord {
    let bytes = try Sys.contents(of: layout.record, limit: FormatCoding.longest)
    do { return try FormatCoding.decode(BatchRecord.self, from: bytes) } catch {
      throw TaskFailure("\(layout.record) is no record of a batch; run: sluice audit")
    }
  }

  private func work(
    on batch: BatchRecord, _ layout: BatchLayout, _ files: BatchLayout.Try, _ startedAt: Timestamp
  ) throws -> TaskEnding {
    let entries = try ChunkList(layout.list(chunk)).entries
    var finished = FinishedPages(entries, fingerprint: batch.settingsFingerprint, engine: batch.engine)
    try finished.collect(layout: layout, chunk: chunk, ownTry: tryName)
    let source = DocumentSource(batch: self.batch, scratch: scratch(for: batch))
    defer { source.end() }
    let engine = try engine(for: batch, source: source, files: files)
    var versions = try engine.versions().merging(["sluice": version]) { $1 }
    let assembly = RecordAssembly(version: version, day: startedAt.day)
    let ledger = Ledger(
      entries: entries, finished: finished, writer: try TryWriter(files), lanes: processes,
      wholeDocuments: engine.takesWholeDocuments, fingerprint: batch.settingsFingerprint, startedAt: startedAt,
      assemble: { try engine.line($0, $1, assembly) })
    try Sys.publish(try FormatCoding.file(versions), at: files.versions)
    ledger.completeWhatNeedsNothing()
    describe(ledger.progress(), batch, copies: source.copies, unreadable: finished.unreadable)
    engine.work(
      at: Workbench(
        ledger: ledger, source: source, entries: entries, processes: processes, warning: warning, patience: patience,
        log: log))
    if !engine.learnedVersions.isEmpty {
      versions.merge(engine.learnedVersions) { $1 }
      try Sys.publish(try FormatCoding.file(versions), at: files.versions)
    }
    let stop = ledger.seal { stop, items in
      outcome(stop, items, engine: batch.engine, versions: versions, startedAt: startedAt)
    }
    return conclude(stop, ledger.progress())
  }

  private func scratch(for batch: BatchRecord) -> FilePath? {
    // olmOCR reads each document once, whole: a copy would be one reading more.
    batch.settings.stageIn && batch.engine != "olmocr" ? DocumentSource.scratchDirectory(for: self.batch) : nil
  }

  private func engine(
    for batch: BatchRecord, source: DocumentSource, files: BatchLayout.Try
  ) throws -> any Engine {
    let warned: @Sendable () -> Bool = { [warning] in warning() != nil }
    switch batch.engine {
    case "null": return NullEngine()
    case "command":
      return CommandEngine(
        settings: batch.settings, workspace: files.directory.appending(".work"), warned: warned)
    case "olmocr":
      guard let settings = batch.settings.olmocr else {
        throw TaskFailure("batch.json says nothing for the engine olmocr; run: sluice audit")
      }
      return OlmocrEngine(settings: settings, batch: self.batch, files: files)
    default:
      guard let way = ParserEngine.Way(rawValue: batch.engine) else {
        throw TaskFailure(
          "this program has no engine named \(batch.engine); it has text, tesseract, auto, olmocr, command")
      }
      let parser = ParserSettings(
        directory: source.directory, executable: self.parser, memory: batch.settings.parserMemory)
      return ParserEngine(way: way, settings: batch.settings, parser: parser, warned: warned)
    }
  }

  private func outcome(
    _ stop: Stop?, _ items: [ItemOutcome], engine: String, versions: [String: String], startedAt: Timestamp
  ) -> Outcome {
    var outcome = Outcome(
      ending: .complete, engine: engine, versions: versions, host: Sys.hostName, startedAt: startedAt, endedAt: .now,
      items: items)
    switch stop {
    case nil, .closed: break
    case .warned(let signal):
      outcome.ending = .warned
      outcome.message = "signal \(signal) came before the list was done"
    case .failed(let sentence):
      outcome.ending = .failed
      outcome.message = sentence
    }
    return outcome
  }

  private func describe(_ progress: TaskProgress, _ batch: BatchRecord, copies: Bool, unreadable: Int) {
    log(
      "\(batch.batchID) chunk \(chunk): \(progress.itemsTotal) items, \(progress.pagesTotal) pages, "
        + "\(progress.pagesDone) already done; engine \(batch.engine), \(processes) at a time"
        + (copies ? ", by way of scratch" : ""))
    if unreadable > 0 { log("\(unreadable) lines of earlier pages were torn or damaged; those pages are done again") }
  }

  private func conclude(_ stop: Stop?, _ progress: TaskProgress) -> TaskEnding {
    let counts =
      "\(progress.itemsDone) of \(progress.itemsTotal) items, \(progress.pagesDone) of \(progress.pagesTotal) pages"
      + (progress.pagesFailed > 0 ? ", \(progress.pagesFailed) failed" : "")
    switch stop {
    case nil:
      log("complete: \(counts)")
      return .complete
    case .warned(let signal):
      log("stopped by signal \(signal): \(counts)")
      return .warned
    case .closed:
      log("chunk \(chunk) was closed; nothing more to do")
      return .closed
    case .failed(let sentence):
      log("failed: \(sentence); \(counts)")
      return .failed
    }
  }
}
