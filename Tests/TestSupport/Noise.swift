/// Bytes that no two documents share and no page of a server resembles.
public enum Noise {
  /// So many bytes of a seed, each of them above 127: no line of a PDF ends in them.
  public static func bytes(_ count: Int, seed: UInt64) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    let words = (count + 7) / 8
    // Eight at a time: in debug builds each step of a loop costs.
    var bytes = [UInt8](unsafeUninitializedCapacity: words * 8) { buffer, filled in
      let memory = UnsafeMutableRawBufferPointer(buffer)
      var place = 0
      while place < words * 8 {
        memory.storeBytes(of: generator.next() | 0x8080_8080_8080_8080, toByteOffset: place, as: UInt64.self)
        place += 8
      }
      filled = words * 8
    }
    bytes.removeLast(words * 8 - count)
    return bytes
  }
}
