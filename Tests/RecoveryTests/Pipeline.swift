import Foundation
import SystemCalls
import TestSupport
import Testing

/// A small workspace that was brought to the eve of one verb, to be copied for each point at which that verb is disturbed.
final class Pipeline: Sendable {
  /// A program of the pipeline whose calls are counted.
  struct Verb: Sendable, CustomTestStringConvertible {
    /// The name by which faults are injected into it.
    var name: String
    /// What is typed to run it.
    var command: [String]
    /// What is run before it.
    var before: [[String]]
    /// Points of a sample at which it is killed.
    var sample: Int

    var testDescription: String { name }

    static let download = Verb(name: "download", command: ["download"], before: [], sample: 24)
    static let dispatch = Verb(name: "dispatch", command: ["dispatch", "--now"], before: [["download"]], sample: 14)
    static let submit = Verb(
      name: "submit", command: ["submit"], before: dispatch.before + [dispatch.command], sample: 12)
    static let supervise = Verb(name: "supervise", command: ["submit"], before: submit.before, sample: 14)
    static let task = Verb(name: "task", command: ["submit"], before: submit.before, sample: 14)
    static let cleanup = Verb(name: "cleanup", command: ["cleanup"], before: submit.before + [["submit"]], sample: 20)
    static let finalize = Verb(
      name: "finalize", command: ["finalize"], before: cleanup.before + [cleanup.command], sample: 24)
    static let retry = Verb(name: "retry", command: ["retry", "--all"], before: [], sample: 8)

    static let all = [download, dispatch, submit, supervise, task, cleanup, finalize, retry]
  }

  private let temporary: TemporaryDirectory
  let verb: Verb
  /// The workspace on the eve of the verb.
  var eve: FilePath { temporary.path.appending("eve") }

  init(_ verb: Verb) throws {
    self.verb = verb
    temporary = try TemporaryDirectory(inMemory: true)
    try makeWorkspace()
    for command in verb.before {
      try must(command, in: eve)
      if command == ["submit"] { try waitForTasks(in: eve) }
    }
  }

  /// A copy of the eve.
  func copy(_ name: String) throws -> FilePath {
    let path = temporary.path.appending(name)
    try Tool.copy(eve, to: path)
    return path
  }

  /// The calls of an undisturbed run of the verb, one number for each process that has its name.
  func countCalls() throws -> [Int] {
    let root = try copy("counted")
    let file = temporary.path.appending("count")
    let answer = try Tool.sluice(verb.command, in: root, ["SLUICE_INJECT_COUNT": "\(verb.name):\(file)"])
    guard answer.status == 0 else { throw Failed(answer.output) }
    if verb.command == ["submit"] { try waitForTasks(in: root) }
    let counts = String(decoding: try Sys.contents(of: file), as: UTF8.self).split(separator: "\n").compactMap {
      Int($0)
    }
    return counts
  }

  /// Everything of value in a workspace that was run to its end.
  func undisturbed() throws -> [String: String] {
    let root = try copy("undisturbed")
    try must(verb.command, in: root)
    try must(["run"], in: root)
    return try Outputs.read(root)
  }

  /// Runs a command that must succeed.
  func must(_ command: [String], in root: FilePath) throws {
    let answer = try Tool.sluice(command, in: root)
    guard answer.status == 0 else { throw Failed("sluice \(command.joined(separator: " ")): \(answer.output)") }
  }

  /// Waits until no supervisor and no task of the workspace runs; a minute at most, and then the test's own words tell.
  func waitForTasks(in root: FilePath) throws {
    let stage = root.appending("stages/03_ocr_processing")
    let deadline = Sys.monotonicSeconds + 60
    while Sys.monotonicSeconds < deadline {
      let batches = try Sys.entries(of: stage).filter { !$0.name.isHidden }
      let histories = batches.map { stage.appending($0.name).appending("local.ndjson") }
      let isOver = try histories.allSatisfy {
        try Sys.exists($0) && String(decoding: Sys.contents(of: $0), as: UTF8.self).contains(#""event":"ended""#)
      }
      if isOver { return Sys.sleep(milliseconds: 50) }
      Sys.sleep(milliseconds: 20)
    }
  }

  // MARK: The workspace

  /// One item done, two quarantined that come back (by `retry`, and by a person's own hand), and an inbox of all kinds.
  private func makeWorkspace() throws {
    guard try Tool.sluice(["init", eve.string], in: temporary.path).status == 0 else { throw Failed("init") }
    let settings = """
      inbox: {settle: 0}
      limits: {min_free_bytes: 1MiB, headroom: 1MiB}
      routing: {text: text, ocr: text, mixed: text}
      retention: {dropped: delete}
      local: {cpus: 1}
      dispatch: {chunk_pages: 3}
      inspection: {processes: 1}
      """
    try Sys.publish(Array("\(settings)\n".utf8), at: eve.appending("sluice.yaml"))
    let inbox = eve.appending("stages/00_inbox")
    try Sys.writePrivate(Self.document("first", pages: 2), at: inbox.appending("first.pdf"))
    try Sys.writePrivate(Self.document("first", pages: 2), at: inbox.appending("first again.pdf"))
    try Sys.writePrivate(Array("no document".utf8), at: inbox.appending("letter.pdf"))
    try must(["run"], in: eve)
    if verb.name != "retry" {
      try must(["retry", "--reason", "duplicate"], in: eve)
      let quarantine = eve.appending("stages/99_errors/not_a_pdf")
      for shard in try Sys.entries(of: quarantine) {
        let item = quarantine.appending(shard.name).appending("letter")
        if Sys.exists(item) { try Sys.rename(item, to: inbox.appending("letter")) }
      }
    }
    try Sys.writePrivate(Self.document("second", pages: 3), at: inbox.appending("second.pdf"))
    try Sys.writePrivate(Self.document("second", pages: 3), at: inbox.appending("third, the second's twin.pdf"))
    try Sys.makeDirectory(inbox.appending("folder"))
    try Sys.writePrivate(Self.document("inner", pages: 1), at: inbox.appending("folder/näme 'q'.pdf"))
    try Sys.writePrivate(Array("%PDF-1.4 and no more".utf8), at: inbox.appending("cut.pdf"))
    let added = temporary.path.appending("added.pdf")
    try Sys.writePrivate(Self.document("added", pages: 1), at: added)
    try must(["add", "--collection", "letters", added.string], in: eve)
  }

  private static func document(_ name: String, pages: Int) -> [UInt8] {
    var builder = PDFBuilder()
    for page in 1...pages { builder = builder.page(text: "This is page \(page) of the document called \(name).") }
    return builder.data()
  }
}

/// What a user has at the end: every file in 05 and 99, without what may differ from run to run.
enum Outputs {
  /// Times, names of batches and jobs, and the history.
  private static let varying: Set<String> = [
    "downloaded_at", "submitted_at", "ocr_completed_at", "verified_at", "quarantined_at", "processing_seconds", "at",
    "batch_id", "slurm_job_id", "history", "retry_count",
  ]

  static func read(_ root: FilePath) throws -> [String: String] {
    var files: [String: String] = [:]
    func visit(_ directory: FilePath, _ shown: String) throws {
      for entry in try Sys.entries(of: directory) {
        let (path, name) = (directory.appending(entry.name), "\(shown)/\(entry.name.string)")
        if try Sys.status(of: path).kind == .directory {
          try visit(path, name)
        } else {
          files[name] = try text(of: path)
        }
      }
    }
    for stage in ["05_processed", "99_errors"] { try visit(root.appending("stages/\(stage)"), stage) }
    return files
  }

  private static func text(of path: FilePath) throws -> String {
    let bytes = try Sys.contents(of: path)
    guard path.string.hasSuffix(".json") else { return String(decoding: bytes, as: UTF8.self) }
    let value = steady(try JSONSerialization.jsonObject(with: Data(bytes)))
    let data = try JSONSerialization.data(withJSONObject: value, options: [.sortedKeys, .prettyPrinted])
    return String(decoding: data, as: UTF8.self)
  }

  private static func steady(_ value: Any) -> Any {
    if let object = value as? [String: Any] {
      return object.filter { !varying.contains($0.key) }.mapValues { steady($0) }
    }
    if let array = value as? [Any] { return array.map { steady($0) } }
    return value
  }

  /// The first difference, for a person.
  static func difference(_ found: [String: String], from expected: [String: String]) -> String? {
    for name in Set(found.keys).union(expected.keys).sorted() where found[name] != expected[name] {
      return "\(name): expected \(expected[name] ?? "no file"), found \(found[name] ?? "no file")"
    }
    return nil
  }
}
