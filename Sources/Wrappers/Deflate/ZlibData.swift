internal import CZlib

/// Data as zlib packs them (RFC 1950), as documents hold them.
public enum ZlibData {
  /// The unpacked bytes, `most` at most; of damaged data what stands before the damage, of what is none nothing.
  public static func unpacked(_ bytes: UnsafeRawBufferPointer, most: Int) -> [UInt8] {
    // On the heap: zlib keeps the stream's address.
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    defer { stream.deallocate() }
    guard sluice_inflate_init_zlib(stream) == Z_OK else { return [] }
    defer { inflateEnd(stream) }
    let input = UnsafeMutableRawPointer(mutating: bytes.baseAddress)?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.next_in = input
    stream.pointee.avail_in = UInt32(clamping: bytes.count)
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while output.count < most {
      let answer = buffer.withUnsafeMutableBufferPointer { target in
        stream.pointee.next_out = target.baseAddress
        stream.pointee.avail_out = UInt32(target.count)
        return inflate(stream, Z_NO_FLUSH)
      }
      let got = buffer.count - Int(stream.pointee.avail_out)
      output.append(contentsOf: buffer.prefix(min(got, most - output.count)))
      guard answer == Z_OK, got > 0 else { break }
    }
    return output
  }
}
