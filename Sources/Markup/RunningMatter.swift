/// Finds what is no part of a document's text but of its pages: running heads and feet, and page numbers.
///
/// Such a line stands near the upper or the lower edge, and on other pages at the same height there is the same text,
/// or the same with other numbers. Left and right pages have heads of their own: every second page counts as well.
struct RunningMatter {
  /// Lines from the edge that are looked at.
  private static let depth = 3
  /// Heights that count as the same, in points: a scan is never put down twice at the same place.
  private static let tolerance = 6.0
  /// Pages on which a line must stand; fewer say nothing.
  private static let leastPages = 3
  /// The share of a page from either edge where running matter stands.
  private static let margin = 0.15

  private struct Key: Hashable {
    let isHead: Bool
    let text: String
  }

  /// The places of such lines on each page, by the pages' order.
  let places: [Set<Int>]

  init(_ pages: [TextPage]) {
    var sightings: [Key: [(page: Int, line: Int, top: Double)]] = [:]
    for (index, page) in pages.enumerated() {
      for (line, isHead) in Self.candidates(page) {
        let found = page.lines[line]
        let key = Key(isHead: isHead, text: Self.pattern(found.text))
        let place = isHead ? found.top : page.height - found.bottom
        sightings[key, default: []].append((index, line, place))
      }
    }
    var places = pages.map { _ in Set<Int>() }
    for (key, seen) in sightings {
      for one in seen {
        let alike = seen.filter { abs($0.top - one.top) < Self.tolerance }
        let onPages = Set(alike.map(\.page))
        guard onPages.count >= Self.leastPages, Self.isFrequent(onPages, around: one.page, of: pages.count) else {
          continue
        }
        // A lone number must count the pages: the same number on each is a row of a table.
        if key.text == "#", !Self.counts(alike.map { ($0.page, pages[$0.page].lines[$0.line].text) }) { continue }
        places[one.page].insert(one.line)
      }
    }
    let gap = Self.usualGap(pages)
    self.places = zip(pages, places).map { Self.setOff($0, $1, usualGap: gap) }
  }

  /// From line to line within blocks, in most places; 0 where there are none.
  private static func usualGap(_ pages: [TextPage]) -> Double {
    let gaps = pages.flatMap { page in
      zip(page.lines, page.lines.dropFirst()).filter { $1.joint == .below }.map { $1.top - $0.bottom }.filter { $0 > 0 }
    }.sorted()
    return gaps.isEmpty ? 0 : gaps[gaps.count / 2]
  }

  /// Those of a page's lines that stand apart from its text. The first line of a text that says nearly the same on every
  /// page, as lists and registers do, goes on to the next one, and is none.
  private static func setOff(_ page: TextPage, _ places: Set<Int>, usualGap: Double) -> Set<Int> {
    let lines = page.lines.indices.filter { page.lines[$0].turns == 0 }.sorted {
      page.lines[$0].top < page.lines[$1].top
    }
    guard let first = lines.firstIndex(where: { !places.contains($0) }),
      let last = lines.lastIndex(where: { !places.contains($0) })
    else { return places }
    func goesOn(_ upper: Int, _ lower: Int) -> Bool {
      let (one, next) = (page.lines[lines[upper]], page.lines[lines[lower]])
      return next.top - one.bottom <= 1.3 * usualGap && max(one.size, next.size) < 1.2 * min(one.size, next.size)
    }
    var places = places
    var edge = first
    while edge > 0, goesOn(edge - 1, edge) {
      edge -= 1
      places.remove(lines[edge])
    }
    edge = last
    while edge < lines.count - 1, goesOn(edge, edge + 1) {
      edge += 1
      places.remove(lines[edge])
    }
    return places
  }

  /// The first and the last lines of a page, as far as they stand in its margins.
  private static func candidates(_ page: TextPage) -> [(line: Int, isHead: Bool)] {
    let upright = page.lines.indices.filter { page.lines[$0].turns == 0 }
    let byTop = upright.sorted { page.lines[$0].top < page.lines[$1].top }
    func rows(_ order: [Int]) -> [Int] {
      var rows = 0
      var last: Double?
      return Array(
        order.prefix { place in
          let top = page.lines[place].top
          if last.map({ abs($0 - top) > 3 }) ?? true { rows += 1 }
          last = top
          return rows <= depth
        })
    }
    let head = rows(byTop).filter { page.lines[$0].bottom < page.height * margin }
    let foot = rows(byTop.reversed()).filter { page.lines[$0].top > page.height * (1 - margin) }
    return head.map { ($0, true) } + foot.map { ($0, false) }
  }

  /// On at least half of the pages around, or of every second one.
  private static func isFrequent(_ pages: Set<Int>, around page: Int, of count: Int) -> Bool {
    let window = max(0, page - 6)..<min(count, page + 7)
    let all = window.count { pages.contains($0) }
    let second = window.filter { ($0 - page) % 2 == 0 }
    return all * 2 >= window.count || second.count { pages.contains($0) } * 3 >= second.count * 2
  }

  /// A text with its numbers, Arabic or Roman, made alike.
  static func pattern(_ text: String) -> String {
    let words = text.lowercased().split(whereSeparator: { $0 == " " || $0 == "\t" })
    return words.map { word -> String in
      let core = word.trimming { !$0.isLetter && !$0.isNumber }
      if core.isEmpty { return String(word) }
      if core.allSatisfy(\.isNumber) || core.allSatisfy({ "ivxlc".contains($0) }) {
        return String(word).replacing(core, with: "#")
      }
      return String(word.map { $0.isNumber ? "#" : $0 })
    }.joined(separator: " ")
  }

  private static func counts(_ seen: [(page: Int, text: String)]) -> Bool {
    let numbers = seen.compactMap { seen in Int(seen.text.filter(\.isNumber)).map { ($0 - seen.page) } }
    // Roman numbers and numbers in other digits are not counted.
    guard numbers.count == seen.count else { return true }
    let steps = Dictionary(grouping: numbers, by: { $0 }).values.map(\.count).max() ?? 0
    return steps * 2 > numbers.count
  }
}

extension Substring {
  func trimming(where isOutside: (Character) -> Bool) -> Substring {
    var result = self
    while let first = result.first, isOutside(first) { result.removeFirst() }
    while let last = result.last, isOutside(last) { result.removeLast() }
    return result
  }
}
