import Formats
import Scheduling
import StageKit
import SystemCalls

extension Cleanup {
  /// Notes, once for each task that ended on a cluster, whether its node did any work, before anything is decided on items.
  ///
  /// What failed at once on a bad node is then the node's and not its documents' (law 8).
  func watch(_ batches: [BatchHandle], _ states: [String: BatchState], _ pass: Pass) throws {
    for batch in batches where batch.job?.executor == SlurmExecutor.executorName {
      let path = batch.layout.directory.appending("noted.json")
      var noted: Set<String> = []
      if Sys.exists(path) {
        noted = try FormatCoding.decode(Set<String>.self, from: try Sys.contents(of: path, limit: FormatCoding.longest))
      }
      let fresh = batch.record.chunks.compactMap { chunk in
        states[batch.name]?.chunks[chunk.name]?.ending.map { (name: chunk.name, ending: $0) }
      }.filter { !noted.contains($0.name) && Sys.exists(batch.layout.chunk($0.name)) }
      guard !fresh.isEmpty else { continue }
      try note(fresh, of: batch, pass)
      noted.formUnion(fresh.map(\.name))
      try Sys.publish(try FormatCoding.file(noted.sorted()), at: path)
    }
  }

  private func note(_ fresh: [(name: String, ending: ChunkEnding)], of batch: BatchHandle, _ pass: Pass) throws {
    var nodes = BadNodes(of: pass.workspace)
    let before = nodes
    for (chunk, ending) in fresh {
      if case .cancelledByOther = ending.kind {
        pass.trouble("\(batch.name) chunk \(chunk): \(ending.message) Ask who did it and why before it goes on.")
      }
      guard let node = ending.host else { continue }
      if try hasWorked(chunk, batch) {
        nodes.work(on: node)
      } else if Self.isItsNodes(ending) {
        nodes.failure(on: node, ending.message)
      }
    }
    for node in nodes.excluded() where !before.excluded().contains(node) {
      pass.trouble(
        "\(node) is not used for a day: it fails tasks at once while others work: \(nodes.nodes[node]?.message ?? "")")
    }
    if nodes != before { try nodes.publish(in: pass.workspace) }
  }

  /// Whether a task failed so early that it cannot be for its documents. Statuses 4 and 5 are those of a task that found its
  /// place taken (`sluice task --help`).
  private static func isItsNodes(_ ending: ChunkEnding) -> Bool {
    switch ending.kind {
    case .failed(4), .failed(5): return false
    case .failed, .signalled: break
    default: return false
    }
    guard let start = ending.startedAt, let end = ending.endedAt else { return false }
    return end.seconds(since: start) < BadNodes.atOnce
  }

  /// Whether any try of a chunk finished a page, or had a last word.
  private func hasWorked(_ chunk: String, _ batch: BatchHandle) throws(SystemError) -> Bool {
    try Sys.entries(of: batch.layout.chunk(chunk)).contains { entry in
      guard entry.kind != .file else { return false }
      let names = BatchLayout.Try(batch.layout.chunk(chunk).appending(entry.name))
      return Sys.exists(names.outcome) || ((try? Sys.status(of: names.pages).size) ?? 0) > 0
    }
  }
}
