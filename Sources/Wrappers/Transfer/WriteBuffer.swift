/// Bytes of one document on their way to its file.
///
/// libcurl hands out at most 16 KiB at a time (CURL_MAX_WRITE_SIZE of curl.h), and a write(2) costs about as much for 16 KiB
/// as its bytes do; gathered by eight there are fewer of them, and still everything stays in the processor's caches.
final class WriteBuffer {
  /// Bytes that are gathered: as many as libcurl reads at a time.
  static let size = 128 << 10

  private let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 64)
  private var count = 0

  deinit { memory.deallocate() }

  /// Whether nothing is gathered.
  var isEmpty: Bool { count == 0 }

  /// What is gathered.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

  /// Whether there is room for so many more.
  func fits(_ bytes: UnsafeRawBufferPointer) -> Bool { bytes.count <= Self.size - count }

  /// Takes bytes that fit.
  func add(_ bytes: UnsafeRawBufferPointer) {
    UnsafeMutableRawBufferPointer(rebasing: memory[count...]).copyMemory(from: bytes)
    count += bytes.count
  }

  /// Forgets what is gathered.
  func clear() { count = 0 }
}
