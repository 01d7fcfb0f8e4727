import Formats
import Scheduling
import SystemCalls
import TestSupport
import Testing

/// A workspace whose one batch is packed and waits for the submitter.
final class Bench: Sendable {
  let cluster: SlurmCluster
  let workspace: TestWorkspace
  /// Programs that stand before Slurm's own.
  let wrappers: FilePath
  private let home: TemporaryDirectory

  /// - Parameters:
  ///   - settings: further lines of sluice.yaml.
  ///   - outcomeWait: how long cleanup waits for the files of a task that is over.
  init(_ settings: String = "", outcomeWait: String = "2s", chunks: Int = 2, on cluster: SlurmCluster? = nil) throws {
    self.cluster = try cluster ?? .steady()
    home = try TemporaryDirectory()
    wrappers = home.path.appending("bin")
    let hostile = home.path.appending("it's a \"work\nspace\" %j")
    try Sys.makeDirectory(hostile)
    let common = Self.settings.replacing("outcome_wait: 2s", with: "outcome_wait: \(outcomeWait)")
    workspace = try TestWorkspace(settings: common + settings, below: hostile)
    for number in 1...chunks {
      try workspace.drop(
        PDFBuilder().page(text: "This is document number \(number) of the batch.").data(), as: "\(number).pdf")
    }
    try must("download")
    try must("dispatch", "--now")
  }

  /// A copy of another's workspace whose batch has a name of its own.
  init(copy other: Bench) throws {
    cluster = other.cluster
    home = try TemporaryDirectory()
    wrappers = other.wrappers
    workspace = try TestWorkspace(copy: other.workspace, below: home.path)
    let layout = BatchLayout(try workspace.batchDirectory(1))
    var record = try workspace.read(BatchRecord.self, layout.record)
    record.jobName = JobName.draw()
    try Sys.publish(try FormatCoding.file(record), at: layout.record)
    guard var doubt = try? workspace.read(DoubtRecord.self, layout.doubt) else { return }
    doubt.jobName = record.jobName
    try Sys.publish(try FormatCoding.file(doubt), at: layout.doubt)
  }

  private static let settings = """
    executor: slurm
    inbox: {settle: 0}
    routing: {text: text, ocr: text, mixed: text}
    dispatch: {chunk_pages: 1}
    engines: {text: {startup: 20s}}
    inspection: {processes: 1}
    limits: {min_free_bytes: 1MiB, headroom: 1MiB}
    cleanup: {outcome_wait: 2s}

    """ + "slurm: {doubt_wait: 2s, text: {memory: 256MiB}}\n"

  /// Puts a shell script before a program of Slurm's; the others stay what they are. Needs `slurm: {programs: …}`.
  func wrap(_ tool: String, _ script: String) throws {
    try Sys.ensurePath(wrappers)
    for name in ["sbatch", "squeue", "sacct", "scontrol", "scancel", "sinfo", "sacctmgr", "srun"]
    where !Sys.exists(wrappers.appending(name)) {
      _ = try Command("/bin/ln", ["-s", "/usr/bin/\(name)", wrappers.appending(name).string]).run()
    }
    let path = wrappers.appending(tool)
    try Sys.publish(Array("#!/bin/sh\n\(script)\n".utf8), at: path)
    _ = try Command("/bin/chmod", ["+x", path.string]).run()
  }

  /// From here on the wrappers are what runs.
  func useWrappers() throws {
    try workspace.set(Self.settings.replacing("slurm: {", with: "slurm: {programs: '\(wrappers)', "))
  }

  /// Makes an executor the chosen one, with the wrappers where they are used.
  func choose(executor: String) throws {
    let path = workspace.root.appending("sluice.yaml")
    let settings = String(decoding: try Sys.contents(of: path), as: UTF8.self)
    try workspace.set(settings.replacing("executor: slurm", with: "executor: \(executor)"))
  }

  // MARK: Typing

  func command(_ arguments: [String], _ environment: [String: String] = [:]) -> Command {
    var command = workspace.command(arguments)
    command.program.environment["SLURM_CONF"] = cluster.conf.string
    for (name, value) in environment { command.program.environment[name] = value }
    return command
  }

  @discardableResult
  func sluice(_ arguments: String...) throws -> Command.Answer { try command(arguments).run() }

  func must(_ arguments: String...) throws {
    let answer = try command(arguments).run()
    guard answer.status == 0 else {
      throw TestWorkspace.Failure(description: "sluice \(arguments.joined(separator: " ")): \(answer.everything)")
    }
  }

  // MARK: Looking

  var batch: FilePath { workspace.root.appending("stages/03_ocr_processing/batch_000001") }
  var jobName: String { get throws { try workspace.batch(1).jobName } }
  var hasJob: Bool { Sys.exists(batch.appending("job.json")) }
  var doubt: DoubtRecord? { try? workspace.read(DoubtRecord.self, batch.appending("doubt.json")) }
  var events: String { get throws { try sluice("manifest", "cat", "submitter").output } }

  /// Runs passes of the submitter until the batch has its job.
  func settle() throws -> Bool {
    try waitUntil(every: 300) {
      try sluice("submit")
      return hasJob || Sys.exists(workspace.root.appending("manifests/batches/batch_000001"))
    }
  }

  /// Runs the workers until all is done, then proves that nothing was lost and nothing submitted twice.
  ///
  /// - Parameter name: the batch's job.
  func finish(items: Int = 2, _ comment: String = "") throws {
    let name = try jobName
    if try !settle() {
      let status = try sluice("status")
      Issue.record("\(comment): the batch is forgotten: \(status.everything)")
      return
    }
    try waitUntil(every: 300) {
      try sluice("cleanup")
      return try workspace.identifiers(in: "04_ocr_completed").count >= items
    }
    #expect(try workspace.identifiers(in: "04_ocr_completed").count == items, "\(comment)")
    let jobs = try cluster.jobs(named: name)
    #expect(jobs.values.count { $0 } == 1, "\(comment): jobs of the batch that ran: \(jobs)")
    let audit = try sluice("audit")
    #expect(audit.status == 0, "\(comment): \(audit.everything)")
  }
}
