import CLeptonica
import Documents
import MadeDocuments
import Pictures
import TestSupport

/// Small pictures of text as scanners and cameras deliver them, drawn by Cairo and packed by Leptonica.
public enum MadePicture {
  /// Dots per inch that all of them are drawn at.
  public static let dotsPerInch = 200.0

  /// Why a picture could not be made.
  public struct Failure: Error {}

  /// A slip of paper with some lines of text (ASCII).
  public static func drawn(_ lines: [String]) throws -> Picture {
    try drawn(lines, left: 24, width: 480, height: Double(lines.count + 2) * 22, dotsPerInch: dotsPerInch)
  }

  /// A sheet of paper with some lines of text (ASCII), of so many points, as scanners of offices deliver it.
  public static func sheet(_ lines: [String], width: Double = 595, height: Double = 842) throws -> Picture {
    try drawn(lines, left: 70, width: width, height: height, dotsPerInch: 150)
  }

  private static func drawn(
    _ lines: [String], left: Double, width: Double, height: Double, dotsPerInch: Double
  ) throws -> Picture {
    let shown = lines.map { "(\($0)) Tj T*\n" }.joined()
    let content = "BT /F 14 Tf 22 TL \(left) \(height - 40) Td\n\(shown)ET"
    let directory = try TemporaryDirectory()
    let path = try directory.write(
      PDFBuilder().page(content: content, width: width, height: height).data(), as: "page.pdf")
    let image = try PDFDocument(path).page(1).render(dotsPerInch: dotsPerInch)
    let made = Picture(pixels: image.pixels, width: image.width, height: image.height, dotsPerInch: dotsPerInch)
    guard let made else { throw Failure() }
    return made
  }

  /// A picture of one shade.
  public static func empty(width: Int = 600, height: Int = 300) throws -> Picture {
    let pixels = [UInt8](repeating: 250, count: width * height)
    guard let made = Picture(pixels: pixels, width: width, height: height, dotsPerInch: dotsPerInch) else {
      throw Failure()
    }
    return made
  }

  /// Packs a picture as PNG.
  public static func png(_ picture: Picture) throws -> [UInt8] {
    try packed { pixWriteMemPng(&$0, &$1, picture.pix, 0) }
  }

  /// The picture's ink on nothing, as drawing programs save it: black throughout, and transparent where there is no ink.
  public static func transparentPNG(_ picture: Picture) throws -> [UInt8] {
    guard let black = pixCreate(l_int32(picture.width), l_int32(picture.height), 32),
      let ink = pixInvert(nil, picture.pix)
    else { throw Failure() }
    var (first, second): (UnsafeMutablePointer<PIX>?, UnsafeMutablePointer<PIX>?) = (black, ink)
    defer {
      pixDestroy(&first)
      pixDestroy(&second)
    }
    pixSetSpp(black, 4)
    pixSetRGBComponent(black, ink, l_int32(L_ALPHA_CHANNEL))
    return try packed { pixWriteMemPng(&$0, &$1, black, 0) }
  }

  /// Packs a picture as JPEG.
  public static func jpeg(_ picture: Picture) throws -> [UInt8] {
    try packed { pixWriteMemJpeg(&$0, &$1, picture.pix, 80, 0) }
  }

  /// A JPEG that says, as cameras do, how it must be turned (1 to 8).
  public static func jpeg(_ picture: Picture, orientation: UInt8) throws -> [UInt8] {
    let exif =
      Array("Exif\0\0MM\0*\0\0\0\u{8}\0\u{1}".utf8) + [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]
    let whole = try jpeg(picture)
    return Array(whole.prefix(2)) + [0xFF, 0xE1, 0, UInt8(exif.count + 2)] + exif + whole.dropFirst(2)
  }

  /// Packs pictures as the pages of one TIFF, black and white, as fax machines and scanners do.
  public static func tiff(_ pictures: [Picture]) throws -> [UInt8] {
    guard let pages = pixaCreate(l_int32(pictures.count)) else { throw Failure() }
    var owned: UnsafeMutablePointer<PIXA>? = pages
    defer { pixaDestroy(&owned) }
    for picture in pictures { pixaAddPix(pages, pixConvertTo1(picture.pix, 140), l_int32(L_INSERT)) }
    return try packed { pixaWriteMemMultipageTiff(&$0, &$1, pages) }
  }

  /// Packs a picture as TIFF in shades of grey, with checks of its data.
  public static func deflatedTIFF(_ picture: Picture) throws -> [UInt8] {
    try packed { pixWriteMemTiff(&$0, &$1, picture.pix, l_int32(IFF_TIFF_ZIP)) }
  }

  /// Packs a picture as JPEG 2000.
  public static func jpeg2000(_ picture: Picture) throws -> [UInt8] {
    try packed { pixWriteMemJp2k(&$0, &$1, picture.pix, 40, 5, 0, 0) }
  }

  private static func packed(_ body: (inout UnsafeMutablePointer<l_uint8>?, inout Int) -> l_ok) throws -> [UInt8] {
    var (data, size): (UnsafeMutablePointer<l_uint8>?, Int) = (nil, 0)
    defer { lept_free(data) }
    guard body(&data, &size) == 0, let data else { throw Failure() }
    return Array(UnsafeBufferPointer(start: data, count: size))
  }
}

extension PDFBuilder.Picture {
  /// A picture as a page of a document holds it.
  public init(_ picture: Picture) {
    self.init(width: picture.width, height: picture.height, pixels: picture.pixels)
  }
}
