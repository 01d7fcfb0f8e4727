import SystemCalls

/// The bare loop's tree and what all its workers do alike: law 2, without a word of content.
struct BareLoop {
  let root: FilePath
  var calls: CountedCalls

  init(root: FilePath, _ way: GroupSync.Way) throws {
    self.root = root
    calls = try CountedCalls(below: root, way)
  }

  /// Steps that share one sync (law 2).
  static let group = 1000
  /// Items of one chunk: 1,500 documents of one page (`dispatch.chunk_pages`).
  static let chunk = 1500

  /// Bytes that the engine writes for an item of one page: a line of events, the note of an arrival, metadata on the way and
  /// at the end, a line of a list, of a page, of a record.
  static let event = content(330)
  static let note = content(130)
  static let metadata = content(1000)
  static let results = content(1700)
  static let entry = content(200)
  static let page = content(200)
  static let record = content(450)

  private static func content(_ count: Int) -> [UInt8] {
    [UInt8](repeating: UInt8(ascii: "x"), count: count - 1) + [UInt8(ascii: "\n")]
  }

  var inbox: FilePath { root.appending("inbox") }
  var downloaded: FilePath { root.appending("downloaded") }
  var incoming: FilePath { downloaded.appending(".incoming") }
  var pending: FilePath { root.appending("pending").appending("batch") }
  var processing: FilePath { root.appending("processing").appending("batch") }
  var completed: FilePath { root.appending("completed") }
  var processed: FilePath { root.appending("processed") }

  /// The names of a directory, in the order the kernel gives them: an order of our own would cost more than the calls.
  func names(in directory: FilePath) throws -> [FilePath.Component] {
    var names: [FilePath.Component] = []
    try Sys.forEachEntry(in: directory) { entry in
      if !entry.name.isHidden { names.append(entry.name) }
      return true
    }
    return names
  }

  /// The items of a sharded place.
  func items(in place: FilePath) throws -> [FilePath] {
    try names(in: place).flatMap { shard in
      try names(in: place.appending(shard)).map { place.appending(shard).appending($0) }
    }
  }

  /// One of 256 directories for the n-th item, made when it is the first in it.
  mutating func shard(_ number: Int, of place: FilePath) throws -> FilePath {
    let path = place.appending("\(number % 256)")
    if number < 256 { try calls.makeDirectory(path) }
    return path
  }

  /// The file in which a worker's events go.
  func manifest(_ name: String) throws -> Descriptor {
    try Sys.open(root.appending("\(name).ndjson"), .createNew)
  }

  /// Says, syncs, renames, syncs the directories, marks: one group of steps whose contents are synced already.
  mutating func commit(_ steps: [(from: FilePath, to: FilePath)], _ manifest: borrowing Descriptor) throws {
    let events = [UInt8](repeatElement(Self.event, count: steps.count).joined())
    try say(events, manifest)
    var touched: Set<FilePath> = []
    for step in steps {
      try calls.rename(step.from, to: step.to)
      touched.insert(step.from.removingLastComponent())
      touched.insert(step.to.removingLastComponent())
    }
    try calls.sync(group: Array(touched))
    try say(Self.event, manifest)
  }

  /// Appends events and makes them last.
  mutating func say(_ events: [UInt8], _ manifest: borrowing Descriptor) throws {
    try calls.append(events, to: manifest)
    try calls.syncData(manifest)
  }

  /// Writes under a private name, syncs, renames, syncs the directory.
  mutating func publish(_ bytes: [UInt8], at path: FilePath) throws {
    let directory = path.removingLastComponent()
    let hidden = directory.appending(".tmp")
    try calls.write(bytes, to: hidden)
    try calls.sync(hidden)
    try calls.replace(hidden, to: path)
    try calls.sync(directory)
  }
}

extension Collection where Index == Int {
  /// The elements in runs of at most so many.
  func inGroups(of size: Int) -> [SubSequence] {
    stride(from: startIndex, to: endIndex, by: size).map { self[$0..<Swift.min($0 + size, endIndex)] }
  }
}
