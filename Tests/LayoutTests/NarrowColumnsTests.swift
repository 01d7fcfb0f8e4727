import Layout
import Testing

@Suite struct NarrowColumnsTests {
  /// The lines of a column of prose, each filling it but the last.
  private func prose(_ texts: [String], left: Double, top: Double, size: Double = 8) -> [[PageLayout.Source]] {
    texts.enumerated().map { line($1, left: left, top: top + Double($0) * 11, size: size) }
  }

  private let first = [
    "The lamp was lit at six in the", "evening and the keeper sat down", "to write what he had seen of it",
    "in the long and quiet afternoon.",
  ]
  private let second = [
    "A brig had gone by with all her", "canvas set, and two small boats", "came in before the wind grew to",
    "a storm that broke three masts.",
  ]
  private let third = [
    "Nobody slept in the village but", "the baker, who had to be up for", "the bread, and his old cat that",
    "was deaf and dreamt of herring.",
  ]

  @Test func `three columns a letter's width apart are read one after the other`() {
    let columns = [
      prose(first, left: 60, top: 100), prose(second, left: 196, top: 100), prose(third, left: 332, top: 100),
    ]
    let drawn = (0..<4).flatMap { row in columns.flatMap { $0[row] } }
    #expect(read(drawn) == first + second + third)
  }

  @Test func `words of a justified line that are set far apart are one line`() {
    let loose: [PageLayout.Source] = [("Nobody", 60.0), ("remembered", 104.0), ("who", 162.0)].flatMap { text, left in
      line(text, left: left, top: 111, size: 8)
    }
    let whole = line("the keeper of the lamps", left: 60, top: 122, size: 8)
    // The last word ends where the line under it does.
    let end = whole.map(\.word.box.right).max() ?? 0
    var last = loose
    last[2].word.box = Box(left: end - 12, top: 111, right: end, bottom: 119)
    last[1].word.box = Box(left: 88, top: 111, right: 128, bottom: 119)
    last[0].word.box = Box(left: 60, top: 111, right: 84, bottom: 119)
    last[1].word.box.left = 60 + 24 + (end - 60 - 76) / 2
    last[1].word.box.right = last[1].word.box.left + 40
    #expect(read(last + whole) == ["Nobody remembered who", "the keeper of the lamps"])
  }

  @Test func `a table across two columns of text keeps its rows`() {
    let rows = [["Goods", "Place", "Pieces", "Price"], ["Rope", "Mill", "12", "4.50"], ["Tar", "Quay", "7", "1.25"]]
    let table = rows.enumerated().flatMap { row, cells in
      zip(cells, [60.0, 150, 290, 360]).flatMap { line($0, left: $1, top: 60 + 18 * Double(row)) }
    }
    let left = prose(first, left: 60, top: 130, size: 10)
    let right = prose(second, left: 250, top: 130, size: 10)
    #expect(read(table + left.flatMap { $0 } + right.flatMap { $0 }) == rows.flatMap { $0 } + first + second)
  }

  @Test func `an address beside a text is read by itself, whatever lines stand beside each other`() {
    let address = ["Letters to:", "Ada Weir,", "Mill Lane 4,", "Lockbridge", "Received", "9 May 1931"]
    let drawn =
      address.enumerated().flatMap { line($1, left: 50, top: 104 + Double($0) * 8.6, size: 7) }
      + (first + second).enumerated().flatMap { line($1, left: 130, top: 98 + Double($0) * 11.3, size: 9) }
    #expect(read(drawn) == address + first + second)
  }

  @Test func `numbers a little lower than the rows they count stand in them`() {
    let rows = [["Rope", "12", "4.50"], ["Tar", "7", "1.25"], ["Nails", "300", "2.10"], ["Oakum", "18", "0.90"]]
    var drawn: [PageLayout.Source] = []
    for (row, cells) in rows.enumerated() {
      let top = 100 + 40 * Double(row)
      drawn += line("\(row + 1)", left: 50, top: top + 5)
      for (cell, left) in zip(cells, [80.0, 200, 300]) { drawn += line(cell, left: left, top: top) }
    }
    #expect(read(drawn) == rows.enumerated().flatMap { ["\($0 + 1)"] + $1 })
  }
}
