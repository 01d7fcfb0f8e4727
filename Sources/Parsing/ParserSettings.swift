import SystemCalls

/// How the parser program is started and what it may use.
public struct ParserSettings: Sendable {
  /// The program `sluice-pdf`.
  public var executable: FilePath
  /// The directory that the paths of requests are relative to.
  public var directory: FilePath
  /// Bytes of address space each process may have; no limit when nil.
  public var memory: Int64?
  /// Seconds of processor time each request may use; no limit when nil. A second fence behind the time-out of `ask`, for a
  /// parent that is stopped or waits on its disk.
  public var processorSeconds: Int64?

  /// Makes settings.
  public init(
    directory: FilePath, executable: FilePath = ParserSettings.standardExecutable, memory: Int64? = 2 << 30,
    processorSeconds: Int64? = nil
  ) {
    self.directory = directory
    self.executable = executable
    self.memory = memory
    self.processorSeconds = processorSeconds
  }

  /// The file `$SLUICE_PDF` names; without it `sluice-pdf` beside the running program.
  public static var standardExecutable: FilePath {
    if let named = Sys.variable("SLUICE_PDF"), !named.isEmpty {
      let path = FilePath(named)
      // The child starts in a directory of its own.
      return path.isAbsolute ? path : Sys.currentDirectory.pushing(path)
    }
    return Sys.executable.removingLastComponent().appending("sluice-pdf")
  }
}
