internal import CZlib

/// CRC-32 as gzip and every manifest line use it.
public enum CRC32 {
  /// The checksum of some bytes, continuing from `seed`.
  public static func of(_ bytes: some Collection<UInt8>, seed: UInt32 = 0) -> UInt32 {
    let direct = bytes.withContiguousStorageIfAvailable { of(UnsafeRawBufferPointer($0), seed: seed) }
    return direct ?? of(Array(bytes), seed: seed)
  }

  /// The checksum of some bytes, continuing from `seed`.
  public static func of(_ bytes: UnsafeRawBufferPointer, seed: UInt32 = 0) -> UInt32 {
    var value = UInt(seed)
    var rest = bytes
    while !rest.isEmpty {
      // crc32 takes a 32-bit length (zlib.h).
      let part = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 30))
      value = crc32(value, part.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(part.count))
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(part.count))
    }
    return UInt32(truncatingIfNeeded: value)
  }
}

/// What is wrong with gzip data.
public enum DeflateError: Error, Sendable, CustomStringConvertible {
  /// The bytes are no gzip, or are damaged.
  case damaged(String)
  /// The data ends inside a member.
  case truncated

  /// One line.
  public var description: String {
    switch self {
    case .damaged(let message): "damaged gzip data: \(message)"
    case .truncated: "gzip data ends too early"
    }
  }
}

/// Compresses bytes into one gzip member.
public final class Deflater {
  // On the heap: zlib keeps the stream's address.
  private let stream: UnsafeMutablePointer<z_stream>
  private let chunk = 1 << 16

  /// Begins a member; level 1 (fast) to 9 (small), 6 as gzip itself.
  public init(level: Int32 = 6) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let answer = sluice_deflate_init_gzip(stream, level)
    precondition(answer == Z_OK, "zlib refused to start: \(answer)")
  }

  /// Takes in bytes; the compressed bytes that are ready.
  public func push(_ bytes: some Collection<UInt8>) -> [UInt8] { run(Array(bytes), flush: Z_NO_FLUSH) }

  /// Ends the member; the rest of the compressed bytes.
  public func finish() -> [UInt8] { run([], flush: Z_FINISH) }

  private func run(_ bytes: [UInt8], flush: Int32) -> [UInt8] {
    var input = bytes
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: chunk)
    input.withUnsafeMutableBufferPointer { source in
      stream.pointee.next_in = source.baseAddress
      stream.pointee.avail_in = UInt32(source.count)
      repeat {
        buffer.withUnsafeMutableBufferPointer { target in
          stream.pointee.next_out = target.baseAddress
          stream.pointee.avail_out = UInt32(target.count)
          _ = deflate(stream, flush)
        }
        output.append(contentsOf: buffer.prefix(chunk - Int(stream.pointee.avail_out)))
      } while stream.pointee.avail_out == 0
    }
    return output
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// One whole member.
  public static func compress(_ bytes: some Collection<UInt8>, level: Int32 = 6) -> [UInt8] {
    let deflater = Deflater(level: level)
    return deflater.push(bytes) + deflater.finish()
  }
}

/// Decompresses gzip data of any number of members, one after the other.
public final class Inflater {
  private let stream: UnsafeMutablePointer<z_stream>
  private let chunk = 1 << 16
  private var inMember = false

  /// Begins at the start of a member.
  public init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let answer = sluice_inflate_init_gzip(stream)
    precondition(answer == Z_OK, "zlib refused to start: \(answer)")
  }

  /// Takes in compressed bytes; the bytes that are ready.
  public func push(_ bytes: some Collection<UInt8>) throws(DeflateError) -> [UInt8] {
    var input = Array(bytes)
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: chunk)
    var failure: DeflateError?
    input.withUnsafeMutableBufferPointer { source in
      stream.pointee.next_in = source.baseAddress
      stream.pointee.avail_in = UInt32(source.count)
      while failure == nil && (stream.pointee.avail_in > 0 || stream.pointee.avail_out == 0) {
        inMember = true
        let answer = buffer.withUnsafeMutableBufferPointer { target in
          stream.pointee.next_out = target.baseAddress
          stream.pointee.avail_out = UInt32(target.count)
          return inflate(stream, Z_NO_FLUSH)
        }
        output.append(contentsOf: buffer.prefix(chunk - Int(stream.pointee.avail_out)))
        switch answer {
        case Z_OK: continue
        case Z_STREAM_END:
          inMember = false
          inflateReset(stream)
          stream.pointee.avail_out = UInt32(chunk)
        case Z_BUF_ERROR: return
        default: failure = .damaged(stream.pointee.msg.map { String(cString: $0) } ?? "zlib status \(answer)")
        }
      }
    }
    if let failure { throw failure }
    return output
  }

  /// Says whether the data ended where a member ends.
  public func finish() throws(DeflateError) { if inMember { throw .truncated } }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// All members of some gzip data.
  public static func decompress(_ bytes: some Collection<UInt8>) throws(DeflateError) -> [UInt8] {
    let inflater = Inflater()
    let output = try inflater.push(bytes)
    try inflater.finish()
    return output
  }
}
