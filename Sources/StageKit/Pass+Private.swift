import Spool
import SystemCalls

extension Pass {
  /// Where this pass prepares arriving documents; made at its first use.
  public var incoming: FilePath { spool.incoming(of: maker) }

  /// Where it prepares this one.
  public func incoming(_ identifier: Identifier) -> FilePath { incoming.appending(identifier.text) }

  /// Takes over what another pass left under a private name, by one rename; see `Spool.takeOver`.
  public func takeOver(_ left: FilePath, to own: FilePath) throws(SystemError) -> Bool {
    try spool.takeOver(left, to: own, now: startedAt)
  }

  // MARK: Beside other passes

  /// Whether no other pass of this worker can be at work, as far as the lease's file tells.
  public var isAlone: Bool { lease.isAlone }

  /// Whether nothing of another pass can be in the way: none is at work, and the last one ended in order.
  var isUndisturbed: Bool { !lease.wasLeft && lease.isAlone }

  /// Removes what this pass has left under private names where another one was faster: each takes its own away, as the other may
  /// not have seen that there were two. An item is looked for where it is by now.
  func removeOwn() throws {
    guard !isUndisturbed || hasGivenUp else { return }
    for hidden in Sys.unpublished(below: spool.root) {
      guard let name = hidden.lastComponent else { continue }
      if Sys.exists(hidden) {
        try Sys.removeIfThere(hidden)
        continue
      }
      guard let item = hidden.removingLastComponent().lastComponent.flatMap({ Identifier($0.string) }) else { continue }
      for _ in Stage.allCases {
        guard let found = try spool.find(item) else { break }
        let left = found.path.appending(name)
        try Sys.removeIfThere(left)
        if Sys.exists(found.path) { break }
      }
    }
  }

  /// Makes the moves of a group last, before they are marked. Also a directory that could not be opened was not synced, and that
  /// ends the pass, wherever the directory is.
  func makeLast(_ made: [Step], _ directories: [FilePath]) throws {
    do {
      if !isUndisturbed { for step in made { try removeForeign(in: step) } }
      try sync(directories)
    } catch let error as SystemError {
      throw SystemError(call: error.isOfSync ? error.call : "fsync", path: error.path, errno: error.errno)
    }
  }

  /// What a pass of this worker that was overtaken or stopped wrote in an item, or in a batch that goes to its rest, would stay
  /// there for ever; from here on it finds it gone. The next worker may have the item already, and writes in it.
  private func removeForeign(in step: Step) throws {
    if case .batch = step.subject, step.to != .rest { return }
    // It can travel on while it is looked at: at most to its rest.
    for _ in Stage.allCases {
      guard let path = try whereNow(step) else { return }
      let foreign: [FilePath]
      do throws(SystemError) { foreign = try privateFiles(in: path) { lease.hasHolder($0) } } catch {
        guard error.errno == .noSuchFileOrDirectory else { throw error }
        continue
      }
      if foreign.isEmpty { return }
      for file in foreign { try Sys.removeIfThere(file) }
    }
  }

  /// Where what a step moved is by now.
  private func whereNow(_ step: Step) throws(SystemError) -> FilePath? {
    guard case .item(let identifier) = step.subject, !Sys.exists(step.target) else { return step.target }
    return try spool.find(identifier)?.path
  }

  /// Removes what stopped passes left beside the worker's books and the summaries: whoever publishes there next would take it
  /// away, and may never come.
  func removeWhatWasLeft() throws {
    guard lease.wasLeft else { return }
    let books = [workspace.manifests.appending(worker.rawValue), workspace.manifests.appending("summary")]
    for directory in books where Sys.exists(directory) {
      for file in try privateFiles(in: directory) { try Sys.removeIfThere(file) }
    }
  }

  /// Files under private names of other processes that have ended, or that are known to be past using them.
  private func privateFiles(
    in directory: FilePath, orOf isPast: (Maker) -> Bool = { _ in false }
  ) throws(SystemError) -> [FilePath] {
    var found: [FilePath] = []
    for entry in try Sys.entries(of: directory) {
      guard let maker = Maker(ofName: entry.name.string, ending: ".tmp"), !maker.isThisProcess else { continue }
      let file = directory.appending(entry.name)
      guard let modified = try? Sys.status(of: file).modified else { continue }
      if isPast(maker) || maker.hasLeft(modified: modified, now: startedAt) { found.append(file) }
    }
    return found
  }

  /// A new item's identifier may have been given by another pass since, and its item have travelled on from the target.
  func refuseIfTaken(_ step: Step) throws(SystemError) {
    guard step.from == .outside, case .item(let identifier) = step.subject, let found = try spool.locate(identifier)
    else { return }
    throw SystemError(call: "rename", path: found.path, errno: .fileExists)
  }
}
