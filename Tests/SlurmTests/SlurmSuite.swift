import Formats
import Scheduling
import SystemCalls
import TestSupport
import Testing

/// Tests that take daemons, nodes or room away from a real cluster: one after the other.
@Suite(.serialized, .needsCluster, .disruptive)
enum OutageSuite {}

/// Tests that leave a real cluster as it is: side by side, as nearly all of their time is waiting.
@Suite(.needsCluster, .patient)
enum SteadySuite {}

extension SlurmCluster {
  /// Lets tasks that were put back begin soon: Slurm has them rest for two minutes, counted from when the former try was cleared
  /// away.
  ///
  /// Not at once: a node refuses what it is given in the very second in which it was told to end the former try.
  func endRest(ofTasks tasks: [String]) throws {
    try eventually("tasks that wait for another try: \(tasks)", every: 100) {
      try tasks.allSatisfy {
        try slurm("squeue", "--noheader", "--array", "--jobs=\($0)", "--format=%T").lines == ["PENDING"]
      }
    }
    for task in tasks { try slurm("scontrol", "update", "JobId=\(task)", "StartTime=now+2seconds") }
  }
}

/// A batch as the executor sees it, with jobs that a test handed over by hand.
struct HandMade {
  let cluster: SlurmCluster
  let programs: SlurmPrograms
  let executor: SlurmExecutor
  let home: TemporaryDirectory

  init(on cluster: SlurmCluster? = nil) throws {
    self.cluster = try cluster ?? .steady()
    programs = try SlurmPrograms(self.cluster)
    home = try TemporaryDirectory()
    var options = SlurmOptions(templates: home.path, program: "/bin/true", workspace: home.path)
    options.warning = 20
    executor = SlurmExecutor(options, commands: SlurmCommands(directory: programs.directory))
  }

  /// Shell that waits for `go`. Like `hang` it ends with the test, so that one that fails leaves nothing running.
  var hold: String { "until [ -e '\(home.path)/go' ] || [ ! -d '\(home.path)' ]; do sleep 0.1; done" }

  /// Shell that does not end by itself.
  var hang: String { "while [ -d '\(home.path)' ]; do sleep 0.1; done" }

  func go() throws { try home.write([], as: "go") }

  /// Hands over an array with chunk `NNNN` as task N.
  func batch(_ number: Int, chunks: Int, _ options: [String] = [], script: String) throws -> BatchHandle {
    let name = JobName.draw()
    let id = try cluster.submit(name, array: "1-\(chunks)", options, script: script)
    let layout = BatchLayout(home.path.appending("batch_\(number)"))
    try Sys.ensurePath(layout.directory)
    let settings = TaskSettings(
      languages: "eng", dpi: 150, trustHiddenText: false, textQuality: 0.5, pageTimeoutSeconds: 60,
      parserMemory: 1 << 30,
      command: [], stageIn: false)
    let record = BatchRecord(
      batchID: "batch_\(number)", jobName: name, createdAt: .now, engine: "null", settings: settings,
      settingsFingerprint: "0",
      chunks: (1...chunks).map { ChunkRecord(name: Self.chunk($0), items: 1, pages: 1, walltimeSeconds: 60) })
    let job = JobRecord(executor: "slurm", jobName: name, slurmJobID: id, submittedAt: .now)
    return BatchHandle(name: "batch_\(number)", layout: layout, record: record, job: job)
  }

  static func chunk(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }

  /// Polls until a condition holds; answers the last states. Each state seen is shown to `look`.
  @discardableResult
  func poll(
    _ batches: [BatchHandle], every pause: Int = 500,
    look: ([String: BatchState]) throws -> Void = { _ in }, until isEnough: ([String: BatchState]) -> Bool
  ) throws -> [String: BatchState] {
    var states: [String: BatchState] = [:]
    try eventually("other states than \(states.mapValues(\.words)):\n\(cluster.told)", every: pause) {
      states = try executor.poll(batches)
      try look(states)
      return isEnough(states)
    }
    return states
  }
}

extension BatchState {
  /// The words of its chunks' states, in the order of their names.
  var words: [String] { chunks.sorted { $0.key < $1.key }.map(\.value.word) }
}

extension ChunkState {
  /// `waiting`, `running`, an ending's word, or what else it is.
  var word: String {
    switch self {
    case .waiting: "waiting"
    case .held: "held"
    case .running: "running"
    case .unknown: "unknown"
    case .ended(let ending): ending.kind.word
    }
  }
}
