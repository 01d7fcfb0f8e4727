import Documents
import Foundation
import Layout
import Pictures
import Recognition

/// What is read on a picture once it stands upright and level.
struct PictureReading {
  /// Below, a picture is turned only if it then reads better: Tesseract says 7 for "likely", and small pages stay below.
  private static let sureDirection = 7.0
  /// Degrees: less does not hurt recognition, and every turning blurs.
  private static let leastSkew = 0.3
  /// Enough to tell how letters stand, at a fraction of the cost.
  private static let glance = 150.0
  /// A reading that no other direction needs to be tried against.
  private static let goodConfidence = 70.0
  /// A reading of a picture with specks that needs no second one: scans that were read better smoothed had 73 to 83.
  private static let goodWithSpecks = 85.0

  /// The words in the order they are read.
  let layout: PageLayout
  /// Tesseract's mean confidence, 0 to 100.
  let confidence: Double
  /// How the picture was turned to be read.
  let frame: Frame
  /// Dots per inch of the picture.
  let dotsPerInch: Double

  /// Reads a picture.
  ///
  /// - Parameters:
  ///   - sheet: the dots per inch at which its letters would be as large as on a sheet; its own where not given.
  ///   - kept: words of the page's own that stand as they are; what is read in their places is dropped.
  ///   - languages: chooses Tesseract's codes by the name of the picture's script.
  init(
    _ drawn: GrayImage, asSheetAt sheet: Double? = nil, keeping kept: [PageLayout.Source] = [],
    _ recognizer: Recognizer, languages: (String?) -> String
  ) throws(Recognizer.Failure) {
    guard let given = Picture(drawn, dotsPerInch: sheet ?? drawn.dotsPerInch) else { throw .failed }
    let specks = Specks(given)
    let picture = specks.areNoise ? Self.withoutNoise(given) : given
    let direction = recognizer.direction(of: picture.reduced(toDotsPerInch: Self.glance) ?? picture)
    let told = direction?.quarters ?? 0
    let languages = languages(direction?.script)
    var best = try Try(picture, told, of: drawn, recognizer, languages)
    if best.reading.confidence < Self.goodConfidence, (direction?.confidence ?? 0) < Self.sureDirection {
      for quarters in 0..<4 where quarters != told {
        let other = try Try(picture, quarters, of: drawn, recognizer, languages)
        if other.weight > best.weight { best = other }
      }
    }
    // The picture with its noise takes Tesseract a long time, and where specks are in the way all of it is lost.
    if best.reading.confidence < Self.goodWithSpecks, specks.outnumberLetters, !specks.areInTheWay,
      let second = specks.areNoise ? given : given.smoothed()
    {
      let other = try Try(second, best.frame.quarters, of: drawn, recognizer, languages)
      if other.weight > best.weight { best = other }
    }
    confidence = best.reading.confidence
    frame = best.frame
    dotsPerInch = drawn.dotsPerInch
    layout = best.layout(with: kept.map(best.frame.place))
  }

  /// A noisy picture smoothed, and once more where that did not do; a third time would cost small letters their form.
  private static func withoutNoise(_ picture: Picture) -> Picture {
    guard let once = picture.smoothed() else { return picture }
    return Specks(once).areNoise ? once.smoothed() ?? once : once
  }

  /// How a page was turned and brought level to be read.
  struct Frame {
    /// Quarter turns clockwise.
    let quarters: Int
    /// Degrees clockwise after that.
    let skew: Double
    /// The page's size in points once it is turned.
    let width, height: Double

    /// A word of the page as it stands in the frame.
    func place(_ source: PageLayout.Source) -> PageLayout.Source {
      var source = source
      let box = source.word.box
      // The page's size before it was turned.
      let (wide, high) = quarters & 1 == 0 ? (width, height) : (height, width)
      let turned =
        switch quarters {
        case 1: Box(left: high - box.bottom, top: box.left, right: high - box.top, bottom: box.right)
        case 2: Box(left: wide - box.right, top: high - box.bottom, right: wide - box.left, bottom: high - box.top)
        case 3: Box(left: box.top, top: wide - box.right, right: box.bottom, bottom: wide - box.left)
        default: box
        }
      let angle = skew * .pi / 180
      let (x, y) = (turned.middle - width / 2, turned.centre - height / 2)
      let (right, down) = (x * cos(angle) - y * sin(angle) - x, x * sin(angle) + y * cos(angle) - y)
      source.word.box = Box(
        left: turned.left + right, top: turned.top + down, right: turned.right + right, bottom: turned.bottom + down)
      source.turns = (source.turns + quarters) & 3
      return source
    }
  }

  /// One reading in one direction.
  private struct Try {
    let frame: Frame
    let reading: Recognizer.Reading
    /// Points of a pixel.
    private let scale: Double
    /// Points of the page for one of a sheet.
    private let shrinking: Double

    init(
      _ picture: Picture, _ quarters: Int, of drawn: GrayImage, _ recognizer: Recognizer, _ languages: String
    ) throws(Recognizer.Failure) {
      guard var upright = quarters == 0 ? picture : picture.turned(quarters: quarters) else { throw .failed }
      let found = upright.skew ?? 0
      let skew = abs(found) < leastSkew ? 0 : found
      if skew != 0 {
        guard let level = upright.straightened(degrees: skew) else { throw .failed }
        upright = level
      }
      reading = try recognizer.read(upright, languages: languages)
      scale = 72 / drawn.dotsPerInch
      shrinking = picture.dotsPerInch / drawn.dotsPerInch
      frame = Frame(
        quarters: quarters, skew: skew, width: Double(upright.width) * scale, height: Double(upright.height) * scale)
    }

    /// What speaks for it: characters, by how sure they are.
    var weight: Double {
      reading.words.reduce(0) { $0 + Double($1.text.count) * max(0, $1.confidence - 30) }
    }

    /// What was read, in order, with the words that are kept in their places.
    func layout(with kept: [PageLayout.Source]) -> PageLayout {
      let words = reading.words.enumerated().map { index, word in
        let next = index + 1 < reading.words.count ? reading.words[index + 1] : nil
        // Cells of a row come as one line.
        let size = word.lineHeight * shrinking
        let isApart = next.map { Double($0.left - word.right) * scale > 1.5 * size } ?? false
        return PageLayout.Source(
          Word(
            text: word.text,
            box: Box(
              left: Double(word.left) * scale, top: Double(word.top) * scale, right: Double(word.right) * scale,
              bottom: Double(word.bottom) * scale), size: size,
            hasSpaceAfter: !word.endsLine && !isApart))
      }
      if kept.isEmpty { return PageLayout(words, width: frame.width, height: frame.height, areRead: true) }
      let free = words.filter { word in !kept.contains { $0.word.box.covers(word.word.box) } }
      return PageLayout(free + kept.inReadingOrder(frame), width: frame.width, height: frame.height, areRead: true)
    }
  }
}

extension Box {
  /// Whether the middle of another rectangle lies in this one, or almost.
  fileprivate func covers(_ other: Box) -> Bool {
    let slack = 0.25 * height
    return other.middle > left - slack && other.middle < right + slack && other.centre > top - slack
      && other.centre < bottom + slack
  }
}

extension [PageLayout.Source] {
  /// Words as a library finds them, as they are read: a line that runs from right to left becomes one word.
  fileprivate func inReadingOrder(_ frame: PictureReading.Frame) -> [PageLayout.Source] {
    guard contains(where: \.word.hasRightToLeft) else { return self }
    return PageLayout(self, width: frame.width, height: frame.height).lines.map { line in
      PageLayout.Source(
        Word(text: line.fragment.text, box: line.fragment.box, size: line.fragment.size, hasSpaceAfter: false))
    }
  }
}
