import Testing

@testable import Spool

struct PlaceTests {
  static let places: [(Place, String)] = [
    (.outside, "outside"), (.stage(.inbox), "00_inbox"), (.stage(.downloaded), "01_downloaded"),
    (.stage(.pending), "02_ocr_pending"), (.stage(.processing), "03_ocr_processing"),
    (.stage(.completed), "04_ocr_completed"), (.stage(.processed), "05_processed"),
    (.quarantine("not_a_pdf"), "99_errors/not_a_pdf"), (.batch(BatchName(number: 1)), "batch_000001"),
    (.batch(BatchName(number: 1_234_567)), "batch_1234567"), (.rest, "manifests/batches"),
  ]

  @Test(arguments: places)
  func `A place is written as a user finds it, and read back the same`(place: Place, text: String) {
    #expect(place.description == text)
    #expect(Place(text) == place)
  }

  @Test(arguments: [
    "", "05", "batch_1", "batch_000000", "batch_-00001", "batch_00001x", "99",
    "batch_9223372036854775807",
  ])
  func `What is no place is none`(text: String) { #expect(Place(text) == nil) }
}
