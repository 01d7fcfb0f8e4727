import Layout
import Testing

@Suite struct ColumnsTests {
  /// Lines under each other.
  private func column(_ name: String, left: Double, top: Double, count: Int) -> [[PageLayout.Source]] {
    (0..<count).map { line("\(name) line \($0) of running text here", left: left, top: top + Double($0) * 12) }
  }

  @Test func `two columns are read one after the other, whatever order their lines are drawn in`() {
    let left = column("left", left: 50, top: 100, count: 5)
    let right = column("right", left: 320, top: 100, count: 5)
    let drawn = zip(left, right).flatMap { $0 + $1 }
    #expect(read(drawn) == (left + right).map { $0.map(\.word.text).joined(separator: " ") })
  }

  @Test func `a title over two columns and a note under them keep their places`() {
    let title = line("A title that goes over both columns of the page as titles do in journals", left: 50, top: 60)
    let note = line("A note that goes over both columns of the page as notes do in some journals", left: 50, top: 300)
    let columns = column("right", left: 320, top: 100, count: 5) + column("left", left: 50, top: 100, count: 5)
    let lines = read(note + columns.flatMap { $0 } + title)
    #expect(lines.first?.hasPrefix("A title") == true && lines.last?.hasPrefix("A note") == true)
    #expect(lines.dropFirst().prefix(5).allSatisfy { $0.hasPrefix("left") })
  }

  @Test func `a number of the page between the columns parts nothing`() {
    let columns = column("left", left: 50, top: 100, count: 5) + column("right", left: 312, top: 100, count: 5)
    let lines = read(columns.flatMap { $0 } + line("7", left: 303, top: 780))
    #expect(lines.prefix(5).allSatisfy { $0.hasPrefix("left") } && lines.last == "7")
  }

  @Test func `a number of the page between the columns, with lines of a foot beside it, parts nothing`() {
    // Columns that the number fits between, with less than a letter on its sides.
    func column(_ name: String, left: Double) -> [PageLayout.Source] {
      (0..<5).flatMap {
        line("\(name) \($0) of running text that fills its column", left: left, top: 100 + 12 * Double($0))
      }
    }
    let columns = column("left", left: 50) + column("right", left: 266)
    let foot = line("Proceedings 271", left: 50, top: 181) + line("147", left: 250.1, top: 180)
    let lines = read(columns + foot + line("The Society 2003", left: 380, top: 179))
    #expect(lines.prefix(5).allSatisfy { $0.hasPrefix("left") })
    #expect(lines.dropFirst(5).prefix(5).allSatisfy { $0.hasPrefix("right") }, "\(lines)")
  }

  @Test func `the rows of a table are read row by row`() {
    let cells = [["1881", "2,417", "811"], ["1882", "2,562", "790"], ["1883", "1,998", "640"]]
    // Drawn column by column, as some programs do.
    var drawn: [PageLayout.Source] = []
    for (column, left) in [100.0, 180, 260].enumerated() {
      for (row, top) in [100.0, 114, 128].enumerated() { drawn += line(cells[row][column], left: left, top: top) }
    }
    #expect(read(drawn) == cells.flatMap { $0 })
  }

  @Test func `a cell of several lines is read as one`() {
    let drawn =
      line("Utah", left: 50, top: 100) + line("Noridian Healthcare", left: 150, top: 100)
      + line("P.O. Box 6725 and more", left: 150, top: 112) + line("Fargo, ND", left: 150, top: 124)
      + line("4310", left: 400, top: 100)
      + line("Vermont", left: 50, top: 150) + line("National Government", left: 150, top: 150)
      + line("P.O. Box 6178 and more", left: 150, top: 162) + line("Indianapolis", left: 150, top: 174)
      + line("2562", left: 400, top: 150)
    #expect(
      read(drawn) == [
        "Utah", "Noridian Healthcare", "P.O. Box 6725 and more", "Fargo, ND", "4310", "Vermont", "National Government",
        "P.O. Box 6178 and more", "Indianapolis", "2562",
      ])
  }

  @Test func `lines of a right-to-left page are read from the right, words and letters in order`() {
    let visual = line("רקובב למנל העיגה הניפסה", left: 400, top: 50) + line("םולשב התיבה רזח תווצה", left: 400, top: 75)
    #expect(read(visual) == ["הספינה הגיעה לנמל בבוקר", "הצוות חזר הביתה בשלום"])
  }
}
