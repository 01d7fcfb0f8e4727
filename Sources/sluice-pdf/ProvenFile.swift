import Digests
import Documents
import Formats
import SystemCalls

/// The file that a request is about: nothing counts that was read of other bytes than those of the document that was taken.
///
/// Libraries take a read that failed for the end of the file, and an empty page is a result like any other. So the file is read
/// to its end through calls whose failure is seen, and compared with the checksum, before a library sees it. After that they
/// read what the kernel has in memory, by mapping: a read that fails then is the end of this program. What was proven and what
/// is read is one open file, whatever happens to its name.
struct ProvenFile {
  /// The open file.
  let file: HeldFile
  private let path: FilePath
  private let sha256: String?
  private let status: FileStatus

  /// Reads the file that came with a request, or has its name where none did, and compares it with the request's checksum, where
  /// it has one.
  init(_ request: ParserRequest, _ handed: HeldFile?) throws(DocumentError) {
    path = FilePath(request.path)
    sha256 = request.sha256
    var isRight = true
    do throws(SystemError) {
      if let handed {
        file = HeldFile(try handed.descriptor.duplicate(named: path))
      } else {
        file = HeldFile(try Sys.open(path, .read))
      }
      status = try Sys.status(of: file.descriptor)
      // A directory or a device is what the inspection says it is.
      if let sha256, status.kind == .file {
        let digest = Digest(.sha256)
        try Sys.forEachPart(of: file.descriptor) { digest.update($0) }
        isRight = Digest.hex(digest.finish()) == sha256
      }
    } catch {
      throw .unreadable(error)
    }
    guard isRight else { throw .changed(path) }
  }

  /// Whether a request is for this very file, as it was proven.
  func isStill(of request: ParserRequest, _ handed: HeldFile?) throws(DocumentError) -> Bool {
    guard FilePath(request.path) == path, request.sha256 == sha256 else { return false }
    do throws(SystemError) {
      if let handed { return try Sys.status(of: handed.descriptor) == status }
      return try Sys.status(of: path) == status
    } catch {
      throw .unreadable(error)
    }
  }

  /// Throws where the file is not any more what was proven.
  func check() throws(DocumentError) {
    let now: FileStatus
    do throws(SystemError) { now = try Sys.status(of: file.descriptor) } catch { throw .unreadable(error) }
    if now != status { throw .changed(path) }
  }
}
