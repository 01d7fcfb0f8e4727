internal import CLeptonica
import Synchronization
import SystemCalls

/// A file of pictures, mapped: the one place where foreign picture data are decoded.
///
/// Leptonica reads PNG whole or not at all. Of JPEG and TIFF it reads what it can: what is missing is grey, black or white, and
/// what libjpeg and libtiff said of it comes with the picture as remarks.
public final class PictureDocument {
  /// How pictures are packed.
  public enum Format: Sendable {
    /// Portable Network Graphics.
    case png
    /// JPEG.
    case jpeg
    /// Tag Image File Format.
    case tiff
  }

  /// What is wanted of one picture, and what the file's frame says of it.
  public struct Wish: Sendable {
    /// Where the picture's directory begins; TIFF only.
    public var offset = 0
    /// Whether it is grey, or has three colours from which libjpeg makes grey by itself; JPEG only.
    public var isPlain = true
    /// Pixels across and down.
    public var width = 0, height = 0
    /// How it must be turned to be seen upright: 1 to 8 as EXIF has it.
    public var orientation = 1
    /// By how much each side must be stretched so that dots are square.
    public var stretch = (across: 1.0, down: 1.0)
    /// Dots per inch once they are square.
    public var dotsPerInch = 300.0
    /// Wants a picture at its own pixels.
    public init() {}
  }

  /// Why there is no picture.
  public enum Failure: Error, Sendable {
    /// The data cannot be decoded; Leptonica's own words.
    case damaged(String)
    /// There was not enough memory.
    case outOfMemory
  }

  /// The most pixels of what is read: those of a page of a PDF (an A0 sheet at 150 dots per inch has 35 million).
  public static let mostPixels = 50_000_000.0
  /// Tesseract's limit is 32,767.
  public static let longestSide = 30_000.0

  private let file: MappedFile
  private let format: Format

  /// Takes a mapped file.
  public init(_ file: MappedFile, _ format: Format) {
    self.file = file
    self.format = format
    LibraryWords.listen()
  }

  /// Decodes one picture: upright, in shades of grey on white, with square dots, reduced where it has too many.
  ///
  /// - Returns: the picture, and what speaks against it in the words of the library.
  public func picture(_ wish: Wish) throws(Failure) -> (picture: Picture, remarks: [String]) {
    LibraryWords.forget()
    let reduction = format == .jpeg ? Self.reduction(wish) : 1
    let (decoded, warnings) = decode(wish, reduction: reduction)
    var remarks = LibraryWords.ofData
    if warnings > 0 { remarks.append("libjpeg met errors in the picture's data, \(warnings) in all") }
    var pix = try Work(decoded)
    try pix.becomeGray()
    try pix.turn(wish.orientation)
    let across = wish.orientation > 4 ? wish.stretch.down : wish.stretch.across
    let down = wish.orientation > 4 ? wish.stretch.across : wish.stretch.down
    let factor = try pix.scale(across: across, down: down)
    let dotsPerInch = wish.dotsPerInch * factor / Double(reduction)
    return (Picture(taking: try pix.take(), dotsPerInch: dotsPerInch), remarks)
  }

  /// libjpeg decodes at a half, a quarter or an eighth of the size by itself, in less time and memory.
  private static func reduction(_ wish: Wish) -> Int {
    let pixels = Double(wish.width) * Double(wish.height)
    return [1, 2, 4].first { pixels / Double($0 * $0) <= mostPixels } ?? 8
  }

  private func decode(_ wish: Wish, reduction: Int) -> (UnsafeMutablePointer<PIX>?, warnings: l_int32) {
    file.withBytes { bytes in
      let data = bytes.baseAddress?.assumingMemoryBound(to: l_uint8.self)
      switch format {
      case .png: return (pixReadMemPng(data, bytes.count), 0)
      case .tiff:
        var offset = wish.offset
        // The first directory is asked for by 0.
        let pix =
          Self.isFirst(wish.offset, bytes)
          ? pixReadMemTiff(data, bytes.count, 0) : pixReadMemFromMultipageTiff(data, bytes.count, &offset)
        return (pix, 0)
      case .jpeg:
        let hint = (wish.isPlain ? L_JPEG_READ_LUMINANCE : 0) | L_JPEG_CONTINUE_WITH_BAD_DATA
        var warnings: l_int32 = 0
        let pix = pixReadMemJpeg(data, bytes.count, 0, l_int32(reduction), &warnings, l_int32(hint))
        return (pix, warnings)
      }
    }
  }

  private static func isFirst(_ offset: Int, _ bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count >= 8 else { return true }
    let number = bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self)
    return offset == Int(bytes[0] == 0x49 ? UInt32(littleEndian: number) : UInt32(bigEndian: number))
  }
}

/// A picture on its way: the one owner of what Leptonica makes step by step.
private struct Work: ~Copyable {
  private var pix: UnsafeMutablePointer<PIX>?

  init(_ pix: UnsafeMutablePointer<PIX>?) throws(PictureDocument.Failure) {
    guard let pix else { throw LibraryWords.failure }
    self.pix = pix
  }

  deinit {
    var pix = pix
    pixDestroy(&pix)
  }

  /// Gives the picture away.
  consuming func take() throws(PictureDocument.Failure) -> UnsafeMutablePointer<PIX> {
    guard let given = pix else { throw LibraryWords.failure }
    pix = nil
    return given
  }

  private mutating func step(
    _ body: (UnsafeMutablePointer<PIX>) -> UnsafeMutablePointer<PIX>?
  ) throws(PictureDocument.Failure) {
    guard let old = pix, let new = body(old) else { throw LibraryWords.failure }
    pixDestroy(&pix)
    pix = new
  }

  /// Shades of grey; what shines through is white.
  mutating func becomeGray() throws(PictureDocument.Failure) {
    var isOpaque: l_int32 = 1
    if let colours = pixGetColormap(pix) { pixcmapIsOpaque(colours, &isOpaque) }
    if isOpaque == 0 { try step { pixRemoveColormap($0, l_int32(REMOVE_CMAP_WITH_ALPHA)) } }
    if pixGetDepth(pix) == 32, pixGetSpp(pix) == 4 { try step { pixRemoveAlpha($0) } }
    try step { pixConvertTo8($0, 0) }
  }

  /// Turns and mirrors as EXIF's orientation asks (EXIF 2.3, tag 274).
  mutating func turn(_ orientation: Int) throws(PictureDocument.Failure) {
    if [2, 4, 5, 7].contains(orientation) { try step { pixFlipLR(nil, $0) } }
    let quarters = [3: 2, 4: 2, 5: 3, 6: 1, 7: 1, 8: 3][orientation] ?? 0
    if quarters > 0 { try step { pixRotateOrth($0, l_int32(quarters)) } }
  }

  /// Stretches the sides, and reduces both where that would be too many pixels; the answer is by how much they were reduced.
  mutating func scale(across: Double, down: Double) throws(PictureDocument.Failure) -> Double {
    let (width, height) = (Double(pixGetWidth(pix)) * across, Double(pixGetHeight(pix)) * down)
    let byArea = (PictureDocument.mostPixels / width / height).squareRoot()
    let factor = min(1, byArea, PictureDocument.longestSide / max(width, height))
    if across * factor != 1 || down * factor != 1 {
      try step { pixScale($0, l_float32(across * factor), l_float32(down * factor)) }
    }
    return factor
  }
}
