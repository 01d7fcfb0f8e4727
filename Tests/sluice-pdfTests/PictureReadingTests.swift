import Documents
import MadePictures
import Pictures
import Recognition
import TestSupport
import Testing

@testable import sluice_pdf

@Suite struct PictureReadingTests {
  private static let lines = [
    "The keeper of the lock wrote every boat", "into his book with the day and the hour",
    "and counted copper coins in the evening.",
  ]

  private func text(_ image: GrayImage) throws -> String {
    let reading = try PictureReading(image, Recognizer()) { _ in "eng" }
    return reading.layout.lines.map(\.fragment.text).joined(separator: "\n")
  }

  @Test(arguments: [0.0, 32, 50]) func `a sheet is read however noisy it is`(_ deviation: Double) throws {
    // On so large a sheet Tesseract finds no threshold between noise and ink.
    let sheet = try MadePicture.slipOnSheet(Self.lines)
    #expect(try text(deviation == 0 ? sheet : sheet.noisy(deviation: deviation)) == Self.lines.joined(separator: "\n"))
  }

  @Test func `noise is known, and clean and faint print are not taken for it`() throws {
    let sheet = try MadePicture.slipOnSheet(Self.lines)
    for clean in [sheet, sheet.faint] {
      let specks = Specks(try #require(Picture(clean)))
      #expect(!specks.outnumberLetters && specks.letters > 80)
    }
    let noise = Specks(try #require(Picture(sheet.noisy(deviation: 32))))
    #expect(noise.areNoise && noise.areInTheWay)
  }
}
