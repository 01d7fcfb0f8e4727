import ArgumentParser
import Formats
import SystemCalls
import Tasks

/// `sluice task`: the program run for one chunk of a batch.
struct TaskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "task",
    abstract: "Work on one chunk of a batch; job scripts and the local executor call this.",
    discussion: """
      Reads batch.json and chunks/CHUNK/list.ndjson and writes only in chunks/CHUNK/TRY/, which it makes: pages.ndjson as \
      pages are made, results.ndjson as documents are done, progress.json, and at the end outcome.json. Pages that earlier \
      tries or batches finished under the same settings are not done again; pages that failed are.

      Inside a Slurm job array chunk and try need not be given: they are the array task's number and \
      SLURM_ARRAY_JOB_ID.SLURM_RESTART_COUNT.

      SIGUSR1 and SIGTERM: the pages at hand are finished, at most 60 and 15 seconds, then the outcome is written.

      Where the batch says so, documents are copied to the first of $SLUICE_SCRATCH, $SLURM_TMPDIR and $TMPDIR that lies on \
      another file system, and removed again.

      EXIT STATUS
        0  went through the whole list; what failed is named in outcome.json
        1  could not go on; outcome.json and the last line of the log say why
        2  the command line is wrong
        3  stopped in order after a signal; the next try does the rest
        4  the chunk is closed or its batch is gone; nothing was done
        5  the try's directory was already there; nothing was done

      EXAMPLES
        In a job script:
          sluice task "$BATCH"
        By hand:
          sluice task stages/03_ocr_processing/batch_000001 0001 --try hand.0
      """)

  @Argument(help: ArgumentHelp("The batch's directory.", valueName: "batch-directory"))
  var batch: String

  @Argument(help: "The chunk's name; in a job array by default the array task's number.")
  var chunk: String?

  @Option(name: .customLong("try"), help: "The try's name, a new one for each; in a job by default <job>.<restart>.")
  var tryName: String?

  @Option(
    help: ArgumentHelp(
      "Pages or documents at the same time; by default $SLURM_CPUS_PER_TASK, $SLUICE_CPUS, or all processors.",
      valueName: "number"))
  var processes: Int?

  private var batchPath: FilePath { CommandLine.paths(for: [batch])[0] }

  func validate() throws {
    let environment = TaskEnvironment()
    if chunk == nil && environment.chunk == nil {
      throw ValidationError("Which chunk? Name it after the batch, as 0001.")
    }
    if tryName == nil && environment.tryName == nil {
      throw ValidationError("Which try? Give --try a name that no try of this chunk has yet, as hand.0.")
    }
    if let processes, processes < 1 { throw ValidationError("--processes must be 1 or more.") }
  }

  func run() throws {
    FaultInjection.arm(verb: "task")
    Sys.watchSignals()
    Sys.ignorePipeSignals()
    let environment = TaskEnvironment()
    if let other = environment.otherJob(of: batchPath) {
      Console.error("\(Timestamp.now) the batch is in the hands of job \(other); nothing to do")
      throw ExitCode(TaskEnding.closed.rawValue)
    }
    var runner = TaskRunner(
      batch: batchPath, chunk: chunk ?? environment.chunk ?? "",
      tryName: tryName ?? environment.tryName ?? "", processes: processes ?? environment.processes ?? Sys.processors)
    runner.version = Sluice.version
    runner.log = { Console.error("\(Timestamp.now) \($0)") }
    let ending = runner.run()
    if ending != .complete { throw ExitCode(ending.rawValue) }
  }
}
