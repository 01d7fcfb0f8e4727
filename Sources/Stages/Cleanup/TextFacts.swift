import Formats

extension Harvest {
  /// What the records of an item tell of its text.
  struct TextFacts {
    /// Unicode scalars of text.
    var characters = 0
    /// Pages a person should look at, by what speaks against their text.
    var doubts: [String: [Int]] = [:]
    /// Pages by the language of their text.
    var languages: [String: Int] = [:]

    mutating func add(_ record: DolmaRecord) {
      characters += record.text.unicodeScalars.count
      doubts.merge(PageFacts.doubts(in: record)) { $0 + $1 }
      languages.merge(PageFacts.languages(in: record)) { $0 + $1 }
    }
  }
}
