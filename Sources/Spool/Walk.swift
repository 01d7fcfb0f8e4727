import SystemCalls

extension Spool {
  /// One item found in a sharded place.
  public struct Found: Sendable, Hashable {
    /// The item.
    public let identifier: Identifier
    /// Its directory.
    public let path: FilePath

    /// An item and where it was found.
    public init(identifier: Identifier, path: FilePath) {
      self.identifier = identifier
      self.path = path
    }
  }

  /// Walks the items of a sharded place, shard by shard in a circle from `start`, until `body` returns false.
  ///
  /// Names that are no identifiers, and identifiers in a shard that is not theirs, are passed over: they are debris for
  /// `audit` to name. Links are never followed. The answer is the shard at which to begin next time.
  ///
  /// - Parameter skip: takes why a shard cannot be read, and the walk goes on with the others; without it the walk ends there.
  @discardableResult
  public func walk(
    _ place: Place, from start: Shard? = nil, orSkip skip: ((SystemError) -> Void)? = nil,
    _ body: (Found) throws -> Bool
  ) throws -> Shard? {
    guard let directory = shards(of: place) else { return start }
    let present: Set<Shard>
    do throws(SystemError) { present = try presentShards(of: directory) } catch {
      guard let skip else { throw error }
      skip(error)
      return start
    }
    for shard in Shard.circle(from: start) where present.contains(shard) {
      let items: [Found]
      do throws(SystemError) { items = try self.items(in: shard, of: directory) } catch {
        guard let skip else { throw error }
        skip(error)
        continue
      }
      for found in items where try !body(found) { return shard }
    }
    return start
  }

  /// The items of one shard, in byte order.
  public func items(in shard: Shard, of directory: FilePath) throws(SystemError) -> [Found] {
    let path = directory.appending(shard.description)
    var found: [Found] = []
    do throws(SystemError) {
      try Sys.forEachEntry(in: path) { (entry) throws(SystemError) in
        if entry.kind == nil || entry.kind == .directory, let identifier = Identifier(entry.name.string),
          identifier.shard == shard
        {
          found.append(Found(identifier: identifier, path: path.appending(entry.name)))
        }
        return true
      }
    } catch {
      // A shard that went away between two looks held nothing.
      guard error.errno == .noSuchFileOrDirectory else { throw error }
    }
    return found.sorted { $0.identifier < $1.identifier }
  }

  /// The shards a place has.
  public func presentShards(of directory: FilePath) throws(SystemError) -> Set<Shard> {
    var shards: Set<Shard> = []
    guard Sys.exists(directory) else { return [] }
    try Sys.forEachEntry(in: directory) { (entry) throws(SystemError) in
      if entry.kind != .symlink, let shard = Shard(entry.name.string) { shards.insert(shard) }
      return true
    }
    return shards
  }

  /// The reasons for which items are quarantined.
  public func reasons() throws(SystemError) -> [String] {
    let directory = path(.errors)
    guard Sys.exists(directory) else { return [] }
    return try Sys.entries(of: directory).filter { $0.kind != .file && $0.kind != .symlink && !$0.name.isHidden }
      .map { $0.name.string }
  }

  /// The batches in a stage (`02` or `03`), or at rest, by number.
  public func batches(in directory: FilePath) throws(SystemError) -> [BatchName] {
    var names: [BatchName] = []
    guard Sys.exists(directory) else { return [] }
    try Sys.forEachEntry(in: directory) { (entry) throws(SystemError) in
      if entry.kind != .file && entry.kind != .symlink, let name = BatchName(entry.name.string) { names.append(name) }
      return true
    }
    return names.sorted()
  }

  /// A batch being packed, by a dispatcher that works or that was stopped.
  public struct Building: Sendable, Hashable {
    /// Its name.
    public let name: BatchName
    /// Its private directory.
    public let path: FilePath
  }

  /// The batches being packed.
  public func buildings() throws(SystemError) -> [Building] {
    try Sys.entries(of: path(.pending)).compactMap { entry in
      guard entry.name.string.hasPrefix(Self.buildingPrefix) else { return nil }
      let name = entry.name.string.dropFirst(Self.buildingPrefix.count).prefix { $0 != "@" }
      return BatchName(String(name)).map { Building(name: $0, path: path(.pending).appending(entry.name)) }
    }
  }

  /// The private directories of passes that take documents.
  public func arrivals() throws(SystemError) -> [FilePath] {
    guard Sys.exists(incoming) else { return [] }
    return try Sys.entries(of: incoming).filter { $0.name.string.hasPrefix(Self.passPrefix) }
      .map { incoming.appending($0.name) }
  }

  /// Where an arriving document is prepared; versions before had all of them in one directory.
  public func arriving(_ identifier: Identifier) throws(SystemError) -> [FilePath] {
    var found: [FilePath] = []
    for directory in try arrivals() + [incoming] {
      let path = directory.appending(identifier.text)
      if try Sys.isThere(path) { found.append(path) }
    }
    return found
  }

  /// Takes over what another pass left under a private name that holds its maker, by one rename: whose rename it is has it.
  /// False where its maker may be at work, or somebody else was faster.
  ///
  /// - Parameter now: the file server's clock, nanoseconds since 1970.
  public func takeOver(_ left: FilePath, to own: FilePath, now: Int64) throws(SystemError) -> Bool {
    if let maker = left.lastComponent.flatMap({ Maker(ofName: $0.string) }), !maker.isThisProcess {
      guard let status = try? Sys.status(of: left) else { return false }
      let within = (try? Sys.entries(of: left)) ?? []
      let changes = within.compactMap { try? Sys.status(of: left.appending($0.name)).modified } + [status.modified]
      guard maker.hasLeft(modified: changes.max() ?? status.modified, now: now) else { return false }
    }
    do throws(SystemError) { try Sys.rename(left, to: own) } catch {
      if error.errno == .noSuchFileOrDirectory { return false }
      throw error
    }
    return true
  }

  /// The items inside a batch's directory.
  public func items(inBatch directory: FilePath) throws(SystemError) -> [Found] {
    let items = directory.appending("items")
    guard Sys.exists(items) else { return [] }
    var found: [Found] = []
    try Sys.forEachEntry(in: items) { (entry) throws(SystemError) in
      if entry.kind != .file && entry.kind != .symlink, let identifier = Identifier(entry.name.string) {
        found.append(Found(identifier: identifier, path: items.appending(entry.name)))
      }
      return true
    }
    return found.sorted { $0.identifier < $1.identifier }
  }

  /// Where an item is though it may be on the move: missed between two looks, it is found at the second.
  public func find(_ identifier: Identifier) throws(SystemError) -> (place: Place, path: FilePath)? {
    if let found = try locate(identifier) { return found }
    return try locate(identifier)
  }

  /// Where an item is; nil when it is nowhere. Looks at every place it could be in, so it costs a few hundred look-ups at most. A storage that does not say throws:
  /// who believes that it is there, or is not, gives another name or takes a step for made.
  public func locate(_ identifier: Identifier) throws(SystemError) -> (place: Place, path: FilePath)? {
    var places: [Place] = [.stage(.downloaded), .stage(.completed), .stage(.processed)]
    places += try reasons().map { .quarantine($0) }
    for place in places {
      if let path = item(identifier, in: place), try Sys.isThere(path) { return (place, path) }
    }
    for stage in [Stage.pending, .processing] {
      for name in try batches(in: path(stage)) {
        let path = batch(name, in: stage).appending("items").appending(identifier.text)
        if try Sys.isThere(path) { return (.batch(name), path) }
      }
    }
    for building in try buildings() {
      let path = building.path.appending("items").appending(identifier.text)
      if try Sys.isThere(path) { return (.batch(building.name), path) }
    }
    if let path = item(identifier, in: .stage(.inbox)), try Sys.isThere(metadataIn(path, identifier)) {
      return (.stage(.inbox), path)
    }
    return nil
  }

  /// Where a batch is; nil when it is nowhere.
  public func locate(_ name: BatchName) throws(SystemError) -> (place: Place, path: FilePath)? {
    for stage in [Stage.pending, .processing] {
      if try Sys.isThere(batch(name, in: stage)) { return (.stage(stage), batch(name, in: stage)) }
    }
    return try Sys.isThere(rested(name)) ? (.rest, rested(name)) : nil
  }

  private func metadataIn(_ directory: FilePath, _ identifier: Identifier) -> FilePath {
    Spool.metadata(directory, identifier)
  }
}
