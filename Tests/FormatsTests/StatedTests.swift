import Formats
import Testing

struct StatedTests {
  @Test(arguments: [
    ("0", 0 as Int?), ("17", 17), ("1099511627777", 1 << 40), ("99999999999999999999", 1 << 40), ("-1", nil), ("", nil),
    ("1.5", nil), ("٣", nil), ("+1", nil),
  ])
  func `a count is decimal digits, and never more than can be reckoned with`(text: String, count: Int?) {
    #expect(Stated.count(text) == count)
  }

  @Test(arguments: [("9007199254740992", 1 << 53 as Int64?), ("9007199254740993", nil), ("9223372036854775808", nil)])
  func `more bytes than can be are no number of bytes`(text: String, bytes: Int64?) {
    #expect(Stated.bytes(text) == bytes)
    #expect(Stated.bytesOrMost(text) == 1 << 53)
  }

  @Test(arguments: [
    #""file_size":9223372036854775807"#, #""total_pages":1000000000000"#, #""total_pages":-1"#, #""total_pages":1e300"#,
  ])
  func `metadata with a number that cannot be is not read`(member: String) throws {
    let sound = try FormatCoding.file(Self.metadata)
    #expect(try FormatCoding.decode(ItemMetadata.self, from: sound) == Self.metadata)
    let text = String(decoding: sound, as: UTF8.self)
    let key = try #require(member.split(separator: ":").first)
    let kept = text.split(separator: "\n").filter { !$0.contains(key) }.dropLast().joined(separator: "\n")
    let lying = kept + ",\n  \(member)\n}"
    #expect(throws: DecodingError.self) { try FormatCoding.decode(ItemMetadata.self, from: Array(lying.utf8)) }
  }

  @Test func `what users add to a file keeps its numbers to the last digit`() throws {
    let value = try FormatCoding.decode(JSONValue.self, from: Array("[9223372036854775807]".utf8))
    #expect(value == .array([.integer(.max)]))
    #expect(JSONValue.integer(.max).count == nil && JSONValue.integer(3).count == 3)
  }

  @Test func `sums and products end at the bounds of their type`() {
    #expect(Int64.max.clampedSum(1) == .max && Int64.min.clampedSum(-1) == .min && (3).clampedSum(-5) == -2)
    #expect(
      Int64.max.clampedProduct(2) == .max && Int64.max.clampedProduct(-2) == .min && (3).clampedProduct(-5) == -15)
    #expect(Int(clamped: .infinity) == 1 << 40 && Int(clamped: -.infinity) == -(1 << 40) && Int(clamped: .nan) == 0)
  }

  private static var metadata: ItemMetadata {
    var metadata = ItemMetadata(
      identifier: "a", originalName: "a.pdf", originalNameBytes: nil, collection: nil, origin: .dropped,
      downloadedAt: Timestamp(milliseconds: 0), fileSize: 1, sha256: "", md5: "")
    metadata.totalPages = 3
    return metadata
  }
}
