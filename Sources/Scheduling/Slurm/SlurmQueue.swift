import Formats

/// What the controller is asked, and how its answer is read.
enum SlurmQueue {
  /// The columns and their widths (squeue(1), --Format): a column has no separator that could not stand in a reason.
  private static let columns: [(name: String, width: Int)] = [
    ("JobArrayID", 40), ("Name", 40), ("State", 24), ("Reason", 96), ("exit_code", 16), ("StartTime", 24),
    ("EndTime", 24), ("TimeLimit", 24), ("NodeList", 96), ("Partition", 64),
  ]

  /// The arguments of `squeue` that ask for all tasks of these jobs, those that ended a while ago included (slurm.conf(5),
  /// MinJobAge).
  static func question(jobs: [Int]) -> [String] {
    [
      "--noheader", "--all", "--array", "--states=all", "--jobs=" + jobs.map(String.init).joined(separator: ","),
      "--Format=" + columns.map { "\($0.name):\($0.width)" }.joined(separator: ","),
    ]
  }

  /// Reads the answer; names as for accounting.
  static func answers(_ output: some StringProtocol, names: [Int: String]) -> SlurmAnswers {
    var answers = SlurmAnswers()
    for line in output.split(whereSeparator: \.isNewline) {
      let fields = fields(line)
      guard fields.count == columns.count, let id = SlurmJobID(fields[0]), names[id.job] == fields[1] else { continue }
      var finding = SlurmFinding(state: fields[2])
      finding.reason = fields[3]
      // As wait(2) tells it: the status in the second byte, the signal in the first.
      let ending = Int32(fields[4]) ?? 0
      (finding.status, finding.signal) = (ending >> 8 & 0xff, ending & 0x7f)
      finding.startedAt = SlurmUnits.time(fields[5])
      finding.endedAt = SlurmUnits.time(fields[6])
      if let start = finding.startedAt, let end = finding.endedAt {
        finding.elapsedSeconds = Int(clamped: max(0, end.seconds(since: start)))
      }
      // What is still to come is no end.
      if finding.state?.isEnd != true { finding.endedAt = nil }
      finding.limitSeconds = SlurmUnits.wholeSeconds(fields[7])
      finding.node = fields[8].isEmpty ? nil : fields[8]
      finding.partition = fields[9].isEmpty ? nil : fields[9]
      answers.add(id, finding)
    }
    return answers
  }

  private static func fields(_ line: some StringProtocol) -> [String] {
    var rest = Substring(line)
    return columns.map { column in
      let field = rest.prefix(column.width)
      rest = rest.dropFirst(column.width)
      return String(field.trimmed)
    }
  }
}
