import SystemCalls

/// The most memory that a program had resident.
public enum PeakMemory {
  /// Runs a program to its end: bytes of it, or of the largest of those that it waited for.
  ///
  /// By a program in between that is small: what the kernel tells whoever collects a process counts, too, what that process
  /// had before it became the program, which is all of its parent's memory. Nobody has to look at the right moment.
  public static func of(_ command: Command) throws -> (bytes: Int64, answer: Command.Answer) {
    let directory = try TemporaryDirectory()
    let result = directory.path.appending("kibibytes")
    Starts.note(command.program.executable.lastComponent?.string ?? "")
    var between = command
    between.program.executable = "/usr/bin/python3"
    between.program.arguments =
      ["-c", script, result.string, command.program.executable.string].map { Array($0.utf8) }
      + command.program.arguments
    let answer = try between.run()
    let text = try String(decoding: Sys.contents(of: result), as: UTF8.self)
    guard let kibibytes = Int64(text) else { throw TestWorkspace.Failure(description: "no number: \(text)") }
    return (kibibytes << 10, answer)
  }

  /// Python ignores two signals, which the program should not.
  private static let script = """
    import os, signal, sys
    process = os.fork()
    if process == 0:
      for number in [signal.SIGPIPE, signal.SIGXFSZ]:
        signal.signal(number, signal.SIG_DFL)
      os.execv(sys.argv[2], sys.argv[2:])
    _, status, used = os.wait4(process, 0)
    with open(sys.argv[1], "w") as file:
      file.write(str(used.ru_maxrss))
    if os.WIFSIGNALED(status):
      os.kill(os.getpid(), os.WTERMSIG(status))
    os._exit(os.WEXITSTATUS(status))
    """
}
