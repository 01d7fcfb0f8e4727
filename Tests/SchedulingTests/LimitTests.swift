import Formats
import SystemCalls
import TestSupport
import Testing

@testable import Scheduling

/// The limits a `local` task is held to: number, walltime, memory.
@Suite struct LimitTests {
  @Test func `two batches together never run more tasks than this host may`() async throws {
    let place = try Place(
      """
      mkdir "$p/active/${b##*/}-$c"
      ls "$p/active" | wc -l >>"$p/counts"
      hold "$p/go"
      rmdir "$p/active/${b##*/}-$c"
      """)
    try Sys.makeDirectory(place.root.appending("active"))
    let executor = place.executor(concurrency: 2)
    let first = try place.batch("batch_1", chunks: 3).submitted(to: executor)
    let second = try place.batch("batch_2", chunks: 3).submitted(to: executor)
    try await eventually("two that run") { try Sys.entries(of: place.root.appending("active")).count == 2 }
    try place.make("go")
    _ = try await executor.end(of: first)
    _ = try await executor.end(of: second)
    let counts = String(decoding: try Sys.contents(of: place.root.appending("counts")), as: UTF8.self)
      .split(separator: "\n").compactMap { Int($0.trimmingPrefix { $0 == " " }) }
    #expect(counts.count == 6)
    #expect(counts.max() == 2)
    #expect(first.ran.count == 3 && second.ran.count == 3)
  }

  /// Starts the place's script as a task that has a second, and takes charge of it once it is ready: whatever its start
  /// takes, its time begins then. The test looks after it in the supervisor's place.
  private func begin(_ place: Place, _ batch: BatchHandle, grace: Double) async throws -> LocalTask {
    var program = Program("/bin/sh")
    program.arguments = [place.script.bytes, batch.layout.directory.bytes, Array("0001".utf8)]
    program.newGroup = true
    let process = try Command(program).spawn()
    try await eventually("a task that is ready") { place.exists("ready") }
    let slot = try Sys.open(place.root.appending("slot"), .lock)
    let chunk = ChunkRecord(name: "0001", items: 1, pages: 1, walltimeSeconds: 1)
    return LocalTask(
      chunk, process: process, slot: slot, host: "h", log: batch.layout.log("0001"), place.options(grace: grace))
  }

  @Test(arguments: [
    // Nothing but a kill ends it.
    ("a task that ignores everything is killed", "trap 'touch \"$p/warned\"' USR1; trap '' TERM", 0.2, "time_limit"),
    // A kill would come too late.
    (
      "a task that ends when told", "trap 'touch \"$p/warned\"' USR1; trap 'exit 0' TERM", 2 * Patience.seconds,
      "time_limit"
    ),
    ("a task that does not know the warning", "", 0.2, "time_limit"),
    ("a task that ends in order when warned", "trap 'exit 0' USR1", 0.2, "completed"),
  ])
  func `a task is warned before its walltime ends, and ended after it`(
    _ what: String, traps: String, grace: Double, wanted: String
  ) async throws {
    let place = try Place("\(traps)\ntouch \"$p/ready\"; hold never")
    let batch = try place.batch()
    let task = try await begin(place, batch, grace: grace)
    try await eventually("the time of the warning") { task.elapsed >= 0.9 }
    // However late it is, the first look warns and does no more.
    #expect(task.attend() == nil, "\(what)")
    try await eventually("a warning that is seen: \(what)") {
      traps.contains("warned") ? place.exists("warned") : Sys.hasEnded(task.process)
    }
    var ending: ChunkEnding?
    try await eventually("the end: \(what)") {
      ending = task.attend()
      return ending != nil
    }
    #expect(ending?.kind.word == wanted, "\(what)")
    #expect(task.elapsed >= 1 || !traps.contains("warned"), "\(what)")
  }

  @Test func `a supervisor ends a task that goes on for longer than its walltime`() async throws {
    let place = try Place("trap '' USR1 TERM; hold never")
    let batch = try place.batch(walltime: 1).submitted(to: place.executor(grace: 0.2))
    #expect(try await place.executor().end(of: batch)["0001"]?.kind == .timeLimit)
  }

  @Test func `what a task leaves running ends with it`() async throws {
    let place = try Place("hold never & echo $! >\"$b/stray\"; exit 0")
    let executor = place.executor()
    let batch = try place.batch().submitted(to: executor)
    #expect(try await executor.end(of: batch)["0001"]?.kind == .completed)
    let stray = try #require(Int32(batch.lines("stray").first ?? ""))
    try await eventually("the end of what it left") { try !Processes.working(in: place.root).contains(stray) }
  }

  @Test(arguments: [
    ("a program that says so", "exec perl -e '$x = \"x\" x 2_000_000_000'"),
    ("a program that crashes of it", "echo 'terminate called after throwing std::bad_alloc' >&2; kill -ABRT $$"),
  ])
  func `a task that needs more memory than it may have ends as memory limit`(_ what: String, script: String)
    async throws
  {
    let place = try Place(script)
    let executor = place.executor(memory: 256 << 20)
    let batch = try place.batch().submitted(to: executor)
    let ending = try #require(try await executor.end(of: batch)["0001"])
    #expect(ending.kind == .memoryLimit, "\(what): \(ending)")
    #expect(ending.message.contains("256 MiB"))
  }

  @Test func `memory is no reason where there is no limit`() async throws {
    let place = try Place("echo 'Out of memory!' >&2; exit 5")
    let executor = place.executor()
    let batch = try place.batch().submitted(to: executor)
    #expect(try await executor.end(of: batch)["0001"]?.kind == .failed(status: 5))
  }

  @Test func `a task that dies near its limit without a word ends as memory limit`() async throws {
    let place = try Place()
    let limit: Int64 = 256 << 20
    let (ready, go) = (place.root.appending("ready"), place.root.appending("go"))
    let text = """
      $x = 'x' x 249_000_000; open F, '>', $ARGV[0];
      until (-e $ARGV[1] || !-e $ARGV[0]) { select undef, undef, undef, 0.05 }
      kill ABRT => $$
      """
    var program = Program("/usr/bin/perl", ["-e", text])
    program.arguments += [ready.bytes, go.bytes]
    program.newGroup = true
    let process = try Command(program).spawn()
    try await eventually("a program that has the memory") { Sys.exists(ready) }
    let chunk = ChunkRecord(name: "0001", items: 1, pages: 1, walltimeSeconds: 3600)
    let slot = try Sys.open(place.root.appending("slot"), .lock)
    let task = LocalTask(
      chunk, process: process, slot: slot, host: "h", log: place.root.appending("log"), place.options(memory: limit))
    #expect(task.attend() == nil)
    try place.make("go")
    var ending: ChunkEnding?
    try await eventually("its end") {
      ending = task.attend()
      return ending != nil
    }
    #expect(ending?.kind == .memoryLimit)
  }
}
