import Formats
import SystemCalls
import Testing

@testable import Scheduling

/// Every row of what lock, history, host and boot say together.
@Suite struct LocalStateTests {
  static let here = LocalHost(name: "alpha", bootID: "boot-1")

  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var job: LocalHost? = LocalStateTests.here
    var here: LocalHost = LocalStateTests.here
    var before: [LocalEvent] = []
    var after: [LocalEvent]?
    var isLocked = false
    var isCancelled = false
    /// The words for chunks 0001 and 0002.
    var wanted: [String]
    var neverStarted = false
  }

  static func event(_ kind: LocalEvent.Kind, _ chunk: String? = nil) -> LocalEvent {
    var event = LocalEvent(kind)
    event.chunk = chunk
    event.host = "alpha"
    return event
  }
  static let started = [event(.started)]
  static let oneRuns = started + [event(.chunkStarted, "0001")]
  static let oneDone = oneRuns + [LocalEvent(chunk: "0001", ended: ChunkEnding(.completed, "", endedAt: .now))]
  static let twoRuns = oneDone + [event(.chunkStarted, "0002")]

  static let rows = [
    Row(testDescription: "no job", job: nil, wanted: ["waiting", "waiting"], neverStarted: true),
    Row(testDescription: "crash before the start", wanted: ["waiting", "waiting"], neverStarted: true),
    Row(testDescription: "a supervisor on its way", isLocked: true, wanted: ["waiting", "waiting"]),
    Row(testDescription: "first chunk runs", before: oneRuns, isLocked: true, wanted: ["running", "waiting"]),
    Row(testDescription: "second chunk runs", before: twoRuns, isLocked: true, wanted: ["completed", "running"]),
    Row(testDescription: "supervisor killed", before: oneRuns, wanted: ["vanished", "vanished"]),
    Row(testDescription: "supervisor killed later", before: twoRuns, wanted: ["completed", "vanished"]),
    Row(
      testDescription: "the end came between two looks", before: oneRuns, after: oneDone,
      wanted: ["completed", "vanished"]),
    Row(testDescription: "the start came between two looks", after: oneRuns, wanted: ["running", "waiting"]),
    Row(testDescription: "cancelled before the start", isCancelled: true, wanted: ["cancelled", "cancelled"]),
    Row(
      testDescription: "cancelled, still ending", before: oneRuns, isLocked: true, isCancelled: true,
      wanted: ["running", "waiting"]),
    Row(
      testDescription: "reboot", job: LocalHost(name: "alpha", bootID: "boot-0"), before: twoRuns,
      wanted: ["completed", "lost_node"]),
    Row(
      testDescription: "reboot before the start", job: LocalHost(name: "alpha", bootID: "boot-0"),
      wanted: ["lost_node", "lost_node"]),
    Row(
      testDescription: "a host of the same name holds the lock", job: LocalHost(name: "alpha", bootID: "boot-0"),
      before: oneRuns, isLocked: true, wanted: ["unknown", "unknown"]),
    Row(
      testDescription: "another host", job: LocalHost(name: "beta", bootID: "boot-9"), before: oneRuns,
      wanted: ["unknown", "unknown"]),
    Row(
      testDescription: "another host, never started", job: LocalHost(name: "beta", bootID: "boot-9"),
      wanted: ["unknown", "unknown"]),
    Row(
      testDescription: "another host recorded an end", job: LocalHost(name: "beta", bootID: "boot-9"), before: oneDone,
      wanted: ["completed", "unknown"]),
    Row(
      testDescription: "this host got another name", here: LocalHost(name: "gamma", bootID: "boot-1"), before: oneRuns,
      wanted: ["vanished", "vanished"]),
    Row(
      testDescription: "hosts without boot ids", job: LocalHost(name: "alpha", bootID: ""),
      here: LocalHost(name: "alpha", bootID: ""), before: oneRuns, isLocked: true, wanted: ["running", "waiting"]),
  ]

  @Test(arguments: rows) func `lock, history, host and boot together say the state`(_ row: Row) throws {
    let place = try Place()
    let plain = try place.batch(chunks: 2)
    let batch = try row.job.map { try plain.withJob(host: $0) } ?? plain
    let found = LocalState.Findings(
      before: LocalHistory(row.before), isLocked: row.isLocked, after: LocalHistory(row.after ?? row.before),
      isCancelled: row.isCancelled)
    let state = LocalState.state(of: batch, found, here: row.here)
    #expect(["0001", "0002"].map { state.chunks[$0].map(Self.word) } == row.wanted)
    #expect(state.neverStarted == row.neverStarted)
  }

  @Test func `an unknown state names the host where it can be told`() throws {
    let place = try Place()
    let batch = try place.batch().withJob(host: LocalHost(name: "beta", bootID: "boot-9"))
    guard case .unknown(let why) = try place.executor().state(of: batch).chunks["0001"] else {
      throw Unexpected("known")
    }
    #expect(why.contains("run sluice cleanup on beta"))
  }

  private static func word(_ state: ChunkState) -> String {
    switch state {
    case .waiting: "waiting"
    case .held: "held"
    case .running: "running"
    case .unknown: "unknown"
    case .ended(let ending): ending.kind.word
    }
  }
}
