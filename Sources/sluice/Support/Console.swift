import SystemCalls

/// The only place that prints.
enum Console {
  /// Whether lines may move and be coloured: a terminal, and nobody asked for `NO_COLOR`.
  static let isTerminal = Sys.isTerminal(1)
  static let hasColour = isTerminal && Sys.variable("NO_COLOR") == nil && Sys.variable("TERM") != "dumb"

  /// Prints a line.
  static func print(_ line: String = "") { write(line + "\n", to: 1) }

  /// Prints bytes as they are.
  static func print(bytes: [UInt8]) { write(bytes, to: 1) }

  /// Prints a line on standard error.
  static func error(_ line: String) { write(line + "\n", to: 2) }

  /// Rewrites the line the cursor is in; only on a terminal.
  static func progress(_ line: String) {
    guard isTerminal else { return }
    write("\r\u{1B}[2K\(line)", to: 1)
  }

  /// Clears the screen; only on a terminal.
  static func clear() { if isTerminal { write("\u{1B}[H\u{1B}[2J", to: 1) } }

  /// Draws lines over what the screen showed, without a flicker; what does not fit is left out but for the last line. Where
  /// there is no terminal the lines are printed one after the other.
  static func redraw(_ lines: [String]) {
    guard isTerminal else { return lines.forEach { print($0) } }
    let rows = max(2, Sys.terminalSize?.rows ?? 24)
    let shown = lines.count < rows ? lines : Array(lines.prefix(rows - 2)) + lines.suffix(1)
    write("\u{1B}[H" + shown.map { "\($0)\u{1B}[K\n" }.joined() + "\u{1B}[J", to: 1)
  }

  /// Columns lines are made for: the terminal's, 80 where there is none.
  static var columns: Int { isTerminal ? max(40, Sys.terminalSize?.columns ?? 80) : 80 }

  /// What stands back.
  static func dim(_ text: String) -> String { hasColour ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

  /// What is as it should be.
  static func good(_ text: String) -> String { hasColour ? "\u{1B}[32m\(text)\u{1B}[0m" : text }

  /// What is wrong.
  static func bad(_ text: String) -> String { hasColour ? "\u{1B}[31m\(text)\u{1B}[0m" : text }

  /// Emphasis where colours are seen.
  static func bold(_ text: String) -> String { hasColour ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

  /// What needs a person's eye.
  static func warning(_ text: String) -> String { hasColour ? "\u{1B}[33m\(text)\u{1B}[0m" : text }

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
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(abs(tenths % 10))"
  }

  /// `3.2 s`, `4 min 10 s`, `2 h 5 min`.
  static func seconds(_ value: Double) -> String {
    if value < 60 { return "\(decimal(value)) s" }
    let whole = Int(value)
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    if whole < 86_400 { return "\(whole / 3600) h \(whole / 60 % 60) min" }
    return "\(whole / 86_400) d \(whole / 3600 % 24) h"
  }

  /// Text padded to a width, for columns.
  static func pad(_ text: String, _ width: Int, right: Bool = false) -> String {
    let fill = String(repeating: " ", count: max(0, width - text.count))
    return right ? fill + text : text + fill
  }

  /// A name for one line of a terminal: control characters and line breaks shown, not done.
  static func name(_ text: String) -> String {
    text.unicodeScalars.map {
      $0.properties.generalCategory == .control ? "\\u{\(String($0.value, radix: 16))}" : String($0)
    }
    .joined()
  }
}
