import Digests
import Scheduling
import StageKit
import SystemCalls

/// The small Slurm job that runs the workers and resubmits itself, for clusters that let nobody have cron.
struct WorkersJob {
  /// Its name: it tells workspaces apart, and `--dependency=singleton` lets one of a name run at a time.
  let name: String
  private let workspace: Workspace
  private let programs: FilePath?

  /// What its workers print is here, below the workspace.
  static let log = "stages/.workers.log"

  init(of workspace: Workspace) {
    name = "sluice-workers-\(Digest.sha1Hex(workspace.root.bytes).prefix(8))"
    self.workspace = workspace
    let directory = workspace.settings.slurm.programs
    programs = directory.isEmpty ? nil : FilePath(directory)
  }

  /// The script, as sbatch takes it.
  ///
  /// - Throws: `SlurmTemplate.Refusal` for a template that lacks something.
  func script(workers: [String], more: [String]) throws -> [UInt8] {
    let path = workspace.root.appending("slurm-templates")
      .appending(ShippedTemplates.fileName(of: ShippedTemplates.workers))
    return WorkersScript(
      name: name, workers: workers, log: workspace.root.appending(Self.log), programs: programs,
      options: Executors.slurmOptions(workspace), more: more, template: try SlurmTemplate(reading: path, kind: .workers)
    ).bytes
  }

  /// Submits it.
  func install(_ script: [UInt8]) throws { try CronProgram(name: "sbatch", directory: programs).write(script) }

  /// Ends the job that runs and the one that waits.
  func remove() throws { try CronProgram(name: "scancel", directory: programs).tell(["--name=\(name)", "--me"]) }
}
