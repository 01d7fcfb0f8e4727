import Formats

/// What accounting is asked, and how its answer is read.
enum SlurmAccounting {
  /// The columns, in the order in which they are read (sacct(1)).
  private static let columns = [
    "JobID", "JobName", "State", "ExitCode", "Start", "End", "ElapsedRaw", "TimelimitRaw", "TotalCPU", "MaxRSS",
    "NodeList",
    "Partition", "AllocCPUS", "ReqMem", "Reason",
  ]

  /// The arguments of `sacct` that ask for all jobs at once. Without `--duplicates` it tells the latest try of each.
  static func question(jobs: [Int]) -> [String] {
    [
      "--noheader", "--parsable2", "--allusers", "--jobs=" + jobs.map(String.init).joined(separator: ","),
      "--format=" + columns.joined(separator: ","),
    ]
  }

  /// Reads the answer.
  ///
  /// - Parameter names: the name each job must have. A number is given anew when Slurm has used them all; and the first
  ///   lines of a job can stand there under the name `allocation`, as no array and waiting, while its steps run already.
  static func answers(_ output: some StringProtocol, names: [Int: String]) -> SlurmAnswers {
    var answers = SlurmAnswers()
    for line in output.split(whereSeparator: \.isNewline) {
      // The reason is the last column, as it alone could hold a bar.
      let fields = line.split(separator: "|", maxSplits: columns.count - 1, omittingEmptySubsequences: false)
      guard fields.count == columns.count, let id = SlurmJobID(fields[0]), let name = names[id.job] else { continue }
      if id.step != nil {
        answers.add(step: id, maxResidentBytes: SlurmUnits.bytes(fields[9]))
      } else if fields[1] == name {
        answers.add(id, finding(fields))
      }
    }
    return answers
  }

  private static func finding(_ fields: [some StringProtocol]) -> SlurmFinding {
    var finding = SlurmFinding(state: fields[2])
    (finding.status, finding.signal) = SlurmUnits.exit(fields[3])
    finding.startedAt = SlurmUnits.time(fields[4])
    finding.endedAt = SlurmUnits.time(fields[5])
    finding.elapsedSeconds = Stated.count(fields[6])
    finding.limitSeconds = Stated.count(fields[7]).map { $0 * 60 }
    finding.cpuSeconds = SlurmUnits.seconds(fields[8])
    finding.maxResidentBytes = SlurmUnits.bytes(fields[9])
    finding.node = ["", "None assigned", "(null)"].contains(String(fields[10])) ? nil : String(fields[10])
    finding.partition = fields[11].isEmpty ? nil : String(fields[11])
    finding.cpus = Stated.count(fields[12]).flatMap { $0 > 0 ? $0 : nil }
    finding.memoryBytes = SlurmUnits.memory(fields[13], cpus: finding.cpus)
    finding.reason = String(fields[14])
    return finding
  }
}
