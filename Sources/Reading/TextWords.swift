/// The words of a text as places in the pair tables, and what else stands in it; one pass over its scalars.
struct TextWords {
  /// Scalars looked at: more than a page holds, and a bound for a hostile one.
  static let mostScalars = 60_000

  /// Letters of one script between others.
  struct Word {
    /// Its script's place in `LetterClasses.scripts`.
    let script: Int
    /// Where its letters begin in `letters`.
    let start: Int
    /// How many they are.
    var count = 0
    /// Whether it has a small letter, or its script has none.
    var hasSmall = false
    /// Whether it stands in a part number: capitals in a token with digits, which follow each other as no language has them.
    var isCode = false
    /// Whether only blanks of the same line and cell part it from a word of its script before it.
    let followsBlank: Bool
  }

  /// The letters of all words.
  private(set) var letters: [UInt8] = []
  private(set) var words: [Word] = []
  /// Letters of scripts without tables.
  private(set) var otherLetters = 0
  private(set) var ideographs = 0
  private(set) var syllables = 0
  private(set) var kana = 0
  /// Ideographs and syllables that are in no daily use.
  private(set) var rare = 0
  private(set) var digits = 0
  private(set) var signs = 0
  /// Scalars that stand for no character.
  private(set) var unusable = 0
  /// Tokens (what white space parts) with letters in them, and those of them that have digits or signs between letters.
  private(set) var tokens = 0
  private(set) var dirty = 0
  /// Tokens of Latin and Cyrillic letters. Others mix rightly: Greek in formulas, Arabic where marks of direction part words.
  private(set) var mixed = 0
  /// Lead and trail bytes of UTF-8 that were read as letters of a Western code page.
  private(set) var misread = 0
  /// Signs of Western code pages that are rare in every language (¢ ¤ ¨ ¬ ¯ ¼ …).
  private(set) var strangeSigns = 0
  /// How many different ones there are.
  var strangeKinds: Int { strange.nonzeroBitCount }
  private var strange: UInt32 = 0  // a bit each, from U+00A0

  private var token = Token()

  /// What is known of the token that is being read.
  private struct Token {
    var firstWord = 0
    var letters = 0
    var digits = 0
    var script: Int?
    var isParted = false  // a digit or a rare sign stands after a letter
    var isDirty = false
    var isMixed = false
  }

  /// Reads a text.
  init(_ text: String) {
    let classes = LetterClasses.shared
    letters.reserveCapacity(min(text.utf8.count, Self.mostScalars))
    var word: Word?
    var gapIsBlank = false  // nothing but blanks since the last word
    var lead = Misread.none
    for scalar in text.unicodeScalars.prefix(Self.mostScalars) {
      if lead.completes(scalar) { misread += 1 }
      noteIfStrange(scalar)
      let kind = classes(scalar)
      var continues = false
      switch kind {
      case .letter(let script, let index, let isCapital):
        add(index, of: script, to: &word, after: gapIsBlank, isCapital: isCapital)
        note(letterOf: script)
        continues = true
      case .otherLetter(let script?):
        add(UInt8(classes.scripts[script].letterCount - 1), of: script, to: &word, after: gapIsBlank, isCapital: false)
        note(letterOf: script)
        continues = true
      case .otherLetter(nil):
        otherLetters += 1
        note(letterOf: nil)
      case .mark:
        continues = word != nil
      case .digit:
        digits += 1
        token.digits += 1
        token.isParted = true
      case .ideograph(let isRare):
        ideographs += 1
        rare += isRare ? 1 : 0
      case .syllable(let isRare):
        syllables += 1
        rare += isRare ? 1 : 0
      case .kana: kana += 1
      case .sign:
        signs += 1
        if Self.rareSigns.contains(scalar.value) { token.isParted = true }
      case .unusable: unusable += 1
      case .space, .end: break
      }
      if continues { continue }
      if let ended = word {
        words.append(ended)
        word = nil
        gapIsBlank = true
      }
      switch kind {
      case .space: endToken()
      case .end:
        endToken()
        gapIsBlank = false
      default: gapIsBlank = false
      }
    }
    if let word { words.append(word) }
    endToken()
  }

  private mutating func noteIfStrange(_ scalar: Unicode.Scalar) {
    let bit: UInt32 = 1 << (scalar.value & 0x1F)
    guard scalar.value & ~0x1F == 0xA0, bit & Self.strangeBits != 0 else { return }
    strangeSigns += 1
    strange |= bit
  }

  private mutating func add(
    _ index: UInt8, of script: Int, to word: inout Word?, after gapIsBlank: Bool, isCapital: Bool
  ) {
    if let old = word, old.script != script {
      words.append(old)
      word = nil
    }
    if word == nil {
      let follows = gapIsBlank && words.last?.script == script
      word = Word(script: script, start: letters.count, followsBlank: follows)
    }
    letters.append(index)
    word?.count += 1
    if !isCapital { word?.hasSmall = true }
  }

  private mutating func note(letterOf script: Int?) {
    if token.letters > 0 {
      if token.isParted { token.isDirty = true }
      if let script, let before = token.script, script != before, max(script, before) == LetterClasses.cyrillic {
        token.isMixed = true
      }
    }
    token.script = script
    token.letters += 1
    token.isParted = false
  }

  private mutating func endToken() {
    if token.letters > 0 {
      tokens += 1
      if token.isDirty { dirty += 1 }
      if token.isMixed { mixed += 1 }
      if token.digits > 0 {
        for place in token.firstWord..<words.count where !words[place].hasSmall { words[place].isCode = true }
      }
    }
    token = Token()
    token.firstWord = words.count
  }

  private static let strangeBits: UInt32 = "¢¤¥¦¨¬¯´¶¸¹¼½¾".unicodeScalars.reduce(0) { $0 | 1 << ($1.value & 0x1F) }

  /// What stands between letters in bad readings and neither in prose, in addresses nor in programs: ! ? | ~ ^ and the like.
  private static let rareSigns: Set<UInt32> = [
    0x21, 0x22, 0x3F, 0x5E, 0x7C, 0x7E, 0xA1, 0xA2, 0xA3, 0xA5, 0xA6, 0xA7, 0xAC, 0xB6, 0xBF, 0x2022, 0x20AC, 0x2122,
  ]
}

/// A character of UTF-8 that was read byte by byte as a Western code page: `Ã©` for é, `â€™` for an apostrophe.
private struct Misread {
  static let none = Misread()
  private var missing = 0

  /// Whether a scalar is the last trail byte of such a character.
  mutating func completes(_ scalar: Unicode.Scalar) -> Bool {
    if missing > 0, Self.isTrail(scalar.value) {
      missing -= 1
      return missing == 0
    }
    switch scalar.value {
    case 0xC2...0xDF: missing = 1
    case 0xE0...0xEF: missing = 2
    case 0xF0...0xF4: missing = 3
    default: missing = 0
    }
    return false
  }

  /// What bytes 80 to BF are in Latin-1 and in Windows-1252, less the letters that stand after capitals in real text.
  private static func isTrail(_ value: UInt32) -> Bool {
    switch value {
    case 0x80...0xBF: value != 0xBB && value != 0xAB && value != 0xB7
    case 0x20AC, 0x201A, 0x192, 0x201E, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x17D, 0x2018, 0x201C,
      0x2022,
      0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x17E, 0x178:
      true
    default: false
    }
  }
}
