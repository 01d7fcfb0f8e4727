import Formats
import Testing

@Suite struct TimestampTests {
  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
      (1_709_251_199_999, "2024-02-29T23:59:59.999Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
      (1_795_234_813_123, "2026-11-21T04:20:13.123Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
      (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"), (1_767_225_599_999, "2025-12-31T23:59:59.999Z"),
    ] as [(Int64, String)])
  func `an instant is written in UTC to the millisecond and reads back`(milliseconds: Int64, text: String) {
    #expect(Timestamp(milliseconds: milliseconds).description == text)
    #expect(Timestamp(text)?.milliseconds == milliseconds)
  }

  @Test(
    arguments: [
      ("2026-11-21T04:20:13Z", 1_795_234_813_000), ("2026-11-21T05:20:13+01:00", 1_795_234_813_000),
      ("2026-11-21T04:20:13.5Z", 1_795_234_813_500),
    ] as [(String, Int64)])
  func `other programs' ways to write an instant are read`(text: String, milliseconds: Int64) {
    #expect(Timestamp(text)?.milliseconds == milliseconds)
  }

  @Test(arguments: [
    "", "now", "2026-11-21", "2026-13-01T00:00:00.000Z", "2026-02-30T00:00:00.000Z", "2026-11-21T25:00:00.000Z",
    "2026-11-21T04:20:13.123Z junk", "2026-11-21 04:20:13", "1795234813",
  ])
  func `a text that is no instant is none`(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test func `an instant that four digits of a year cannot tell becomes the nearest that they can`() {
    for far in [Timestamp(milliseconds: .max), Timestamp(seconds: .max), .now.advanced(bySeconds: 1e300)] {
      #expect(far.description == "9999-12-31T23:59:59.999Z")
      #expect(Timestamp(far.description) == far)
    }
    let first = Timestamp(milliseconds: .min)
    #expect(first.description == "0000-01-01T00:00:00.000Z")
    #expect(Timestamp(seconds: .max).seconds(since: first) > 3e11)
  }

  @Test func `days and distances follow the calendar in UTC`() throws {
    let eve = try #require(Timestamp("2026-12-31T23:59:59.500Z"))
    #expect(eve.day == "2026-12-31")
    #expect(eve.advanced(bySeconds: 0.5).day == "2027-01-01")
    #expect(eve.advanced(bySeconds: -1.5).seconds(since: eve) == -1.5)
    #expect(eve < eve.advanced(bySeconds: 0.001))
  }

  @Test func `every day of two centuries reads back`() {
    for day in stride(from: Int64(-30_000), to: 47_000, by: 1) {
      let instant = Timestamp(milliseconds: day * 86_400_000 + day % 1000)
      if Timestamp(instant.description) != instant {
        Issue.record("\(instant.milliseconds) is written \(instant)")
        return
      }
    }
  }
}
