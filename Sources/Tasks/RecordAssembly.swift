import Digests
import Formats
import Results

/// Makes the line of `results.ndjson` for one document, whole: pages of this try and of earlier ones.
struct RecordAssembly: Sendable {
  /// The version of Sluice that goes into the record.
  let version: String
  /// The day it is made.
  let day: String

  /// The record's line.
  func line(_ entry: ChunkEntry, _ pages: [PageRecord]) throws -> [UInt8] {
    let assembly = DolmaAssembly(
      sourceFile: entry.sourceName, totalPages: entry.units, version: version, day: day)
    return try FormatCoding.line(assembly.document(of: pages, sha1: Digest.sha1Hex).record)
  }
}
