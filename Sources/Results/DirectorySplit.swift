import SystemCalls

/// `sluice split FILES -o DIR`: combined results of any program into a file for each source.
public struct DirectorySplit: Sendable {
  /// What a split gave.
  public struct Report: Sendable {
    /// Records, documents, rejects by reason.
    public var summary: SplitSummary
    /// Sources whose file could not bear their name, with that file; the first hundred.
    public var renamed: [(source: String, file: String)]
    /// How many those are in all.
    public var renamedCount: Int
  }

  /// Why a split was refused.
  public enum Refusal: Error, Sendable, CustomStringConvertible {
    /// The target is there and holds something.
    case notEmpty(FilePath)
    /// The target is there and is no directory.
    case noDirectory(FilePath)
    /// The target has no name of its own (`/`, `..`).
    case noName(FilePath)

    /// One line with the remedy.
    public var description: String {
      switch self {
      case .notEmpty(let path): "\(path) is not empty; name a new directory with -o"
      case .noDirectory(let path): "\(path) is there and no directory; name a new directory with -o"
      case .noName(let path): "\(path) is no name for a new directory; name one with -o"
      }
    }
  }

  /// The name of what was kept apart, in the target directory.
  public static let rejectsName: FilePath.Component = "rejects.ndjson"

  private let output: FilePath
  private let memory: Int
  private let limit: Int

  /// A split into `output`, a directory that is not there yet or is empty. `memory` bounds what is held back, `limit` the
  /// length of a line, both in bytes.
  public init(output: FilePath, memory: Int = 16 << 20, limit: Int = 64 << 20) {
    self.output = output
    self.memory = memory
    self.limit = limit
  }

  /// Splits files, and those below directories; the output appears as a whole at the end, or not at all. With `dryRun`
  /// everything is read and proven and nothing is written.
  ///
  /// The files written are not synced one by one: their sources are still there, and the same command makes them again.
  public func run(_ inputs: [FilePath], dryRun: Bool = false) throws -> Report {
    try check()
    var files: [FilePath] = []
    for input in inputs { files += try InputFiles.below(input) }
    let work = dryRun ? output : try prepare()
    let splitter = ResultSplitter(
      targets: SourceFiles(directory: work), rejects: work.appending(Self.rejectsName), memory: memory, limit: limit,
      dryRun: dryRun)
    do {
      for file in files { try splitter.split(file, as: file.string) }
      try splitter.finish()
      if !dryRun { try publish(work) }
    } catch {
      // Half a split is of no use, and a full disk needs the room.
      if !dryRun { try? Sys.removeTree(work) }
      throw error
    }
    var summary = splitter.summary
    summary.documents = splitter.targets.count
    return Report(
      summary: summary, renamed: splitter.targets.renamed, renamedCount: splitter.targets.renamedCount)
  }

  private func check() throws {
    guard output.lastComponent?.kind == .regular else { throw Refusal.noName(output) }
    guard Sys.exists(output) else { return }
    guard try Sys.status(of: output).kind == .directory else { throw Refusal.noDirectory(output) }
    var empty = true
    try Sys.forEachEntry(in: output) { _ in
      empty = false
      return false
    }
    if !empty { throw Refusal.notEmpty(output) }
  }

  /// A private directory beside the target; what an earlier split left in it is removed.
  private func prepare() throws -> FilePath {
    let name = output.lastComponent?.bytes ?? []
    guard let hidden = FilePath.Component(bytes: Array(".".utf8) + name + Array(".partial".utf8)) else {
      throw Refusal.noName(output)
    }
    let work = output.removingLastComponent().appending(hidden)
    try Sys.removeTree(work)
    try Sys.ensurePath(output.removingLastComponent())
    try Sys.makeDirectory(work)
    return work
  }

  private func publish(_ work: FilePath) throws {
    try Sys.sync(work)
    if Sys.exists(output) { try Sys.removeDirectory(output) }
    try Sys.rename(work, to: output)
    let parent = output.removingLastComponent()
    try Sys.sync(parent.isEmpty ? "." : parent)
  }
}
