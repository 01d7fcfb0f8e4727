import Formats
import Manifest
import Testing

@testable import Inquiry

@Suite struct StoryTests {
  private func step(_ visit: Int, _ from: String, _ to: String, at seconds: Int64) -> Event {
    var event = Event.step(.item, "a", visit: visit, from: from, to: to, units: 1, bytes: 1)
    event.time = Timestamp(milliseconds: seconds * 1000)
    return event
  }

  @Test func `clocks that lie do not change the order of a story`() {
    let truth = [
      step(0, "outside", "01_downloaded", at: 900), step(0, "01_downloaded", "batch_000001", at: 100),
      step(1, "batch_000001", "99_errors/no_result", at: 800), step(2, "99_errors/no_result", "00_inbox", at: 200),
      step(2, "00_inbox", "01_downloaded", at: 700), step(2, "01_downloaded", "batch_000002", at: 300),
      step(2, "batch_000002", "04_ocr_completed", at: 600),
      step(2, "04_ocr_completed", "99_errors/output_invalid", at: 5),
    ]
    #expect(Story.inOrder(truth.reversed()).map(\.time) == truth.map(\.time))
  }
}
