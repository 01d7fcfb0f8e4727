import TestSupport
import Testing

@testable import Manifest

struct BooksTests {
  private func step(_ id: String, _ from: String, _ to: String) -> Event {
    Event.step(.item, id, visit: 0, from: from, to: to, units: 1, bytes: 1)
  }

  private func found(_ items: [(String, String)]) -> Books {
    var books = Books()
    for (id, place) in items { books.enter(id, in: place) }
    return books
  }

  @Test
  func `Books agree with the tree in whatever order the story is read`() {
    var events = [
      step("a", "outside", "01_downloaded"), step("a", "01_downloaded", "batch_000001"),
      step("b", "outside", "99_errors/damaged"), step("a", "batch_000001", "04_ocr_completed"),
    ]
    var generator = Draw.generator(for: "the order of a story")
    for _ in 0..<20 {
      events.shuffle(using: &generator)
      var books = Books()
      for event in events { books.enter(event) }
      #expect(books == found([("a", "04_ocr_completed"), ("b", "99_errors/damaged")]), "\(Draw.words)")
    }
  }

  @Test
  func `A step that is voided leaves no trace`() {
    var books = Books()
    books.enter(step("a", "outside", "01_downloaded"))
    let second = step("a", "01_downloaded", "batch_000001")
    books.enter(second)
    books.enter(second.voided(because: "stopped"))
    #expect(books == found([("a", "01_downloaded")]))
  }

  @Test
  func `A move by hand closes the books once it is observed`() {
    var event = step("a", "99_errors/damaged", "00_inbox")
    event.kind = .observed
    var books = Books()
    books.enter(step("a", "outside", "99_errors/damaged"))
    books.enter(event)
    books.enter(step("a", "00_inbox", "01_downloaded"))
    #expect(books == found([("a", "01_downloaded")]))
  }

  @Test
  func `Books do not grow with every batch there ever was, and still tell batches apart`() {
    var events: [Event] = []
    for number in 100_000..<100_300 { events.append(step("a\(number)", "01_downloaded", "batch_\(number)")) }
    var books = Books()
    for event in events { books.enter(event) }
    #expect(books.accounts.count == 2)
    // As a first member says them, also one of former days, which named each batch.
    var former = Event(.sums)
    former.fields = ["batch_000001": .object(["7": .array([.string("1"), .integer(1)])])]
    former.fields?["batch_000002"] = .object(["7": .array([.string("2"), .integer(1)])])
    var read = Books()
    read.enter(former)
    #expect(read.accounts.count == 1 && read.accounts.values.first?[7]?.count == 2)
    #expect(read.accounts.values.first?[7]?.sum == 3)
    // Two items that have changed batches are two differences.
    let right = found([("a", "batch_000001"), ("b", "batch_000002")])
    #expect(right.differences(from: found([("a", "batch_000002"), ("b", "batch_000001")])).count == 2)
  }

  @Test
  func `An item lost, doubled or exchanged for another is a difference in its own place and shard`() {
    let books = found([("a", "05_processed"), ("b", "05_processed")])
    let lost = books.differences(from: found([("a", "05_processed")]))
    #expect(lost.count == 1 && lost.first?.place == "05_processed")
    #expect(
      !books.differences(from: found([("a", "05_processed"), ("b", "05_processed"), ("b", "05_processed")])).isEmpty)
    #expect(!books.differences(from: found([("a", "05_processed"), ("c", "05_processed")])).isEmpty)
    #expect(books.differences(from: found([("a", "05_processed"), ("b", "04_ocr_completed")])).count == 2)
    #expect(books.differences(from: books).isEmpty)
  }

  @Test
  func `Books survive being written as the first line of a merged segment`() throws {
    var books = Books()
    for number in 0..<500 { books.enter("item-\(number)", in: "05_processed") }
    books.enter("gone", in: "01_downloaded", count: -1)
    var read = Books()
    let line = try EventLine.encode(books.event)
    read.enter(try EventLine.decode(Array(line.dropLast())))
    #expect(read == books)
    read.add(books)
    #expect(read != books)
  }
}
