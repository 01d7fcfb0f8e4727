import Formats
import SystemCalls

/// The only place that prints.
///
/// A line reaches a terminal, or cron's mail, as text and nothing else: whatever would steer the terminal, turn the direction of
/// writing or begin another line is shown and not done, as names in it were made by anybody.
enum Console {
  /// Whether lines may move and be coloured: a terminal, and nobody asked for `NO_COLOR`.
  static let isTerminal = Sys.isTerminal(1)
  static let hasColour = isTerminal && Sys.variable("NO_COLOR") == nil && Sys.variable("TERM") != "dumb"

  /// Prints a line.
  static func print(_ line: String = "") { write(drawn(line) + "\n", to: 1) }

  /// Prints lines that are ours.
  static func print(lines text: String) {
    text.split(separator: "\n", omittingEmptySubsequences: false).forEach { print(String($0)) }
  }

  /// Prints bytes as they are; on a terminal as lines.
  static func print(bytes: [UInt8]) {
    guard isTerminal else { return write(bytes, to: 1) }
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map { drawn(String($0)) }.joined(separator: "\t")
    }
    write(lines.joined(separator: "\n"), to: 1)
  }

  /// Prints a line on standard error.
  static func error(_ line: String) { write(drawn(line) + "\n", to: 2) }

  /// Prints lines on standard error that are ours.
  static func error(lines text: String) {
    text.split(separator: "\n", omittingEmptySubsequences: false).forEach { error(String($0)) }
  }

  /// Rewrites the line the cursor is in; only on a terminal.
  static func progress(_ line: String) {
    guard isTerminal else { return }
    write("\r\u{1B}[2K\(drawn(line))", to: 1)
  }

  /// Clears the screen; only on a terminal.
  static func clear() { if isTerminal { write("\u{1B}[H\u{1B}[2J", to: 1) } }

  /// Draws lines over what the screen showed, without a flicker; what does not fit is left out but for the last line. Where
  /// there is no terminal the lines are printed one after the other.
  static func redraw(_ lines: [String]) {
    guard isTerminal else { return lines.forEach { print($0) } }
    let rows = max(2, Sys.terminalSize?.rows ?? 24)
    let shown = lines.count < rows ? lines : Array(lines.prefix(rows - 2)) + lines.suffix(1)
    write("\u{1B}[H" + shown.map { "\(drawn($0))\u{1B}[K\n" }.joined() + "\u{1B}[J", to: 1)
  }

  /// Columns lines are made for: the terminal's, 80 where there is none.
  static var columns: Int { isTerminal ? max(40, Sys.terminalSize?.columns ?? 80) : 80 }

  /// What stands back.
  static func dim(_ text: String) -> String { Style.dim.around(text) }

  /// What is as it should be.
  static func good(_ text: String) -> String { Style.good.around(text) }

  /// What is wrong.
  static func bad(_ text: String) -> String { Style.bad.around(text) }

  /// Emphasis where colours are seen.
  static func bold(_ text: String) -> String { Style.bold.around(text) }

  /// What needs a person's eye.
  static func warning(_ text: String) -> String { Style.warning.around(text) }

  /// How text looks. Until it is printed a style is a scalar that is no character of any text (Unicode, 23.7): so styles are told
  /// from what a name brings along.
  private enum Style: UInt32 {
    case plain = 0xFDD0
    case dim = 0xFDD1
    case good = 0xFDD2
    case bad = 0xFDD3
    case bold = 0xFDD4
    case warning = 0xFDD5

    /// The scalar that stands for it.
    private var mark: String { Unicode.Scalar(rawValue).map { String($0) } ?? "" }

    func around(_ text: String) -> String { hasColour ? mark + text + Style.plain.mark : text }

    var code: String {
      switch self {
      case .plain: "\u{1B}[0m"
      case .dim: "\u{1B}[2m"
      case .good: "\u{1B}[32m"
      case .bad: "\u{1B}[31m"
      case .bold: "\u{1B}[1m"
      case .warning: "\u{1B}[33m"
      }
    }
  }

  /// The line as it is written: styles drawn, all that is no text shown.
  private static func drawn(_ line: String) -> String {
    var drawn = ""
    for scalar in line.unicodeScalars {
      let style = hasColour ? Style(rawValue: scalar.value) : nil
      drawn += style?.code ?? Format.shown(scalar)
    }
    return drawn
  }

  private static func write(_ text: String, to raw: Int32) { write(Array(text.utf8), to: raw) }

  private static func write(_ bytes: [UInt8], to raw: Int32) {
    let output = Descriptor(adopting: raw)
    // A closed pipe (`sluice log | head`) is the reader's wish, not an error.
    try? Sys.write(bytes, to: output)
    _ = output.release()
  }
}

/// Numbers as people read them.
enum Format {
  /// `1,234,567`.
  static func count(_ number: Int) -> String {
    var digits = String(abs(number))
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits = String(digits.dropLast(3))
    }
    return (number < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }

  /// `1 item`, `2 items`.
  static func count(_ number: Int, _ noun: String) -> String {
    "\(count(number)) \(noun)\(number == 1 ? "" : noun.hasSuffix("ch") ? "es" : "s")"
  }

  /// `12.3 MB`, powers of ten as file managers show them.
  static func bytes(_ number: Int64) -> String {
    var value = Double(number)
    for unit in ["B", "kB", "MB", "GB", "TB"] {
      if abs(value) < 1000 || unit == "TB" {
        return unit == "B" ? "\(number) B" : "\(decimal(value)) \(unit)"
      }
      value /= 1000
    }
    return "\(number) B"
  }

  /// One digit after the point.
  static func decimal(_ value: Double) -> String {
    let tenths = Int(clamped: (value * 10).rounded())
    return "\(tenths / 10).\(abs(tenths % 10))"
  }

  /// `3.2 s`, `4 min 10 s`, `2 h 5 min`.
  static func seconds(_ value: Double) -> String {
    if value < 60 { return "\(decimal(value)) s" }
    let whole = Int(clamped: value)
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    if whole < 86_400 { return "\(whole / 3600) h \(whole / 60 % 60) min" }
    return "\(whole / 86_400) d \(whole / 3600 % 24) h"
  }

  /// Text padded to a width, for columns.
  static func pad(_ text: String, _ width: Int, right: Bool = false) -> String {
    let fill = String(repeating: " ", count: max(0, width - text.count))
    return right ? fill + text : text + fill
  }

  /// A name for one line of a terminal: what is no text is shown, not done.
  static func name(_ text: String) -> String { text.unicodeScalars.map(shown).joined() }

  /// A scalar as text: control characters, line breaks and marks that turn the direction of writing by their numbers.
  static func shown(_ scalar: Unicode.Scalar) -> String {
    let steers: Bool =
      switch scalar.value {
      case 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
      default: scalar.properties.generalCategory == .control || scalar.properties.isNoncharacterCodePoint
      }
    return steers ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
  }
}
