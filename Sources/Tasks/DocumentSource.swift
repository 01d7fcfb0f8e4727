import Digests
import Formats
import Synchronization
import SystemCalls

/// Where engines read documents: in the batch, or copied to node-local scratch while they are worked on.
///
/// A copy is made when the first lane needs the document and removed when the task is through with it, so that scratch
/// holds no more documents than there are lanes. What does not fit there is read in the batch.
final class DocumentSource: Sendable {
  /// The directory parsers are started in; the paths given to them are relative to it.
  let directory: FilePath

  private let batch: FilePath
  private let scratch: FilePath?
  private let staged = Mutex<[Int: StagedDocument]>([:])

  /// Prepares to read documents of a batch (an absolute path), through a private directory in `scratch` if one is given.
  init(batch: FilePath, scratch: FilePath?) {
    self.batch = batch
    self.scratch = scratch.flatMap { Self.makeRoom(in: $0) }
    directory = self.scratch ?? batch
  }

  /// Whether documents are copied.
  var copies: Bool { scratch != nil }

  /// Where documents are copied to: the first of `$SLUICE_SCRATCH`, `$SLURM_TMPDIR` and `$TMPDIR` that is a directory on
  /// another file system than the batch. `/tmp` is not tried: on compute nodes it often is memory.
  static func scratchDirectory(for batch: FilePath) -> FilePath? {
    let own = try? Sys.status(of: batch)
    for name in ["SLUICE_SCRATCH", "SLURM_TMPDIR", "TMPDIR"] {
      guard let value = Sys.variable(name), !value.isEmpty else { continue }
      let path = FilePath(value)
      guard path.isAbsolute, let status = try? Sys.status(of: path), status.kind == .directory else { continue }
      return status.device == own?.device ? nil : path
    }
    return nil
  }

  /// Makes a document ready for an engine; a failure names the document, or says that the storage does not give it now.
  func stage(_ entry: ChunkEntry, number: Int) -> Result<StagedDocument, ParserReply.Failure> {
    staged.withLock { staged in
      if let document = staged[number] { return .success(document) }
      let path = batch.pushing(FilePath(entry.path))
      if let lack = Self.lack(of: entry, at: path) { return .failure(lack) }
      let plain = StagedDocument(
        entry: entry, number: number, path: path, parserPath: copies ? path.string : entry.path)
      guard let copy = copyPath(entry) else { return .success(plain) }
      do {
        guard try Self.copy(path, to: copy) == entry.sha256 else {
          try? Sys.removeIfThere(copy)
          let message = "\(entry.path): its bytes are not those of the document that was taken"
          return .failure(.init(code: ParserReply.Failure.unreadable, message: message))
        }
        let name = copy.lastComponent?.string ?? entry.path
        let document = StagedDocument(entry: entry, number: number, path: copy, parserPath: name)
        staged[number] = document
        return .success(document)
      } catch {
        try? Sys.removeIfThere(copy)
        return .success(plain)
      }
    }
  }

  /// Why a document cannot be worked on: it is not there, or the storage does not say; nil where it is.
  static func lack(of entry: ChunkEntry, at path: FilePath) -> ParserReply.Failure? {
    do throws(SystemError) { if try Sys.status(of: path).kind == .file { return nil } } catch {
      guard error.errno == .noSuchFileOrDirectory || error.errno == .notDirectory else {
        return .init(code: ParserReply.Failure.unreadable, message: error.description)
      }
    }
    return .init(code: Reason.incompleteItem.code, message: "There is no file \(entry.path).")
  }

  /// Removes a document's copy.
  func release(_ number: Int) {
    staged.withLock { staged in
      if let document = staged.removeValue(forKey: number) { try? Sys.removeIfThere(document.path) }
    }
  }

  /// Removes all copies.
  func end() { if let scratch { try? Sys.removeTree(scratch) } }

  private func copyPath(_ entry: ChunkEntry) -> FilePath? {
    FilePath.Component(bytes: Array(entry.sourceName.utf8)).flatMap { scratch?.appending($0) }
  }

  private static func makeRoom(in scratch: FilePath) -> FilePath? {
    let directory = scratch.appending("sluice-\(String(Sys.randomBits(), radix: 16))")
    guard (try? Sys.makeDirectory(directory, onlyForUs: true)) != nil else { return nil }
    return directory
  }

  /// Copies a file; the SHA-256 of what was read, in hex.
  private static func copy(_ from: FilePath, to target: FilePath) throws -> String {
    let size = try Sys.status(of: from).size
    let digest = Digest(.sha256)
    let total = try Sys.copy(from, to: target) { digest.update($0) }
    guard total == size else { throw TaskFailure("\(from): changed while it was copied") }
    return Digest.hex(digest.finish())
  }
}
