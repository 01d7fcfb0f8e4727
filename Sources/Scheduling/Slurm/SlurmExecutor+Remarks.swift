import Formats

extension SlurmExecutor {
  /// What the controller has in its queue for a batch: each task, or tasks that wait together, with state, reason and the time
  /// they are expected to start, in Slurm's own words.
  public func remarks(on batch: BatchHandle) throws -> [String] {
    guard let job = batch.job?.slurmJobID else { return [] }
    let arguments = ["--noheader", "--jobs=\(job)", "--format=%i|%T|%r|%S"]
    do throws(SlurmFailure) {
      return try commands.ask(.squeue, arguments).text.split(separator: "\n").map(Self.remark)
    } catch {
      // A job that ended a while ago has left the queue: what became of it is accounting's to say.
      if error.code == .noSuchJob { return [] }
      throw error
    }
  }

  private static func remark(_ line: Substring) -> String {
    let fields = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 4 else { return String(line) }
    let reason = ["", "None"].contains(fields[2]) ? "" : " (\(fields[2]))"
    let start = fields[1] == "PENDING" && fields[3] != "N/A" ? ", expected to start \(fields[3])" : ""
    return "\(fields[0]): \(fields[1])\(reason)\(start)"
  }
}
