/// The settings in force: the table of keys with what file, environment and command line say.
///
/// `settings.dispatch.chunkPages` is the value of the key `dispatch.chunk_pages`, of that key's type.
@dynamicMemberLookup
public struct Settings: Sendable {
  /// A value that is not the default, and who said so.
  struct Entry: Sendable {
    var value: any SettingValue
    var origin: SettingOrigin
  }

  /// What differs from the table, by key.
  var entries: [String: Entry] = [:]

  /// The defaults.
  public init() {}

  /// A top-level key's value.
  public subscript<Value>(dynamicMember path: KeyPath<SettingTable, SettingKey<Value>>) -> Value {
    get { value(of: SettingTable.whole[keyPath: path]) }
    set { set(SettingTable.whole[keyPath: path], to: newValue) }
  }

  /// A section.
  public subscript<Keys: SettingKeys>(dynamicMember path: KeyPath<SettingTable, Keys>) -> SettingsSection<Keys> {
    get { SettingsSection(keys: SettingTable.whole[keyPath: path], settings: self) }
    set { entries = newValue.settings.entries }
  }

  /// What an engine's work costs.
  package func engine(_ name: EngineName) -> SettingsSection<EngineKeys> {
    switch name {
    case .text, .null: self.engines.text
    case .tesseract: self.engines.tesseract
    case .auto: self.engines.auto
    case .olmocr: self.engines.olmocr
    case .command: self.engines.command
    }
  }

  func value<Value>(of key: SettingKey<Value>) -> Value {
    entries[key.name]?.value as? Value ?? key.defaultValue
  }

  mutating func set<Value>(_ key: SettingKey<Value>, to value: Value) {
    entries[key.name] = Entry(value: value, origin: .program)
  }

  func written(_ key: any AnySettingKey) -> String { entries[key.name]?.value.written ?? key.defaultWritten }

  func origin(_ key: any AnySettingKey) -> SettingOrigin { entries[key.name]?.origin ?? .defaultValue }
}

/// One section of the settings in force.
@dynamicMemberLookup
public struct SettingsSection<Keys: SettingKeys>: Sendable {
  let keys: Keys
  var settings: Settings

  /// A key's value.
  public subscript<Value>(dynamicMember path: KeyPath<Keys, SettingKey<Value>>) -> Value {
    get { settings.value(of: keys[keyPath: path]) }
    set { settings.set(keys[keyPath: path], to: newValue) }
  }

  /// A section of the section.
  public subscript<Inner: SettingKeys>(dynamicMember path: KeyPath<Keys, Inner>) -> SettingsSection<Inner> {
    get { SettingsSection<Inner>(keys: keys[keyPath: path], settings: settings) }
    set { settings = newValue.settings }
  }
}
