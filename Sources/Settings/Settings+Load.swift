public import SystemCalls

extension Settings {
  /// Reads a workspace's settings; a file that is missing or empty says nothing.
  ///
  /// - Parameters:
  ///   - file: the workspace's `sluice.yaml`.
  ///   - environment: the variables by name; `SLUICE_<SECTION>_<KEY>` stands above the file.
  ///   - assignments: what `--set` was given, `key=value` each; they stand above all, the last one of a key counts.
  /// - Throws: `SettingsError`; `SystemError` where the storage failed.
  public static func load(
    _ file: FilePath, environment: [String: String] = Sys.environment, set assignments: [String] = []
  ) throws -> Settings {
    try Settings(file: contents(of: file), environment: environment, set: assignments)
  }

  /// Puts together what file, environment and command line say; every mistake found is in the error, a line each.
  public init(
    file: [UInt8], environment: [String: String] = [:], set assignments: [String] = []
  ) throws(SettingsError) {
    self.init()
    var faults: [String] = []
    for entry in try SettingsFile.read(file) { take(entry, faults: &faults) }
    for (name, text) in environment.sorted(by: { $0.key < $1.key }) { take(name, text, faults: &faults) }
    for assignment in assignments { take(assignment, faults: &faults) }
    if faults.isEmpty { faults = contradictions }
    if !faults.isEmpty { throw SettingsError(faults) }
  }

  /// 1 MiB: a file of settings that is longer is something else.
  private static let longest = 1 << 20

  private static func contents(of file: FilePath) throws -> [UInt8] {
    do throws(SystemError) {
      return try Sys.contents(of: file, limit: longest)
    } catch {
      switch error.errno {
      case .noSuchFileOrDirectory: return []
      case .tooManySymbolicLinkLevels:
        throw SettingsError(["sluice.yaml: a symbolic link, which is never followed here: put the file itself"])
      default:
        if error.isOfStorage { throw error }
        throw SettingsError([error.description])
      }
    }
  }

  private mutating func take(_ entry: SettingsFile.Entry, faults: inout [String]) {
    let origin = SettingOrigin.file(line: entry.line)
    if let value = entry.value {
      take(entry.name, value, origin, faults: &faults)
    } else if let key = SettingTable.byName[entry.name] {
      faults.append("\(origin): \(key.name): nothing: allowed is \(key.allowed)")
    } else if !SettingTable.sections.contains(entry.name) {
      faults.append(Settings.unknown(entry.name, origin))
    }
  }

  private mutating func take(_ variable: String, _ text: String, faults: inout [String]) {
    guard variable.hasPrefix("SLUICE_") else { return }
    let origin = SettingOrigin.environment(variable)
    if let key = SettingTable.byVariable[variable] {
      take(key.name, Settings.value(text), origin, faults: &faults)
    } else if let section = Settings.section(ofVariable: variable) {
      let rest = variable.dropFirst(section.count + 8).lowercased()
      faults.append(Settings.unknown("\(section).\(rest)", origin))
    }
  }

  private mutating func take(_ assignment: String, faults: inout [String]) {
    guard let equals = assignment.firstIndex(of: "=") else {
      faults.append("--set: \(WrittenValue.text(assignment).shown): allowed is key=value, such as ocr.dpi=300")
      return
    }
    let text = String(assignment[assignment.index(after: equals)...])
    take(String(assignment[..<equals]), Settings.value(text), .commandLine, faults: &faults)
  }

  private mutating func take(_ name: String, _ value: WrittenValue, _ origin: SettingOrigin, faults: inout [String]) {
    guard let key = SettingTable.byName[name] ?? SourceTemplates.key(name) else {
      if SettingTable.sections.contains(name) {
        faults.append("\(origin): \(name): \(value.shown): it is a section: write \(Settings.keys(of: name)) below it")
      } else {
        faults.append(Settings.unknown(name, origin))
      }
      return
    }
    if case .file = origin, case .file(let line)? = entries[name]?.origin {
      faults.append("\(origin): \(name): given more than once\(line.map { ", first on line \($0)" } ?? ""): keep one")
      return
    }
    guard let typed = key.read(value) else {
      faults.append("\(origin): \(name): \(value.shown): allowed is \(key.allowed)")
      return
    }
    entries[name] = Entry(value: typed, origin: origin)
  }

  /// A list in YAML's flow form, or the text as it is.
  private static func value(_ text: String) -> WrittenValue {
    if text.hasPrefix("["), let texts = SettingsFile.list(text) { return .list(texts) }
    return .text(text)
  }

  private static func unknown(_ name: String, _ origin: SettingOrigin) -> String {
    "\(origin): \(WrittenValue.text(name).shown): no such key: the nearest is \(EditDistance.nearest(to: name))"
  }

  private static func keys(of section: String) -> String {
    SettingTable.keys.filter { $0.name.hasPrefix(section + ".") }.map { String($0.name.dropFirst(section.count + 1)) }
      .joined(separator: ", ")
  }

  /// The section whose keys a variable's name would belong to: such a variable is a slip; all others are none of ours.
  private static func section(ofVariable variable: String) -> String? {
    SettingTable.sectionVariables.filter { variable.hasPrefix($0.prefix) }
      .max { $0.section.count < $1.section.count }?.section
  }
}
