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
  ///   - packsItself: whether its workers pack the batch where it is; a copy of one that is packed already otherwise.
  init(_ settings: String = "", packsItself: Bool = false, on cluster: SlurmCluster? = nil) throws {
    let cluster = try cluster ?? .steady()
    self.cluster = cluster
    home = try TemporaryDirectory()
    wrappers = home.path.appending("bin")
    let lines = Self.settings + settings
    let hostile = home.path.appending("it's a \"work\nspace\" %j")
    try Sys.makeDirectory(hostile)
    if packsItself {
      workspace = try TestWorkspace(settings: lines, below: hostile)
      try Self.pack(workspace, for: cluster)
    } else {
      let packed = try Self.packed.value(cluster.directory.string) {
        let workspace = try TestWorkspace(settings: Self.settings)
        try Self.pack(workspace, for: cluster)
        return workspace
      }
      workspace = try TestWorkspace(copy: packed, below: hostile)
      try workspace.set(lines)
      try renameJob()
    }
  }

  /// A copy of another's workspace whose batch has a name of its own.
  init(copy other: Bench) throws {
    cluster = other.cluster
    home = try TemporaryDirectory()
    wrappers = other.wrappers
    workspace = try TestWorkspace(copy: other.workspace, below: home.path)
    try renameJob()
  }

  /// Workspaces with a batch of two chunks in 02, by cluster; for nobody to change.
  private static let packed = Shared<TestWorkspace>()

  private static func pack(_ workspace: TestWorkspace, for cluster: SlurmCluster) throws {
    for number in 1...2 {
      try workspace.drop(
        PDFBuilder().page(text: "This is document number \(number) of the batch.").data(), as: "\(number).pdf")
    }
    for arguments in [["download"], ["dispatch", "--now"]] {
      let answer = try command(arguments, in: workspace, cluster).run()
      guard answer.status == 0 else { throw TestWorkspace.Failure(description: "\(arguments): \(answer.everything)") }
    }
  }

  /// Gives the batch of a copy a name of its own: jobs are told apart by it.
  private func renameJob() throws {
    let layout = BatchLayout(try workspace.batchDirectory(1))
    var record = try workspace.read(BatchRecord.self, layout.record)
    record.jobName = JobName.draw()
    try Sys.publish(try FormatCoding.file(record), at: layout.record)
    guard var doubt = try? workspace.read(DoubtRecord.self, layout.doubt) else { return }
    doubt.jobName = record.jobName
    try Sys.publish(try FormatCoding.file(doubt), at: layout.doubt)
  }

  // However slow the machine, no document is looked at for too long, and no task is warned: Slurm warns a minute early.
  private static let settings = """
    executor: slurm
    inbox: {settle: 0}
    routing: {text: text, ocr: text, mixed: text}
    dispatch: {chunk_pages: 1}
    engines: {text: {startup: 45min}}
    inspection: {processes: 1, timeout: 1h}
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
  func useWrappers() throws { try change("slurm: {", "slurm: {programs: '\(wrappers)', ") }

  /// Makes an executor the chosen one, with the wrappers where they are used.
  func choose(executor: String) throws { try change("executor: slurm", "executor: \(executor)") }

  /// Replaces a part of the settings.
  func change(_ old: String, _ new: String) throws {
    let settings = String(decoding: try Sys.contents(of: workspace.root.appending("sluice.yaml")), as: UTF8.self)
    try workspace.set(settings.replacing(old, with: new))
  }

  // MARK: Typing

  private static func command(
    _ arguments: [String], in workspace: TestWorkspace, _ cluster: SlurmCluster
  ) -> Command {
    var command = workspace.command(arguments)
    command.program.environment["SLURM_CONF"] = cluster.conf.string
    return command
  }

  func command(_ arguments: [String], _ environment: [String: String] = [:]) -> Command {
    var command = Self.command(arguments, in: workspace, cluster)
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
  func settle(_ comment: String = "") throws {
    try eventually("\(comment): a job for the batch: \((try? sluice("status").everything) ?? "")", every: 200) {
      try sluice("submit")
      return hasJob || Sys.exists(workspace.root.appending("manifests/batches/batch_000001"))
    }
  }

  /// Runs passes of cleanup, with further options, until so many documents are in a place.
  func collect(_ count: Int, in place: String, _ options: String...) throws {
    var found: [String] = []
    try eventually("\(count) documents in \(place) and not \(found)", every: 200) {
      _ = try command(["cleanup"] + options).run()
      found = try workspace.identifiers(in: place)
      return found.count >= count
    }
    #expect(found.count == count)
  }

  /// Runs the workers until all is done, then proves that nothing was lost and nothing submitted twice.
  func finish(items: Int = 2, _ comment: String = "") throws {
    let name = try jobName
    try settle(comment)
    try collect(items, in: "04_ocr_completed")
    let jobs = try cluster.jobs(named: name)
    #expect(jobs.values.count { $0 } == 1, "\(comment): jobs of the batch that ran: \(jobs)")
    let audit = try sluice("audit")
    #expect(audit.status == 0, "\(comment): \(audit.everything)")
  }
}
