/// One key of `sluice.yaml`, with everything that is said of it anywhere: the table of keys is made of these.
public struct SettingKey<Value: SettingValue>: AnySettingKey {
  /// The key with its sections, `dispatch.chunk_pages`.
  public let name: String
  /// What holds when nobody says otherwise.
  public let defaultValue: Value
  /// What the value counts or measures; empty where it does neither.
  public let unit: String
  /// What may be written.
  public let allowed: String
  /// Whether a change gives other results, and so another fingerprint.
  public let influencesResults: Bool
  /// One sentence: what it does.
  public let sentence: String
  private let accepts: @Sendable (Value) -> Bool

  /// A key without a range.
  init(
    _ name: String, _ defaultValue: Value, influencesResults: Bool = false, allowed: String = Value.form,
    accepts: @escaping @Sendable (Value) -> Bool = { _ in true }, _ sentence: String
  ) {
    self.name = name
    self.defaultValue = defaultValue
    self.unit = Value.unit
    self.allowed = allowed
    self.influencesResults = influencesResults
    self.sentence = sentence
    self.accepts = accepts
  }

  /// A key whose value is a number of something. Its bounds keep what is reckoned with it within its type, whatever is written.
  init(
    _ name: String, _ defaultValue: Value, unit: String = Value.unit, atLeast: Value, atMost: Value,
    zero meaning: String? = nil, influencesResults: Bool = false, _ sentence: String
  ) where Value: Comparable {
    self.name = name
    self.defaultValue = defaultValue
    self.unit = unit
    self.influencesResults = influencesResults
    self.sentence = sentence
    // A number of pages, not a number of fractions: only whole numbers count.
    let form = Value.self == Int.self ? "\(Value.form) of \(unit)" : Value.form
    let zero = Value(written: .text("0"))
    // Nothing below zero can be written with a unit, so there a least value of zero says nothing.
    let least = atLeast != zero || Value.unit.isEmpty ? "from \(atLeast.written) to" : "at most"
    allowed = "\(form), \(least) \(atMost.written)" + (meaning.map { "; 0 is \($0)" } ?? "")
    accepts = { value in (meaning != nil && value == zero) || (atLeast...atMost).contains(value) }
  }

  /// The typed value of what was written; nil when the key does not allow it.
  func read(_ written: WrittenValue) -> (any SettingValue)? {
    guard let value = Value(written: written), accepts(value) else { return nil }
    return value
  }

  var defaultWritten: String { defaultValue.written }
}

/// A key whatever its type: what the table lists.
protocol AnySettingKey: SettingMember {
  var name: String { get }
  var unit: String { get }
  var allowed: String { get }
  var influencesResults: Bool { get }
  var sentence: String { get }
  var defaultWritten: String { get }
  func read(_ written: WrittenValue) -> (any SettingValue)?
}

/// What a section consists of: a key, or a section.
protocol SettingMember: Sendable {
  /// Its row of the table; so many sections are around it.
  func row(depth: Int) -> SettingTable.Row
}

extension AnySettingKey {
  func row(depth: Int) -> SettingTable.Row { .key(self) }

  /// The environment's name for the key, `SLUICE_DISPATCH_CHUNK_PAGES`.
  var variable: String { SettingTable.variable(name) }
  /// The key without its sections.
  var shortName: String { name.split(separator: ".").last.map(String.init) ?? name }
}

/// The keys of one section: a struct whose stored properties are `SettingKey`s or further sections.
public protocol SettingKeys: Sendable {
  /// One sentence: what the section is about.
  var purpose: String { get }
}

/// A section that lists its members.
///
/// By hand, as reflection takes two milliseconds, a tenth of a pass that finds nothing to do; a test compares.
protocol ListedKeys: SettingKeys, SettingMember {
  /// All stored properties that are keys or sections, in the order in which they are shown.
  var members: [any SettingMember] { get }
}

extension ListedKeys {
  func row(depth: Int) -> SettingTable.Row {
    let rows = members.map { $0.row(depth: depth + 1) }
    // The names of its keys begin with those of the sections they are in.
    let path = rows.first?.keys.first?.name.split(separator: ".") ?? []
    return .section(name: path.count > depth ? String(path[depth]) : "", purpose: purpose, rows: rows)
  }
}
