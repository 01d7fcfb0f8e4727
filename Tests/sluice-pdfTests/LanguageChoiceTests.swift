import Formats
import MadePictures
import Recognition
import SystemCalls
import TestSupport
import Testing

@testable import sluice_pdf

/// Needs the data of English, German and Russian, which the set-up of the tests installs.
@Suite struct LanguageChoiceTests {
  private let directory: TemporaryDirectory
  private let desk = RequestDesk()
  init() throws { directory = try TemporaryDirectory() }

  private static let german = [
    "Der Waerter der Schleuse sah am Morgen auf das Wasser und",
    "wartete auf das erste Boot des Tages, das von Norden kam.",
    "Er zog die Schuetze auf, und die Kammer lief langsam voll,",
    "bis das Wasser auf beiden Seiten gleich hoch stand und",
    "das Tor sich oeffnen liess. Dann fuhr das Boot hinaus.",
  ]
  private static let english = [
    "The keeper of the lock looked at the water in the morning",
    "and waited for the first boat of the day to come up from",
    "the north. He drew the paddles, and the chamber filled",
    "until the water stood at the same height on both sides.",
  ]

  private func page(_ lines: [String], as name: String, languages: String) throws -> ParserReply.PageText {
    let path = try directory.write(try MadePicture.png(MadePicture.drawn(lines)), as: name)
    let request = ParserRequest(.recognize, path: path.string, page: 1, languages: languages)
    let reply = try FormatCoding.decode(ParserReply.self, from: desk.answer(FormatCoding.line(request), nil))
    return try #require(reply.page, "\(reply)")
  }

  @Test func `a page whose language is none of the configured ones is told, and auto finds it`() throws {
    #expect(try page(Self.german, as: "one.png", languages: "eng").facts.doubts == [.otherLanguage])
    let read = try page(Self.german, as: "two.png", languages: "auto")
    #expect(read.facts.doubts.isEmpty && read.facts.language == "de" && read.text.contains("Der Waerter"))
    #expect(try page(Self.english, as: "three.png", languages: "auto").facts.doubts.isEmpty)
  }

  @Test func `a page begins with the first installed language of its script, and with that of the page before`() {
    let choice = LanguageChoice(Recognizer())
    #expect(choice.first("auto", of: "a", script: "Cyrillic") == "rus")
    #expect(choice.first("auto", of: "a", script: "Latin") == "eng")
    #expect(choice.first("auto", of: "a", script: nil) == "eng")
    #expect(choice.first("lat+eng", of: "a", script: "Cyrillic") == "lat+eng")
    choice.note("deu", of: "a", script: "Latin")
    #expect(choice.first("auto", of: "a", script: "Latin") == "deu")
    #expect(choice.first("auto", of: "a", script: nil) == "deu")
    #expect(choice.first("auto", of: "a", script: "Cyrillic") == "rus")
    #expect(choice.first("auto", of: "b", script: "Latin") == "eng")
  }

  @Test func `a page is read once more only where its language is another one and installed`() {
    let choice = LanguageChoice(Recognizer())
    let german = Self.german.joined(separator: "\n")
    #expect(choice.second("auto", after: "eng", for: german) == "deu")
    #expect(choice.second("auto", after: "deu", for: german) == nil)
    #expect(choice.second("eng", after: "eng", for: german) == nil)
    let polish = "Rano straznik sluzy patrzyl na wode i czekal na pierwsza lodz dnia, ktora miala przyplynac z polnocy"
    #expect(choice.second("auto", after: "eng", for: polish) == nil)
  }
}
