import SystemCalls
import TestSupport

/// Disturbs one verb at one point, lets it go on, and looks whether anything is lost, doubled or different.
package struct Sweep: Sendable {
  package let pipeline: Pipeline
  /// After each so manieth point the whole pipeline is run to its end; otherwise the disturbed verb alone.
  package let toTheEndEvery: Int

  package init(_ pipeline: Pipeline, toTheEndEvery: Int) {
    self.pipeline = pipeline
    self.toTheEndEvery = toTheEndEvery
  }

  private var verb: Verb { pipeline.verb }

  /// What a person reads for each cause (errno(3), as the C library words it).
  package static let causes = [
    "ENOSPC": "No space left on device", "EDQUOT": "Disk quota exceeded", "EIO": "Input/output error",
    "ESTALE": "Stale file handle", "EACCES": "Permission denied", "EINTR": "Interrupted system call",
    "ENOENT": "No such file or directory",
  ]

  /// Calls that a file server makes and whose reply it can lose: said to have failed as it answers when it is asked again, and
  /// as a client answers that gave up waiting.
  package var lostReplies: [Point] {
    pipeline.trace.calls.filter { ["rename", "unlink", "link", "rmdir"].contains($0.name) && $0.errno == 0 }
      .flatMap { call in ["lost-ENOENT", "lost-EIO"].map { Point($0, call.number) } }
  }

  /// Calls that only look, failing as they do when a file server hiccups. Which of two equal documents is the item and which
  /// its duplicate is decided by which could be read first, so that the one of them that comes first is left alone.
  package var failingLooks: [Point] {
    pipeline.looks.calls.filter { !$0.path.hasSuffix("/00_inbox/second.pdf") }.flatMap { call in
      ["read-EIO", "read-ESTALE"].map { Point($0, call.number) }
    }
  }

  /// Every failure of every call: each cause once, and each write cut short.
  package var faults: [Point] {
    pipeline.trace.calls.flatMap { call in
      Self.causes.keys.filter { $0 != "ENOENT" }.sorted().map { Point($0, call.number) }
        + (call.name == "write" ? [Point("short", call.number)] : [])
    }
  }

  /// Kills the verb at a point, perhaps its recovery at another, and lets it go on; the troubles found.
  package func kill(at point: Point, then second: Point? = nil, number: Int) throws -> [String] {
    let what = "\(verb), \(point)\(second.map { ", then \($0)" } ?? "")"
    // Where a recovery is disturbed is not known before.
    let mayPart = pipeline.trace.calls.contains { $0.isPacking && ($0.number == point.call || second != nil) }
    return try disturb(what, number, mayPart) { root, trace in
      let answer = try run(root, point, trace)
      // What outlives the verb may still write: the next command comes when it is through.
      try Pipeline.waitForTasks(in: root)
      // How often `run` looks depends on how quick its tasks are: a late call may not come again.
      if verb.isForeground && verb.name != "run" && !answer.wasKilled {
        return ["\(what): was not killed: \(answer.output)"]
      }
      if let second { _ = try run(root, second, trace) }
      return []
    }
  }

  /// Lets one call of the verb fail; the troubles found.
  package func fail(at point: Point, number: Int) throws -> [String] {
    let what = "\(verb), \(point)"
    // An item that cannot be read for a moment travels in a later batch.
    let isLook = point.action.hasPrefix("read-")
    let mayPart = isLook || pipeline.trace.calls.contains { $0.isPacking && $0.number == point.call }
    return try disturb(what, number, mayPart) { root, trace in
      let answer = try run(root, point, trace)
      try Pipeline.waitForTasks(in: root)
      return verb.isForeground ? Self.judge(answer, point, what) : []
    }
  }

  /// What is only for eyes, or only tidies, may fail without a word; then everything else was done.
  private static func judge(_ answer: Command.Answer, _ point: Point, _ what: String) -> [String] {
    guard let status = answer.status else { return ["\(what): died: \(answer.output)"] }
    if point.action == "short" {
      return status == 0 ? [] : ["\(what): a short write is no failure: \(answer.output)"]
    }
    if status == 0 { return [] }
    var troubles: [String] = []
    if status != 1 { troubles.append("\(what): status \(status): \(answer.output)") }
    // Who asked whether something is there, and then reads that it is not, says that.
    if point.action.hasPrefix("read-") {
      return troubles + (answer.output.isEmpty ? ["\(what): not a word"] : [])
    }
    let cause = point.action.split(separator: "-").last.flatMap { causes[String($0)] }
    let line = answer.output.split(separator: "\n").first { $0.contains(cause ?? "?") }
    guard let line else { return troubles + ["\(what): the cause is not named: \(answer.output)"] }
    if !line.contains("/") { troubles.append("\(what): no path is named: \(line)") }
    let hasRemedy = line.contains(";") || point.action.hasSuffix("ENOENT")
    if !hasRemedy { troubles.append("\(what): no remedy is named: \(line)") }
    return troubles
  }

  private func run(_ root: FilePath, _ point: Point, _ trace: FilePath) throws -> Command.Answer {
    try Tool.sluice(
      verb.command, in: root,
      ["SLUICE_INJECT": "\(verb.name):\(point.action):\(point.call)", "SLUICE_INJECT_TRACE": "any:\(trace)"])
  }

  private func disturb(
    _ what: String, _ number: Int, _ mayPart: Bool, _ body: (FilePath, FilePath) throws -> [String]
  ) throws -> [String] {
    let root = try pipeline.copy()
    let trace = pipeline.newFile()
    var troubles = try body(root, trace)
    for command in verb.again { troubles += try must(command, root, trace, what) }
    let isAdd = verb.command[0] == "add"
    if !isAdd { troubles += try compare(Trees.read(root), pipeline.tree, mayPart, what) }
    troubles += try must(["audit", "--checksums"], root, nil, what)
    if number % toTheEndEvery == 0 && verb.command[0] != "init" || isAdd {
      _ = try Tool.sluice(["resume"], in: root)
      troubles += try must(["run"], root, trace, what)
      troubles += try must(["audit", "--checksums"], root, nil, what)
      troubles += try compare(Trees.outputs(root), pipeline.outputs, mayPart, what)
    }
    let proof = try OrderProof(Trace(trace, root: root), root: root)
    troubles += proof.breaches.map { "\(what): \($0)" }
    try Sys.removeTree(root)
    try Sys.removeTree(FilePath("\(root).archive"))
    try Sys.removeIfThere(trace)
    return troubles
  }

  private func must(_ command: [String], _ root: FilePath, _ trace: FilePath?, _ what: String) throws -> [String] {
    let answer = try Tool.sluice(command, in: root, trace.map { ["SLUICE_INJECT_TRACE": "any:\($0)"] } ?? [:])
    return answer.status == 0 ? [] : ["\(what): then sluice \(command.joined(separator: " ")): \(answer.output)"]
  }

  /// A verb typed twice may hand over twice: what `add` gave a second time is a duplicate, named as such. `mayPart`: a
  /// dispatcher that was stopped amid its moves makes a batch of what had moved and another of the rest; the items are
  /// compared, not the batches.
  private func compare(
    _ found: [String: [String]], _ expected: [String: [String]], _ mayPart: Bool, _ what: String
  ) throws -> [String] {
    var found = found
    if verb.command[0] == "add" {
      found = found.filter { expected[$0.key] != nil || !$0.key.hasPrefix("stages/99_errors/duplicate/") }
    }
    var expected = expected
    if mayPart {
      let isList = { (name: String) in name.hasPrefix("stages/02_ocr_pending/batch/") && !name.contains("/items/") }
      found = found.filter { !isList($0.key) }
      expected = expected.filter { !isList($0.key) }
    }
    // A task that dies costs its items a try, and so other batches: what becomes of the items is compared.
    if mayPart || ["task", "supervise"].contains(verb.name) {
      let isRest = { (name: String) in name.hasPrefix("manifests/batches/") }
      found = found.filter { !isRest($0.key) }
      expected = expected.filter { !isRest($0.key) }
    }
    // The user's own folder, whose last document was taken by a pass that was stopped before it removed it, stays.
    found = found.filter { !($0.key.hasPrefix("stages/00_inbox/") && $0.value == ["empty"]) }
    return Trees.difference(found, from: expected).map { ["\(what): \($0)"] } ?? []
  }
}
