public import SystemCalls

/// The one place that runs Slurm's programs: arguments are bytes, no shell reads them, and each ends within its time.
public struct SlurmCommands: Sendable {
  /// Seconds a question may take. Slurm's own patience is MessageTimeout, 10 s by default, a few times over (slurm.conf(5)).
  public static let patience = 60.0

  /// Seconds `sbatch` may take before it is killed (law 7).
  public static let submissionPatience = 120.0

  /// The most bytes of an answer that are read: some 500,000 lines of `sacct`.
  public static let outputLimit = 64 << 20

  /// Where the programs are; the directories of `$PATH` when nil.
  public let directory: FilePath?
  /// Seconds a question may take.
  public let patience: Double
  /// Seconds a submission may take.
  public let submissionPatience: Double

  /// Runs the programs in a directory, or those in `$PATH`.
  public init(
    directory: FilePath? = nil, patience: Double = SlurmCommands.patience,
    submissionPatience: Double = SlurmCommands.submissionPatience
  ) {
    self.directory = directory
    self.patience = patience
    self.submissionPatience = submissionPatience
  }

  /// Asks one question.
  ///
  /// - Throws: `SlurmFailure` for anything but an answer: a status other than 0, and a server that could not be reached
  ///   whatever the status.
  public func ask(
    _ tool: SlurmTool, _ arguments: [String], outputLimit: Int = SlurmCommands.outputLimit
  ) throws(SlurmFailure) -> SlurmAnswer {
    try ask(tool, bytes: arguments.map { Array($0.utf8) }, outputLimit: outputLimit)
  }

  /// Asks one question with arguments that need not be text, in a directory.
  public func ask(
    _ tool: SlurmTool, bytes arguments: [[UInt8]], in directory: FilePath? = nil,
    outputLimit: Int = SlurmCommands.outputLimit
  ) throws(SlurmFailure) -> SlurmAnswer {
    var program = try program(tool)
    program.arguments = arguments
    program.directory = directory
    let captured: CapturedProgram
    do throws(SystemError) {
      captured = try CapturedProgram(program, seconds: patience, limit: outputLimit)
    } catch {
      throw SlurmFailure(.missing, tool, "\(tool.rawValue) could not be started: \(error)")
    }
    let errors = String(decoding: captured.errors, as: UTF8.self)
    switch captured.ending {
    case .exited(0):
      // sacct and squeue can end with 0 after a server that did not answer.
      let code = captured.output.isEmpty ? SlurmFailure.code(of: errors.lowercased()) : .failed
      if code == .unreachable || code == .noAccounting { throw SlurmFailure(tool, ending: "failed", errors: errors) }
      return SlurmAnswer(output: captured.output, errors: captured.errors)
    case .exited(let status): throw SlurmFailure(tool, ending: "ended with status \(status)", errors: errors)
    case .signalled(let number): throw SlurmFailure(tool, ending: "died of signal \(number)", errors: errors)
    case .timedOut:
      throw SlurmFailure(
        .timedOut, tool,
        "\(tool.rawValue) did not answer within \(Int(patience)) s and was ended: \(tool.server) may be overloaded; it is "
          + "asked again by the next pass")
    case .tooMuch:
      throw SlurmFailure(
        .tooMuch, tool,
        "\(tool.rawValue) printed more than \(outputLimit >> 20) MiB: lower submit.max_batches, then run the same command "
          + "again")
    }
  }

  // MARK: Submitting

  /// How `sbatch` ended.
  public enum SubmissionEnding: Sendable, Hashable {
    /// It returned a status.
    case exited(Int32)
    /// A signal ended it.
    case signalled(Int32)
    /// Its time was over, and it was killed.
    case timedOut
  }

  /// Runs `sbatch`; what it prints goes to two files, where it can be read even if we do not live to see its end.
  ///
  /// It leads a group of its own, which is killed when its time is over, and carries an alarm of its own for the case that we
  /// are gone by then.
  ///
  /// - Parameters:
  ///   - directory: where it starts.
  ///   - lease: the submitter's lease, which it inherits: nobody asks for the batch while it lives (law 7). None when -1.
  public func submit(
    _ arguments: [[UInt8]], in directory: FilePath, lease: CInt, output: FilePath, errors: FilePath
  ) throws -> SubmissionEnding {
    var program = try program(.sbatch)
    program.arguments = arguments
    program.directory = directory
    program.newGroup = true
    program.inherited = lease >= 0 ? [lease] : []
    program.alarm = UInt32(submissionPatience.rounded(.up)) + 10
    for path in [output, errors] { try Sys.removeIfThere(path) }
    let outputFile = try Sys.open(output, .append)
    let errorFile = try Sys.open(errors, .append)
    program.output = outputFile.raw
    program.errors = errorFile.raw
    let process = try Sys.spawn(program)
    let deadline = Sys.monotonicSeconds + submissionPatience
    var pause = 2
    while !Sys.hasEnded(process) {
      if Sys.monotonicSeconds >= deadline {
        Sys.signalGroup(process, 9)
        _ = Sys.wait(for: process)
        return .timedOut
      }
      Sys.sleep(milliseconds: pause)
      pause = min(pause * 2, 50)
    }
    switch Sys.wait(for: process) {
    case .exited(let status)?: return .exited(status)
    case .signalled(let number)?: return .signalled(number)
    case nil: return .timedOut
    }
  }

  // MARK: Finding the programs

  /// Where a program is; nil when it is not installed.
  public func path(of tool: SlurmTool) -> FilePath? {
    if let directory {
      let path = directory.appending(tool.rawValue)
      return Self.isProgram(path) ? path : nil
    }
    for directory in (Sys.variable("PATH") ?? "/usr/bin:/bin").split(separator: ":") {
      let path = FilePath(String(directory)).appending(tool.rawValue)
      if Self.isProgram(path) { return path }
    }
    return nil
  }

  private static func isProgram(_ path: FilePath) -> Bool {
    switch (try? Sys.status(of: path))?.kind {
    case .file, .symlink: true
    default: false
    }
  }

  private func program(_ tool: SlurmTool) throws(SlurmFailure) -> Program {
    guard let path = path(of: tool) else {
      let place = directory.map { "\($0)" } ?? "$PATH"
      throw SlurmFailure(
        .missing, tool,
        "there is no program \(tool.rawValue) in \(place): run this on a login node of the cluster, or set slurm.programs to "
          + "the directory that has it")
    }
    var program = Program(path)
    program.environment = Self.environment
    return program
  }

  /// The environment's differences: answers do not depend on how a person likes to see them, nor submissions on what a
  /// person's shell adds to every job: what a job gets is said by settings and template alone.
  private static var environment: [String: String?] {
    // No limit to the array notation of a pending job (squeue(1), SLURM_BITSTR_LEN).
    // Times in UTC, as no clock time stands for two instants there.
    var differences: [String: String?] = [
      "LC_ALL": "C", "TZ": "UTC", "SLURM_TIME_FORMAT": "standard", "SLURM_BITSTR_LEN": "0",
    ]
    for name in Sys.environment.keys
    where ["SBATCH_", "SQUEUE_", "SACCT_", "SCANCEL_", "SCONTROL_", "SINFO_", "SALLOC_"].contains(where: {
      name.hasPrefix($0)
    }) {
      differences.updateValue(nil, forKey: name)
    }
    return differences
  }
}
