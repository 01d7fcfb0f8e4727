import Documents
import Formats
import MadePictures
import Pictures
import SystemCalls
import TestSupport
import Testing

@testable import sluice_pdf

@Suite struct PicturePageTests {
  private let directory: TemporaryDirectory
  init() throws { directory = try TemporaryDirectory() }

  private func page(_ bytes: [UInt8], _ number: Int = 1) throws -> GrayImage {
    let kind = try #require(DocumentKind(head: bytes.prefix(DocumentKind.headSize)))
    let pictures = try OpenPictures(try Sys.open(try directory.write(bytes, as: "picture"), .read), kind)
    return try pictures.page(number).render(dotsPerInch: 300)
  }

  /// A picture whose four corners differ.
  private func corners() throws -> Picture {
    let pixels = (0..<60 * 40).map { place -> UInt8 in
      let (isRight, isLow) = (place % 60 >= 30, place / 60 >= 20)
      return [[0, 80], [160, 240]][isLow ? 1 : 0][isRight ? 1 : 0]
    }
    return try #require(Picture(pixels: pixels, width: 60, height: 40, dotsPerInch: 200))
  }

  /// The shades of the corners, clockwise from the upper left one.
  private func shades(_ image: GrayImage) -> [Int] {
    let (right, low) = (image.width - 8, image.height - 8)
    return [(7, 7), (right, 7), (right, low), (7, low)].map { column, row in
      (Int(image.pixels[row * image.width + column]) + 40) / 80
    }
  }

  @Test(arguments: [
    (1, [0, 1, 3, 2]), (2, [1, 0, 2, 3]), (3, [3, 2, 0, 1]), (4, [2, 3, 1, 0]), (5, [0, 2, 3, 1]), (6, [2, 0, 1, 3]),
    (7, [3, 1, 0, 2]), (8, [1, 3, 2, 0]),
  ])
  func `a photograph is turned as its camera says`(_ orientation: Int, _ expected: [Int]) throws {
    let image = try page(try MadePicture.jpeg(corners(), orientation: UInt8(orientation)))
    #expect(shades(image) == expected)
    #expect((image.width, image.height) == (orientation > 4 ? (40, 60) : (60, 40)))
  }

  @Test func `pixels come as they are, with the resolution the file says`() throws {
    let picture = try MadePicture.drawn(["The keeper of the lock"])
    for bytes in try [MadePicture.png(picture), MadePicture.deflatedTIFF(picture)] {
      let image = try page(bytes)
      #expect((image.width, image.height) == (picture.width, picture.height))
      #expect(image.dotsPerInch.rounded() == 200)
      #expect(image.pixels == picture.pixels)
    }
  }

  @Test func `ink on nothing is ink on white`() throws {
    let picture = try MadePicture.drawn(["The keeper of the lock"])
    let image = try page(try MadePicture.transparentPNG(picture))
    #expect(!image.isUniform)
    #expect(image.pixels.first ?? 0 > 250)
  }

  @Test(arguments: [(UInt32(12_000), UInt32(8000))])
  func `a picture of more pixels than are read is reduced, and its resolution with it`(
    _ width: UInt32, _ height: UInt32
  ) throws {
    let picture = try MadePicture.empty(width: Int(width), height: Int(height))
    for bytes in try [MadePicture.png(picture), MadePicture.jpeg(picture)] {
      let image = try page(bytes)
      #expect(Double(image.width * image.height) <= PictureDocument.mostPixels * 1.001)
      #expect(abs(Double(image.width) / image.dotsPerInch - Double(width) / 200) < 0.1)
      #expect(image.isUniform)
    }
  }

  @Test func `the pages of a TIFF come by their numbers`() throws {
    let bytes = try MadePicture.tiff([MadePicture.empty(), MadePicture.drawn(["Some words"]), MadePicture.empty()])
    #expect(try page(bytes, 1).isUniform && page(bytes, 3).isUniform)
    #expect(try !page(bytes, 2).isUniform)
    #expect(throws: DocumentError.self) { try page(bytes, 4) }
    #expect(throws: DocumentError.self) { try page(bytes, 0) }
  }

  @Test func `libraries are heard where data are damaged`() throws {
    let picture = try MadePicture.drawn((1...10).map { "Line \($0) of the book of the keeper of the lock." })
    for whole in try [MadePicture.jpeg(picture), MadePicture.tiff([picture])] {
      LibraryErrors.forget()
      _ = try page(whole)
      #expect(LibraryErrors.sentences.isEmpty)
      var bytes = whole
      for place in bytes.count * 3 / 10..<bytes.count * 4 / 10 { bytes[place] = 0x55 }
      _ = try? page(bytes)
      #expect(!LibraryErrors.sentences.isEmpty)
    }
  }
}
