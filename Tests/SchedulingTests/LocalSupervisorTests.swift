import Formats
import SystemCalls
import TestSupport
import Testing

@testable import Scheduling

/// The supervisor as a process of its own: killed, doubled, left alone, too late.
@Suite struct LocalSupervisorTests {
  /// Starts a supervisor as a child of the test.
  private func start(_ place: Place, _ batch: BatchHandle, concurrency: Int = 2) throws -> Int32 {
    var options = place.options(concurrency: concurrency)
    options.batch = batch.layout.directory
    try Sys.ensurePath(options.slots)
    var program = Program(options.program)
    program.arguments = [Array("supervise".utf8)] + options.arguments
    program.newGroup = true
    return try Command(program).spawn()
  }

  private func supervisor(of batch: BatchHandle) async throws -> Int32 {
    try await eventually("a supervisor that has begun") { try batch.history.started != nil }
    return try #require(try batch.history.started?.pid)
  }

  /// Waits until a supervisor of the place has ended; whoever collects it then may take long.
  private func end(of process: Int32, in place: Place) async throws {
    try await eventually("the supervisor's end") { try !Processes.working(in: place.root).contains(process) }
  }

  @Test func `a supervisor started many times runs each chunk once`() async throws {
    let place = try Place("hold \"$p/go\"")
    let batch = try place.batch(chunks: 3).withJob()
    let processes = try (1...6).map { _ in try start(place, batch) }
    // While the tasks of one hold, the others find it there.
    try await eventually("the end of all supervisors but one") { processes.count { Sys.hasEnded($0) } == 5 }
    try place.make("go")
    for process in processes { #expect(Sys.wait(for: process) == .exited(0)) }
    #expect(batch.ran == ["0001", "0002", "0003"])
    #expect(Sys.wait(for: try start(place, batch)) == .exited(0))
    #expect(batch.ran == ["0001", "0002", "0003"])
  }

  @Test func `when the supervisor is killed its task still counts as running, then as vanished`() async throws {
    let place = try Place("trap '' TERM; touch \"$p/up\"; hold \"$p/go\"; touch \"$b/done\"")
    let executor = place.executor(concurrency: 1)
    let batch = try place.batch(chunks: 2).submitted(to: executor)
    let process = try await supervisor(of: batch)
    try await eventually("the record of the first task's start") { try batch.history.startedChunks.count == 1 }
    // Its parent's death is a SIGTERM to the task: it must be ready to ignore it.
    try await eventually("the first task") { place.exists("up") }
    Sys.signal(process, Signal.kill)
    try await end(of: process, in: place)

    let state = try executor.state(of: batch)
    #expect(state.chunks["0002"] == .waiting)
    guard case .running(.some) = state.chunks["0001"] else { throw Unexpected("\(state)") }
    try executor.restart(batch)

    try place.make("go")
    let endings = try await executor.end(of: batch)
    #expect(endings.mapValues(\.kind) == ["0001": .vanished, "0002": .vanished])
    #expect(endings["0001"]?.startedAt != nil && endings["0002"]?.startedAt == nil)
    #expect(batch.lines("done").isEmpty && Sys.exists(batch.layout.directory.appending("done")))
    #expect(Sys.wait(for: try start(place, batch)) == .exited(0))
    #expect(batch.ran == ["0001"])
  }

  @Test func `a task whose supervisor is killed is told to end in order`() async throws {
    let place = try Place("trap 'touch \"$b/told\"; exit 0' TERM; touch \"$b/ready\"; hold never")
    let executor = place.executor()
    let batch = try place.batch().submitted(to: executor)
    try await eventually("the task") { Sys.exists(batch.layout.directory.appending("ready")) }
    let process = try await supervisor(of: batch)
    Sys.signal(process, Signal.kill)
    #expect(try await executor.end(of: batch)["0001"]?.kind == .vanished)
    #expect(Sys.exists(batch.layout.directory.appending("told")))
  }

  @Test func `the slot of a task that outlives its supervisor stays taken`() async throws {
    let place = try Place("trap '' TERM; touch \"$p/up\"; hold \"$p/go\"")
    let executor = place.executor(concurrency: 1)
    let batch = try place.batch("batch_1").submitted(to: executor)
    // Before that it would end with its supervisor.
    try await eventually("a task that ignores SIGTERM") { place.exists("up") }
    let process = try await supervisor(of: batch)
    Sys.signal(process, Signal.kill)
    try await end(of: process, in: place)

    let slots = Slots(place.root.appending("slots"), count: 1)
    let held = try slots.take()
    let isFree = held != nil
    #expect(!isFree)
    try place.make("go")
    try await eventually("a slot that is free") {
      let slot = try slots.take()
      return slot != nil
    }
  }

  @Test func `the job goes on when the process group that started it is killed`() async throws {
    let place = try Place("hold \"$p/go\"")
    let batch = try place.batch().withJob()
    var options = place.options()
    options.batch = batch.layout.directory
    options.detach = true
    try Sys.ensurePath(options.slots)
    var program = Program(options.program)
    program.arguments = [Array("supervise".utf8)] + options.arguments
    program.newGroup = true
    let starter = try Command(program).spawn()
    let process = try await supervisor(of: batch)
    Sys.signalGroup(starter, Signal.kill)
    _ = Sys.wait(for: starter)

    let fields = String(decoding: try Sys.contents(of: FilePath("/proc/\(process)/stat")), as: UTF8.self)
      .split(separator: " ").map(String.init)
    #expect(fields[3] != String(starter) && fields[3] != String(Sys.processID))
    #expect(fields[5] == String(process), "it leads a session of its own")
    try place.make("go")
    #expect(try await place.executor().end(of: batch)["0001"]?.kind == .completed)
  }

  @Test func `a supervisor that is told to end tells its tasks and records them`() async throws {
    let place = try Place("hold never")
    let executor = place.executor(concurrency: 1)
    let batch = try place.batch(chunks: 2).submitted(to: executor)
    try await eventually("a task that runs") { !batch.ran.isEmpty }
    Sys.signal(try await supervisor(of: batch), Signal.terminate)
    let endings = try await executor.end(of: batch)
    #expect(endings.mapValues(\.kind) == ["0001": .cancelled, "0002": .cancelled])
    #expect(endings["0001"]?.message.contains("signal 15") == true)
  }

  @Test func `a batch whose directory was removed ends`() async throws {
    let place = try Place("trap 'exit 0' TERM; hold never")
    let batch = try place.batch(chunks: 2).withJob()
    let process = try start(place, batch, concurrency: 1)
    try await eventually("a task that runs") { !batch.ran.isEmpty }
    try Sys.rename(batch.layout.directory, to: place.root.appending("aside"))
    #expect(Sys.wait(for: process) == .exited(0))
    let aside = try LocalHistory(reading: BatchLayout(place.root.appending("aside")).localHistory)
    #expect(aside.endings.mapValues(\.kind) == ["0001": .cancelled, "0002": .cancelled])
  }

  @Test func `a chunk that was closed is skipped, the others run`() throws {
    let place = try Place()
    let batch = try place.batch(chunks: 2).withJob()
    try Sys.rename(batch.layout.chunk("0001"), to: batch.layout.closedChunk("0001"))
    #expect(Sys.wait(for: try start(place, batch)) == .exited(0))
    #expect(batch.ran == ["0002"])
    #expect(try batch.history.endings.mapValues(\.kind) == ["0001": .cancelled, "0002": .completed])
    #expect(!Sys.exists(batch.layout.chunk("0001")))
  }

  @Test func `a supervisor that comes after its batch was put away does nothing`() throws {
    let place = try Place()
    let batch = try place.batch().withJob()
    try Sys.rename(batch.layout.directory, to: place.root.appending("rested"))
    #expect(Sys.wait(for: try start(place, batch)) == .exited(0))
    #expect(!Sys.exists(batch.layout.directory))
    #expect(!place.exists("rested/ran"))
  }

  @Test(arguments: [("another boot", "0000", true), ("another host", "ffff", false)])
  func `a supervisor does not run a job of another boot or host`(_ what: String, boot: String, sameName: Bool) throws {
    let place = try Place()
    let host = LocalHost(name: sameName ? Sys.hostName : "elsewhere", bootID: boot)
    let batch = try place.batch().withJob(host: host)
    #expect(Sys.wait(for: try start(place, batch)) == .exited(0))
    #expect(batch.ran.isEmpty && !Sys.exists(batch.layout.localHistory))
  }

  @Test func `a job that is not the batch's own is refused`() throws {
    let place = try Place()
    let batch = try place.batch("batch_1").withJob()
    let other = try place.batch("batch_2").withJob()
    try Sys.replace(other.layout.job, to: batch.layout.job)
    #expect(Sys.wait(for: try start(place, batch)) == .exited(1))
    #expect(batch.ran.isEmpty)
  }

  @Test func `a first line torn by a crash does not keep the batch from running`() throws {
    let place = try Place()
    let batch = try place.batch().withJob()
    try Sys.writePrivate(Array("{\"event\":\"star".utf8), at: batch.layout.localHistory)
    #expect(try place.executor().state(of: batch).neverStarted)
    #expect(Sys.wait(for: try start(place, batch)) == .exited(0))
    #expect(batch.ran == ["0001"])
    #expect(try batch.history.endings["0001"]?.kind == .completed)
    #expect(try batch.history.unreadable == 1 && batch.history.started != nil)
  }
}
