/// How much the words of a text are those of a language, by what letters follow each other and where words end.
///
/// Words are weighed in stretches of some 160 letters, each in the language it fits best: a page may hold several.
struct LetterWeights {
  /// Letters of a stretch: enough that no shuffled one fits one of thirty languages by chance.
  private static let stretchLetters = 160

  /// What was found of a stretch; costs are sums of eighths of a nat.
  struct Stretch {
    var script: Int
    var language = 0
    var letters = 0, words = 0
    var inner = 0, innerCount = 0
    var gap = 0, gapCount = 0
    /// Cost of all pairs forward in its language, and of the words turned round in the language that fits these best.
    var forward = 0, reversed = 0
    /// Letters that its language does not have.
    var foreign = 0
    /// Words of four letters and more, and those of them with such a pair.
    var long = 0, strangeWords = 0
  }

  /// How often one word counts: what repeats (tags, grids, rows of a table) tells nothing new.
  private static let mostRepeats = 2

  /// The words as they stand.
  private(set) var stretches: [Stretch] = []
  /// Single letters that follow each other on a line, put together; of a text that is mostly single letters.
  private(set) var rejoined: [Stretch] = []

  /// Weighs the words of a text.
  init(_ text: TextWords) {
    stretches = Self.stretches(Self.weighable(text.words, text.letters), text.letters)
    let singles = text.words.reduce(0) { $0 + ($1.count == 1 ? 1 : 0) }
    if singles * 2 > text.words.count {
      rejoined = Self.stretches(Self.weighable(Self.joined(text.words), text.letters), text.letters)
    }
  }

  /// Puts words together where single letters follow each other on a line.
  private static func joined(_ words: [TextWords.Word]) -> [TextWords.Word] {
    var runs: [TextWords.Word] = []
    for word in words where word.count == 1 {
      if word.followsBlank, let last = runs.indices.last, runs[last].start + runs[last].count == word.start {
        runs[last].count += 1
      } else {
        runs.append(word)
      }
    }
    return runs
  }

  private static func stretches(_ all: [TextWords.Word], _ letters: [UInt8]) -> [Stretch] {
    let scripts = LetterClasses.shared.scripts
    var stretches: [Stretch] = []
    for place in scripts.indices {
      let words = all.filter { $0.script == place }
      var start = 0
      while start < words.count {
        var end = start
        var count = 0
        while end < words.count, count < stretchLetters {
          count += words[end].count
          end += 1
        }
        // What would be left alone is too short to tell its language by.
        let rest = words[end...].reduce(0) { $0 + $1.count }
        if rest < stretchLetters / 2 { end = words.count }
        stretches.append(weighed(words[start..<end], letters, scripts[place], script: place))
        start = end
      }
    }
    return stretches
  }

  /// The words less those that tell nothing.
  private static func weighable(_ words: [TextWords.Word], _ letters: [UInt8]) -> [TextWords.Word] {
    var seen: [UInt64: Int] = [:]
    seen.reserveCapacity(words.count)
    return words.filter { word in
      if word.isCode { return false }
      // FNV-1a: two words that fall together cost one of them, no more.
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(word.script)
      for letter in letters[word.start..<word.start + word.count] {
        hash = (hash ^ UInt64(letter)) &* 0x100_0000_01B3
      }
      let count = seen[hash, default: 0]
      seen[hash] = count + 1
      return count < mostRepeats
    }
  }

  private static func weighed(
    _ words: ArraySlice<TextWords.Word>, _ letters: [UInt8], _ pairs: ScriptPairs, script: Int
  ) -> Stretch {
    var stretch = Stretch(script: script)
    let width = pairs.languages.count
    var forward = [Int](repeating: 0, count: width)
    var reversed = forward
    letters.withUnsafeBufferPointer { letters in
      pairs.costs.withUnsafeBufferPointer { costs in
        for word in words {
          var previous = 0
          for place in word.start...word.start + word.count {
            let next = place < word.start + word.count ? Int(letters[place]) : 0
            let there = (previous * pairs.letterCount + next) * width
            let back = (next * pairs.letterCount + previous) * width
            for language in 0..<width {
              forward[language] &+= Int(costs[there + language])
              reversed[language] &+= Int(costs[back + language])
            }
            previous = next
          }
        }
        stretch.language = forward.indices.min { forward[$0] < forward[$1] } ?? 0
        stretch.forward = forward[stretch.language]
        stretch.reversed = reversed.min() ?? 0
        for word in words { stretch.add(word, letters, costs, pairs) }
      }
    }
    return stretch
  }
}

extension LetterWeights.Stretch {
  /// A pair that follows in one of 700 cases (e to the power of 52 eighths) and less.
  private static let strangeCost = 52

  /// Adds a word's costs in the stretch's language.
  fileprivate mutating func add(
    _ word: TextWords.Word, _ all: UnsafeBufferPointer<UInt8>, _ costs: UnsafeBufferPointer<UInt8>, _ pairs: ScriptPairs
  ) {
    func cost(_ first: Int, _ second: Int) -> Int {
      Int(costs[(first * pairs.letterCount + second) * pairs.languages.count + language])
    }
    let end = word.start + word.count
    let first = Int(all[word.start])
    letters += word.count
    words += 1
    if word.followsBlank {
      let before = Int(all[word.start - 1])
      gap += cost(before, 0) + cost(0, first) - cost(before, first)
      gapCount += 1
    }
    var strangest = 0
    for place in word.start..<end - 1 {
      let paid = cost(Int(all[place]), Int(all[place + 1]))
      inner += paid
      strangest = max(strangest, paid)
    }
    innerCount += word.count - 1
    for place in word.start..<end where !pairs.members[Int(all[place]) * pairs.languages.count + language] {
      foreign += 1
    }
    if word.count >= 4 {
      long += 1
      strangeWords += strangest >= Self.strangeCost ? 1 : 0
    }
  }
}
