/// The pair tables of one script side by side, so that one pass over a text weighs it in all their languages.
struct ScriptPairs: Sendable {
  /// Costs are eighths of a nat; what no table has costs as much as the rarest pair.
  static let highestCost: UInt8 = 61

  /// Its languages, in the order of a pair's costs.
  let languages: [PairTable.Entry]
  /// How many letters its languages have together, with the word's edge (0) and one for all others (the last).
  let letterCount: Int
  /// Costs at `(first * letterCount + second) * languages.count + language`.
  let costs: [UInt8]
  /// Whether a language has a letter, at `letter * languages.count + language`.
  let members: [Bool]

  /// Reads the tables of one script.
  init(_ tables: [PairTable], indexes: [Unicode.Scalar: UInt8]) {
    languages = tables.map { PairTable.Entry(language: $0.language, facts: $0.facts) }
    letterCount = Int(indexes.values.max() ?? 0) + 2
    var costs = [UInt8](repeating: Self.highestCost, count: letterCount * letterCount * tables.count)
    var members = [Bool](repeating: false, count: letterCount * tables.count)
    for (place, table) in tables.enumerated() {
      let letters = [0] + table.alphabet.unicodeScalars.map { Int(indexes[$0] ?? 0) }
      for letter in letters { members[letter * tables.count + place] = true }
      for (cell, cost) in Self.unpacked(table.cells).enumerated() where cell < letters.count * letters.count {
        let pair = letters[cell / letters.count] * letterCount + letters[cell % letters.count]
        costs[pair * tables.count + place] = cost
      }
    }
    self.costs = costs
    self.members = members
  }

  private static func unpacked(_ cells: String) -> [UInt8] {
    var costs: [UInt8] = []
    var isRun = false
    for byte in cells.utf8 {
      if byte == UInt8(ascii: "-") {
        isRun = true
      } else if isRun {
        costs.append(contentsOf: repeatElement(highestCost, count: Int(digit(byte))))
        isRun = false
      } else {
        costs.append(digit(byte))
      }
    }
    return costs
  }

  /// The value of one of 0-9A-Za-z.
  private static func digit(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A") + 10
    default: byte - UInt8(ascii: "a") + 36
    }
  }
}
