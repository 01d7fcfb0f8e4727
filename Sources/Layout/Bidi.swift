/// Brings text that was read from left to right into the order it is read by people.
///
/// A page knows where characters stand, not in which order they are read. The Unicode Bidirectional Algorithm (UAX #9)
/// goes from reading order to places; this goes back, for one line, with its rules of thumb: characters of
/// right-to-left scripts run from right to left, numbers and other scripts inside them from left to right, and what is
/// neutral follows its neighbours. No controls are left behind.
enum Bidi {
  /// What a character is for the order of its line.
  enum Kind {
    /// Of a script that is read from right to left.
    case right
    /// Of one that is read from left to right.
    case left
    /// A digit, which is read from left to right in both.
    case number
    /// Blank, punctuation, symbol.
    case neutral
    /// A mark that belongs to the character it stands on.
    case mark
  }

  /// Whether a text has a character of a right-to-left script.
  static func concerns(_ text: some StringProtocol) -> Bool {
    text.unicodeScalars.contains { $0.value >= 0x590 && kind($0) == .right }
  }

  /// Whether all letters of a word are Arabic, and there are some.
  static func isArabic(_ word: String) -> Bool {
    let letters = word.unicodeScalars.filter(\.properties.isAlphabetic)
    // Arabic with its supplements, and its presentation forms.
    return !letters.isEmpty
      && letters.allSatisfy { (0x600...0x8FF).contains($0.value) || (0xFB50...0xFEFF).contains($0.value) }
  }

  /// Whether a word has a Latin letter.
  static func isLatin(_ word: String) -> Bool {
    word.unicodeScalars.contains { $0.value < 0x250 && $0.properties.isAlphabetic }
  }

  /// Whether a line is one of a right-to-left script, by most of its letters.
  static func isRightToLeft(_ text: some StringProtocol) -> Bool {
    guard concerns(text) else { return false }
    var balance = 0
    for scalar in text.unicodeScalars {
      switch kind(scalar) {
      case .right: balance += 1
      case .left: balance -= 1
      default: break
      }
    }
    return balance > 0
  }

  /// One line's characters, as they stand from left to right, in reading order.
  static func logical(_ visual: String, rightToLeft: Bool) -> String {
    let clusters = clusters(visual)
    var runs: [(kind: Kind, clusters: [Cluster])] = []
    for (cluster, kind) in zip(clusters, resolved(clusters, rightToLeft: rightToLeft)) {
      if runs.last?.kind == kind {
        runs[runs.count - 1].clusters.append(cluster)
      } else {
        runs.append((kind, [cluster]))
      }
    }
    var result: [Unicode.Scalar] = []
    var brackets: [Int] = []
    for run in rightToLeft ? runs.reversed() : runs {
      guard run.kind == .right else {
        for cluster in run.clusters { result += cluster.scalars }
        continue
      }
      for cluster in run.clusters.reversed() {
        if mirrors[cluster.scalars[0]] != nil { brackets.append(result.count) }
        result += cluster.scalars
      }
    }
    // Some fonts map a bracket to its shape, some to its meaning: where one closes what nothing opened, it is the
    // shape.
    if closesFirst(brackets.map { result[$0] }) {
      for place in brackets { result[place] = mirrors[result[place]]?.other ?? result[place] }
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: result)
    return String(text)
  }

  private static func closesFirst(_ brackets: [Unicode.Scalar]) -> Bool {
    var depth = 0
    for bracket in brackets {
      depth += mirrors[bracket]?.opens == true ? 1 : -1
      if depth < 0 { return true }
    }
    return false
  }

  private struct Cluster {
    var scalars: [Unicode.Scalar]
    var kind: Kind
  }

  /// Characters with the marks that stand on them.
  private static func clusters(_ text: String) -> [Cluster] {
    var clusters: [Cluster] = []
    for scalar in text.unicodeScalars where !isControl(scalar) {
      let kind = kind(scalar)
      if kind == .mark, !clusters.isEmpty {
        clusters[clusters.count - 1].scalars.append(scalar)
      } else {
        clusters.append(Cluster(scalars: [scalar], kind: kind == .mark ? .neutral : kind))
      }
    }
    return clusters
  }

  /// Every character left or right: numbers go with the left, neutrals with their neighbours or with the line.
  private static func resolved(_ clusters: [Cluster], rightToLeft: Bool) -> [Kind] {
    var kinds = clusters.map(\.kind)
    for index in kinds.indices where kinds[index] == .number { kinds[index] = .left }
    var index = 0
    while index < kinds.count {
      guard kinds[index] == .neutral else {
        index += 1
        continue
      }
      let start = index
      while index < kinds.count && kinds[index] == .neutral { index += 1 }
      let before = start > 0 ? kinds[start - 1] : nil
      let after = index < kinds.count ? kinds[index] : nil
      let line: Kind = rightToLeft ? .right : .left
      let both = before == after ? before ?? line : line
      for place in start..<index { kinds[place] = both }
    }
    return kinds
  }

  private static let mirrors: [Unicode.Scalar: (other: Unicode.Scalar, opens: Bool)] = [
    "(": (")", true), ")": ("(", false), "[": ("]", true), "]": ("[", false), "{": ("}", true), "}": ("{", false),
    "\u{AB}": ("\u{BB}", true), "\u{BB}": ("\u{AB}", false), "<": (">", true), ">": ("<", false),
  ]

  /// Signs that steer the order and cannot be seen (UAX #9, 2.1 to 2.6), and the byte order mark.
  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }

  /// What a character is for the order of its line.
  static func kind(_ scalar: Unicode.Scalar) -> Kind {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return .mark
    case .decimalNumber: return .number
    default: break
    }
    switch scalar.value {
    // Hebrew, Arabic, Syriac, Thaana, N'Ko, Samaritan, Mandaic; their presentation forms; the right-to-left scripts of
    // plane 1.
    case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
      return properties.isAlphabetic ? .right : .neutral
    default: return properties.isAlphabetic ? .left : .neutral
    }
  }
}
