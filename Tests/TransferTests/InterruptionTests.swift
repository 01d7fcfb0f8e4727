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
      var lines = ""
      for (number, size) in sizes.enumerated() {
        let name = "\(number).pdf"
        documents[name] = Bench.bytes(size, seed: UInt64(number + 1))
        try bench.server.serve(documents[name] ?? [], as: name)
        lines += "\(bench.server.url(name + query))\t\((directory ?? bench.directory.path).appending(name))\n"
      }
      self.documents = documents
      list = try bench.directory.write(Array(lines.utf8), as: "list")
    }

    func probe(_ inject: String? = nil, count: FilePath? = nil, width: Int = 100) -> Command {
      let program = Sys.executable.removingLastComponent().appending("transfer-probe")
      var command = Command(program, [list.string, "\(width)", "\(checkpoint)"])
      if let inject { command.program.environment["SLUICE_INJECT"] = "transfer-probe:\(inject)" }
      if let count { command.program.environment["SLUICE_INJECT_COUNT"] = "transfer-probe:\(count)" }
      return command
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
    let calls = try Work((0..<100).map { $0 % 10 == 0 ? 1_500_000 : 5000 + $0 * 1000 })
    let counted = calls.bench.target("calls")
    let whole = try calls.probe(count: counted).run()
    #expect(whole.status == 0, "\(whole.everything)")
    let total = try #require(Int(String(decoding: try Sys.contents(of: counted), as: UTF8.self).lines.first ?? ""))
    for round in 1...12 {
      let expected = work.expectations()
      try work.bench.server.forget()
      // Later rounds have less to do, so the moments lie in what an earlier round left.
      let answer = try work.probe("\(round % 2 == 0 ? "kill-after" : "kill-before"):\(max(1, total / 14))").run()
      #expect(answer.ending == .signalled(9) || expected.count < 20, "\(answer.everything)")
      try work.check()
      try Self.compare(try work.bench.server.counts(), expected)
    }
    let expected = work.expectations()
    try work.bench.server.forget()
    let last = try work.probe().run()
    #expect(last.status == 0, "\(last.everything)")
    try Self.compare(try work.bench.server.counts(), expected)
    #expect(work.expectations().isEmpty)
    try work.check()
    try work.bench.server.forget()
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
    let running = try work.probe().start()
    for name in work.documents.keys {
      while (try work.bench.server.count(of: name))?.bytes != 1_100_000 { Sys.sleep(milliseconds: 20) }
    }
    Sys.sleep(milliseconds: 300)
    Sys.signal(running.process, 15)
    let answer = try running.finish()
    #expect(answer.status == 1, "\(answer.everything)")
    for name in work.documents.keys {
      #expect(ResumeRecord.read(beside: work.bench.target(name))?.synced == 1_100_000)
    }
    try work.check()
  }

  @Test func `Whatever call fails, and however, no document is wrong, and the next run ends what is left`() throws {
    let counting = try Work([700_000, 30_000])
    let counted = counting.bench.target("calls")
    #expect(try counting.probe(count: counted, width: 2).run().status == 0)
    let total = try #require(Int(String(decoding: try Sys.contents(of: counted), as: UTF8.self).lines.first ?? ""))
    let errors = ["ENOSPC", "EIO", "EDQUOT", "ESTALE"]
    for call in stride(from: 1, through: total, by: 3) {
      let work = try Work([700_000, 30_000])
      let failed = try work.probe("\(errors[call % 4]):\(call)", width: 2).run()
      // A failed file is ours to answer for; the other transfer is not its business.
      if failed.status == 1 {
        #expect(failed.output.lines.allSatisfy { $0.hasPrefix("storage ") }, "\(failed.everything)")
      }
      try work.check()
      let again = try work.probe(width: 2).run()
      #expect(again.status == 0, "call \(call): \(again.everything)")
      #expect(work.expectations().isEmpty)
      try work.check()
    }
  }

  @Test(.enabled(if: Sys.userID == 0, "mounts a file system"), arguments: ["size=2m", "size=20m,nr_inodes=3"])
  func `A full disk ends the transfers, and with room each goes on`(limits: String) throws {
    let mount = try TemporaryDirectory()
    #expect(try Command("/bin/mount", ["-t", "tmpfs", "-o", limits, "tmpfs", mount.path.string]).run().status == 0)
    defer { _ = try? Command("/bin/umount", ["-l", mount.path.string]).run() }
    let work = try Work([1_200_000, 1_200_000, 1_200_000], below: mount.path)
    let full = try work.probe(width: 3).run()
    #expect(full.status == 1)
    #expect(full.output.contains("storage full"), "\(full.everything)")
    #expect(full.output.contains("free space or inodes"))
    #expect(
      try Command("/bin/mount", ["-o", "remount,size=50m,nr_inodes=1000", mount.path.string]).run().status == 0)
    let again = try work.probe(width: 3).run()
    #expect(again.status == 0, "\(again.everything)")
    for (name, bytes) in work.documents {
      #expect(try Sys.contents(of: mount.path.appending("\(name).done")) == bytes)
    }
  }

  @Test func `Memory does not grow with documents or their size`() throws {
    func peak(_ count: Int, _ size: Int) throws -> Int64 {
      let server = try WebServer()
      let directory = try TemporaryDirectory(inMemory: true)
      let bytes = [UInt8](repeating: 7, count: size)
      var lines = ""
      for number in 0..<count {
        try server.serve(bytes, as: "\(number)")
        lines += "\(server.url("\(number)"))\t\(directory.path.appending("\(number)"))\n"
      }
      let list = try directory.write(Array(lines.utf8), as: "list")
      let program = Sys.executable.removingLastComponent().appending("transfer-probe")
      let answer = try Command(program, [list.string, "16", "\(64 << 20)"]).run()
      #expect(answer.status == 0, "\(answer.everything)")
      return try #require(answer.errors.split(whereSeparator: \.isWhitespace).compactMap { Int64($0) }.first) << 10
    }
    // Both larger than every buffer.
    let small = try peak(16, 3_000_000)
    let (large, many) = (try peak(16, 30_000_000), try peak(2000, 10_000))
    #expect(large < small + (8 << 20))
    #expect(many < small + (8 << 20))
  }
}
