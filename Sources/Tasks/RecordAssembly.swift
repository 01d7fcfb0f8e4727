import Formats

/// Makes the line of `results.ndjson` for one document.
struct RecordAssembly: Sendable {
  let engine: String
  let version: String

  func line(_ entry: ChunkEntry, _ pages: [PageRecord]) throws -> [UInt8] { [] }
}
