/// One token of a text, judged as word, number or rubbish.
struct Token {
  /// What a token is.
  enum Verdict {
    /// A word or a number.
    case good
    /// Neither.
    case bad
    /// One letter alone.
    case single
    /// Punctuation alone.
    case neither
  }

  /// What it is.
  let verdict: Verdict

  /// Judges the scalars of one token.
  init(_ scalars: Substring.UnicodeScalarView.SubSequence, longest: Int) {
    let all = Array(scalars)
    let classes = all.map(ScalarClass.init)
    guard !classes.contains(.unusable) else {
      verdict = .bad
      return
    }
    guard let first = classes.firstIndex(where: \.isWord), let last = classes.lastIndex(where: \.isWord) else {
      // A dash, a bullet, a row of dots; but not a heap of different signs.
      verdict = all.count <= 2 || Set(all).count == 1 ? .neither : .bad
      return
    }
    let core = classes[first...last]
    if first > 3 || classes.count - 1 - last > 5 {
      verdict = .bad
    } else if core.count == 1, core[first] != .digit, core[first] != .ideograph {
      verdict = all.count == 1 ? .single : .good
    } else if Self.isAddress(all) {
      verdict = .good
    } else {
      verdict = Self.reads(core, longest: longest) ? .good : .bad
    }
  }

  /// Whether the parts between joints (hyphen, apostrophe, slash, full stop …) are words or numbers.
  private static func reads(_ core: ArraySlice<ScalarClass>, longest: Int) -> Bool {
    for part in core.split(separator: .joint) {
      var changes = 0  // between letters and digits: `B12` and `1st` have one, rubbish has more
      var humps = 0  // from small to capital: `McDonald`, `iPhone`, `LaTeX` have few
      var letters = 0
      var previous: ScalarClass?
      for kind in part {
        switch kind {
        case .symbol, .unusable, .joint: return false
        case .mark: continue
        case .ideograph: break
        case .digit: if previous?.isLetter == true { changes += 1 }
        case .capital, .small, .letter:
          letters += 1
          if previous == .digit { changes += 1 }
          if previous == .small && kind == .capital { humps += 1 }
        }
        previous = kind
      }
      if changes > 1 || humps > 2 || letters > longest { return false }
    }
    return true
  }

  private static func isAddress(_ all: [Unicode.Scalar]) -> Bool {
    guard all.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F }) else { return false }
    let text = String(String.UnicodeScalarView(all))
    return text.contains("://") || text.contains("www.") || text.contains("doi.org/")
      || (text.contains("@") && text.contains("."))
  }
}

/// What a scalar can be in a token.
enum ScalarClass {
  /// A capital letter.
  case capital
  /// A small letter.
  case small
  /// A letter of a script without capitals.
  case letter
  /// A character of a script written without spaces: it needs no neighbour and knows no length.
  case ideograph
  /// A mark on a letter, or an invisible sign inside words.
  case mark
  /// A digit.
  case digit
  /// Punctuation that joins parts of a word or a number.
  case joint
  /// Anything else that can be printed.
  case symbol
  /// What stands for no character: replacement, control, private use, not assigned.
  case unusable

  /// Whether it can begin or end a word.
  var isWord: Bool { isLetter || self == .digit || self == .ideograph || self == .mark }
  /// Whether it is a letter of a spaced script.
  var isLetter: Bool { self == .capital || self == .small || self == .letter }

  private static let joints: Set<Unicode.Scalar> = [
    "-", "'", "\u{2019}", "\u{2010}", "\u{2011}", "\u{2013}", "\u{2014}", "/", ".", ",", ":", "&", "_", "\u{B7}",
    "\u{AD}",
    "+", "(", ")", "[", "]", "=", "\u{D7}", "%", ";", "\u{2212}", "\u{60F}", "\u{5BE}", "\u{5F3}", "\u{5F4}",
    "\u{2044}",
  ]

  /// Classifies one scalar.
  init(_ scalar: Unicode.Scalar) {
    if scalar == "\u{FFFD}" {
      self = .unusable
    } else if Self.joints.contains(scalar) {
      self = .joint
    } else if Self.isUnspaced(scalar.value) {
      self = .ideograph
    } else {
      self = Self.byCategory(scalar)
    }
  }

  private static func byCategory(_ scalar: Unicode.Scalar) -> ScalarClass {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .titlecaseLetter: .capital
    case .lowercaseLetter: .small
    case .modifierLetter, .otherLetter, .letterNumber: .letter
    case .nonspacingMark, .spacingMark, .enclosingMark, .format: .mark
    case .decimalNumber, .otherNumber: .digit
    case .control, .privateUse, .surrogate, .unassigned: .unusable
    default: .symbol
    }
  }

  /// Thai, Lao, Tibetan, Burmese, Khmer; kana, CJK ideographs and Hangul with their punctuation and wide forms (Blocks.txt).
  private static func isUnspaced(_ value: UInt32) -> Bool {
    switch value {
    case 0x0E00...0x0FFF, 0x1000...0x109F, 0x1780...0x17FF, 0x19E0...0x19FF, 0x2E80...0x2FDF, 0x3000...0x9FFF,
      0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFFEF, 0x1B000...0x1B16F,
      0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
