import Testing

@testable import Settings

@Suite struct SettingValueTests {
  @Test(
    arguments: [
      ("0", 0), ("0B", 0), ("1B", 1), ("1kB", 1000), ("1KiB", 1024), ("512MiB", 512 << 20), ("20GB", 20_000_000_000),
      ("20 GB", 20_000_000_000), ("1.5GiB", 3 << 29), ("2TiB", 2 << 40), ("2TB", 2_000_000_000_000),
    ] as [(String, Int64)])
  func `a size is read to the byte`(text: String, bytes: Int64) {
    #expect(ByteSize(written: .text(text))?.bytes == bytes)
  }

  @Test(arguments: [
    "", "5", "20G", "20gb", "-1GB", "+1GB", "1e3MB", "GB", "1..5GB", "0.5B", "99999999999TB", "1GB ", " 1GB", "１GB",
    "nanGB", "1GB2GB", "10min",
  ])
  func `a text that is no size is none`(text: String) {
    #expect(ByteSize(written: .text(text)) == nil)
  }

  @Test(
    arguments: [
      ("0", 0), ("0s", 0), ("50ms", 50), ("0.05s", 50), ("90s", 90_000), ("10min", 600_000), ("1.5h", 5_400_000),
      ("30d", 2_592_000_000), ("0.1s", 100), ("2 h", 7_200_000),
    ] as [(String, Int64)])
  func `a time is read to the millisecond`(text: String, milliseconds: Int64) {
    #expect(TimeSpan(written: .text(text))?.milliseconds == milliseconds)
  }

  @Test(arguments: ["", "10", "5m", "1w", "-1s", "0.5ms", "1:30", "99999999999999d", "10MIN", "inf s"])
  func `a text that is no time is none`(text: String) {
    #expect(TimeSpan(written: .text(text)) == nil)
  }

  @Test(
    arguments: [
      (0, "0"), (1, "1B"), (1000, "1kB"), (1024, "1KiB"), (1536, "1536B"), (1 << 30, "1GiB"), (3 << 29, "1536MiB"),
      (20_000_000_000, "20GB"), (1 << 40, "1TiB"), (10_000_000_000_000, "10TB"),
    ] as [(Int64, String)])
  func `a size is shown exactly, in few digits`(bytes: Int64, text: String) {
    #expect(ByteSize(bytes: bytes).written == text)
    #expect(ByteSize(written: .text(text))?.bytes == bytes)
  }

  @Test(
    arguments: [
      (0, "0"), (50, "50ms"), (90_000, "90s"), (60_000, "1min"), (5_400_000, "90min"), (3_600_000, "1h"),
      (2_592_000_000, "30d"), (1234, "1234ms"),
    ] as [(Int64, String)])
  func `a time is shown exactly, in few digits`(milliseconds: Int64, text: String) {
    #expect(TimeSpan.milliseconds(milliseconds).written == text)
    #expect(TimeSpan(written: .text(text))?.milliseconds == milliseconds)
  }

  @Test(arguments: ["nan", "inf", "0x1p3", "1e999", "", "1,5", "one", "-", "."])
  func `a text that is no number is none`(text: String) {
    #expect(Double(written: .text(text)) == nil)
  }

  @Test(arguments: [0.004, 0, 1, 0.7, 1e-9, 123456.5])
  func `a fraction reads back as itself`(value: Double) {
    #expect(Double(written: .text(value.written)) == value)
  }

  @Test(arguments: [
    "", "eng", "true", "null", "~", "README*", "~$*", "a b", "a: b", "# x", "\"q\"", "back\\slash", "tab\there",
    "line\nbreak", "- dash", "-u", "0", "[x]", "{x}", "é", "a,b", "\u{1}\u{7f}", "'", "on",
  ])
  func `a text is shown as YAML reads it back`(text: String) throws {
    #expect(SettingsFile.list([text].written) == [text])
    let entries = try SettingsFile.read(Array("key: [\(text.written)]\n".utf8))
    #expect(entries.first?.value == .list([text]))
  }

  @Test(arguments: [Retention.keep, .delete, .archive(directory: "/mnt/tape one")])
  func `a retention policy is shown as it is written`(policy: Retention) throws {
    let entries = try SettingsFile.read(Array("key: \(policy.written)\n".utf8))
    #expect(entries.first?.value.flatMap(Retention.init(written:)) == policy)
  }

  @Test func `a long value is cut and stays on one line in messages`() {
    #expect(WrittenValue.text(String(repeating: "x", count: 100)).shown.count == 61)
    #expect(WrittenValue.text("a\nb\u{1b}[31m").shown == "a?b?[31m")
  }
}
