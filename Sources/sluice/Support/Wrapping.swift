/// Sentences in columns.
enum Wrapping {
  /// Breaks a sentence between words; every line but the first is indented, and a word that is too long stands alone.
  static func lines(_ text: String, first: String = "", indent: Int, columns: Int) -> [String] {
    let margin = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = first
    var isStart = true
    for word in Format.name(text).split(separator: " ") {
      if !isStart && line.count + 1 + word.count > columns {
        lines.append(line)
        (line, isStart) = (margin, true)
      }
      line += isStart ? String(word) : " " + word
      isStart = false
    }
    return lines + [line]
  }

  /// A name cut in its middle to fit a width, so that beginning and extension stay.
  static func cut(_ name: String, _ width: Int) -> String {
    let name = Format.name(name)
    guard name.count > width, width > 4 else { return name }
    let tail = (width - 1) / 2
    return "\(name.prefix(width - 1 - tail))…\(name.suffix(tail))"
  }
}
