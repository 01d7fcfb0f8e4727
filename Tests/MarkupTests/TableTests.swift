import Markup
import Testing

@Suite struct TableTests {
  /// A cell at a place; letters are half as wide as they are high.
  private func cell(_ text: String, _ left: Double, _ top: Double, size: Double = 8, beside: Bool = false) -> TextLine {
    TextLine(
      page: 1, text: text, left: left, top: top, right: left + Double(text.count) * size / 2, bottom: top + size,
      size: size,
      joint: beside ? .beside : .block)
  }

  private func row(_ cells: [String], _ lefts: [Double], _ top: Double) -> [TextLine] {
    zip(cells, lefts).enumerated().map { cell($1.0, $1.1, top, beside: $0 > 0) }
  }

  private func markdown(_ lines: [TextLine]) -> String {
    DocumentText([TextPage(number: 1, height: 842, lines: lines)]).markdown(pageMarks: false)
  }

  @Test func `a head over several columns takes them all`() {
    let lines =
      [cell("Year of the count", 178, 300)] + row(["1881", "1882", "1883"], [150, 200, 250], 312)
      + row(["Barges", "24", "25", "19"], [50, 158, 208, 258], 324)
      + row(["Boats of the harbour", "8", "7", "6"], [50, 162, 212, 262], 336)
    let text = markdown(lines)
    #expect(text.contains("<tr><td></td> <td colspan=\"3\">Year of the count</td></tr>"))
    #expect(text.contains("<tr><td>Barges</td> <td>24</td> <td>25</td> <td>19</td></tr>"))
  }

  @Test func `a label over two columns in some rows is no column of its own`() {
    let lefts: [Double] = [50, 70, 130, 170, 210]
    let lines =
      row(["No", "Kind", "Oil", "Wick", "Glass"], lefts, 300) + row(["1", "Harbour", "24", "3", "9"], lefts, 312)
      + row(["2", "Pier", "11", "2", "4"], lefts, 324)
      + row(["All of them", "35", "5", "13"], [50, 130, 170, 210], 336)
    #expect(markdown(lines).hasSuffix("| 2 | Pier | 11 | 2 | 4 |\n| All of them |  | 35 | 5 | 13 |\n"))
  }

  @Test func `lines of one cell are together`() {
    let lines =
      row(["Lamp", "Oil", "Days"], [50, 200, 260], 300) + [cell("Harbour light,", 50, 318)]
      + row(["40", "12"], [200, 260], 323) + [cell("built of stone", 50, 328)]
      + row(["Pier light", "11", "9"], [50, 200, 260], 346) + row(["Mole light", "15", "7"], [50, 200, 260], 364)
    #expect(markdown(lines).contains("<tr><td>Harbour light, built of stone</td> <td>40</td> <td>12</td></tr>"))
  }

  @Test func `the sign of a currency stands with its number`() {
    let lines =
      row(["Item", "Paid", "Due"], [50, 150, 220], 300)
      + row(["Oil", "$", "120", "$", "44"], [50, 130, 154, 200, 224], 312)
      + row(["Wicks", "18", "7"], [50, 158, 228], 324)
    #expect(markdown(lines).contains("| Oil | $ 120 | $ 44 |"))
  }

  @Test func `the first column of a table from right to left stands on the right`() {
    let lines =
      row(["שמן", "ימים", "מגדלור"], [50, 120, 200], 300) + row(["40", "12", "נמל"], [50, 120, 210], 312)
      + row(["11", "9", "מזח"], [50, 120, 210], 324)
    // The cells of a right-to-left row come from the right.
    let read = [0, 3, 6].flatMap { start in
      lines[start..<start + 3].reversed().enumerated().map { index, line in
        var line = line
        line.joint = index == 0 ? .block : .beside
        return line
      }
    }
    #expect(markdown(read).hasPrefix("| מגדלור | ימים | שמן |"))
  }

  @Test func `the number of a section is of its heading`() {
    let body = (0..<3).map {
      cell("The oil was filled and the wick was cut by the keeper on each of the days \($0)", 50, 330 + 10 * Double($0))
    }
    let head = [cell("2.1", 50, 300, size: 14), cell("Of the oil", 90, 300, size: 14, beside: true)]
    #expect(markdown(head + body).hasPrefix("# 2.1 Of the oil\n"))
  }

  @Test func `prose beside a box with facts is no table`() {
    let prose = [
      "The light was built by the people of the", "village and kept by them for all of the",
      "time that anybody could remember, and so",
    ]
    let facts = [["Height", "31 m"], ["Lamps", "4"], ["Keeper", "Ada Weir"]]
    let cells = zip(prose, facts).map { [$0] + $1 }
    let lines = zip(cells, [300.0, 310, 320]).flatMap { row($0, [50, 300, 360], $1) }
    #expect(!markdown(lines).contains("|") && !markdown(lines).contains("<t"))
  }

  @Test func `two columns of prose beside each other are no table`() {
    let rows = [
      [
        "the keeper of the light went down to the quay in the",
        "evening and looked for the boat that had been missing for",
      ],
      [
        "days, but there was nothing to be seen on the grey and",
        "empty water, and so he climbed up again to light his lamps",
      ],
      [
        "and to write into his book that the sea was quiet now",
        "and that the wind had gone round to the west in the night",
      ],
    ]
    let lines = rows.enumerated().flatMap { row($1, [50, 300], 300 + 10 * Double($0)) }
    #expect(!markdown(lines).contains("|"))
  }
}
