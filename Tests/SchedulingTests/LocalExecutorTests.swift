import Formats
import SystemCalls
import TestSupport
import Testing

@testable import Scheduling

@Suite struct LocalExecutorTests {
  @Test func `every chunk runs once and says how it ended, with its last words`() async throws {
    let place = try Place(
      """
      case $c in
        0001) exit 0;;
        0002) echo first; echo 'no such model'; exit 3;;
        0003) kill -SEGV $$;;
      esac
      """)
    let executor = place.executor()
    let batch = try place.batch(chunks: 3).submitted(to: executor)
    let endings = try await executor.end(of: batch)
    #expect(endings["0001"]?.kind == .completed)
    #expect(endings["0002"]?.kind == .failed(status: 3))
    #expect(endings["0002"]?.message.hasSuffix("Its last words: no such model") == true)
    #expect(endings["0003"]?.kind == .signalled(11))
    #expect(endings.values.allSatisfy { $0.startedAt != nil && $0.endedAt != nil && $0.host == Sys.hostName })
    #expect(endings.values.allSatisfy { ($0.usage?.maxResidentBytes ?? 0) > 0 })
    #expect(batch.ran == ["0001", "0002", "0003"])
    try await eventually("the supervisor's last word") { try batch.history.isEnded }
  }

  @Test func `a task is told its batch, its chunk, its try and its processors`() async throws {
    let place = try Place("printf '%s|' \"$@\" \"$SLUICE_CPUS\" >\"$b/told\"")
    var options = place.options()
    options.processes = 3
    let executor = LocalExecutor(options)
    let batch = try place.batch().submitted(to: executor)
    _ = try await executor.end(of: batch)
    let told = try Sys.contents(of: batch.layout.directory.appending("told"))
    let wanted = batch.layout.directory.bytes + Array("|0001|--try|\(batch.record.jobName).0|--processes|3|3|".utf8)
    #expect(told == wanted)
  }

  @Test func `job json is published before anything starts, and says where the batch runs`() async throws {
    let place = try Place()
    let executor = place.executor()
    let batch = try place.batch()
    _ = try executor.submit(batch) { job in
      #expect(!Sys.exists(batch.layout.supervisorLock))
      #expect((job.executor, job.slurmJobID) == ("local", batch.record.jobName))
      #expect((job.host, job.bootID) == (Sys.hostName, Sys.bootID))
      try Sys.publish(try FormatCoding.file(job), at: batch.layout.job)
    }
    let job = try FormatCoding.decode(JobRecord.self, from: try Sys.contents(of: batch.layout.job))
    _ = try await executor.end(of: BatchHandle(name: batch.name, layout: batch.layout, record: batch.record, job: job))
  }

  @Test func `a batch that was just handed over is never taken for one that was not started`() async throws {
    let place = try Place()
    let executor = place.executor()
    for number in 1...5 {
      let batch = try place.batch("batch_\(number)").submitted(to: executor)
      #expect(try !executor.state(of: batch).neverStarted)
      _ = try await executor.end(of: batch)
    }
  }

  @Test func `a batch whose start failed is known as never started, and a restart runs it`() async throws {
    let place = try Place()
    var broken = place.options()
    broken.program = "/bin/false"
    let batch = try place.batch()
    #expect(throws: SchedulingError.self) { try batch.submitted(to: LocalExecutor(broken)) }

    let executor = place.executor()
    let kept = try batch.withJob()
    // Other tests fork: for a moment their children hold the lock that we have just let go.
    try await eventually("a batch that counts as never started") {
      try executor.state(of: kept) == BatchState(chunks: ["0001": .waiting], neverStarted: true)
    }
    try executor.restart(kept)
    try executor.restart(kept)
    #expect(try await executor.end(of: kept)["0001"]?.kind == .completed)
    try executor.restart(kept)
    #expect(kept.ran == ["0001"])
  }

  @Test func `a program that cannot be started fails its chunk and the batch ends`() async throws {
    let place = try Place()
    var options = place.options()
    options.taskProgram = "/nonexistent/sluice"
    let executor = LocalExecutor(options)
    let batch = try place.batch(chunks: 2).submitted(to: executor)
    let endings = try await executor.end(of: batch)
    #expect(endings.values.map(\.kind) == [.failed(status: 127), .failed(status: 127)])
    #expect(endings["0001"]?.message.contains("/nonexistent/sluice") == true)
  }

  @Test func `cancelling ends what runs and what waits`() async throws {
    let place = try Place("hold never")
    let executor = place.executor(concurrency: 1)
    let batch = try place.batch(chunks: 2).submitted(to: executor)
    try await eventually("a task that runs") { !batch.ran.isEmpty }
    try executor.cancel(batch)
    try executor.cancel(batch)
    let endings = try await executor.end(of: batch)
    #expect(endings.mapValues(\.kind) == ["0001": .cancelled, "0002": .cancelled])
    #expect(batch.ran.count == 1)
  }

  @Test func `a batch cancelled before its start is over and is never started`() async throws {
    let place = try Place()
    let executor = place.executor()
    let batch = try place.batch(chunks: 2).withJob()
    try executor.cancel(batch)
    #expect(try await executor.end(of: batch).values.map(\.kind) == [.cancelled, .cancelled])
    try executor.restart(batch)
    try await eventually("the end of the supervisor that was started") {
      try !Sys.isLocked(try Sys.open(batch.layout.supervisorLock, .read))
    }
    #expect(batch.ran.isEmpty && !Sys.exists(batch.layout.localHistory))
    #expect(try executor.state(of: batch).isOver)
  }

  @Test func `a batch that is being put away is not started again, though its history is gone`() throws {
    let place = try Place()
    let batch = try place.batch(chunks: 2).withJob()
    for chunk in batch.record.chunks {
      try Sys.rename(batch.layout.chunk(chunk.name), to: batch.layout.closedChunk(chunk.name))
    }
    try place.executor().restart(batch)
    #expect(!Sys.exists(batch.layout.supervisorLock) && !Sys.exists(batch.layout.logs))
    try Sys.removeTree(batch.layout.chunks)
    try place.executor().restart(batch)
    #expect(!Sys.exists(batch.layout.supervisorLock) && !Sys.exists(batch.layout.logs))
  }

  @Test func `one poll answers for every batch, also for one that is gone`() async throws {
    let place = try Place()
    let executor = place.executor()
    let first = try place.batch("batch_1").submitted(to: executor)
    let second = try place.batch("batch_2").withJob()
    let gone = try place.batch("batch_3").withJob()
    try Sys.removeTree(gone.layout.directory)
    _ = try await executor.end(of: first)
    let states = try executor.poll([first, second, gone])
    #expect(states.mapValues(\.neverStarted) == ["batch_1": false, "batch_2": true, "batch_3": true])
  }
}
