import SystemCalls

/// A name in the inbox that is Sluice's own. Whoever may drop can give it, too: so what stands under it is looked at before it is
/// used.
public enum InboxName: String, Sendable, CaseIterable {
  /// What `sluice add` publishes.
  case added = ".added"
  /// Lists being worked off.
  case lists = ".lists"
  /// What was refused, by name.
  case refused = ".refused.json"

  fileprivate var kind: FileKind { self == .refused ? .file : .directory }
}

/// What stands under a name of Sluice's own and is not what Sluice makes.
public struct ForeignName: Error, Sendable, CustomStringConvertible {
  /// The name.
  public let name: InboxName
  /// What it is and whose.
  public let cause: String
  /// What to do.
  public let remedy = "move it away, and look who made it; what is in it is not used"
  /// A sentence.
  public var description: String { "\(cause): \(remedy)." }
}

extension Spool {
  /// The path of one of these names.
  public func path(_ name: InboxName) -> FilePath { path(.inbox).appending(name.rawValue) }

  /// Why what stands under one of these names is not used; nil where nothing stands there, or what Sluice makes.
  ///
  /// This is the one place of the rule. What is no plain file or directory is never used. Where others may write to the inbox, what
  /// belongs to another than the inbox itself, the super-user or whoever asks is not used either: its owner could change it at any
  /// moment.
  public func foreign(_ name: InboxName) throws(SystemError) -> ForeignName? {
    let path = path(name)
    let status: FileStatus
    do throws(SystemError) { status = try Sys.status(of: path) } catch {
      if error.errno == .noSuchFileOrDirectory { return nil }
      throw error
    }
    let inbox = try Sys.status(of: self.path(.inbox))
    let isShared = inbox.rights & 0o022 != 0
    if status.kind == name.kind, !isShared || [0, inbox.owner, Sys.userID].contains(status.owner) { return nil }
    let owner = Sys.name(ofUser: status.owner) ?? "the user \(status.owner)"
    let found = status.kind == name.kind ? "one" : status.kind.shown
    return ForeignName(
      name: name, cause: "Sluice has \(name.kind.shown) of its own by this name, and this is \(found) of \(owner)")
  }

  /// The path of one of these names, where what Sluice makes stands there.
  public func own(_ name: InboxName) throws(SystemError) -> FilePath? {
    let path = path(name)
    guard try Sys.isThere(path) else { return nil }
    return try foreign(name) == nil ? path : nil
  }

  /// Makes one of the directories where there is none. Throws `ForeignName` where something else stands there.
  public func make(_ name: InboxName) throws {
    try Sys.ensurePath(path(name))
    // Looked at afterwards: somebody may have been faster.
    if let foreign = try foreign(name) { throw foreign }
  }
}

extension FileKind {
  fileprivate var shown: String {
    switch self {
    case .file: "a file"
    case .directory: "a directory"
    case .symlink: "a symbolic link"
    case .special: "a device, pipe or socket"
    }
  }
}
