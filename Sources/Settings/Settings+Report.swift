import Formats

extension Settings {
  /// One key as `sluice config` shows it.
  public struct Row: Sendable, Hashable {
    /// The key with its sections.
    public let key: String
    /// The value in force, as `sluice.yaml` takes it; a name or a password in an address is shown as `…`.
    public let value: String
    /// Where the value came from.
    public let origin: SettingOrigin
    /// What the value counts or measures; empty where it does neither.
    public let unit: String
    /// What may be written.
    public let allowed: String
    /// Whether the value is part of the fingerprint.
    public let influencesResults: Bool
    /// One sentence: what it does.
    public let sentence: String
  }

  /// Every key with the value in force, in the table's order; then the sources that were named.
  public func effective() -> [Row] {
    (SettingTable.keys + templateKeys).map { key in
      Row(
        key: key.name, value: Userinfo.masked(written(key)), origin: origin(key), unit: key.unit, allowed: key.allowed,
        influencesResults: key.influencesResults, sentence: key.sentence)
    }
  }

  /// The values that influence results, one `key=value` line each, sorted, and the reader's version: what the fingerprint is
  /// taken of.
  public var fingerprintText: String {
    let lines = SettingTable.keys.filter(\.influencesResults).map { "\($0.name)=\(written($0))\n" }
    return lines.sorted().joined() + "\(ReaderVersion.name)=\(ReaderVersion.current)\n"
  }

  /// The fingerprint of the settings that influence results: 16 hex digits of a SHA-256.
  ///
  /// - Parameter sha256: gives the SHA-256 of bytes in lower-case hex.
  public func fingerprint(_ sha256: ([UInt8]) -> String) -> String {
    String(sha256(Array(fingerprintText.utf8)).prefix(16))
  }

  /// The table of keys in Markdown, for the documentation.
  public static func table() -> String {
    var lines = ["| key | default | unit | allowed | results | what it does |", "|---|---|---|---|---|---|"]
    for row in Settings().effective() {
      let cells = [
        "`\(row.key)`", "`\(row.value)`", row.unit, row.allowed, row.influencesResults ? "yes" : "", row.sentence,
      ]
      lines.append("| \(cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ")) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The `sluice.yaml` that `sluice init` writes: every key with its default, commented out by one `#`.
  public static func defaultFile() -> String {
    var lines = [
      "# \(SettingTable.whole.purpose) What is commented out by # is the default.",
      "#",
      "# Sizes: \(ByteSize.units.reversed().map(\.name).joined(separator: ", ")).",
      "# Times: \(TimeSpan.units.reversed().map(\.name).joined(separator: ", ")).",
      "# Above this file stands the environment (SLUICE_OCR_DPI=300), above that the command line (--set ocr.dpi=300).",
      "# `sluice config` prints what is in force and where each value came from.",
      "",
    ]
    append(SettingTable.rows, indent: "", to: &lines)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func append(_ rows: [SettingTable.Row], indent: String, to lines: inout [String]) {
    for row in rows {
      switch row {
      case .key(let key):
        lines.append("\(indent)# \(key.sentence)")
        lines.append("\(indent)# Allowed: \(key.allowed)." + (key.influencesResults ? " Influences results." : ""))
        lines.append("\(indent)#\(key.shortName): \(key.defaultWritten)")
      case .section(let name, let purpose, let rows):
        lines += ["", "\(indent)# \(purpose)", "\(indent)\(name):"]
        append(rows, indent: indent + "  ", to: &lines)
      }
    }
  }
}
