import Formats
import Metrics
import Results
import Scheduling
import StageKit
import SystemCalls

extension Cleanup {
  /// Writes one event for each chunk of a batch that comes to rest, each exactly once, and brings the summary up to date.
  ///
  /// The marker is published before the first event: without it none was written. With it a pass was stopped here, and the
  /// manifest says which were.
  func tellMetrics(of batch: BatchHandle, _ state: BatchState, _ pass: Pass) throws {
    let manifest = MetricsManifest(manifests: pass.workspace.manifests)
    let marker = batch.layout.directory.appending("metrics.begun")
    var told: Set<String> = []
    if Sys.exists(marker) { told = try manifest.told(ofBatch: batch.name) } else { try Sys.publish([], at: marker) }
    var chunks: [ChunkMetrics] = []
    for chunk in batch.record.chunks where !told.contains(chunk.name) {
      chunks.append(
        metrics(
          of: chunk, batch, try Ending.kept(of: chunk.name, batch) ?? state.chunks[chunk.name]?.ending,
          pagesMade: try pagesMade(in: batch.layout.closedChunk(chunk.name), batch)))
    }
    try manifest.append(chunks, as: Self.name.rawValue, mayMerge: pass.isAlone)
    var summary = try MetricsSummary(manifests: pass.workspace.manifests)
    summary.note(waiting: try WaitingPages.byEngine(in: pass.workspace))
    try summary.publish(manifests: pass.workspace.manifests)
  }

  private func metrics(
    of chunk: ChunkRecord, _ batch: BatchHandle, _ ending: ChunkEnding?, pagesMade: Int
  ) -> ChunkMetrics {
    var metrics = ChunkMetrics(
      batch: batch.name, chunk: chunk.name, engine: batch.record.engine, executor: batch.job?.executor ?? executor.name,
      job: batch.job?.slurmJobID ?? "", items: chunk.items, pages: chunk.pages,
      walltimeSeconds: chunk.walltimeSeconds, submittedAt: batch.job?.submittedAt)
    metrics.pagesMade = pagesMade
    guard let ending else { return metrics }
    metrics.state = ending.kind.word
    metrics.partition = ending.partition
    metrics.startedAt = ending.startedAt
    metrics.endedAt = ending.endedAt
    if let start = ending.startedAt, let end = ending.endedAt {
      metrics.elapsedSeconds = max(0, end.seconds(since: start))
    }
    metrics.cpuSeconds = ending.usage.map { ($0.cpuSeconds * 1000).rounded() / 1000 }
    metrics.maxResidentBytes = ending.usage?.maxResidentBytes
    metrics.cpus = ending.usage?.cpus
    metrics.memoryBytes = ending.usage?.memoryBytes
    metrics.node = ending.host
    return metrics
  }

  /// Pages that the tries of a closed chunk made themselves.
  private func pagesMade(in directory: FilePath, _ batch: BatchHandle) throws -> Int {
    guard Sys.exists(directory) else { return 0 }
    var made = 0
    for entry in try Sys.entries(of: directory) where !entry.name.isHidden && entry.kind != .file {
      let path = BatchLayout.Try(directory.appending(entry.name)).pages
      guard Sys.exists(path) else { continue }
      try PageFile.forEachPage(in: path, fingerprint: batch.record.settingsFingerprint) { page in
        if page.state != .failed { made += 1 }
      }
    }
    return made
  }
}
