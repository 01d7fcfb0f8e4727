internal import CCrypto

/// A running checksum over bytes as they come, by OpenSSL's libcrypto.
public struct Digest: ~Copyable {
  /// Which checksum.
  public enum Algorithm: Sendable {
    /// 128 bits; for users' scripts, never for identity.
    case md5
    /// 160 bits; shards and Dolma ids.
    case sha1
    /// 256 bits; what decides identity.
    case sha256
  }

  private let context: OpaquePointer?

  /// A checksum's method, looked up once: libcrypto would look it up for every checksum, which costs more than that of a name
  /// (EVP_MD_fetch(3)).
  private struct Method: @unchecked Sendable {  // never changed, never freed
    let pointer: OpaquePointer?
    init(_ name: String) { pointer = EVP_MD_fetch(nil, name, nil) }
  }

  private static let md5 = Method("MD5")
  private static let sha1 = Method("SHA1")
  private static let sha256 = Method("SHA256")

  /// Begins a checksum.
  public init(_ algorithm: Algorithm) {
    context = EVP_MD_CTX_new()
    let method =
      switch algorithm {
      case .md5: Self.md5.pointer
      case .sha1: Self.sha1.pointer
      case .sha256: Self.sha256.pointer
      }
    let ready = EVP_DigestInit_ex(context, method, nil)
    precondition(ready == 1, "libcrypto has no \(algorithm): is it built for FIPS?")
  }

  /// Takes in more bytes.
  public func update(_ bytes: UnsafeRawBufferPointer) {
    _ = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
  }

  /// Takes in more bytes.
  public func update(_ bytes: some Collection<UInt8>) {
    if bytes.withContiguousStorageIfAvailable({ update(UnsafeRawBufferPointer($0)) }) == nil { update(Array(bytes)) }
  }

  /// The checksum of all bytes taken in.
  public consuming func finish() -> [UInt8] {
    // 64 bytes: EVP_MAX_MD_SIZE (openssl/evp.h).
    var result = [UInt8](repeating: 0, count: 64)
    var count: UInt32 = 0
    EVP_DigestFinal_ex(context, &result, &count)
    return Array(result.prefix(Int(count)))
  }

  deinit { EVP_MD_CTX_free(context) }

  /// The checksum of some bytes.
  public static func of(_ bytes: some Collection<UInt8>, _ algorithm: Algorithm) -> [UInt8] {
    let digest = Digest(algorithm)
    digest.update(bytes)
    return digest.finish()
  }

  /// SHA-1 as lower-case hex.
  public static func sha1Hex(_ bytes: some Collection<UInt8>) -> String { hex(of(bytes, .sha1)) }

  /// SHA-256 as lower-case hex.
  public static func sha256Hex(_ bytes: some Collection<UInt8>) -> String { hex(of(bytes, .sha256)) }

  /// Bytes as lower-case hex.
  public static func hex(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(2 * bytes.underestimatedCount)
    for byte in bytes {
      text.append(digit(byte >> 4))
      text.append(digit(byte & 15))
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
