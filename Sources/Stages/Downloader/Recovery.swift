import Formats
import Spool
import StageKit
import SystemCalls

extension Downloader {
  /// Finishes what a stopped pass took: a private directory with a document is admitted, one without is debris.
  public mutating func recover(_ pass: Pass) throws {
    guard Sys.exists(pass.spool.incoming) else { return }
    var taken: [Taken] = []
    for entry in try Sys.entries(of: pass.spool.incoming) {
      let directory = pass.spool.incoming.appending(entry.name)
      guard let identifier = Identifier(entry.name.string), Sys.exists(Spool.source(directory, identifier)) else {
        try removeDebris(directory, pass)
        continue
      }
      taken.append(try retake(identifier, directory, pass))
      if taken.count == pass.groupSize {
        try admit(taken, pass)
        taken = []
      }
    }
    try admit(taken, pass)
  }

  private func removeDebris(_ directory: FilePath, _ pass: Pass) throws {
    // A returning item that lost its document is still an item: back to the door it came by, for a person to see.
    if let identifier = directory.lastComponent.flatMap({ Identifier($0.string) }),
      Sys.exists(Spool.metadata(directory, identifier))
    {
      try Sys.rename(directory, to: pass.spool.path(.inbox).appending(identifier.text))
      return
    }
    try Sys.removeTree(directory)
  }

  private mutating func retake(_ identifier: Identifier, _ directory: FilePath, _ pass: Pass) throws -> Taken {
    let sums = try FileSums(of: try Sys.open(Spool.source(directory, identifier), .read))
    let metadata = try? ItemFiles.metadata(directory, identifier)
    let note = try? FormatCoding.decode(Arrival.self, from: try Sys.contents(of: Spool.arrival(directory)))
    // Without a note the decision was written and the note removed: the metadata says it all.
    let arrival =
      note
      ?? Arrival(
        originalName: metadata?.originalName ?? "\(identifier).pdf", collection: metadata?.collection,
        at: metadata?.downloadedAt ?? .now, visit: -1)
    let wasHere = metadata?.returnEntry != nil
    let index = try openIndex(pass)
    let twin = sums.size == 0 || wasHere ? nil : try index.twin(ofContents: sums.sha256, besides: identifier)
    index.add(identifier, contents: twin == nil && sums.size > 0 ? sums.sha256 : nil)
    return Taken(
      identifier: identifier, directory: directory, arrival: arrival, returning: wasHere ? metadata : nil, sums: sums,
      twin: twin)
  }
}
