/// What a file system would still lose if power failed.
struct LastingStorage {
  /// Files with bytes that are not synced.
  private var dirty: Set<String> = []
  /// Names that came or went in a directory that was not synced since.
  private var unsyncedNames: Set<String> = []
  private var known: Set<String> = []

  init() {}

  /// The same names, all of them lasting: after a sync of the whole file system.
  init(known storage: LastingStorage) { known = storage.known }

  mutating func open(_ path: String) {
    // A lock's file is opened again and again; a name is new once.
    if known.insert(path).inserted && !path.contains("/.leases/") { unsyncedNames.insert(path) }
  }

  mutating func name(_ path: String) {
    known.insert(path)
    unsyncedNames.insert(path)
  }

  mutating func write(_ path: String) { dirty.insert(path) }

  mutating func sync(_ path: String, names: Bool) {
    dirty.remove(path)
    if names { unsyncedNames = unsyncedNames.filter { $0.parent != path } }
  }

  mutating func remove(_ path: String) {
    for inside in known where inside == path || inside.hasPrefix(path + "/") { known.remove(inside) }
    dirty.remove(path)
    unsyncedNames = unsyncedNames.filter { !$0.hasPrefix(path + "/") }
    unsyncedNames.insert(path)
  }

  mutating func link(_ path: String, to target: String) {
    if dirty.contains(path) { dirty.insert(target) }
    name(target)
  }

  mutating func rename(_ path: String, to target: String) {
    func moved(_ old: String) -> String {
      old == path || old.hasPrefix(path + "/") ? target + old.dropFirst(path.count) : old
    }
    dirty = Set(dirty.map(moved))
    known = Set(known.map(moved))
    // What is inside moves along; the two names themselves are each a change of their directory.
    unsyncedNames = Set(unsyncedNames.filter { $0 != path }.map { $0.hasPrefix(path + "/") ? moved($0) : $0 })
    unsyncedNames.formUnion([path, target])
    known.insert(target)
  }

  /// A name, or one above it, that is not synced, of a file that is called so elsewhere.
  func firstUnsynced(named name: String, outside item: String) -> String? {
    known.filter { $0.lastComponent == name && !$0.hasPrefix(item + "/") }.compactMap { firstUnsyncedName(of: $0) }
      .first
  }

  func isUnsynced(_ name: String) -> Bool { unsyncedNames.contains(name) }

  /// Whether a file was made here and is whole: its bytes, its name and those above it are there to stay.
  func lasts(_ path: String) -> Bool {
    known.contains(path) && !dirty.contains(path) && firstUnsyncedName(of: path) == nil
  }

  /// Whether a file was made here and is still there.
  func isMade(_ path: String) -> Bool { known.contains(path) }

  /// Names of a file that were made outside the workspace.
  func outside(named name: String) -> [String] {
    known.filter { $0.hasPrefix("/") && $0.lastComponent == name }.sorted()
  }

  /// Bytes and names at or below a path that are not synced; the path's own name is not among them.
  func unsynced(at path: String) -> [String] {
    let inside = path + "/"
    return dirty.filter { $0 == path || $0.hasPrefix(inside) }.sorted()
      + unsyncedNames.filter { $0.hasPrefix(inside) }.map { "the name \($0)" }.sorted()
  }

  /// The name, or that of a directory above it, that could be gone after a loss of power; nil when it is there to stay.
  func firstUnsyncedName(of path: String) -> String? {
    var path = path
    while !path.isEmpty {
      if unsyncedNames.contains(path) { return path }
      path = path.parent
    }
    return nil
  }
}

extension String {
  /// The last name of a path.
  var lastComponent: String { split(separator: "/").last.map(String.init) ?? self }
  /// The path without its last name.
  var parent: String { lastIndex(of: "/").map { String(self[..<$0]) } ?? "" }
}
