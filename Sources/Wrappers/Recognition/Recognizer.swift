internal import CTesseract

/// Tesseract, kept alive over pages: its start costs as much as a twentieth of a page.
///
/// `OMP_THREAD_LIMIT=1` must be in the environment before the program starts; with more threads a page takes eight times as long.
public final class Recognizer {
  private var handle: OpaquePointer?
  private var languages = ""

  /// What was read on one picture.
  public struct Reading: Sendable {
    /// The text, UTF-8 as Tesseract gives it.
    public let text: String
    /// The mean confidence of its words, 0 to 100.
    public let confidence: Double
  }

  /// Why nothing was read.
  public enum Failure: Error, Sendable, CustomStringConvertible {
    /// Language data is missing or the language's name is none.
    case languages(String)
    /// Tesseract failed on the picture.
    case failed

    /// One sentence, with the remedy where there is one.
    public var description: String {
      switch self {
      case .languages(let names):
        "Tesseract cannot load the languages \"\(names)\"; install their data (Debian: tesseract-ocr-LANGUAGE)"
      case .failed: "Tesseract failed on the page's picture"
      }
    }
  }

  /// Makes a recogniser; Tesseract starts with the first picture.
  public init() {}

  deinit { if let handle { TessBaseAPIDelete(handle) } }

  /// Reads one picture: 8-bit grey pixels, row by row without gaps.
  ///
  /// - Parameters:
  ///   - languages: Tesseract's codes joined by `+`, as `eng+deu`.
  ///   - dotsPerInch: how the picture was drawn; Tesseract sizes its text by it.
  public func read(
    pixels: [UInt8], width: Int, height: Int, dotsPerInch: Double, languages: String
  ) throws(Failure) -> Reading {
    precondition(pixels.count == width * height)
    let handle = try start(languages)
    // Forgets the page's picture and words; keeps the language.
    defer { TessBaseAPIClear(handle) }
    return try pixels.withUnsafeBufferPointer { (buffer) throws(Failure) in
      TessBaseAPISetImage(handle, buffer.baseAddress, CInt(width), CInt(height), 1, CInt(width))
      TessBaseAPISetSourceResolution(handle, CInt(dotsPerInch.rounded()))
      guard TessBaseAPIRecognize(handle, nil) == 0, let text = TessBaseAPIGetUTF8Text(handle) else { throw .failed }
      defer { TessDeleteText(text) }
      return Reading(text: String(cString: text), confidence: Double(max(0, TessBaseAPIMeanTextConf(handle))))
    }
  }

  /// Starts Tesseract with these languages; throws where it cannot.
  public func prepare(languages: String) throws(Failure) { _ = try start(languages) }

  /// Tesseract's version.
  public static var libraryVersion: String { TessVersion().map { String(cString: $0) } ?? "" }

  private func start(_ wanted: String) throws(Failure) -> OpaquePointer {
    if let handle, languages == wanted { return handle }
    if let handle { TessBaseAPIDelete(handle) }
    handle = nil
    // A language's name becomes part of a path: data of scripts lie in a sub-directory (`script/Latin`), nothing above.
    let names = wanted.split(separator: "+", omittingEmptySubsequences: false)
    guard names.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isNameByte) }) else { throw .languages(wanted) }
    guard let made = TessBaseAPICreate() else { throw .failed }
    // A failed start leaves the handle in no state to be used again.
    guard TessBaseAPIInit3(made, nil, wanted) == 0 else {
      TessBaseAPIDelete(made)
      throw .languages(wanted)
    }
    TessBaseAPISetPageSegMode(made, PSM_AUTO)
    handle = made
    languages = wanted
    return made
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "/"): true
    default: false
    }
  }
}
