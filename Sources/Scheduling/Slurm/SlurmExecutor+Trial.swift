import Formats
public import SystemCalls

extension SlurmExecutor {
  /// Asks the cluster what it thinks of a batch's very script, without submitting it (`sbatch --test-only`).
  ///
  /// The batch's directory is the caller's, and private.
  ///
  /// - Returns: what the cluster answered: when and where it would start.
  public func testOnly(_ batch: BatchHandle) throws -> String {
    try Sys.ensurePath(batch.layout.logs)
    try Sys.writePrivate(try script(of: batch).bytes, at: batch.layout.script)
    let arguments =
      [Array("--test-only".utf8)] + arguments(of: batch, held: false).filter { $0 != Array("--parsable".utf8) }
    let answer = try commands.ask(.sbatch, bytes: arguments, in: batch.layout.directory)
    return SlurmFailure.shown(String(decoding: answer.errors + answer.output, as: UTF8.self))
  }

  /// What a compute node sees of this host's files.
  public struct Visit: Sendable, Hashable {
    /// The node.
    public var node: String
    /// Whether the file that was written here was read there.
    public var readsHere: Bool
    /// Whether the file that was written there was read here.
    public var writesHere: Bool
    /// Whether the program is there.
    public var hasProgram: Bool
  }

  /// Runs a program of a second on a node that takes tasks of an engine, and compares what both sides see of a directory.
  ///
  /// - Parameter directory: a private directory of the caller's on the storage of the workspace.
  /// - Throws: `SlurmFailure` where no node could be had within a minute.
  public func visit(_ directory: FilePath, engine: String) throws -> Visit {
    let word = String(Sys.randomBits(), radix: 16)
    let (here, there) = (directory.appending("here"), directory.appending("there"))
    try Sys.writePrivate(Array(word.utf8), at: here)
    try Sys.sync(here)
    let script = """
      printf '%s\\n' "$(uname -n)"
      if [ "$(cat -- "$1" 2>/dev/null)" = "$4" ]; then echo read; fi
      if printf '%s' "$4" 2>/dev/null >"$2"; then echo wrote; fi
      if [ -x "$3" ]; then echo program; fi
      """
    var arguments = ["--immediate=50", "--time=1", "--nodes=1", "--ntasks=1", "--chdir=/", "--job-name=sluice-doctor"]
    arguments += choosing(engine: engine)
    let words =
      arguments.map { Array($0.utf8) } + ["/bin/sh", "-c", script, "sh"].map { Array($0.utf8) }
      + [here.bytes, there.bytes, options.program.bytes, Array(word.utf8)]
    let lines = try commands.ask(.srun, bytes: words).lines.map(String.init)
    let came = (try? Sys.contents(of: there, limit: 100)) == Array(word.utf8)
    return Visit(
      node: lines.first ?? "", readsHere: lines.contains("read"), writesHere: lines.contains("wrote") && came,
      hasProgram: lines.contains("program"))
  }

  /// The options that decide where an engine's tasks run, without what they need there.
  private func choosing(engine: String) -> [String] {
    let resources = options.engines[engine] ?? SlurmOptions.Resources()
    return [
      ("account", options.account), ("partition", resources.partition), ("qos", resources.qos),
      ("reservation", options.reservation), ("constraint", resources.constraint), ("exclude", options.exclude),
    ].filter { !$0.1.isEmpty }.map { "--\($0.0)=\($0.1)" }
  }
}
