import Languages
import TestSupport
import Testing

@testable import Reading

/// The judgement of letters and CLD2's guess together, as the program uses them.
@Suite struct JudgedByBothTests {
  private func judgement(_ text: String) -> LanguageJudgement {
    LanguageJudgement(text, sure: LanguageGuess(text).sure)
  }

  @Test(arguments: Stories.all)
  func `a story is language`(_ story: (language: String, text: String)) {
    let found = judgement(story.text)
    #expect(found.verdict == .good, "\(story.language): \(found)")
    #expect(found.score > 0.6)
  }

  @Test(arguments: [
    // Icelandic, Kazakh and Basque have no table: CLD2 speaks for them.
    "Í gær gengum við meðfram ánni þangað til það fór að rigna. Börnin fundu lítinn bát og spurðu hvort einhver þekkti eigandann. Enginn svaraði, svo við fórum heim og drukkum heitt te í eldhúsinu.",
    "Кеше біз жаңбыр жауғанша өзен бойымен жүрдік. Балалар кішкентай қайық тауып, оның иесін біреу біле ме деп сұрады. Ешкім жауап бермеді, сондықтан үйге қайтып, ас үйде ыстық шай іштік.",
    "Atzo ibaian zehar ibili ginen euria hasi arte. Haurrek txalupa txiki bat aurkitu zuten eta jabea norbaitek ezagutzen ote zuen galdetu zuten. Inork ez zuen erantzun, beraz etxera joan ginen.",
  ])
  func `a language without a table is no garbage`(_ text: String) { #expect(judgement(text).verdict != .garbage) }

  @Test func `a town abroad does not make a short page garbage`() {
    let text = """
      Ein kurzer Überblick: Die Schleuse hebt das Boot, der Wärter führt das Buch. Łódź heißt auf Deutsch »Boot«, und so
      steht das Boot im Namen der Stadt Łódź, im Namen dieser Datei und in der Kammer.
      """
    #expect(judgement(text).verdict == .good)
  }

  @Test func `garbage stays garbage, whatever language it is taken for`() {
    for shift: UInt32 in 1..<26 {
      let text = Garbled.shifted(Stories.english, by: shift)
      #expect(judgement(text).verdict == .garbage, "by \(shift): \(text)")
    }
  }
}
