import Formats
import Manifest
import Spool
import SystemCalls

/// One execution of a worker: its lease, its segment, its groups, its totals.
///
/// The order of law 2 is here and nowhere else. A worker prepares contents under private names and hands steps to `commit`.
public final class Pass {
  /// What the pass works on.
  public let workspace: Workspace
  /// The worker.
  public let worker: WorkerName
  /// What the person or cron asked for.
  public let options: PassOptions
  /// What happened so far.
  public internal(set) var report: PassReport
  /// All the worker ever moved.
  public private(set) var totals: Totals
  /// The shard at which the next pass begins.
  public var cursor: Shard?

  /// The stages' paths.
  public var spool: Spool { workspace.spool }

  /// The most steps that share one sync (law 2).
  public var groupSize: Int { workspace.settings.workspace.group }

  /// What its private names hold, so that no other pass gives the same.
  public let maker = Maker.draw()

  private let storage: GroupSync
  let lease: Lease
  private let manifest: ManifestWriter
  private var unmarked = false

  init(
    workspace: Workspace, worker: WorkerName, options: PassOptions, lease: consuming Lease, tail: ManifestReader.Tail
  ) throws(SystemError) {
    storage = try GroupSync(workspace.spool.directory, workspace.settings.workspace.sync)
    self.workspace = workspace
    self.worker = worker
    self.options = options
    Sys.lookForPrivateNames(lease.wasLeft)
    self.lease = lease
    report = PassReport(worker: worker)
    totals = tail.mark?.totals ?? Totals()
    cursor = tail.mark?.cursor.flatMap { Shard($0) }
    manifest = ManifestWriter(
      directory: workspace.manifests.appending(worker.rawValue), worker: worker.rawValue, after: tail)
  }

  /// Syncs the few directories above all others when the last pass was stopped: it may have made one, and what exists is not
  /// made again. Shards are settled with their steps.
  func syncWhatWasLeft() throws(SystemError) {
    guard lease.wasLeft else { return }
    let own = workspace.manifests.appending(worker.rawValue)
    var directories = [
      workspace.root, spool.directory, workspace.manifests, own, spool.incoming, spool.trash,
    ]
    directories += try [spool.own(.added)].compactMap { $0 }
    directories += Stage.allCases.map { spool.path($0) }
    directories += try spool.reasons().map { spool.path(.errors).appending($0) }
    for directory in directories where Sys.exists(directory) { try Sys.sync(directory) }
  }

  /// Whether what was begun with one item was given up: private files may lie beside its own.
  var hasGivenUp = false

  /// Notes that all was done that was begun, if it was.
  func end() throws(SystemError) { if !hasGivenUp { try lease.end() } }

  /// When it began, by the file server's clock: nanoseconds since 1970.
  var startedAt: Int64 { lease.takenAt }

  /// The lease's descriptor, for the one child that inherits it (law 7).
  public var leaseDescriptor: CInt { lease.descriptor }

  /// Whether the pass should end after the group at hand: a signal came, or enough was done.
  public var shouldStop: Bool {
    if Sys.notedSignal != nil { return true }
    if let limit = options.limit, report.moved >= limit { return true }
    return false
  }

  // MARK: Groups

  /// Makes steps, in groups: sync what is prepared, say, sync, rename, sync the directories, mark. Answers the steps made.
  ///
  /// - Parameter byOwnRename: leaves out of the answer steps that were found made after the rename failed: a reply may be lost,
  ///   and another pass may have been faster.
  @discardableResult
  public func commit(_ steps: [Step], byOwnRename: Bool = false) throws -> [Step] {
    var made: [Step] = []
    var rest = steps[...]
    while !rest.isEmpty {
      made += try commitGroup(Array(rest.prefix(groupSize)), byOwnRename)
      rest = rest.dropFirst(groupSize)
    }
    return made
  }

  private func commitGroup(_ steps: [Step], _ byOwnRename: Bool) throws -> [Step] {
    if options.dryRun {
      report.planned += steps.map(\.event)
      return []
    }
    try syncPrepared(steps)
    var observations: [Int: Event] = [:]
    var events: [Event] = []
    for (position, step) in steps.enumerated() {
      if let observation = step.observation { observations[position] = try manifest.append(observation) }
      events.append(try manifest.append(step.event))
    }
    try manifest.sync()
    unmarked = true

    var touched = TouchedDirectories()
    var made: [Step] = []
    var stop: SystemError?
    let isUndisturbed = isUndisturbed
    for (position, (step, event)) in zip(steps, events).enumerated() {
      if let stop {
        try void(event, observations[position], because: "not tried after: \(stop)")
        continue
      }
      var isOwn = true
      do throws(SystemError) {
        if !isUndisturbed { try refuseIfTaken(step) }
        try touched.prepareParent(of: step.target)
        try Sys.rename(step.source, to: step.target)
      } catch {
        switch rule(for: error, step) {
        case .done: isOwn = !byOwnRename
        case .void:
          try void(event, observations[position], because: error.description)
          report.troubles.append("\(step.subject.id): \(error)")
          continue
        case .stop:
          try void(event, observations[position], because: error.description)
          stop = error
          continue
        }
      }
      touched.add(step)
      totals.add(event)
      report.count(event)
      if isOwn { made.append(step) }
    }
    try makeLast(made, touched.paths)
    try mark()
    if let stop { throw stop }
    return made
  }

  private func rule(for error: SystemError, _ step: Step) -> RenameRule {
    let atSource = Sys.exists(step.source)
    var isMade = (try? Settling.isThere(step.subject, at: step.target, visit: step.visit)) ?? true
    if error.errno == .noSuchFileOrDirectory && !atSource && !isMade {
      isMade = (try? Settling(spool: spool).hasTravelledOn(step)) ?? false
    }
    return RenameRule.rule(for: error.errno, atSource: atSource, atTarget: isMade)
  }

  /// Takes back a step, and with it what was observed for its sake: the next pass observes afresh.
  private func void(_ event: Event, _ observation: Event?, because cause: String) throws {
    let cause = spool.relative(cause)
    try manifest.append(event.voided(because: cause))
    if let observation { try manifest.append(observation.voided(because: cause)) }
  }

  private func syncPrepared(_ steps: [Step]) throws(SystemError) {
    var seen: Set<FilePath> = []
    try sync(steps.flatMap(\.unsynced).filter { seen.insert($0).inserted })
  }

  /// Makes files and directories of a group last; each worker's own syncs go through here.
  public func sync(_ paths: [FilePath]) throws(SystemError) { try storage.sync(paths) }

  /// Publishes files that were staged, as one group.
  public func reveal(_ paths: [FilePath]) throws(SystemError) { try Sys.reveal(paths, with: storage) }

  // MARK: Telling

  /// Adds an event that is no step; it is synced with the next group, or by `flush`.
  public func tell(_ event: Event) throws {
    if options.dryRun { return }
    var event = event
    event.message = event.message.map { spool.relative($0) }
    try manifest.append(event)
    unmarked = true
  }

  /// The last event told so far, those of earlier passes included.
  public var lastSequence: UInt64 { manifest.lastSequence }

  /// A list of which every entry has ended.
  public func finished(list: ListProgress) { report.lists.append(list) }

  /// Entries of lists that were left because the pass's time was over.
  public func left(entries: Int) { report.unfinishedEntries += entries }

  /// A transfer that was cut off because the pass's time was over.
  public func noteCut() { report.cutTransfers += 1 }

  /// Why entries that could be fetched are not, and until when.
  public func putOff(until time: Timestamp) { report.putOffUntil = min(report.putOffUntil ?? time, time) }

  /// Enters moves that others made, as the tree shows them: nothing is moved, the books are closed (law 3).
  public func observe(_ events: [Event]) throws {
    guard !options.dryRun, !events.isEmpty else { return }
    for event in events { try manifest.append(event) }
    unmarked = true
    try mark()
  }

  /// Writes and syncs what was told.
  public func flush() throws(SystemError) { try manifest.sync() }

  /// A line for the person who looks on; cron mails it only when there is trouble.
  public func say(_ line: String) { options.output(line) }

  /// Something for the person who looks on that is shown byte for byte.
  public func say(bytes: [UInt8]) { options.outputBytes(bytes) }

  /// Something that went wrong with one thing while the others go on.
  public func trouble(_ line: String) { report.troubles.append(line) }

  /// Ends what was done so far with the running totals.
  func mark() throws {
    guard unmarked else { return }
    var event = Event(.mark)
    event.totals = totals
    event.cursor = cursor?.description
    try manifest.append(event)
    try manifest.sync()
    unmarked = false
  }

  /// Takes the events of an earlier pass that was stopped: those made count, the others are voided.
  func settle(_ events: [Event]) throws {
    let settling = Settling(spool: spool)
    var touched = TouchedDirectories()
    let voided = Set(events.compactMap(\.of))
    for event in events where event.isMove && !voided.contains(event.sequence) {
      if try !settling.happened(event) {
        try manifest.append(event.voided(because: "the pass was stopped before this step"))
        report.takenBack.append(event)
      } else if event.kind == .step {
        totals.add(event)
      }
      // Also those of a step that was not made: the stopped pass may have made the directory for it.
      touched.add(try settling.directories(of: event))
      unmarked = true
    }
    if unmarked {
      try storage.sync(touched.paths)
      try mark()
    }
  }
}

/// Directories in which names changed, to be synced once each.
struct TouchedDirectories {
  private var directories: Set<FilePath> = []
  private var known: Set<FilePath> = []

  /// Makes the directory a name will be in.
  mutating func prepareParent(of target: FilePath) throws(SystemError) {
    let parent = target.removingLastComponent()
    guard known.insert(parent).inserted else { return }
    if try make(parent) { directories.insert(parent.removingLastComponent()) }
  }

  private mutating func make(_ directory: FilePath) throws(SystemError) -> Bool {
    do throws(SystemError) {
      return try Sys.ensureDirectory(directory)
    } catch {
      // The first item of a reason makes the reason's directory too.
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      try Sys.ensurePath(directory.removingLastComponent())
      return try Sys.ensureDirectory(directory)
    }
  }

  /// Notes both ends of a step.
  mutating func add(_ step: Step) {
    directories.insert(step.source.removingLastComponent())
    directories.insert(step.target.removingLastComponent())
  }

  /// Notes directories that are there.
  mutating func add(_ paths: [FilePath]) { directories.formUnion(paths.filter { Sys.exists($0) }) }

  /// All of them, in the order of their names.
  var paths: [FilePath] { directories.sorted { $0.string < $1.string } }
}
