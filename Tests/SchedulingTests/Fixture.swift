import Formats
import SystemCalls
import TestSupport
import Testing

@testable import Scheduling

/// A place for batches with a name that breaks whatever treats names as text, and a program to play the task.
final class Place: Sendable {
  let root: FilePath
  let script: FilePath
  private let home: TemporaryDirectory

  /// Makes the place; `script` is run as `/bin/sh SCRIPT BATCH CHUNK --try … --processes …`, with `b` and `c` set to the
  /// batch's directory and the chunk, and `p` to the place.
  init(_ script: String = "exit 0") throws {
    let name = Array("-a 'b\" $(c)\n%s ".utf8) + [0xff, 0xfe]
    let hostile = try #require(FilePath.Component(bytes: name))
    home = try TemporaryDirectory()
    root = home.path.appending(hostile)
    self.script = root.appending("task.sh")
    try Sys.ensurePath(root)
    // `hold FILE` waits for a file, or until the place is gone, so that a test that fails leaves nothing running.
    let preamble = """
      ulimit -c 0
      b=$1; c=$2; p=${b%/*}
      hold() { until [ -e "$1" ] || [ ! -d "$p" ]; do sleep 0.05; done; }
      printf '%s\\n' "$c" >>"$b/ran"

      """
    try Sys.writePrivate(Array((preamble + script + "\n").utf8), at: self.script)
  }

  /// The options of this place's supervisors: the probe in the place of `sluice`, the script in the place of `sluice task`.
  func options(concurrency: Int = 2, grace: Double = 30, memory: Int64? = nil) -> SupervisorOptions {
    let probe = Command.built("supervise-probe")
    var options = SupervisorOptions(
      batch: root, slots: root.appending("slots"), concurrency: concurrency, program: probe)
    options.taskProgram = "/bin/sh"
    options.taskArguments = [script]
    options.graceSeconds = grace
    options.memoryLimit = memory
    return options
  }

  func executor(concurrency: Int = 2, grace: Double = 30, memory: Int64? = nil) -> LocalExecutor {
    LocalExecutor(options(concurrency: concurrency, grace: grace, memory: memory))
  }

  /// A batch as the submitter holds it: complete, without a job.
  func batch(_ name: String = "batch_000001", chunks: Int = 1, walltime: Int = 3600) throws -> BatchHandle {
    let layout = BatchLayout(root.appending(name))
    let records = (1...chunks).map { number in
      ChunkRecord(name: "000\(number)", items: 1, pages: 1, walltimeSeconds: walltime)
    }
    for chunk in records { try Sys.ensurePath(layout.chunk(chunk.name)) }
    let settings = TaskSettings(
      languages: "eng", dpi: 150, trustHiddenText: false, textQuality: 0.5, pageTimeoutSeconds: 60,
      parserMemory: 1 << 30, command: [], stageIn: false)
    let record = BatchRecord(
      batchID: name, jobName: JobName.draw(), createdAt: .now, engine: "text", settings: settings,
      settingsFingerprint: "0", chunks: records)
    try Sys.publish(try FormatCoding.file(record), at: layout.record)
    return BatchHandle(name: name, layout: layout, record: record, job: nil)
  }

  func exists(_ name: String) -> Bool { Sys.exists(root.appending(name)) }
  func make(_ name: String) throws { try Sys.writePrivate([], at: root.appending(name)) }
}

extension BatchHandle {
  /// The batch with its job published, as after a crash before the start.
  func withJob(host: LocalHost = LocalExecutor.thisHost) throws -> BatchHandle {
    let job = JobRecord(
      executor: "local", jobName: record.jobName, slurmJobID: record.jobName, host: host.name, bootID: host.bootID,
      submittedAt: .now)
    try Sys.publish(try FormatCoding.file(job), at: layout.job)
    return BatchHandle(name: name, layout: layout, record: record, job: job)
  }

  /// Hands the batch over as the submitter does.
  func submitted(to executor: LocalExecutor) throws -> BatchHandle {
    let answer = try executor.submit(self) { try Sys.publish(try FormatCoding.file($0), at: layout.job) }
    guard case .handedOver(let job) = answer else { throw Unexpected("\(answer)") }
    return BatchHandle(name: name, layout: layout, record: record, job: job)
  }

  /// The chunks whose tasks began, one line each time.
  var ran: [String] { lines("ran").sorted() }

  func lines(_ name: String) -> [String] {
    guard let bytes = try? Sys.contents(of: layout.directory.appending(name)) else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  var history: LocalHistory { get throws { try LocalHistory(reading: layout.localHistory) } }
}

struct Unexpected: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

extension LocalExecutor {
  func state(of batch: BatchHandle) throws -> BatchState { try #require(try poll([batch])[batch.name]) }

  /// Polls until every chunk has ended; the kinds by chunk.
  func end(of batch: BatchHandle) async throws -> [String: ChunkEnding] {
    try await eventually("the end of \(batch.name)") { try state(of: batch).isOver }
    return try state(of: batch).chunks.compactMapValues(\.ending)
  }
}

/// Makes a shell script that can be run at once.
///
/// Another process writes it: a file that is open for writing cannot be run (execve(2), ETXTBSY), and what is open here a
/// program that another test starts at that moment has open, too, until its own begins.
func makeProgram(_ script: String, at path: FilePath) throws {
  let directory = try TemporaryDirectory()
  let text = try directory.write(Array("#!/bin/sh\n\(script)\n".utf8), as: "script")
  let answer = try Command("/usr/bin/install", ["-m", "755", text.string, path.string]).run()
  guard answer.status == 0 else { throw Unexpected(answer.everything) }
}
