import Digests
import SystemCalls

extension Sys {
  /// The SHA-256 of a file as it is read now, in constant memory; lower-case hex.
  public static func sha256(of path: FilePath) throws(SystemError) -> String {
    let digest = Digest(.sha256)
    try forEachPart(of: try open(path, .read)) { digest.update($0) }
    return Digest.hex(digest.finish())
  }
}
