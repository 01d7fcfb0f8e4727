/// Whether a page's text is language, or only looks like it: a wrong encoding, letters without sense, words taken apart.
///
/// Letters follow each other in every language in their own way (`PairTable`, 51 languages of 14 scripts); a text is judged by
/// the language that fits it best, stretch by stretch. Each check gives a weight of 1 where garbage of its kind begins. The
/// limits were set on 9,700 good and 27,000 garbled pages and proven on others (`Benchmarks/language`).
/// Scripts without a table (Armenian, Georgian, Khmer, Ethiopic …) are judged by their characters only.
package struct LanguageJudgement: Sendable {
  /// What a text is.
  package enum Verdict: String, Sendable {
    /// Language.
    case good
    /// No language.
    case garbage
    /// Too short to tell, mostly numbers, or between the two.
    case unsure
  }

  /// What is wrong with a text.
  package enum Fault: String, Sendable, CaseIterable {
    /// Letters follow each other as in no language: shifted, substituted, random, or another code page's.
    case letters
    /// Words run backwards.
    case reversed
    /// Words are in pieces.
    case split
    /// Words are run together.
    case joined
    /// Digits and signs stand in words, and letters are wrong: a bad reading.
    case noise
    /// A code page was read as another, and some characters tell.
    case encoding
    /// Characters that stand for nothing, or ideographs and syllables that are in no use.
    case characters
  }

  /// What it is.
  package let verdict: Verdict
  /// How much it is language: 1 without any fault, 0.5 where garbage begins, 0 far from language.
  package let score: Double
  /// The worst of its faults, if it weighs enough to be no longer `good`.
  package let fault: Fault?

  /// Fewer letters tell nothing: a title of five words has some thirty.
  private static let fewestLetters = 30
  /// Garbage needs this many pairs of letters inside words, as alphabets, part numbers and names have few; text whose
  /// order is clear needs fewer, since no such order comes by chance.
  private static let fewestPairs = (garbage: 60, good: 20, clearOrder: 0.6)
  /// Weights between this and 1 are `unsure`.
  private static let doubtful = 0.85

  /// Judges a text; lines are parted by newlines, cells by tabs. The first 60,000 scalars count.
  ///
  /// Costs about 0.4 ms for a page of 3,000 letters.
  /// - Parameter sure: The language, by its code of BCP 47, that the text is surely in by other means, and its share of the
  ///   letters, 0 to 1 (`LanguageGuess.sure`). It speaks for languages without a table; without it they may be called garbage.
  package init(_ text: String, sure: (language: String, share: Double)? = nil) {
    let words = TextWords(text)
    let weights = LetterWeights(words)
    let page = Page(
      words: words, facts: LetterFacts(weights.stretches), rejoined: LetterFacts(weights.rejoined),
      sure: sure.flatMap { $0.share >= Self.surelyLanguage ? $0.language : nil }, sureShare: sure?.share ?? 0)
    let faults = Fault.allCases.map { ($0, page.weight(of: $0)) }
    let proven = faults.filter {
      $0.1 >= 1 && page.proves($0.0, letters: Self.fewestLetters, pairs: Self.fewestPairs.garbage)
    }
    let isGarbage = !proven.isEmpty
    let (worst, weight) = (isGarbage ? proven : faults).max { $0.1 < $1.1 } ?? (.letters, 0)
    score = min(1, max(0, 1 - weight * weight / 2))
    fault = weight >= Self.doubtful ? worst : nil
    let isClear = page.facts.order > Self.fewestPairs.clearOrder
    let isGood =
      weight < Self.doubtful && page.letters >= Self.fewestLetters && !page.isNumbers
      && !page.isUnweighed(fewest: isClear ? Self.fewestPairs.good : Self.fewestPairs.garbage)
    verdict = isGarbage ? .garbage : isGood ? .good : .unsure
  }

  /// A surely known language counts from this share on.
  private static let surelyLanguage = 0.7
}

/// What a page measures.
private struct Page {
  let words: TextWords
  let facts: LetterFacts
  let rejoined: LetterFacts
  /// The language that most of it surely is in, and its share.
  let sure: String?
  let sureShare: Double

  /// All letters; one of an East Asian script says as much as two.
  var letters: Int {
    words.letters.count + words.otherLetters + 2 * (words.ideographs + words.syllables + words.kana)
  }
  private var eastAsian: Int { words.ideographs + words.syllables }
  private var tokens: Double { Double(max(words.tokens, 1)) }

  /// Whether numbers are nearly all there is.
  var isNumbers: Bool { words.digits > 4 * letters }

  /// Whether most letters are of scripts with tables, yet too few to be weighed.
  func isUnweighed(fewest: Int) -> Bool {
    2 * words.letters.count > letters && facts.pairs < fewest && rejoined.pairs < fewest
  }

  /// Whether there is enough of the text for a fault to be more than chance.
  func proves(_ fault: LanguageJudgement.Fault, letters fewest: Int, pairs: Int) -> Bool {
    switch fault {
    case .characters: true
    case .encoding where words.misread >= 20 || hasStrangeSigns: true
    default: letters >= fewest && max(facts.pairs, rejoined.pairs) >= pairs
    }
  }

  /// How much a share of pairs may stray by chance: one pair strays by about 1, and few are quite unlike their neighbours.
  private var stray: Double { 1.2 / Double(max(facts.pairs, 1)).squareRoot() }
  /// How far the order of letters is from that of real text.
  private var disorder: Double { 1 - facts.order }
  private var isWeighed: Bool { 3 * words.letters.count > letters && facts.pairs > 0 }

  /// How much a fault weighs: 1 and more is garbage.
  func weight(of fault: LanguageJudgement.Fault) -> Double {
    switch fault {
    case .characters: characters
    case .encoding: encoding
    case .letters: isWeighed ? disordered : 0
    case .reversed: isWeighed && facts.order < 0.75 ? spokenFor(facts.reversal / (0.1 + stray)) : 0
    case .split: split
    case .joined: isWeighed && isSpaced && facts.words >= 8 ? (facts.wordLength - 1) / 0.9 : 0
    case .noise: isWeighed && isSpaced ? noise : 0
    }
  }

  /// A language without a table has its own order and ends of words: they are no proof where it is surely known.
  private func spokenFor(_ weight: Double) -> Double {
    guard let sure, !PairTable.languages.contains(sure) else { return weight }
    return min(weight, 0.95)
  }

  /// Whether most of it is of languages with blanks between words: Thai's "words" are phrases.
  private var isSpaced: Bool { facts.spaced > 0.5 }

  private var characters: Double {
    let rare =
      eastAsian >= 20 && 2 * eastAsian > words.letters.count ? Double(words.rare) / Double(eastAsian) / 0.12 : 0
    guard words.unusable >= 20 else { return rare }
    let unusable = Double(words.unusable) / Double(max(letters, 1)) / 0.1
    // Some fonts have blanks and bullets without a meaning between words that are whole.
    let wordsAreWhole = isWeighed && facts.pairs >= 60 && facts.order > 0.6
    return max(rare, wordsAreWhole ? min(unusable, 0.9) : unusable)
  }

  /// Whether it has more kinds of rare signs than any text; a table of a font's characters has each of them once. On the
  /// first pages of 1,900 public documents nothing else has as many. A title of a few words has some of them within words.
  private var hasStrangeSigns: Bool {
    let (kinds, count) = (words.strangeKinds, words.strangeSigns)
    return kinds >= 5 && count > kinds || letters < 40 && kinds >= 2 && count >= 3 && words.dirty > 0
  }

  private var encoding: Double {
    if hasStrangeSigns { return max(1.2, Double(words.strangeKinds) / 4) }
    let misread = words.misread >= 3 ? Double(words.misread) / tokens / 0.03 : 0
    let mixed = words.mixed >= 5 ? Double(words.mixed) / tokens / 0.06 : 0
    // Letters of another alphabet in a page of one language: a page of two has them rightly, and so has a short one that
    // names a person or a town abroad a few times.
    let isOneLanguage = sureShare > 0.9 && sure == facts.language && PairTable.withCodePages.contains(sure ?? "")
    let foreign = isOneLanguage && facts.pairs >= 400 ? facts.foreign / 0.035 : 0
    return max(misread, mixed, foreign)
  }

  private var disordered: Double {
    let weight = disorder / (0.58 + stray)
    guard sure != nil else { return weight }
    // What is surely of a language and lies this high is a list of its names; garbage that is taken for one lies lower.
    if facts.order > 0.25 { return min(weight, 0.8) }
    return facts.order > -0.1 ? min(weight, 0.95) : spokenFor(weight)
  }

  private var split: Double {
    let isSpelled = 3 * words.letters.count > letters && rejoined.pairs >= 60 && facts.pairs < 3 * rejoined.pairs
    let spelled = isSpelled ? rejoined.order + 0.6 : 0
    guard isWeighed, isSpaced, facts.words >= 25, facts.blanks >= 12 else { return spelled }
    // Words of Indic scripts are longer in signs, and where they are cut, marks stay with their letters.
    let limits = facts.indic > 0.5 ? (length: 0.14, splitting: 0.18) : (length: 0.24, splitting: 0.36)
    return max(spelled, spokenFor(min((1 - facts.wordLength) / limits.length, facts.splitting / limits.splitting)))
  }

  private var noise: Double {
    let dirty = Double(words.dirty) / tokens
    guard words.dirty >= 8 else { return 0 }
    let weight = min(dirty / 0.065, facts.strangeWords / 0.12, (disorder + facts.strangeWords + dirty) / (0.57 + stray))
    // Programs and lists of signs have some such tokens between words that are surely a language's.
    return sure != nil && dirty < 0.1 ? min(weight, 0.95) : weight
  }
}
