internal import CTesseract
import Pictures

/// Tesseract, kept alive over pages: its start costs as much as a twentieth of a page.
///
/// `OMP_THREAD_LIMIT=1` must be in the environment before the program starts; with more threads a page takes eight times as long.
public final class Recognizer {
  private let reader = Engine()
  private let director = Engine()

  /// What was read on one picture.
  public struct Reading: Sendable {
    /// The words line by line, in Tesseract's order.
    public let words: [RecognizedWord]
    /// The mean confidence of the words, each counted by its characters, 0 to 100; 0 for none.
    public let confidence: Double
  }

  /// How the text on a picture stands.
  public struct Direction: Sendable {
    /// Quarter turns clockwise that bring it upright.
    public let quarters: Int
    /// How much likelier this is than the next best, as Tesseract tells it; its own limit for acting on it is 7.
    public let confidence: Double
    /// The script, as Tesseract names it: `Latin`, `Cyrillic`, `Han`.
    public let script: String
    /// How sure the script is.
    public let scriptConfidence: Double
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

  /// Reads one picture.
  ///
  /// - Parameter languages: Tesseract's codes joined by `+`, as `eng+deu`.
  public func read(_ picture: Picture, languages: String) throws(Failure) -> Reading {
    let handle = try reader.start(languages)
    // Forgets the page's picture and words; keeps the language.
    defer { TessBaseAPIClear(handle) }
    TessBaseAPISetImage2(handle, picture.pix)
    TessBaseAPISetSourceResolution(handle, CInt(picture.dotsPerInch.rounded()))
    guard TessBaseAPIRecognize(handle, nil) == 0 else { throw .failed }
    let words = RecognizedWord.all(of: handle).namingBullets()
    let weight = words.reduce(0) { $0 + $1.text.count }
    let sum = words.reduce(0) { $0 + $1.confidence * Double($1.text.count) }
    return Reading(words: words, confidence: weight == 0 ? 0 : sum / Double(weight))
  }

  /// How the text on a picture stands, and in which script; nil where there is too little of it, or the data is missing.
  public func direction(of picture: Picture) -> Direction? {
    guard let handle = try? director.start("osd") else { return nil }
    defer { TessBaseAPIClear(handle) }
    TessBaseAPISetImage2(handle, picture.pix)
    TessBaseAPISetSourceResolution(handle, CInt(picture.dotsPerInch.rounded()))
    var (degrees, confidence, scriptConfidence): (CInt, Float, Float) = (0, 0, 0)
    var script: UnsafePointer<CChar>?
    guard TessBaseAPIDetectOrientationScript(handle, &degrees, &confidence, &script, &scriptConfidence) != 0 else {
      return nil
    }
    return Direction(
      quarters: (4 - Int(degrees) / 90) & 3, confidence: Double(confidence),
      script: script.map { String(cString: $0) } ?? "", scriptConfidence: Double(scriptConfidence))
  }

  /// The languages whose data are installed, by Tesseract's codes; none where even the data of orientation are missing.
  public private(set) lazy var installedLanguages: Set<String> = {
    guard let handle = try? director.start("osd"), let list = TessBaseAPIGetAvailableLanguagesAsVector(handle) else {
      return []
    }
    defer { TessDeleteTextArray(list) }
    var names: Set<String> = []
    var place = 0
    while let name = list[place] {
      names.insert(String(cString: name))
      place += 1
    }
    return names.subtracting(["osd", "equ"])
  }()

  /// Starts Tesseract with these languages; throws where it cannot.
  public func prepare(languages: String) throws(Failure) { _ = try reader.start(languages) }

  /// Tesseract's version.
  public static var libraryVersion: String { TessVersion().map { String(cString: $0) } ?? "" }
}

/// One Tesseract: the one owner of its handle.
private final class Engine {
  private var handle: OpaquePointer?
  private var languages = ""

  deinit { if let handle { TessBaseAPIDelete(handle) } }

  func start(_ wanted: String) throws(Recognizer.Failure) -> OpaquePointer {
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
