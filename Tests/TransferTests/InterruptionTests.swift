import SystemCalls
import TestSupport
import Testing

@testable import Transfer

/// A real process is killed, stopped, and has its calls fail, at any moment; what is there afterwards is true.
struct InterruptionTests {
  /// Documents, a list of them, and a directory for them.
  private final class Work {
    let bench: Bench
    let documents: [String: [UInt8]]
    let list: FilePath
    var checkpoint = 200_000

    init(_ sizes: [Int], below directory: FilePath? = nil, _ query: String = "") throws {
      bench = try Bench()
      var documents: [String: [UInt8]] = [:]
      for (number, size) in sizes.enumerated() {
        documents["\(number).pdf"] = Bench.bytes(size, seed: UInt64(number + 1))
        try bench.server.serve(documents["\(number).pdf"] ?? [], as: "\(number).pdf")
      }
      self.documents = documents
      list = try Self.list(documents.count, query, bench, directory ?? bench.directory.path)
    }

    /// The documents of another, fetched from the same server into a directory of its own.
    init(again other: Work) throws {
      bench = try Bench(on: other.bench.server)
      documents = other.documents
      list = try Self.list(documents.count, "", bench, bench.directory.path)
    }

    private static func list(_ count: Int, _ query: String, _ bench: Bench, _ directory: FilePath) throws -> FilePath {
      let lines = (0..<count).map { "\(bench.server.url("\($0).pdf\(query)"))\t\(directory.appending("\($0).pdf"))\n" }
      return try bench.directory.write(Array(lines.joined().utf8), as: "list")
    }

    func probe(
      _ inject: String? = nil, count: FilePath? = nil, width: Int = 100, _ more: String...
    ) -> Command {
      let program = Command.built("transfer-probe")
      var command = Command(program, [list.string, "\(width)", "\(checkpoint)"] + more)
      command.forgetProxies()
      if let inject { command.program.environment["SLUICE_INJECT"] = "transfer-probe:\(inject)" }
      if let count { command.program.environment["SLUICE_INJECT_COUNT"] = "transfer-probe:\(count)" }
      return command
    }

    /// The calls that a probe makes which is left alone, in a directory of its own.
    func calls(width: Int = 100) throws -> Int {
      let work = try Work(again: self)
      let counted = work.bench.target("calls")
      let whole = try work.probe(count: counted, width: width).run()
      #expect(whole.status == 0, "\(whole.everything)")
      let text = String(decoding: try Sys.contents(of: counted), as: UTF8.self)
      return try #require(Int(text.lines.first ?? ""))
    }

    /// What will be asked for of each document that is not whole: the first byte.
    func expectations() -> [String: String?] {
      var found: [String: String?] = [:]
      for name in documents.keys where !Sys.exists(bench.target("\(name).done")) {
        let record = ResumeRecord.read(beside: bench.target(name))
        found[name] = .some(record.map { "bytes=\($0.synced - Body.overlap)-" })
      }
      return found
    }

    /// Counts from nothing, and nothing that a former probe asked for.
    func forget() throws {
      try bench.server.settle()
      try bench.server.forget()
    }

    /// Every document that is called whole is the server's, and no partial file is shorter than its record.
    func check() throws {
      for (name, bytes) in documents {
        let done = bench.target("\(name).done")
        if Sys.exists(done) { #expect(try Sys.contents(of: done) == bytes, "\(name)") }
        guard let record = ResumeRecord.read(beside: bench.target(name)), Sys.exists(bench.target(name)) else {
          continue
        }
        let part = try Sys.contents(of: bench.target(name)).prefix(Int(record.synced))
        #expect(part.count == Int(record.synced) && part.elementsEqual(bytes.prefix(part.count)), "\(name)")
      }
    }
  }

  @Test
  func `Killed at any moment during a hundred transfers, and again, each document comes once, and only its tail twice`()
    throws
  {
    let work = try Work((0..<100).map { $0 % 10 == 0 ? 1_500_000 : 5000 + $0 * 1000 })
    let total = try work.calls()
    for round in 1...12 {
      let expected = work.expectations()
      try work.forget()
      // Later rounds have less to do, so the moments lie in what an earlier round left.
      let answer = try work.probe("\(round % 2 == 0 ? "kill-after" : "kill-before"):\(max(1, total / 14))").run()
      #expect(answer.ending == .signalled(9) || expected.count < 20, "\(answer.everything)")
      try work.check()
      try work.bench.server.settle()
      try Self.compare(try work.bench.server.counts(), expected)
    }
    let expected = work.expectations()
    try work.forget()
    let last = try work.probe().run()
    #expect(last.status == 0, "\(last.everything)")
    try Self.compare(try work.bench.server.counts(), expected)
    #expect(work.expectations().isEmpty)
    try work.check()
    try work.forget()
    #expect(try work.probe().run().status == 0)
    #expect(try work.bench.server.counts().paths.isEmpty)
  }

  /// Only documents that were not whole were asked for, once, from where their record said.
  private static func compare(_ counts: LyingServer.Counts, _ expected: [String: String?]) throws {
    for (path, count) in counts.paths {
      let range = try #require(expected[String(path.dropFirst())], "\(path) was whole")
      #expect(count.ranges == [range], "\(path)")
    }
  }

  @Test func `A stop by a signal keeps every byte that is worth it`() throws {
    let work = try Work([2_000_000, 2_000_000], "?stall=1100000")
    // Beyond the document: only the stop itself writes progress down.
    work.checkpoint = 10_000_000
    let running = try work.probe(nil, "progress").start()
    try eventually("2,200,000 bytes that came: \((try? running.output) ?? "")") {
      try running.output.contains("progress 2200000\n")
    }
    Sys.signal(running.process, 15)
    let answer = try running.finish()
    #expect(answer.status == 1, "\(answer.everything)")
    for name in work.documents.keys {
      #expect(ResumeRecord.read(beside: work.bench.target(name))?.synced == 1_100_000)
    }
    try work.check()
  }

  @Test func `Whatever call fails, and however, no document is wrong, and the next run ends what is left`() throws {
    let documents = try Work([700_000, 30_000])
    let total = try documents.calls(width: 2)
    let all = (1...total).flatMap { call in ["ENOSPC", "EIO", "EDQUOT", "ESTALE"].map { "\($0):\(call)" } }
    for fault in Draw.sample(all, 12, for: "faults of transfers") {
      let work = try Work(again: documents)
      let failed = try work.probe(fault, width: 2).run()
      // A failed file is ours to answer for; the other transfer is not its business.
      if failed.status == 1 {
        #expect(failed.output.lines.allSatisfy { $0.hasPrefix("storage ") }, "\(fault): \(failed.everything)")
      }
      try work.check()
      let again = try work.probe(width: 2).run()
      #expect(again.status == 0, "\(fault): \(again.everything)")
      #expect(work.expectations().isEmpty, "\(fault)")
      try work.check()
    }
  }

  @Test(.needsSmallDisk, arguments: ["size=2m", "size=20m,nr_inodes=3"])
  func `A full disk ends the transfers, and with room each goes on`(limits: String) throws {
    let disk = try SmallDisk(memory: limits)
    let work = try Work([1_200_000, 1_200_000, 1_200_000], below: disk.path)
    let full = try work.probe(width: 3).run()
    #expect(full.status == 1)
    #expect(full.output.contains("storage full"), "\(full.everything)")
    #expect(full.output.contains("free space or inodes"))
    try disk.remount("size=50m,nr_inodes=1000")
    let again = try work.probe(width: 3).run()
    #expect(again.status == 0, "\(again.everything)")
    for (name, bytes) in work.documents {
      #expect(try Sys.contents(of: disk.path.appending("\(name).done")) == bytes)
    }
  }

  @Test func `Memory does not grow with documents or their size`() throws {
    func peak(_ count: Int, _ size: Int) throws -> Int64 {
      let server = try WebServer()
      let directory = try TemporaryDirectory(inMemory: true)
      // One file under all names.
      let document = try server.files.write([UInt8](repeating: 7, count: size), as: "document")
      var lines = ""
      for number in 0..<count {
        try Sys.link(document, to: server.files.path.appending("\(number)"))
        lines += "\(server.url("\(number)"))\t\(directory.path.appending("\(number)"))\n"
      }
      let list = try directory.write(Array(lines.utf8), as: "list")
      var command = Command(Command.built("transfer-probe"), [list.string, "16", "\(64 << 20)"])
      command.forgetProxies()
      let answer = try command.run()
      #expect(answer.status == 0, "\(answer.everything)")
      return try #require(answer.errors.split(whereSeparator: \.isWhitespace).compactMap { Int64($0) }.first) << 10
    }
    // Both larger than every buffer.
    let small = try peak(16, 3_000_000)
    let (large, many) = (try peak(16, 15_000_000), try peak(2000, 10_000))
    #expect(large < small + (8 << 20))
    #expect(many < small + (8 << 20))
  }
}
