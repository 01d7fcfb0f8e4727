/// What the letters of a whole page measure, over all its stretches: 1 is what real text has, where not told otherwise.
struct LetterFacts {
  /// Pairs of letters inside words that were weighed.
  let pairs: Int
  /// How well letters follow each other: 1 in real text, 0 where the letters of real text are shuffled, less for others.
  let order: Double
  /// Words, and how long they are by what their language has.
  let words: Int
  let wordLength: Double
  /// Blanks between words, and whether letters go on over them: 0 in real text, 1 where words were split.
  let blanks: Int
  let splitting: Double
  /// How much better the words fit when they are turned round, per letter in nats; negative in real text.
  let reversal: Double
  /// The share of words of four letters and more with a pair that their language hardly has.
  let strangeWords: Double
  /// The share of letters of Indic scripts.
  let indic: Double
  /// The share of letters that their language does not have.
  let foreign: Double
  /// The language that fits most letters, as ISO 639-1; nil for none.
  let language: String?
  /// The share of letters in a language that is written with blanks between words.
  let spaced: Double

  /// Sums up what was weighed.
  init(_ stretches: [LetterWeights.Stretch]) {
    var sum = LetterWeights.Stretch(script: 0)
    var real = (inner: 0.0, gap: 0.0, words: 0.0)
    var none = (inner: 0.0, gap: 0.0)
    var unspaced = 0
    var indic = 0
    var fitting: [String: Int] = [:]
    for stretch in stretches {
      let facts = LetterClasses.shared.scripts[stretch.script].languages[stretch.language].facts
      sum.letters += stretch.letters
      sum.words += stretch.words
      sum.foreign += stretch.foreign
      let name = LetterClasses.shared.scripts[stretch.script].languages[stretch.language].language
      fitting[name, default: 0] += stretch.letters
      sum.inner += stretch.inner
      sum.innerCount += stretch.innerCount
      sum.gap += stretch.gap
      sum.gapCount += stretch.gapCount
      sum.forward += stretch.forward
      sum.reversed += stretch.reversed
      sum.long += stretch.long
      sum.strangeWords += stretch.strangeWords
      real.inner += Double(stretch.innerCount) * facts.inner
      none.inner += Double(stretch.innerCount) * facts.innerShuffled
      real.gap += Double(stretch.gapCount) * facts.gap
      none.gap += Double(stretch.gapCount) * facts.gapSpurious
      if LetterClasses.indic.contains(stretch.script) { indic += stretch.letters }
      if facts.wordLength > Self.longestMean {
        unspaced += stretch.letters
      } else {
        real.words += Double(stretch.letters) / facts.wordLength
      }
    }
    pairs = sum.innerCount
    order = pairs == 0 ? 0 : (none.inner - Double(sum.inner)) / (none.inner - real.inner)
    words = sum.words
    wordLength = sum.words == 0 ? 0 : real.words / Double(sum.words)
    blanks = sum.gapCount
    splitting = sum.gapCount == 0 ? 0 : (Double(sum.gap) - real.gap) / (none.gap - real.gap)
    reversal = sum.letters == 0 ? 0 : Double(sum.forward - sum.reversed) / Double(sum.letters) / 8
    strangeWords = sum.long == 0 ? 0 : Double(sum.strangeWords) / Double(sum.long)
    self.indic = sum.letters == 0 ? 0 : Double(indic) / Double(sum.letters)
    foreign = sum.letters == 0 ? 0 : Double(sum.foreign) / Double(sum.letters)
    language = fitting.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    spaced = sum.letters == 0 ? 0 : 1 - Double(unspaced) / Double(sum.letters)
  }

  /// Words of no language that puts blanks between them are longer on average: Malayalam's have 8 letters, Thai's "words"
  /// 18 (the tables).
  private static let longestMean = 12.0
}
