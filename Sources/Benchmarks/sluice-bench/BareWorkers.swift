import Digests
import SystemCalls

/// What each worker must do for its items, law by law.
extension BareLoop {
  /// Takes documents in: read and hashed (law 12), a note of the name synced before the file moves (law 10), metadata
  /// written and synced, the note removed, the source and its directory synced before the step (law 2).
  mutating func download() throws {
    for path in [downloaded, incoming] { try calls.makeDirectory(path) }
    let manifest = try manifest("downloader")
    let names = try names(in: inbox)
    var count = 0
    for group in names.inGroups(of: Self.group) {
      let items = group.map { (from: inbox.appending($0), directory: incoming.appending($0)) }
      for item in items { try prepare(item.from, in: item.directory) }
      try calls.sync(group: items.flatMap { [$0.directory.appending("note"), $0.directory] } + [incoming])
      for item in items {
        try calls.rename(item.from, to: item.directory.appending("source"))
        try calls.look(item.directory.appending("source"))  // nobody wrote to it meanwhile
      }
      try calls.sync(inbox)
      for item in items { try calls.write(Self.metadata, to: item.directory.appending("metadata")) }
      try calls.sync(group: items.map { $0.directory.appending("metadata") })
      for item in items { try calls.unlink(item.directory.appending("note")) }
      try calls.sync(group: items.flatMap { [$0.directory.appending("source"), $0.directory] })
      var steps: [(from: FilePath, to: FilePath)] = []
      for (item, name) in zip(items, group) {
        steps.append((item.directory, try shard(count, of: downloaded).appending(name)))
        count += 1
      }
      try commit(steps, manifest)
    }
  }

  private mutating func prepare(_ source: FilePath, in directory: FilePath) throws {
    try calls.look(source)  // settled
    let digest = Digest(.sha256)
    try calls.read(source) { digest.update($0) }
    _ = digest.finish()
    try calls.makeDirectory(directory)
    try calls.write(Self.note, to: directory.appending("note"))
  }

  /// Packs items: metadata read for pages and route, the list of each chunk published before its items move, then the batch.
  mutating func dispatch() throws {
    let building = pending.removingLastComponent().appending(".building")
    for path in [pending.removingLastComponent(), building, building.appending("items"), building.appending("chunks")] {
      try calls.makeDirectory(path)
    }
    let manifest = try manifest("dispatcher")
    let items = try items(in: downloaded)
    for item in items { try calls.read(item.appending("metadata")) }
    for (number, chunk) in items.inGroups(of: Self.chunk).enumerated() {
      let directory = building.appending("chunks").appending("\(number)")
      try calls.makeDirectory(directory)
      try publish([UInt8](repeatElement(Self.entry, count: chunk.count).joined()), at: directory.appending("list"))
    }
    try publish(Self.metadata, at: building.appending("batch"))
    try calls.sync(building.appending("chunks"))
    for group in items.inGroups(of: Self.group) {
      let steps = group.compactMap { item in
        item.lastComponent.map { (from: item, to: building.appending("items").appending($0)) }
      }
      try commit(steps, manifest)
    }
    try commit([(building, pending)], manifest)
  }

  /// Hands a batch over: intent, the step, the job published in it (law 7).
  mutating func submit() throws {
    try calls.makeDirectory(processing.removingLastComponent())
    let manifest = try manifest("submitter")
    try say(Self.event, manifest)
    try commit([(pending, processing)], manifest)
    try publish(Self.metadata, at: processing.appending("job"))
    try say(Self.event, manifest)
  }

  /// Appends each finished page as it is made; records and outcome after their pages are synced (law 9).
  mutating func task() throws {
    for chunk in try names(in: processing.appending("chunks")) {
      let directory = processing.appending("chunks").appending(chunk)
      try calls.read(directory.appending("list"))
      let count = Int(try Sys.status(of: directory.appending("list")).size) / Self.entry.count
      let own = directory.appending("try")
      try calls.makeDirectory(own)
      let pages = try Sys.open(own.appending("pages"), .createNew)
      for _ in 0..<count { try calls.append(Self.page, to: pages) }
      try calls.syncData(pages)
      try calls.write([UInt8](repeatElement(Self.record, count: count).joined()), to: own.appending("results"))
      try calls.sync(own.appending("results"))
      try calls.sync(own)
      try publish([UInt8](repeatElement(Self.page, count: count).joined()), at: own.appending("outcome"))
    }
  }

  /// Splits results: every chunk's files are read once, records and metadata written under private names, synced, revealed,
  /// the item's directory synced before its step (laws 2, 3 and 10).
  mutating func cleanup() throws {
    try calls.makeDirectory(completed)
    let manifest = try manifest("cleanup")
    let items = try names(in: processing.appending("items"))
    for chunk in try names(in: processing.appending("chunks")) {
      let own = processing.appending("chunks").appending(chunk).appending("try")
      for name in ["pages", "outcome", "results"] { try calls.read(own.appending(name)) }
    }
    var count = 0
    for group in items.inGroups(of: Self.group) {
      let directories = group.map { processing.appending("items").appending($0) }
      for directory in directories {
        try calls.read(directory.appending("metadata"))
        try calls.write(Self.record, to: directory.appending(".records"))
        try calls.write(Self.results, to: directory.appending(".metadata"))
      }
      try calls.sync(group: directories.flatMap { [$0.appending(".records"), $0.appending(".metadata")] })
      for directory in directories {
        try calls.rename(directory.appending(".records"), to: directory.appending("records"))
        try calls.replace(directory.appending(".metadata"), to: directory.appending("metadata"))
      }
      try calls.sync(group: directories)
      var steps: [(from: FilePath, to: FilePath)] = []
      for (directory, name) in zip(directories, group) {
        steps.append((directory, try shard(count, of: completed).appending(name)))
        count += 1
      }
      try commit(steps, manifest)
    }
  }

  /// Consolidates: outputs written and synced, read back and hashed, the licence published, and only then what they replace
  /// removed (law 11).
  mutating func finalize() throws {
    try calls.makeDirectory(processed)
    let manifest = try manifest("finalizer")
    let items = try items(in: completed)
    var count = 0
    for group in items.inGroups(of: Self.group) {
      for item in group {
        try calls.read(item.appending("metadata"))
        try calls.read(item.appending("records"))
        for output in ["json", "text"] { try calls.write(Self.record, to: item.appending(output)) }
      }
      try calls.sync(group: group.flatMap { [$0.appending("json"), $0.appending("text"), $0] })
      for item in group { try license(item) }
      try calls.sync(group: group.map { $0.appending(".metadata") })
      for item in group { try calls.replace(item.appending(".metadata"), to: item.appending("metadata")) }
      try calls.sync(group: Array(group))
      for item in group { try calls.unlink(item.appending("records")) }
      try calls.sync(group: Array(group))
      var steps: [(from: FilePath, to: FilePath)] = []
      for item in group {
        guard let name = item.lastComponent else { continue }
        steps.append((item, try shard(count, of: processed).appending(name)))
        count += 1
      }
      try commit(steps, manifest)
    }
  }

  private mutating func license(_ item: FilePath) throws {
    for output in ["json", "text"] {
      let digest = Digest(.sha256)
      try calls.read(item.appending(output)) { digest.update($0) }
      _ = digest.finish()
    }
    try calls.write(Self.results, to: item.appending(".metadata"))
  }
}
