import ArgumentParser
import Scheduling
import SystemCalls

/// `sluice crontab`: what starts the workers again and again.
struct CrontabCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "crontab",
    abstract: "Print, install or remove the lines with which cron starts the workers.",
    discussion: """
      The lines stand between two marks that name the workspace. Installing again replaces them, and every other line of \
      the table stays as it is. Where nobody may have cron: --scrontab makes them for Slurm's own, and --job is one small \
      job that runs the workers and submits its successor, made from slurm-templates/workers.sh.

      EXAMPLES
        sluice crontab                     print the lines
        sluice crontab --install           put them into your crontab
        sluice crontab --remove            take them out again
        sluice crontab --scrontab --install --option=--partition=short
        sluice crontab --job --install --without-download
                                           let a small Slurm job run the workers
        sluice crontab --job --remove      end that job and its successor
      """)

  @OptionGroup var workspace: WorkspaceOptions

  @Flag(help: "Put the lines in place; for --job: submit it.")
  var install = false

  @Flag(help: "Take the lines away; for --job: cancel it and its successor.")
  var remove = false

  @Flag(help: "For Slurm's scrontab.")
  var scrontab = false

  @Flag(help: "For a small Slurm job that resubmits itself.")
  var job = false

  @Flag(name: .customLong("without-download"), help: "Leave the downloader out, as where nodes have no network.")
  var withoutDownload = false

  @Option(
    help: ArgumentHelp("An option of sbatch for --scrontab and --job; may be repeated.", valueName: "option"))
  var option: [String] = []

  func validate() throws {
    if install && remove { throw ValidationError("--install or --remove: one of them.") }
    if scrontab && job { throw ValidationError("--scrontab or --job: one of them.") }
    if !option.isEmpty && !scrontab && !job { throw ValidationError("--option goes with --scrontab or --job.") }
    if let odd = option.first(where: { !$0.hasPrefix("-") || $0.contains("\n") }) {
      throw ValidationError("\(odd): is no option of sbatch: write --option=--partition=short")
    }
  }

  func run() throws {
    if job { return try runJob() }
    let root = try workspace.find()
    var table = try CronTable(scrontab ? .scrontab : .cron, workspace: root, program: LocalExecutor.ownProgram)
    table.downloads = !withoutDownload
    table.options = option
    let program = CronProgram(name: scrontab ? "scrontab" : "crontab")
    if install {
      let before = try program.read()
      let after = try table.installed(in: before)
      if after == before { return Console.print("the lines are in place already") }
      try program.write(after)
      Console.print("the workers are started by \(program.name); to see the lines: \(program.name) -l")
    } else if remove {
      guard let after = try table.removed(from: try program.read()) else {
        return Console.print("\(program.name) has no lines of this workspace")
      }
      try program.write(after)
      Console.print("the lines are taken out of \(program.name)")
    } else {
      Console.print(bytes: table.lines.flatMap { $0 + [UInt8(ascii: "\n")] })
    }
  }

  private func runJob() throws {
    let job = WorkersJob(of: try workspace.open(verb: "crontab"))
    if remove {
      try job.remove()
      return Console.print("\(job.name) is cancelled")
    }
    let script = try job.script(workers: CronTable.verbs(downloads: !withoutDownload), more: option)
    guard install else { return Console.print(bytes: script) }
    try job.install(script)
    Console.print("\(job.name) is submitted; what it says is in \(WorkersJob.log); next: squeue --me")
  }
}
