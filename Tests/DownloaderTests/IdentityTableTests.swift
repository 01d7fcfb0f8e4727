import Digests
import SystemCalls
import TestSupport
import Testing

@testable import Downloader

struct IdentityTableTests {
  let temporary: TemporaryDirectory
  let path: FilePath

  init() throws {
    temporary = try TemporaryDirectory(inMemory: true)
    path = temporary.path.appending("ab")
  }

  private func key(_ number: Int) -> [UInt8] {
    [1, 0xab] + Digest.of(Array("item \(number)".utf8), .sha256).prefix(22)
  }

  @Test func `Thousands of keys are found again, also by another reader, and others are not`() throws {
    let table = try IdentityTable(path)
    let keys = (0..<6000).map(key)
    for number in 0..<5000 { try table.add(keys[number], Int64(number) << 20) }
    let reader = try IdentityTable(path)
    for number in 0..<5000 {
      #expect(try table.value(of: keys[number]) == Int64(number) << 20)
      #expect(try reader.value(of: keys[number]) == Int64(number) << 20)
    }
    for number in 5000..<6000 { #expect(try table.value(of: keys[number]) == nil) }
    #expect(IdentityTable.isSound(size: try Sys.status(of: path).size))
  }

  @Test func `A key has the value it was given last`() throws {
    let table = try IdentityTable(path)
    try table.add(key(1), 1)
    try table.add(key(1), 2)
    #expect(try table.value(of: key(1)) == 2)
  }

  @Test func `Keys that point to one slot are all found`() throws {
    let table = try IdentityTable(path)
    // Behind the bits that choose the slot they differ.
    let keys = (0..<60).map { [UInt8](repeating: 1, count: 9) + [UInt8](repeating: UInt8($0), count: 15) }
    for (number, key) in keys.enumerated() { try table.add(key, Int64(number)) }
    for (number, key) in keys.enumerated() { #expect(try table.value(of: key) == Int64(number)) }
  }

  @Test func `A table that was cut off or is of the former kind is not sound`() {
    #expect(IdentityTable.isSound(size: 0))
    for size in [32, 64, 4095, 4064, 2048] { #expect(!IdentityTable.isSound(size: Int64(size))) }
  }
}
