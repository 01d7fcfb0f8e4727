/// What every scalar is to the weighing of letters, and the pair tables themselves; made once, in a few milliseconds.
struct LetterClasses: Sendable {
  /// What a scalar is.
  enum Class {
    /// A letter with its place in its script's tables.
    case letter(script: Int, index: UInt8, isCapital: Bool)
    /// A letter of a script without tables, or one that no language of the tables has.
    case otherLetter(script: Int?)
    /// A mark upon a letter, or an invisible sign inside words.
    case mark
    case digit
    /// White space that parts words, and such that parts lines and cells.
    case space, end
    /// An ideograph, a Hangul syllable, kana; rare where none of the national standards holds it in daily use.
    case ideograph(isRare: Bool), syllable(isRare: Bool), kana
    /// Punctuation and symbols.
    case sign
    /// What stands for no character.
    case unusable
  }

  /// Made at the first use.
  static let shared = LetterClasses()

  /// The scripts' tables; a script is its place here.
  let scripts: [ScriptPairs]
  /// The places of the Latin and the Cyrillic script.
  static let latin = 0
  static let cyrillic = 1
  /// The places of Devanagari, Bengali, Gurmukhi, Gujarati, Tamil, Telugu, Kannada and Malayalam.
  static let indic = 5...12
  private let low: [Class]
  private let ideographs: [UInt8]
  private let syllables: [UInt8]
  /// All scripts of the tables lie below; what lies above is told by its block.
  private static let lowEnd: UInt32 = 0x3000

  private init() {
    var names: [String] = []
    for table in PairTable.all where !names.contains(table.script) { names.append(table.script) }
    var letters: [Unicode.Scalar: Class] = [:]
    var homes: [Unicode.Scalar: Int] = [:]
    scripts = names.enumerated().map { place, name in
      let tables = PairTable.all.filter { $0.script == name }
      let alphabet = Set(tables.flatMap { $0.alphabet.unicodeScalars }).sorted { $0.value < $1.value }
      // Places of letters are bytes: the first is the edge of words, the last any other letter.
      let indexes = Dictionary(uniqueKeysWithValues: zip(alphabet.prefix(254), 1...).map { ($0, UInt8($1)) })
      // In order: capital I is i's, though dotless ı has it too.
      for scalar in alphabet {
        guard let index = indexes[scalar] else { continue }
        Self.add(scalar, .letter(script: place, index: index, isCapital: false), to: &letters)
        homes[scalar] = place
      }
      return ScriptPairs(tables, indexes: indexes)
    }
    let blocks = Self.blocks(homes)
    low = (0..<Self.lowEnd).map { value in
      guard let scalar = Unicode.Scalar(value) else { return .unusable }
      return letters[Self.stood(for: scalar)] ?? Self.byCategory(scalar, script: blocks[Int(value >> 7)])
    }
    ideographs = Self.unpacked(CommonCharacters.ideographBits)
    syllables = Self.unpacked(CommonCharacters.syllableBits)
  }

  /// What a scalar is.
  func callAsFunction(_ scalar: Unicode.Scalar) -> Class {
    let value = scalar.value
    if value < Self.lowEnd { return low[Int(value)] }
    switch value {
    case 0x4E00...0x9FFF: return .ideograph(isRare: ideographs[Int(value - 0x4E00)] == 0)
    case 0xAC00...0xD7A3: return .syllable(isRare: syllables[Int(value - 0xAC00)] == 0)
    case 0x3041...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF9F: return value == 0x30FB ? .sign : .kana
    case 0x3400...0x4DBF, 0x20000...0x3FFFF: return .ideograph(isRare: true)
    case 0xFF21...0xFF3A, 0xFF41...0xFF5A: return .otherLetter(script: nil)
    default: return Self.byCategory(scalar, script: nil)
    }
  }

  /// Adds a small letter and its capital.
  private static func add(_ scalar: Unicode.Scalar, _ kind: Class, to letters: inout [Unicode.Scalar: Class]) {
    letters[scalar] = kind
    guard case .letter(let script, let index, _) = kind else { return }
    let capital = scalar.properties.uppercaseMapping.unicodeScalars
    if capital.count == 1, let capital = capital.first, capital != scalar, letters[capital] == nil {
      letters[capital] = .letter(script: script, index: index, isCapital: true)
    }
  }

  /// The letter that counts for another: the tables' source writes these as one.
  private static func stood(for scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x218: "\u{15E}"
    case 0x219: "\u{15F}"
    case 0x21A: "\u{162}"
    case 0x21B: "\u{163}"
    case 0x130: "I"  // the Turkish capital of i
    case 0x1EA0...0x1EF9: "\u{1EC3}"  // Vietnamese letters with tones
    case 0x6CC: "\u{64A}"
    default: scalar
    }
  }

  /// The script of each block of 128 scalars that holds letters of one script only.
  private static func blocks(_ homes: [Unicode.Scalar: Int]) -> [Int?] {
    var found = [Set<Int>](repeating: [], count: Int(lowEnd >> 7))
    for (scalar, place) in homes { found[Int(scalar.value >> 7)].insert(place) }
    // IPA, Latin extended additional and Greek extended belong to their scripts, whatever the tables have of them.
    return found.enumerated().map { block, scripts in
      if (0x1F00..<0x2000).contains(block << 7) { return homes["\u{3B1}"] }
      if (0x1E00..<0x1F00).contains(block << 7) || (0x180..<0x280).contains(block << 7) { return latin }
      return scripts.count == 1 ? scripts.first : nil
    }
  }

  private static func byCategory(_ scalar: Unicode.Scalar, script: Int?) -> Class {
    switch scalar.value {
    case 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x2028, 0x2029: return .end
    case 0xFFFD: return .unusable
    default: break
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .titlecaseLetter, .lowercaseLetter, .otherLetter: return .otherLetter(script: script)
    case .nonspacingMark, .spacingMark, .enclosingMark, .format, .modifierLetter: return .mark
    case .decimalNumber, .otherNumber, .letterNumber: return .digit
    case .spaceSeparator: return .space
    case .control, .privateUse, .surrogate, .unassigned: return .unusable
    default: return .sign
    }
  }

  private static func unpacked(_ bits: String) -> [UInt8] {
    bits.utf8.flatMap { byte -> [UInt8] in
      let value: UInt8 =
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        default: 63
        }
      return (0..<6).map { value >> $0 & 1 }
    }
  }
}
