import SystemCalls
import TestSupport
import Testing

@testable import Scheduling

/// Programs under Slurm's names, as sites put wrappers before the real ones.
struct SlurmWrappers {
  let home: TemporaryDirectory

  init() throws { home = try TemporaryDirectory() }

  /// Puts a shell script in place of a program.
  func write(_ tool: SlurmTool, _ script: String) throws {
    try makeProgram(script, at: home.path.appending(tool.rawValue))
  }

  /// A loop that ends with its test.
  var loop: String { "while [ -d '\(home.path)' ]; do sleep 0.05; done" }

  func commands(
    patience: Double = Patience.seconds, submissionPatience: Double = Patience.seconds
  ) -> SlurmCommands {
    SlurmCommands(directory: home.path, patience: patience, submissionPatience: submissionPatience)
  }
}

/// Slurm's programs, or what a site has put in their place.
struct SlurmCommandsTests {
  @Test
  func `A cluster's missing program is named, with the setting that says where it is`() throws {
    let wrappers = try SlurmWrappers()
    let failure = #expect(throws: SlurmFailure.self) { try wrappers.commands().ask(.sacct, []) }
    #expect(failure?.code == .missing)
    #expect(failure?.description.contains("slurm.programs") == true)
  }

  @Test
  func `Arguments arrive byte for byte, whatever they hold`() throws {
    let wrappers = try SlurmWrappers()
    try wrappers.write(.squeue, #"printf '%s\001' "$@""#)
    let arguments = ["$(touch x); `id`", "two\nlines", "--", "-x", "it's"].map { Array($0.utf8) } + [[0xFF, 0x20]]
    let answer = try wrappers.commands().ask(.squeue, bytes: arguments)
    #expect(answer.output.split(separator: 1).map(Array.init) == arguments)
  }

  @Test
  func `A question that is never answered ends, and with it all that it started`() throws {
    let wrappers = try SlurmWrappers()
    let home = wrappers.home.path
    try wrappers.write(.squeue, "(: > '\(home)/child'; \(wrappers.loop)) & wait")
    var patience = 0.25
    // Until the time it is given is long enough for it to start something.
    try eventually("a program that started another before its time was over") {
      patience *= 2
      let failure = #expect(throws: SlurmFailure.self) { try wrappers.commands(patience: patience).ask(.squeue, []) }
      #expect(failure?.code == .timedOut)
      return Sys.exists(home.appending("child"))
    }
    try eventually("the end of all that it started") { try Processes.working(in: home).isEmpty }
  }

  @Test
  func `An answer without end is not read to its end`() throws {
    let wrappers = try SlurmWrappers()
    try wrappers.write(.sacct, "yes")
    let failure = #expect(throws: SlurmFailure.self) { try wrappers.commands().ask(.sacct, [], outputLimit: 1 << 20) }
    #expect(failure?.code == .tooMuch)
  }

  @Test(arguments: [
    (SlurmTool.squeue, 1, "slurm_load_jobs error: Unable to contact slurm controller (connect failure)"),
    (.squeue, 1, "slurm_load_jobs error: Socket timed out on send/recv operation"),
    (.sacct, 1, "sacct: error: Problem talking to the database: Connection refused"),
    (.sacct, 0, "sacct: error: Sending PersistInit msg: Connection refused"),
    (.sbatch, 1, "sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)"),
  ])
  func `A server that cannot be reached is silence, whatever the status says`(
    tool: SlurmTool, status: Int, errors: String
  ) throws {
    let wrappers = try SlurmWrappers()
    try wrappers.write(tool, "echo '\(errors)' >&2; exit \(status)")
    let failure = #expect(throws: SlurmFailure.self) { try wrappers.commands().ask(tool, []) }
    #expect(failure?.code == .unreachable)
    #expect(failure?.isSilence == true)
  }

  @Test
  func `A cluster without accounting is told from one whose accounting is down`() throws {
    let wrappers = try SlurmWrappers()
    try wrappers.write(.sacct, "echo 'Slurm accounting storage is disabled' >&2; exit 1")
    let failure = #expect(throws: SlurmFailure.self) { try wrappers.commands().ask(.sacct, []) }
    #expect(failure?.code == .noAccounting)
    #expect(failure?.isSilence == false)
  }

  @Test
  func `Times are asked for in one form, whatever form a person likes to see`() throws {
    let wrappers = try SlurmWrappers()
    try wrappers.write(.squeue, "env")
    let answer = try wrappers.commands().ask(.squeue, [])
    let names = answer.lines.compactMap { $0.split(separator: "=").first }
    #expect(names.contains("SLURM_TIME_FORMAT"))
    #expect(names.contains("PATH"))
  }

  @Test
  func `While sbatch lives, the lease of a submitter that is gone stays taken`() throws {
    let wrappers = try SlurmWrappers()
    let home = wrappers.home.path
    try wrappers.write(.sbatch, "until [ -e '\(home)/go' ] || [ ! -d '\(home)' ]; do sleep 0.05; done & echo 42")
    let held = try Sys.open(home.appending("lease"), .lock)
    #expect(try Sys.lock(held))
    let ending = try wrappers.commands().submit(
      [], in: home, lease: held.raw, output: home.appending("out"), errors: home.appending("err"))
    try held.close()
    #expect(ending == .exited(0))
    #expect(String(decoding: try Sys.contents(of: home.appending("out")), as: UTF8.self) == "42\n")
    let other = try Sys.open(home.appending("lease"), .lock)
    #expect(try !Sys.lock(other))
    try Sys.writePrivate([], at: home.appending("go"))
    try eventually("a lease that is free") { try Sys.lock(other) }
  }

  @Test
  func `An sbatch that does not end is killed when its time is over`() throws {
    let wrappers = try SlurmWrappers()
    let home = wrappers.home.path
    try wrappers.write(.sbatch, "trap '' TERM; \(wrappers.loop)")
    let ending = try wrappers.commands(submissionPatience: 0.5).submit(
      [], in: home, lease: -1, output: home.appending("out"), errors: home.appending("err"))
    #expect(ending == .timedOut)
  }
}
