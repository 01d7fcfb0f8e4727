import Sweeping
import SystemCalls
import TestSupport
import Testing

/// What passes do to each other where a lease keeps nobody out: a first one stands still at a chosen call while a second one works.
struct WithoutLeaseTests {
  /// A workspace with two documents in its inbox.
  private final class Bench {
    let temporary: TemporaryDirectory
    var root: FilePath { temporary.path.appending("workspace") }

    init() throws {
      temporary = try TemporaryDirectory(inMemory: true)
      try Pipeline.must(["init", root.string], in: temporary.path)
      let settings = """
        inbox: {settle: 0}
        limits: {min_free_bytes: 1MiB, headroom: 1MiB, min_free_inodes: 100}
        local: {cpus: 1}
        cleanup: {outcome_wait: 0}
        inspection: {processes: 1}
        """
      try Sys.publish(Array("\(settings)\n".utf8), at: root.appending("sluice.yaml"))
      for name in ["one", "two"] { try drop(name, as: name) }
    }

    static func document(_ text: String) -> [UInt8] { PDFBuilder().page(text: "A page of \(text).").data() }

    func drop(_ text: String, as name: String) throws {
      try Sys.writePrivate(Self.document(text), at: root.appending("stages/00_inbox/\(name).pdf"))
    }

    /// The number of the first call that fits, of all that a command makes.
    func number(_ command: [String], _ isIt: (Trace.Call) -> Bool) throws -> Int {
      let (copy, file) = (temporary.path.appending("rehearsal"), temporary.path.appending("trace"))
      try Tool.copy(root, to: copy)
      let answer = try Tool.sluice(command, in: copy, ["SLUICE_INJECT_TRACE": "\(command[0]):\(file)"])
      let calls = try Trace(file, root: copy).calls
      try Sys.removeTree(copy)
      try Sys.unlink(file)
      return try #require(calls.first(where: isIt)?.number, "\(answer.everything)")
    }

    /// Starts a command that stands still after its first call that fits.
    func stop(_ command: [String], after isIt: (Trace.Call) -> Bool) throws -> Command.Running {
      let number = try number(command, isIt)
      let environment = Storm.shared.merging(["SLUICE_INJECT": "\(command[0]):stop-after:\(number)"]) { $1 }
      let process = try Tool.start(command, in: root, environment)
      try eventually("a worker that stands still") { Sys.isStopped(process.process) }
      return process
    }

    /// Lets it go on to its end.
    func goOn(_ process: Command.Running) throws {
      Sys.signal(process.process, 18)
      let answer = try process.finish()
      #expect(answer.status != nil, "\(answer.everything)")
    }

    func kill(_ process: Command.Running) throws {
      Sys.signal(process.process, 9)
      #expect(try process.finish().wasKilled)
    }

    /// Runs a command beside others.
    func beside(_ command: [String]) throws {
      let answer = try Tool.sluice(command, in: root, Storm.shared)
      #expect(answer.status != nil, "\(answer.everything)")
    }

    /// The documents' texts by where they are.
    func documents(_ texts: [String]) throws -> [String: String] {
      var found: [String: String] = [:]
      let known = Dictionary(uniqueKeysWithValues: texts.map { (Self.document($0), $0) })
      func visit(_ path: FilePath, _ shown: String) throws {
        for entry in try Sys.entries(of: path) {
          let (path, shown) = (path.appending(entry.name), "\(shown)/\(entry.name.string)")
          if try Sys.status(of: path).kind == .directory {
            try visit(path, shown)
          } else {
            found[shown] = known[try Sys.contents(of: path)]
          }
        }
      }
      try visit(root.appending("stages"), "stages")
      return found
    }

    /// Brings all to its end and audits it, where locks hold again: each of these texts is in 05 once, and nothing is left.
    func expectWhole(_ texts: [String]) throws {
      try Pipeline.waitForTasks(in: root)
      for command in [["run"], ["audit", "--repair"], ["run"], ["audit", "--checksums"]] {
        let answer = try Tool.sluice(command, in: root)
        #expect(answer.status == 0, "sluice \(command): \(answer.output)")
      }
      let found = try documents(texts)
      #expect(found.values.sorted() == texts.sorted(), "\(found)")
      #expect(found.keys.allSatisfy { $0.hasPrefix("stages/05_processed/") }, "\(found)")
      #expect(try Storm.left(in: root) + Storm.submittedTwice(in: root) == [])
    }

    func names(in stage: String) throws -> [String] {
      try Sys.entries(of: root.appending("stages/\(stage)")).map(\.name.string).filter { $0 != "README.md" }.sorted()
    }
  }

  @Test
  func `What a downloader has in its hands no other touches, and once it is dead the next one finishes it`() throws {
    let bench = try Bench()
    let first = try bench.stop(["download"]) {
      $0.name == "rename" && $0.target.contains("/.incoming/") && $0.target.hasSuffix("/one.pdf")
    }
    try bench.beside(["download"])
    let found = try bench.documents(["one", "two"])
    let held = try #require(found.first { $0.value == "one" }?.key)
    #expect(held.contains("/.incoming/.pass@") && held.hasSuffix("/one/one.pdf"))
    #expect(found.first { $0.value == "two" }?.key.hasSuffix("/two/two.pdf") == true)
    try bench.kill(first)
    try bench.expectWhole(["one", "two"])
  }

  @Test
  func `A list that a pass is taking no other touches, and dropped again meanwhile it is taken twice`() throws {
    let bench = try Bench()
    let list = Array("http://127.0.0.1:1/a.pdf\n".utf8)
    let wanted = bench.root.appending("stages/00_inbox/wanted.txt")
    try Sys.writePrivate(list, at: wanted)
    let first = try bench.stop(["download"]) { $0.name == "rename" && $0.target.hasSuffix("/source.txt") }
    try Sys.writePrivate(list, at: wanted)
    try bench.beside(["download"])
    let before = try bench.names(in: "00_inbox/.lists")
    let name = try #require(before.last)
    #expect(before.count == 2 && before.first?.hasPrefix(".taking-\(name)@") == true, "\(before)")
    try bench.kill(first)
    _ = try Tool.sluice(["download"], in: bench.root)
    #expect(try bench.names(in: "00_inbox/.lists") == [name, "\(name).2"])
  }

  @Test(arguments: [1, 2, 3])
  func `A batch's number is one dispatcher's, who alone fills it, wherever the other stands`(point: Int) throws {
    let bench = try Bench()
    try Pipeline.must(["download"], in: bench.root)
    let first = try bench.stop(["dispatch", "--now"]) {
      switch point {
      case 1: $0.name == "mkdir" && $0.path.hasSuffix("/.building-batch_000001")
      case 2: $0.name == "rename" && $0.path.hasSuffix("/.building-batch_000001")
      default: $0.isPacking
      }
    }
    try bench.beside(["dispatch", "--now"])
    let pending = try bench.names(in: "02_ocr_pending")
    let batches = pending.filter { !$0.hasPrefix(".") }
    // A number that is only claimed is debris: there is no name in it to tell whose it is.
    #expect(batches == [point == 1 ? "batch_000001" : "batch_000002"], "\(pending)")
    #expect(pending.contains { $0.hasPrefix(".building-batch_000001@") } == (point > 1), "\(pending)")
    let inFirst = try bench.documents(["one", "two"]).keys.filter { $0.contains("/.building-") }
    #expect(inFirst.count == (point == 3 ? 1 : 0))
    try bench.goOn(first)
    #expect(try bench.names(in: "02_ocr_pending").count == (point == 3 ? 2 : 1))
    try bench.expectWhole(["one", "two"])
  }

  @Test
  func `A batch that two submitters have in their hands is handed over once`() throws {
    let bench = try Bench()
    for command in [["download"], ["dispatch", "--now"]] { try Pipeline.must(command, in: bench.root) }
    let first = try bench.stop(["submit"]) { $0.name == "rename" && $0.target.hasSuffix("_processing/batch_000001") }
    try bench.beside(["submit"])
    try bench.goOn(first)
    try bench.expectWhole(["one", "two"])
  }

  @Test
  func `A name that two downloaders gave is the first item's, and the other document gets another`() throws {
    let bench = try Bench()
    try bench.drop("mine", as: "same")
    let first = try bench.stop(["download"]) {
      $0.name == "rename" && $0.target.contains("/.incoming/") && $0.target.hasSuffix("/same.pdf")
    }
    // The other's has travelled on from where the first one's is to go.
    try bench.drop("yours", as: "same")
    for command in [["download"], ["dispatch", "--now"]] { try bench.beside(command) }
    try bench.goOn(first)
    try bench.expectWhole(["one", "two", "mine", "yours"])
    let names = try bench.documents(["mine", "yours"])
    #expect(names.first { $0.value == "yours" }?.key.hasSuffix("/same/same.pdf") == true, "\(names)")
    #expect(names.first { $0.value == "mine" }?.key.contains("/same~") == true, "\(names)")
  }

  @Test
  func `A name that was given amid an overlap is never given again, though its giver was killed`() throws {
    let bench = try Bench()
    let slow = try bench.stop(["download"]) {
      $0.name == "rename" && $0.target.contains("/.incoming/") && $0.target.hasSuffix("/two.pdf")
    }
    // Between what the slow pass read of the history and what it says the index covers, another names an item and dies.
    try bench.drop("three", as: "three")
    let call = try bench.number(["download"]) { $0.name == "rename" && $0.target.hasSuffix("/three") }
    let environment = Storm.shared.merging(["SLUICE_INJECT": "download:kill-after:\(call)"]) { $1 }
    #expect(try Tool.sluice(["download"], in: bench.root, environment).wasKilled)
    try bench.goOn(slow)
    // The item goes its way, and passes come and go that find nothing to take.
    try Pipeline.must(["run"], in: bench.root)
    try Pipeline.must(["download"], in: bench.root)
    try bench.drop("another three", as: "three")
    try bench.expectWhole(["one", "two", "three", "another three"])
    let names = try bench.documents(["another three"]).keys
    #expect(names.allSatisfy { $0.contains("/three~") }, "\(names)")
  }

  @Test
  func `Two finalizers of one item end with one, whole and with nothing else in it`() throws {
    let pipeline = try Pipeline.shared(.finalize)
    let root = try pipeline.copy()
    let call = try #require(
      pipeline.trace.calls.first { $0.name == "rename" && $0.target.hasSuffix(".ocr.json") }?.number)
    let environment = Storm.shared.merging(["SLUICE_INJECT": "finalize:stop-after:\(call)"]) { $1 }
    let first = try Tool.start(["finalize"], in: root, environment)
    try eventually("a finalizer that stands still") { Sys.isStopped(first.process) }
    let second = try Tool.sluice(["finalize"], in: root, Storm.shared)
    #expect(second.status == 0, "\(second.output)")
    Sys.signal(first.process, 18)
    #expect(try first.finish().status != nil)
    for command in [["run"], ["audit", "--repair"], ["audit", "--checksums"]] { try Pipeline.must(command, in: root) }
    #expect(try Trees.difference(Trees.outputs(root), from: pipeline.outputs) == nil)
    #expect(try Storm.left(in: root) == [])
  }
}
