import Digests
import Formats
import SystemCalls

extension Sys {
  /// The SHA-256 of a file as it is read now, in constant memory; lower-case hex.
  public static func sha256(of path: FilePath) throws(SystemError) -> String {
    let digest = Digest(.sha256)
    try forEachPart(of: try open(path, .read)) { digest.update($0) }
    return Digest.hex(digest.finish())
  }
}

extension ItemMetadata {
  /// The SHA-256 of all it says, however it is laid out; lower-case hex. When the outputs were verified is left out: of two
  /// passes that gave the same licence either may have been the last.
  public var sum: String {
    get throws {
      var metadata = self
      metadata.results?.verifiedAt = nil
      return Digest.sha256Hex(try FormatCoding.line(metadata))
    }
  }
}
