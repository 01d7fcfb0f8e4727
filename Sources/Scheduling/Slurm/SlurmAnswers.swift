/// What one question said of the tasks of job arrays.
struct SlurmAnswers: Sendable {
  private var tasks: [Int: [Int: SlurmFinding]] = [:]
  private var waiting: [Int: [(tasks: SlurmJobID.Tasks, finding: SlurmFinding)]] = [:]

  init() {}

  /// What was said of one task; nil when nothing was.
  ///
  /// A line of its own counts before one that tasks share: accounting leaves a task that just started in the line of those
  /// that wait (22.05: `1_[7-9%2]` beside `1_7`, both for some seconds).
  func finding(job: Int, index: Int) -> SlurmFinding? {
    tasks[job]?[index] ?? waiting[job]?.last { $0.tasks.contains(index) }?.finding
  }

  /// Takes a line for an allocation; of two for one task the later is newer.
  mutating func add(_ id: SlurmJobID, _ finding: SlurmFinding) {
    switch id.tasks {
    case .one(let index): tasks[id.job, default: [:]][index] = finding
    case .many: waiting[id.job, default: []].append((id.tasks, finding))
    case .whole: break
    }
  }

  /// Takes a step's line: its memory is the task's.
  mutating func add(step id: SlurmJobID, maxResidentBytes: Int64?) {
    guard case .one(let index) = id.tasks, let bytes = maxResidentBytes,
      let known = tasks[id.job]?[index]
    else { return }
    tasks[id.job]?[index]?.maxResidentBytes = max(bytes, known.maxResidentBytes ?? 0)
  }
}
