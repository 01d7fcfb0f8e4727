import Formats
import SystemCalls
import TestSupport

/// A small workspace that was brought to the eve of one verb, to be copied for each point at which that verb is disturbed.
package final class Pipeline: Sendable {
  /// The one of a verb for all tests of this process, made by the first that asks: nobody works in the eve itself.
  package static func shared(_ verb: Verb) throws -> Pipeline {
    try all.value(verb.title) { try Pipeline(verb) }
  }

  private static let all = Shared<Pipeline>()

  private let temporary: TemporaryDirectory
  package let verb: Verb
  /// The workspace on the eve of the verb.
  package var eve: FilePath { temporary.path.appending("eve") }
  /// The calls of an undisturbed run of the verb.
  package let trace: Trace
  /// The calls of such a run that only look at files, by their own numbers.
  package let looks: Trace
  /// What the tree holds when the verb's work was done undisturbed.
  package let tree: [String: [String]]
  /// What a person is given when everything was run to its end undisturbed.
  package let outputs: [String: [String]]

  /// Makes the eve.
  private init(_ verb: Verb) throws {
    self.verb = verb
    temporary = try TemporaryDirectory(inMemory: true)
    let path = temporary.path
    let eve = path.appending("eve")
    try Self.makeEve(of: verb, at: eve, in: path)

    let root = path.appending("undisturbed")
    try Self.copy(eve, to: root)
    let file = path.appending("trace")
    let lookFile = path.appending("looks")
    let answer = try Tool.sluice(
      verb.command, in: root,
      ["SLUICE_INJECT_TRACE": "\(verb.name):\(file)", "SLUICE_INJECT_LOOKS": "\(verb.name):\(lookFile)"])
    guard answer.status == 0 else { throw Failed("\(verb): \(answer.output)") }
    try Self.waitForTasks(in: root)
    let all = try Trace(file, root: root)
    guard let process = all.calls.first?.process else { throw Failed("\(verb) made no counted call") }
    trace = Trace(all.calls.filter { $0.process == process })
    looks = Trace(try Trace(lookFile, root: root).calls.filter { $0.process == process })
    for command in verb.again where command != verb.command { try Self.must(command, in: root) }
    tree = try Trees.read(root)
    if verb.command[0] == "init" {
      outputs = [:]
    } else {
      try Self.must(["resume"], in: root)
      try Self.must(["run"], in: root)
      outputs = try Trees.outputs(root)
    }
  }

  /// A copy of the eve, under a name of its own; it goes with the tests' process, or earlier by whoever asked for it.
  package func copy() throws -> FilePath {
    let path = newFile()
    try Self.copy(eve, to: path)
    return path
  }

  /// A path beside the workspaces at which nothing is yet.
  package func newFile() -> FilePath { temporary.path.appending(String(Sys.randomBits(), radix: 16)) }

  /// Copies an eve; an archive outside it is each copy's own.
  private static func copy(_ eve: FilePath, to root: FilePath) throws {
    try Tool.copy(eve, to: root)
    let file = root.appending("sluice.yaml")
    guard Sys.exists(file) else { return }
    let settings = String(decoding: try Sys.contents(of: file), as: UTF8.self)
    let own = settings.replacing("\(eve).archive", with: "\(root).archive")
    if own != settings { try Sys.publish(Array(own.utf8), at: file) }
  }

  /// Runs a command that must succeed.
  package static func must(_ command: [String], in root: FilePath) throws {
    let answer = try Tool.sluice(command, in: root)
    guard answer.status == 0 else { throw Failed("sluice \(command.joined(separator: " ")): \(answer.output)") }
  }

  /// Waits until no pass, no supervisor and no task works in the workspace; one that was killed has none to wait for.
  package static func waitForTasks(in root: FilePath) throws {
    try eventually("the end of what works in \(root)") { try Processes.working(in: root).isEmpty }
  }

  // MARK: The workspace

  private static func makeEve(of verb: Verb, at eve: FilePath, in directory: FilePath) throws {
    try Sys.writePrivate(document("added", pages: 1), at: directory.appending("added.pdf"))
    if verb.command[0] == "init" { return try Sys.makeDirectory(eve) }
    try must(["init", eve.string], in: directory)
    let settings = """
      inbox: {settle: 0}
      limits: {min_free_bytes: 1MiB, headroom: 1MiB, min_free_inodes: 100}
      routing: {text: text, ocr: command, mixed: text}
      command: {argv: [/bin/false]}
      local: {cpus: 1}
      dispatch: {chunk_pages: 3, attempts: 2}
      cleanup: {outcome_wait: 0}
      inspection: {processes: 1}
      \(verb.settings.contains("retention") ? "" : "retention: {dropped: delete}")
      \(verb.settings.replacing("ARCHIVE", with: "\(eve).archive"))
      """
    try Sys.publish(Array("\(settings)\n".utf8), at: eve.appending("sluice.yaml"))
    try fill(eve, for: verb)
    for command in verb.before {
      try must(command, in: eve)
      if command == ["submit"] { try waitForTasks(in: eve) }
    }
    switch verb.eve {
    case .quiet: break
    case .late: try packLate(eve)
    case .wreck: try wreck(eve, in: directory)
    }
  }

  private static func drop(_ name: String, in eve: FilePath) throws {
    try Sys.writePrivate(document(name, pages: 1), at: eve.appending("stages/00_inbox/\(name).pdf"))
  }

  private static func packLate(_ eve: FilePath) throws {
    try drop("late", in: eve)
    for command in [["download"], ["dispatch", "--now"]] { try must(command, in: eve) }
  }

  /// What `audit --repair` is for: whole documents, and hardly anything else that is in order.
  private static func wreck(_ eve: FilePath, in directory: FilePath) throws {
    try stop(["cleanup"], in: eve, directory) { $0.target.hasPrefix("stages/04_ocr_completed/") }
    try drop("late", in: eve)
    try must(["download"], in: eve)
    try stop(["dispatch", "--now"], in: eve, directory) { $0.target.contains("/.building-") }
    try drop("later", in: eve)
    try stop(["download"], in: eve, directory) { $0.target.hasSuffix("/later.pdf") }
    let errors = eve.appending("stages/99_errors")
    let shards = try Sys.entries(of: errors.appending("not_a_pdf"))
    for shard in shards where Sys.exists(errors.appending("not_a_pdf").appending(shard.name).appending("letter")) {
      let moved = errors.appending("damaged").appending(shard.name)
      try Sys.ensurePath(moved)
      try Sys.rename(
        errors.appending("not_a_pdf").appending(shard.name).appending("letter"), to: moved.appending("letter"))
    }
    try Sys.unlink(eve.appending("manifests/dispatcher/000001.ndjson"))
  }

  /// Runs a command that is killed after its first rename of a kind.
  private static func stop(
    _ command: [String], in eve: FilePath, _ directory: FilePath, _ isIt: (Trace.Call) -> Bool
  ) throws {
    let (rehearsal, file) = (directory.appending("rehearsal"), directory.appending("rehearsal.trace"))
    try copy(eve, to: rehearsal)
    _ = try Tool.sluice(command, in: rehearsal, ["SLUICE_INJECT_TRACE": "\(command[0]):\(file)"])
    guard let call = try Trace(file, root: rehearsal).calls.first(where: { $0.name == "rename" && isIt($0) }) else {
      throw Failed("\(command.joined(separator: " ")) makes no such rename")
    }
    try Sys.removeTree(rehearsal)
    try Sys.unlink(file)
    let answer = try Tool.sluice(command, in: eve, ["SLUICE_INJECT": "\(command[0]):kill-after:\(call.number)"])
    guard answer.wasKilled else { throw Failed("\(command.joined(separator: " ")) was not killed: \(answer.output)") }
  }

  /// One item done, two quarantined that come back (by `retry`, and by a person's own hand), and an inbox of all kinds.
  private static func fill(_ eve: FilePath, for verb: Verb) throws {
    let inbox = eve.appending("stages/00_inbox")
    try Sys.writePrivate(document("first", pages: 2), at: inbox.appending("first.pdf"))
    try Sys.writePrivate(document("first", pages: 2), at: inbox.appending("first again.pdf"))
    try Sys.writePrivate(Array("no document".utf8), at: inbox.appending("letter.pdf"))
    try must(["run"], in: eve)
    if verb.command[0] != "retry" {
      try must(["retry", "--reason", "duplicate"], in: eve)
      let quarantine = eve.appending("stages/99_errors/not_a_pdf")
      for shard in try Sys.entries(of: quarantine) {
        let item = quarantine.appending(shard.name).appending("letter")
        if Sys.exists(item) { try Sys.rename(item, to: inbox.appending("letter")) }
      }
    }
    try Sys.writePrivate(document("second", pages: 3), at: inbox.appending("second.pdf"))
    try Sys.writePrivate(document("second", pages: 3), at: inbox.appending("third, the second's twin.pdf"))
    try Sys.makeDirectory(inbox.appending("folder"))
    try Sys.writePrivate(document("inner", pages: 1), at: inbox.appending("folder/näme 'q'.pdf"))
    try Sys.writePrivate(Array("%PDF-1.4 and no more".utf8), at: inbox.appending("cut.pdf"))
    // A scan goes to a program that fails: back to 01, and at its second failure to quarantine.
    try Sys.writePrivate(PDFBuilder().page(image: .init()).data(), at: inbox.appending("scan.pdf"))
    try Sys.writePrivate(PDFBuilder().blankPage().data(), at: inbox.appending("blank.pdf"))
    if verb.command[0] != "add" { try must(["add", "--collection", "letters", "../added.pdf"], in: eve) }
  }

  private static func document(_ name: String, pages: Int) -> [UInt8] {
    var builder = PDFBuilder()
    for page in 1...pages { builder = builder.page(text: "This is page \(page) of the document called \(name).") }
    return builder.data()
  }
}
