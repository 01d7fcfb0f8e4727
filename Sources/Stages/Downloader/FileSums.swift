import Digests
import SystemCalls

/// The checksums of a document.
struct FileSums: Sendable, Hashable {
  let size: Int64
  /// What the file was before it was read: `FileStatus.mark`.
  let mark: String
  let sha256: String
  let md5: String
  /// Where it was asked for.
  let sha1: String?

  /// Reads an open file once, from where it stands; gives up, `SystemError.isOfSignal`, where a signal is noted meanwhile and the
  /// file is read again by the next pass.
  init(of file: borrowing Descriptor, withSHA1: Bool = false, heedsSignals: Bool = true) throws(SystemError) {
    mark = try Sys.status(of: file).mark
    let sha256 = Digest(.sha256)
    let md5 = Digest(.md5)
    let sha1 = Digest(.sha1)
    var size: Int64 = 0
    let path = file.path
    try Sys.forEachPart(of: file) { (part) throws(SystemError) in
      if heedsSignals { try Sys.heedSignal(path) }
      sha256.update(part)
      md5.update(part)
      if withSHA1 { sha1.update(part) }
      size += Int64(part.count)
    }
    self.size = size
    self.sha256 = Digest.hex(sha256.finish())
    self.md5 = Digest.hex(md5.finish())
    let digits = Digest.hex(sha1.finish())
    self.sha1 = withSHA1 ? digits : nil
  }
}
