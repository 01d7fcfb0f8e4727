import Yams

/// `sluice.yaml` as a flat list of what it says, before anything is known of the keys.
enum SettingsFile {
  /// One thing the file says: a key with its sections, what it is given, and where.
  struct Entry {
    var name: String
    var value: WrittenValue?
    var line: Int?
    /// Whether it is a mapping without entries, or a name with nothing behind it.
    var isEmpty: Bool { value == nil }
  }

  /// Reads the file. Sections may be nested or written with dots: `dispatch: {attempts: 3}` is `dispatch.attempts: 3`.
  static func read(_ bytes: [UInt8]) throws(SettingsError) -> [Entry] {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw SettingsError(["sluice.yaml: not UTF-8: save the file as UTF-8"])
    }
    guard let root = try compose(text) else { return [] }
    guard case .mapping(let mapping) = root else {
      if isNull(root) { return [] }
      throw SettingsError([message(root.mark?.line, "the file is no mapping: write `key: value` lines")])
    }
    var entries: [Entry] = []
    var faults: [String] = []
    flatten(mapping, under: "", into: &entries, faults: &faults)
    if !faults.isEmpty { throw SettingsError(faults) }
    return entries
  }

  /// Reads a list in YAML's flow form, as the environment and `--set` give it; nil when it is none.
  static func list(_ text: String) -> [String]? {
    guard let root = try? compose(text), case .sequence(let sequence) = root else { return nil }
    return texts(sequence)
  }

  private static func compose(_ text: String) throws(SettingsError) -> Node? {
    do {
      // The basic resolver leaves every scalar a text: types are the table's matter, and `no` stays Norwegian.
      return try Yams.compose(yaml: text, .basic)
    } catch let error as YamlError {
      throw SettingsError([message(of: error)])
    } catch {
      throw SettingsError(["sluice.yaml: \(error)"])
    }
  }

  private static func flatten(
    _ mapping: Node.Mapping, under prefix: String, into entries: inout [Entry], faults: inout [String]
  ) {
    for (key, value) in mapping {
      let line = key.mark?.line
      guard let key = key.scalar?.string, !key.isEmpty else {
        faults.append(message(line, "a key is a plain name"))
        continue
      }
      let name = prefix + key
      switch value {
      case .scalar(let scalar):
        entries.append(Entry(name: name, value: isNull(value) ? nil : .text(scalar.string), line: line))
      case .sequence(let sequence):
        if let texts = texts(sequence) {
          entries.append(Entry(name: name, value: .list(texts), line: line))
        } else {
          faults.append(message(line, "\(name): a list in a list: \([String].form)"))
        }
      case .mapping(let inner) where inner.isEmpty: entries.append(Entry(name: name, value: nil, line: line))
      case .mapping(let inner): flatten(inner, under: name + ".", into: &entries, faults: &faults)
      case .alias: faults.append(message(line, "\(name): an alias: write the value itself"))
      }
    }
  }

  private static func texts(_ sequence: Node.Sequence) -> [String]? {
    var texts: [String] = []
    for node in sequence {
      guard let scalar = node.scalar else { return nil }
      texts.append(scalar.string)
    }
    return texts
  }

  private static func isNull(_ node: Node) -> Bool {
    guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else { return false }
    return ["", "~", "null"].contains(scalar.string)
  }

  private static func message(of error: YamlError) -> String {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      message(mark.line, "not YAML: \(problem)")
    case .reader(let problem, _, _, _): message(nil, "not YAML: \(problem)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      message(context.mark.line, "\(duplicates.joined(separator: ", ")): given more than once: keep one")
    default: message(nil, "not YAML")
    }
  }

  private static func message(_ line: Int?, _ text: String) -> String {
    "\(SettingOrigin.file(line: line)): \(text)"
  }
}
