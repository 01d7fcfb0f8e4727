import TestSupport
import Testing

@testable import Languages

@Suite struct LanguageGuessTests {
  @Test(arguments: Stories.all)
  func `a story is known by its language`(_ sample: (language: String, text: String)) {
    let guess = LanguageGuess(sample.text)
    #expect(guess.languages.first?.language == sample.language)
    #expect(guess.isReliable)
    #expect((guess.languages.first?.share ?? 0) > 0.9)
  }

  @Test func `a text of two languages has both, with their shares`() {
    let german = Stories.all.first { $0.language == "de" }?.text ?? ""
    let russian = Stories.all.first { $0.language == "ru" }?.text ?? ""
    let shares = LanguageGuess("\(german)\n\(russian)\n\(russian)\n\(russian)").languages
    #expect(shares.map(\.language) == ["ru", "de"])
    #expect(shares.map(\.share).reduce(0, +) <= 1)
    #expect(shares.allSatisfy { $0.share > 0.1 })
  }

  @Test(arguments: ["", " ", "\n\t\n", "12 345,67", "\0\0", "\u{FFFD}\u{FFFD}"])
  func `what has no letters has no language`(_ text: String) {
    let guess = LanguageGuess(text)
    #expect(guess.languages.isEmpty)
    #expect(guess.sure == nil)
  }

  @Test func `a zero byte ends nothing`() {
    let guess = LanguageGuess("\0" + Stories.english)
    #expect(guess.languages.first?.language == "en")
  }

  @Test func `codes are today's`() {
    let hebrew = Stories.all.first { $0.language == "he" }?.text ?? ""
    #expect(LanguageGuess(hebrew).languages.first?.language == "he")
  }

  @Test func `a language that its script alone tells is never sure`() {
    #expect(LanguageGuess("ξκψ φθβ ωχζ δγλ ψψκ ζξφ θωβ χκδ λγψ φξζ βθω κχδ").sure == nil)
    #expect(LanguageGuess(Stories.english).sure?.language == "en")
  }

  @Test func `languages beyond the usual eighty are known`() {
    // Only the larger of CLD2's tables has Kazakh: this fails where the smaller one was linked first.
    let kazakh =
      "Кеше біз жаңбыр жауғанша өзен бойымен жүрдік. Балалар кішкентай қайық тауып, оның иесін біреу біле ме деп сұрады."
    #expect(LanguageGuess(kazakh).languages.first?.language == "kk")
  }

  @Test func `the library tells its version`() { #expect(!LanguageGuess.libraryVersion.isEmpty) }
}
