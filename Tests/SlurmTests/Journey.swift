import Formats
import SystemCalls
import TestSupport
import Testing

/// A workspace whose batches run on the cluster, one document a chunk.
struct Journey {
  let cluster: SlurmCluster
  let programs: SlurmPrograms
  let workspace: TestWorkspace
  /// What the test's own program is and leaves: outside, as nothing in a workspace holds a path of it.
  let tools: TemporaryDirectory

  /// Settings for tests: no task, no page and no document is late because the machine is slow or a test takes its time. The
  /// longest walltime that fits a partition's hour is asked for, as Slurm warns a minute early.
  init(
    engines: String = "{text: {startup: 45min}, command: {startup: 45min}}", dispatch: String = "",
    slurm: String = "", warning: String = "10s", on cluster: SlurmCluster? = nil
  ) throws {
    self.cluster = try cluster ?? .steady()
    programs = try SlurmPrograms(self.cluster)
    workspace = try TestWorkspace()
    tools = try TemporaryDirectory()
    try workspace.set(
      """
      executor: slurm
      dispatch:
        chunk_pages: 1
        \(dispatch)
      cleanup:
        outcome_wait: 2s
      task:
        page_timeout: 1h
      engines: \(engines)
      slurm:
        programs: \(programs.directory)
        warning: \(warning)
        doubt_wait: 2s
      \(slurm.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))

      """)
  }

  private static let pages =
    #"i=1; while [ $i -le $SLUICE_PAGES ]; do echo "{\"page\":$i,\"text\":\"p$i of $SLUICE_IDENTIFIER\"}"; i=$((i+1)); done >"$2""#

  /// Makes a script of sh the engine of all documents; pages are written after it.
  func use(_ script: String) throws {
    let tool = try tools.write(Array((script + "\n" + Self.pages + "\n").utf8), as: "tool.sh")
    try workspace.set(try settings() + "command:\n  argv: [/bin/sh, '\(tool)']\nrouting:\n  text: command")
  }

  /// The settings as they are.
  func settings() throws -> String {
    String(decoding: try Sys.contents(of: workspace.root.appending("sluice.yaml")), as: UTF8.self)
  }

  /// Types verbs, each of which must end well.
  func must(_ verbs: String...) throws {
    for verb in verbs {
      let answer = try workspace.command(verb.split(separator: " ").map(String.init)).run()
      guard answer.status == 0 else { throw TestWorkspace.Failure(description: "\(verb): \(answer.everything)") }
    }
  }

  /// Takes what was dropped, packs it and hands it over.
  func submit() throws { try must("download", "dispatch --now", "submit") }

  func drop(_ names: String..., pages: Int = 1) throws {
    for name in names {
      let document = (1...pages).reduce(PDFBuilder()) { $0.page(text: Self.prose("\(name)\($1)")) }
      try workspace.drop(document.data(), as: "\(name).pdf")
    }
  }

  private static func prose(_ word: String) -> String {
    "The word of this document is \(word). The chamber of a lock is a box of stone with a gate at either end. "
      + "When the upper paddles are drawn the water runs in, and the boat rises with it until the levels are the same. "
      + "Then the keeper leans on the beam, the gate swings open, and the boat goes on its way up the river."
  }

  /// Shell that waits for `go`, and ends with the test: one that fails leaves nothing running.
  var hold: String { "until [ -e '\(tools.path)/go' ] || [ ! -d '\(tools.path)' ]; do sleep 0.1; done" }

  /// Shell that does not end by itself while the test is there.
  var hang: String { "while [ -d '\(tools.path)' ]; do sleep 0.1; done" }

  func go() throws { try tools.write([], as: "go") }

  /// Waits until the cluster runs these tasks of a batch and no others, not even such as are about to end.
  func eventuallyRuns(_ batch: Int, _ tasks: [String]) throws {
    let job = try job(batch)
    var seen: [String] = []
    try eventually("tasks \(tasks) running, and no others than these: \(seen)", every: 200) {
      seen = try cluster.slurm("squeue", "--noheader", "--states=running,completing", "--jobs=\(job)", "--format=%K %T")
        .lines.sorted()
      return seen == tasks.map { "\($0) RUNNING" }
    }
  }

  /// Waits for workers that others run.
  func eventuallyProcessed(_ names: [String]) throws {
    try eventually("\(names) in 05", every: 200) { try workspace.identifiers(in: "05_processed") == names }
  }

  /// The cluster's number of a batch's job.
  func job(_ batch: Int) throws -> String {
    try workspace.read(JobRecord.self, workspace.batchDirectory(batch).appending("job.json")).slurmJobID
  }

  /// Nothing is lost, nothing is left, the books agree, and no batch was submitted twice.
  func finish(processed: [String], _ location: SourceLocation = #_sourceLocation) throws {
    #expect(try workspace.identifiers(in: "05_processed") == processed.sorted(), sourceLocation: location)
    #expect(try workspace.batches().isEmpty, sourceLocation: location)
    let audit = try workspace.sluice("audit")
    #expect(audit.status == 0, "\(audit.everything)", sourceLocation: location)
    let submissions = try programs.calls(of: "sbatch").count { $0.contains("--chdir=") }
    let batches = try workspace.entries(workspace.root.appending("manifests/batches"))
      .filter { $0.lastComponent?.string.hasPrefix("batch_") == true }
      .map { try workspace.read(JobRecord.self, $0.appending("job.json")) }
    #expect(submissions == batches.count { $0.executor == "slurm" }, sourceLocation: location)
  }
}
