import Formats

/// The jobs of one name, as controller and accounting know them.
struct SlurmJobs: Sendable, Hashable {
  /// One job, an array as a whole.
  struct Job: Sendable, Hashable {
    /// Its number; an array's own.
    var id: Int
    /// Whether the controller has it waiting under its user's hold.
    var isHeld = false
  }

  /// By number.
  private(set) var jobs: [Job] = []

  /// What is known of a name.
  enum Answer: Sendable, Hashable {
    /// These are there, or were.
    case there(SlurmJobs)
    /// Both said that none is, and none ever was.
    case absent
    /// The controller said that none is, and the cluster keeps no accounting.
    case absentHere
    /// Nothing certain. The sentence says why.
    case silence(String)
  }

  /// Asks both.
  ///
  /// - Parameter since: before which no job of the name can have been submitted.
  static func named(_ name: String, since: Timestamp, _ commands: SlurmCommands) -> Answer {
    var found: [Int: Job] = [:]
    do throws(SlurmFailure) {
      // %F is the array's number, whichever of its tasks a line stands for (squeue(1)).
      let answer = try commands.ask(
        .squeue, ["--noheader", "--name=\(name)", "--states=all", "--format=%F|%T|%r"])
      for line in answer.lines { add(line, to: &found, held: true) }
    } catch {
      return .silence("\(error)")
    }
    do throws(SlurmFailure) {
      let answer = try commands.ask(
        .sacct,
        [
          "--noheader", "--parsable2", "--allocations", "--name=\(name)", "--starttime=\(day(before: since))",
          "--format=JobID,State",
        ])
      for line in answer.lines { add(line, to: &found, held: false) }
    } catch {
      if found.isEmpty { return error.code == .noAccounting ? .absentHere : .silence("\(error)") }
    }
    guard !found.isEmpty else { return .absent }
    return .there(SlurmJobs(jobs: found.values.sorted { $0.id < $1.id }))
  }

  /// The first field's digits are the job's number: `17`, `17_3`, `17_[1-4%2]`.
  private static func add(_ line: Substring, to found: inout [Int: Job], held: Bool) {
    let fields = line.split(separator: "|", omittingEmptySubsequences: false)
    guard let id = fields.first.flatMap({ Stated.count($0.prefix { $0.isASCIIDigit }) }) else { return }
    var job = found[id] ?? Job(id: id)
    if held, fields.count == 3 { job.isHeld = fields[1] == "PENDING" && fields[2].hasPrefix("JobHeld") }
    found[id] = job
  }

  /// A day earlier, in the form sacct takes, so that clocks need not agree.
  private static func day(before time: Timestamp) -> String { time.advanced(bySeconds: -86_400).day }
}
