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

  /// A slip of paper in the middle of an empty sheet, where Tesseract finds no threshold between noise and ink.
  private func sheet() throws -> GrayImage {
    let slip = try MadePicture.drawn(Self.lines)
    let (width, height) = (1600, 2000)
    var pixels = [UInt8](repeating: 255, count: width * height)
    let slipPixels = slip.pixels
    for row in 0..<slip.height {
      for column in 0..<slip.width {
        pixels[(row + 800) * width + column + 100] = slipPixels[row * slip.width + column]
      }
    }
    return GrayImage(width: width, height: height, dotsPerInch: slip.dotsPerInch, pixels: pixels)
  }

  /// The picture less contrast, with noise of a normal distribution.
  private func noisy(_ image: GrayImage, deviation: Double) -> GrayImage {
    var state: UInt64 = 7
    func chance() -> Double {
      // Knuth's constants (MMIX).
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
    let pixels = image.pixels.map { shade -> UInt8 in
      // The sum of twelve has the deviation 1.
      let noise = (0..<12).reduce(-6) { sum, _ in sum + chance() }
      return UInt8(min(max(Double(shade) * 0.85 + 15 + deviation * noise, 0), 255))
    }
    return GrayImage(width: image.width, height: image.height, dotsPerInch: image.dotsPerInch, pixels: pixels)
  }

  private func text(_ image: GrayImage) throws -> String {
    let reading = try PictureReading(image, Recognizer()) { _ in "eng" }
    return reading.layout.lines.map(\.fragment.text).joined(separator: "\n")
  }

  @Test(arguments: [0.0, 32, 50]) func `a sheet is read however noisy it is`(_ deviation: Double) throws {
    let sheet = try sheet()
    #expect(try text(deviation == 0 ? sheet : noisy(sheet, deviation: deviation)) == Self.lines.joined(separator: "\n"))
  }

  @Test func `noise is known, and clean and faint print are not taken for it`() throws {
    let sheet = try sheet()
    let faint = GrayImage(
      width: sheet.width, height: sheet.height, dotsPerInch: sheet.dotsPerInch,
      pixels: sheet.pixels.map { UInt8(205 + Int($0) * 45 / 255) })
    for clean in [sheet, faint] {
      let specks = Specks(try #require(Picture(clean)))
      #expect(!specks.outnumberLetters && specks.letters > 80)
    }
    let noise = Specks(try #require(Picture(noisy(sheet, deviation: 32))))
    #expect(noise.areNoise && noise.areInTheWay)
  }
}
