/// Which failures of `sbatch` prove that the job is not there.
enum SubmissionRefusal {
  /// Parts of sentences that a controller, or sbatch before it asks one, says when it takes no job (slurm_strerror(3), Slurm
  /// 22.05). Whatever is not here leaves a doubt, which costs a minute and never a second job.
  private static let sentences = [
    "invalid account", "reservation is invalid", "access denied to requested reservation", "invalid --", "invalid nice",
    "invalid trackable resource", "invalid partition", "invalid qos", "invalid reservation", "invalid feature",
    "invalid generic",
    "invalid job array", "invalid node name", "invalid constraint", "invalid license", "invalid dependency",
    "invalid wckey", "invalid time limit", "requested time limit is invalid", "requested partition configuration",
    "requested node configuration is not available", "memory specification can not be satisfied",
    "cpu count specification", "node count specification invalid", "job violates accounting/qos policy",
    "job dependency can't be satisfied", "user's group not permitted", "not permitted to use this partition",
    "access/permission denied", "job size specification needs to be provided", "unable to open file",
    "unrecognized option", "ambiguous option", "invalid option", "option requires an argument", "batch script",
    "no partition specified or system default partition", "unspecified error from job submit plugin",
    "partition or reservation is down", "required partition not available", "slurm temporarily unable to accept job",
    "user not found on host", "invalid working directory", "reservation not usable",
  ]

  /// Whether what sbatch printed on standard error proves that the controller has no job.
  static func isCertain(_ errors: String) -> Bool {
    let text = errors.lowercased()
    // A doubt beside a refusal stays a doubt.
    if SlurmFailure.code(of: text) == .unreachable { return false }
    return sentences.contains { text.contains($0) }
  }
}
