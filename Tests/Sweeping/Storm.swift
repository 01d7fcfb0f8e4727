import Foundation
import SystemCalls
import TestSupport

/// Every worker several times at once, on a file system whose locks keep nobody out (law 14), and what came of it.
package final class Storm: Sendable {
  /// How passes meet.
  package enum Kind: Int, Sendable, CaseIterable {
    /// Three of one worker, then three of the next.
    case together
    /// Three of all five.
    case all
    /// Three of one worker of which one is killed amid its work, then three of the next.
    case killed
  }

  /// Passes of each worker at a time.
  private static let passes = 3
  private static let workers = [["download"], ["dispatch", "--now"], ["submit"], ["cleanup"], ["finalize"]]
  /// What a program is started with that a lease keeps from nothing.
  package static let shared = ["SLUICE_INJECT_LEASES": "shared"]

  private let temporary: TemporaryDirectory
  private let eve: FilePath
  /// How often each document was given, by its bytes.
  private let given: [[UInt8]: Int]

  /// Makes the workspace that each round begins with: documents of one name and of one content, one that comes back, one that is
  /// broken, and one handed over by `add`.
  package init() throws {
    temporary = try TemporaryDirectory(inMemory: true)
    let path = temporary.path
    eve = path.appending("eve")
    try Pipeline.must(["init", eve.string], in: path)
    let settings = """
      inbox: {settle: 0}
      limits: {min_free_bytes: 1MiB, headroom: 1MiB, min_free_inodes: 100}
      local: {cpus: 1}
      dispatch: {chunk_pages: 2, batch_items: 3}
      cleanup: {outcome_wait: 0}
      inspection: {processes: 1}
      retention: {dropped: keep}
      """
    try Sys.publish(Array("\(settings)\n".utf8), at: eve.appending("sluice.yaml"))
    let inbox = eve.appending("stages/00_inbox")
    var given: [[UInt8]: Int] = [:]
    func give(_ bytes: [UInt8], _ file: FilePath) throws {
      try Sys.ensurePath(file.removingLastComponent())
      try Sys.writePrivate(bytes, at: file)
      given[bytes, default: 0] += 1
    }
    try give(Array("no document".utf8), inbox.appending("letter.pdf"))
    try Pipeline.must(["run"], in: eve)
    try Pipeline.must(["retry", "--all"], in: eve)
    for folder in ["one", "two", "three"] {
      try give(Self.document("of folder \(folder)"), inbox.appending(folder).appending("same.pdf"))
    }
    for name in ["first", "second", "third"] { try give(Self.document(name), inbox.appending("\(name).pdf")) }
    try give(Self.document("first"), inbox.appending("twin of the first.pdf"))
    try give(Array("%PDF-1.4 and no more".utf8), inbox.appending("cut.pdf"))
    try give(Self.document("added"), path.appending("added.pdf"))
    try Pipeline.must(["add", "--collection", "letters", "../added.pdf"], in: eve)
    self.given = given
  }

  private static func document(_ name: String) -> [UInt8] {
    PDFBuilder().page(text: "This is the only page of the document called \(name).").data()
  }

  /// One round; the troubles found.
  package func round(_ number: Int) throws -> [String] {
    let kind = Kind.allCases[number % Kind.allCases.count]
    let root = temporary.path.appending("round \(number)")
    try Tool.copy(eve, to: root)
    var troubles: [String] = []
    switch kind {
    case .all:
      for _ in 0..<Self.workers.count { troubles += try start(Self.workers, in: root, killAt: nil) }
    case .together, .killed:
      var generator = Draw.generator(for: "storm \(number)")
      for worker in Self.workers {
        let call = kind == .killed ? Int.random(in: 1...60, using: &generator) : nil
        troubles += try start([worker], in: root, killAt: call)
        if worker == ["submit"] { try Pipeline.waitForTasks(in: root) }
      }
    }
    try Pipeline.waitForTasks(in: root)
    // From here on locks hold again.
    for command in [["run"], ["audit", "--repair"], ["run"], ["audit", "--checksums"]] {
      let answer = try Tool.sluice(command, in: root)
      if answer.status != 0 { troubles.append("sluice \(command.joined(separator: " ")): \(answer.output)") }
    }
    troubles += try lost(in: root) + Self.submittedTwice(in: root) + Self.left(in: root)
    if troubles.isEmpty { try Sys.removeTree(root) }
    return troubles.map { "round \(number), \(kind), \(Draw.words), \(root): \($0)" }
  }

  /// Starts each of these commands several times at once and waits for all. What they say of others' work is no trouble, their
  /// death is one.
  private func start(_ commands: [[String]], in root: FilePath, killAt call: Int?) throws -> [String] {
    var running: [(Command.Running, mayDie: Bool)] = []
    for number in 0..<Self.passes {
      for command in commands {
        var environment = Self.shared
        let mayDie = number == 1 && call != nil
        if mayDie, let call { environment["SLUICE_INJECT"] = "\(command[0]):kill-before:\(call)" }
        running.append((try Tool.start(command, in: root, environment), mayDie))
      }
    }
    return try running.compactMap { process, mayDie in
      let answer = try process.finish()
      return answer.status == nil && !(mayDie && answer.wasKilled) ? "died: \(answer.everything)" : nil
    }
  }

  /// Documents that are not there as often as they were given.
  private func lost(in root: FilePath) throws -> [String] {
    var found: [[UInt8]: [String]] = [:]
    try visit(root.appending("stages"), "stages", &found)
    return given.compactMap { bytes, count in
      let places = found[bytes] ?? []
      let isAtRest = places.allSatisfy { $0.hasPrefix("stages/05_processed/") || $0.hasPrefix("stages/99_errors/") }
      return places.count == count && isAtRest
        ? nil : "given \(count) times and found \(places.count): \(places.sorted()), \(bytes.count) bytes"
    }
  }

  private func visit(_ path: FilePath, _ shown: String, _ found: inout [[UInt8]: [String]]) throws {
    for entry in try Sys.entries(of: path) {
      let (path, shown) = (path.appending(entry.name), "\(shown)/\(entry.name.string)")
      if try Sys.status(of: path).kind == .directory {
        try visit(path, shown, &found)
      } else {
        let bytes = try Sys.contents(of: path)
        if given[bytes] != nil { found[bytes, default: []].append(shown) }
      }
    }
  }

  /// Batches that were handed over more than once.
  package static func submittedTwice(in root: FilePath) throws -> [String] {
    let answer = try Tool.sluice(["manifest", "cat", "submitter"], in: root)
    guard answer.status == 0 else { return ["manifest cat: \(answer.output)"] }
    var jobs: [String: Int] = [:]
    for line in answer.output.lines {
      guard let event = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        event["event"] as? String == "answer", let batch = event["id"] as? String,
        (event["fields"] as? [String: Any])?["slurm_job_id"] != nil
      else { continue }
      jobs[batch, default: 0] += 1
    }
    return jobs.filter { $0.value > 1 }.map { "\($0.key) was submitted \($0.value) times" }
  }

  /// Private files and directories that are still there when nobody works any more.
  package static func left(in root: FilePath) throws -> [String] {
    var left: [String] = []
    func visit(_ path: FilePath, _ shown: String) throws {
      for entry in try Sys.entries(of: path) {
        let (path, shown) = (path.appending(entry.name), "\(shown)/\(entry.name.string)")
        if entry.name.isHidden && shown.contains("@") || shown.hasSuffix(".tmp") {
          left.append("left behind: \(shown)")
        } else if try Sys.status(of: path).kind == .directory {
          try visit(path, shown)
        }
      }
    }
    for place in ["stages", "manifests"] { try visit(root.appending(place), place) }
    return left
  }
}
