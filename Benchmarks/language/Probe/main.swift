import Languages

@testable import Reading

// Reads texts from standard input, each after a line with its number of bytes, and writes what is measured of each.
func readAll() -> [UInt8] {
  var bytes: [UInt8] = []
  while let line = readLine(strippingNewline: false) { bytes += Array(line.utf8) }
  return bytes
}

func shown(_ number: Double) -> String { String(Double(Int(number * 1000)) / 1000) }

// With --time: how long one judgement and one guess take on the first text.
func timed(_ what: String, _ body: () -> Void) {
  body()
  let taken = ContinuousClock().measure { for _ in 0..<1_000 { body() } }
  print(what, taken / 1_000)
}

let input = readAll()
if CommandLine.arguments.contains("--time"), let end = input.firstIndex(of: 10) {
  let text = String(decoding: input[(end + 1)...], as: UTF8.self)
  print("letters", TextWords(text).letters.count)
  print("first", ContinuousClock().measure { _ = LanguageJudgement(text) })
  timed("words") { _ = TextWords(text) }
  timed("judgement") { _ = LanguageJudgement(text, sure: ("en", 1)) }
  timed("guess") { _ = LanguageGuess(text) }
}
var at = 0
while at < input.count, !CommandLine.arguments.contains("--time") {
  guard let end = input[at...].firstIndex(of: 10), let count = Int(String(decoding: input[at..<end], as: UTF8.self))
  else { break }
  let text = String(decoding: input[end + 1..<end + 1 + count], as: UTF8.self)
  at = end + 1 + count + 1
  let words = TextWords(text)
  let weights = LetterWeights(words)
  let stretches = weights.stretches
  let rejoined = LetterFacts(weights.rejoined)
  let facts = LetterFacts(stretches)
  let guess = LanguageGuess(text)
  let letters = words.letters.count
  let judgement = LanguageJudgement(text, sure: guess.sure)
  let first = guess.languages.first
  let columns: [(String, String)] = [
    ("verdict", "\"\(judgement.verdict)\""), ("fault", "\"\(judgement.fault?.rawValue ?? "")\""),
    ("score", shown(judgement.score)),
    ("letters", "\(letters)"), ("pairs", "\(facts.pairs)"), ("order", shown(facts.order)), ("words", "\(facts.words)"),
    ("length", shown(facts.wordLength)), ("blanks", "\(facts.blanks)"), ("splitting", shown(facts.splitting)),
    ("reversal", shown(facts.reversal)), ("strange", shown(facts.strangeWords)), ("foreign", shown(facts.foreign)),
    ("spaced", shown(facts.spaced)), ("other", "\(words.otherLetters)"), ("han", "\(words.ideographs)"),
    ("hangul", "\(words.syllables)"), ("kana", "\(words.kana)"), ("rare", "\(words.rare)"),
    ("digits", "\(words.digits)"),
    ("signs", "\(words.signs)"), ("unusable", "\(words.unusable)"), ("tokens", "\(words.tokens)"),
    ("dirty", "\(words.dirty)"), ("mixed", "\(words.mixed)"), ("misread", "\(words.misread)"),
    ("best", "\"\(facts.language ?? "")\""),
    ("cld", "\"\(first?.language ?? "")\""), ("cldshare", shown(first?.share ?? 0)),
    ("cldscore", shown(first?.score ?? 0)),
    ("cldsum", shown(guess.languages.reduce(0) { $0 + $1.share })), ("reliable", guess.isReliable ? "1" : "0"),
    ("bytes", "\(guess.bytes)"), ("rejoinedPairs", "\(rejoined.pairs)"), ("rejoined", shown(rejoined.order)),
  ]
  print(columns.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", "))
}
