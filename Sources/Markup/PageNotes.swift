/// The footnotes of a page, parted from its text: notes at its foot whose marks its text refers to.
///
/// A reference is a raised mark in the text, a number or a sign. A note begins with the same mark, in smaller letters than the
/// document's, with no text of the usual size below it. Both are needed: a small numbered list has no references, and a power
/// of ten no note.
struct PageNotes {
  /// The page without its notes; its references have labels.
  private(set) var text: TextPage
  /// The notes in the order of their lines.
  private(set) var notes: [Note] = []

  struct Note {
    /// How it is called in the document.
    let label: String
    /// How it is called on the page.
    let mark: String
    /// Its lines, without the mark.
    var lines: [TextLine]
  }

  /// Letters of notes have at most so much of the size of the document's.
  private static let mostSize = 0.95

  private let bodySize: Double

  init(_ page: TextPage, bodySize: Double, _ labels: inout NoteLabels) {
    text = page
    self.bodySize = bodySize
    let references = references()
    guard !references.isEmpty else { return }
    var taken = Set<Int>()
    var last: TextLine?
    for (place, line) in page.lines.enumerated() {
      if let mark = beginning(place), let reference = references[mark], reference.line < place, isAtFoot(line),
        !taken.contains(reference.line), !notes.contains(where: { $0.mark == mark }), hasText(place, after: mark)
      {
        let label = labels.label(mark, page: page.number)
        text.lines[reference.line].refer(reference.range, to: label)
        notes.append(Note(label: label, mark: mark, lines: [line.dropping(mark)].filter { !$0.text.isEmpty }))
      } else if let last, goesOn(last, line) {
        notes[notes.count - 1].lines.append(line)
      } else {
        last = nil
        continue
      }
      taken.insert(place)
      last = line
    }
    text.lines = text.lines.indices.filter { !taken.contains($0) }.map { text.lines[$0] }
  }

  // MARK: References

  private typealias Reference = (line: Int, range: Range<Int>)

  /// The raised marks of the text, each at the first place where it follows a word and not a number, if there is one.
  private func references() -> [String: Reference] {
    var found: [String: Reference] = [:]
    var powers: [String: Reference] = [:]
    for (place, line) in text.lines.enumerated() {
      let scalars = Array(line.text.unicodeScalars)
      for run in line.runs where run.style.contains(.raised) && run.range.lowerBound > 0 {
        let isPower = scalars[run.range.lowerBound - 1].properties.numericType != nil
        for (mark, range) in Self.marks(scalars, run.range) {
          if isPower {
            powers[mark] = powers[mark] ?? (place, range)
          } else {
            found[mark] = found[mark] ?? (place, range)
          }
        }
      }
    }
    return found.merging(powers) { one, _ in one }
  }

  /// The marks of a raised run, `1` or `12,13`; none where it is something else.
  private static func marks(_ scalars: [Unicode.Scalar], _ range: Range<Int>) -> [(String, Range<Int>)] {
    let range = range.clamped(to: 0..<scalars.count)
    let parts = scalars[range].split { $0 == "," || $0 == " " }
    let marks = parts.map { (String(String.UnicodeScalarView($0)), $0.startIndex..<$0.endIndex) }
    return marks.allSatisfy { isMark($0.0) } ? marks : []
  }

  private static let signs: Set<Unicode.Scalar> = ["*", "∗", "†", "‡", "§", "¶", "#"]

  private static func isMark(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    return scalars.count <= 3 && (scalars.allSatisfy { ("0"..."9").contains($0) } || scalars.allSatisfy(signs.contains))
  }

  // MARK: Notes

  /// The mark that a line of small letters begins with; nil where it begins with none.
  private func beginning(_ place: Int) -> String? {
    let line = text.lines[place]
    guard line.size <= bodySize * Self.mostSize else { return nil }
    let scalars = line.text.unicodeScalars
    let mark =
      if let first = scalars.first, Self.signs.contains(first) {
        scalars.prefix(while: Self.signs.contains)
      } else {
        scalars.prefix { ("0"..."9").contains($0) }
      }
    let isRaised = line.runs.contains { $0.range.lowerBound == 0 && $0.style.contains(.raised) }
    // `2.5 times` and `1996` begin no note.
    let isApart = scalars.dropFirst(mark.count).first.map { " .)".contains(Character($0)) } ?? true
    let isDecimal = scalars.dropFirst(mark.count + 1).first.map { ("0"..."9").contains($0) } ?? false
    let text = String(mark)
    return !text.isEmpty && Self.isMark(text) && (isRaised || isApart && !isDecimal) ? text : nil
  }

  /// Whether a note's first line has text behind its mark, or the next line goes on from it: a mark alone stays where it is.
  private func hasText(_ place: Int, after mark: String) -> Bool {
    let line = text.lines[place]
    if !line.dropping(mark).text.isEmpty { return true }
    return place + 1 < text.lines.count && beginning(place + 1) == nil && goesOn(line, text.lines[place + 1])
  }

  /// Whether no text of the usual size stands below a line.
  private func isAtFoot(_ line: TextLine) -> Bool {
    !text.lines.contains {
      $0.turns == line.turns && $0.top > line.top && $0.left < line.right && line.left < $0.right
        && $0.size > bodySize * Self.mostSize
    }
  }

  /// Whether a line goes on under the one before, or beside its mark.
  private func goesOn(_ last: TextLine, _ line: TextLine) -> Bool {
    guard line.turns == last.turns, line.size <= bodySize * Self.mostSize else { return false }
    if line.joint == .beside { return line.left - last.right < 2 * line.size }
    return line.top > last.top && line.top - last.bottom < last.height && line.left < last.right
      && last.left < line.right
  }
}

/// The labels of a document's notes, each given once: numbers that begin anew are told apart by their pages.
struct NoteLabels {
  private var given: Set<String> = []

  mutating func label(_ mark: String, page: Int) -> String {
    let name = mark.first?.isNumber == true ? mark : "note"
    var label = name
    var count = 1
    while !given.insert(label).inserted {
      label = count == 1 ? "\(name)-p\(page)" : "\(name)-p\(page)-\(count)"
      count += 1
    }
    return label
  }
}

extension TextLine {
  /// Makes a part of the line a reference to a note.
  fileprivate mutating func refer(_ range: Range<Int>, to label: String) {
    guard let place = runs.firstIndex(where: { $0.range.contains(range.lowerBound) }) else { return }
    let run = runs[place]
    var parts = [
      Run(range: run.range.lowerBound..<range.lowerBound, style: run.style), Run(range: range, style: run.style),
      Run(range: range.upperBound..<max(range.upperBound, run.range.upperBound), style: run.style),
    ]
    parts[1].note = label
    runs.replaceSubrange(place...place, with: parts.filter { !$0.range.isEmpty })
  }

  /// The line without the mark it begins with, and without what parts the mark from the text.
  fileprivate func dropping(_ mark: String) -> TextLine {
    let scalars = Array(text.unicodeScalars)
    var count = mark.unicodeScalars.count
    if count < scalars.count, ".)".unicodeScalars.contains(scalars[count]) { count += 1 }
    while count < scalars.count, scalars[count] == " " { count += 1 }
    var line = self
    line.text = String(String.UnicodeScalarView(scalars[count...]))
    line.runs = runs.compactMap { run in
      var run = run
      run.range = max(0, run.range.lowerBound - count)..<max(0, run.range.upperBound - count)
      return run.range.isEmpty ? nil : run
    }
    return line
  }
}
