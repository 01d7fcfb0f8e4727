/// Every reader of what Slurm's programs print, as one door for whoever proves that no answer breaks them.
package enum SlurmReading {
  /// Reads a text as each answer.
  package static func all(_ text: String) {
    let names = [1: "sluice", 12: "sluice"]
    for answers in [SlurmAccounting.answers(text, names: names), SlurmQueue.answers(text, names: names)] {
      _ = answers.finding(job: 12, index: 3)
    }
    let config = SlurmConfig(text)
    let partitions = SlurmPartition.all(text)
    var limits = config.limits.tightened(by: SlurmPartition.limits(of: "any", in: partitions))
    for association in SlurmAssociation.all(text) { limits = limits.widened(by: association.limits) }
    for qos in SlurmQOS.all(text) { limits = limits.tightened(by: qos.limits) }
    for line in text.split(whereSeparator: \.isNewline) {
      if let id = SlurmJobID(line), case .many = id.tasks { _ = id.tasks.contains(3) }
      _ = (SlurmUnits.wholeSeconds(line), SlurmUnits.bytes(line), SlurmUnits.memory(line, cpus: 64))
      _ = (SlurmUnits.exit(line), SlurmUnits.time(line))
    }
    _ = SubmissionAnswer(Array(text.utf8))
  }
}
