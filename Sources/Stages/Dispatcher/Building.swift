import Formats
import Scheduling
import Settings
import Spool
import StageKit
import SystemCalls

extension Dispatcher {
  /// Makes a batch: lists first, then its items by steps, then the batch itself by one.
  func build(_ chunks: [PlannedChunk], _ lot: Lot, _ pass: Pass) throws {
    if pass.options.dryRun { return try describe(chunks, lot, pass) }
    let name = try takeNumber(pass)
    let layout = BatchLayout(pass.spool.building(name, of: pass.maker))
    for directory in [layout.items, layout.chunks, layout.logs] {
      try Sys.makeDirectory(directory)
    }
    let lists = chunks.enumerated().map { number, chunk in
      List(name: Self.chunkName(number + 1), entries: chunk.candidates.map(\.entry), walltime: chunk.walltime)
    }
    let record = try write(lists, name: name, lot, layout, pass)
    let steps = chunks.flatMap(\.candidates).map { candidate in
      Step(
        .item(candidate.found.identifier), visit: candidate.visit, from: .stage(.downloaded), to: .batch(name),
        source: candidate.found.path, target: layout.item(candidate.found.identifier.text), units: candidate.pages,
        bytes: candidate.bytes, fields: ["route": .string(candidate.route.rawValue)])
    }
    let made = try pass.commit(steps)
    if made.count < steps.count { return try complete(name, layout, pass) }
    try publish(name, record, layout.directory, pass)
  }

  /// A chunk to be written.
  private struct List {
    var name: String
    var entries: [ChunkEntry]
    /// Seconds its task gets at least.
    var walltime: Int
  }

  /// Writes lists and batch.json, durably.
  private func write(
    _ lists: [List], name: BatchName, _ lot: Lot, _ layout: BatchLayout, _ pass: Pass
  ) throws -> BatchRecord {
    let settings = pass.workspace.settings
    // Items that are in the batch's directory already wait for no answer.
    let rules =
      try (try? rules.rules(for: lot.engine, pass.workspace)) ?? RulesOnce.uncut(for: lot.engine, pass.workspace)
    var records: [ChunkRecord] = []
    for list in lists where !list.entries.isEmpty {
      try Sys.ensureDirectory(layout.chunk(list.name))
      try Sys.publish(try list.entries.flatMap { try FormatCoding.line($0) }, at: layout.list(list.name))
      let pages = list.entries.reduce(0) { $0 + $1.units }
      records.append(
        ChunkRecord(
          name: list.name, items: list.entries.count, pages: pages,
          walltimeSeconds: rules.walltime(pages: pages, least: list.walltime)))
    }
    var record = BatchRecord(
      batchID: name.description, jobName: JobName.draw(), createdAt: .now, engine: lot.engine.rawValue,
      settings: settings.task(for: lot.engine), settingsFingerprint: pass.workspace.fingerprint, chunks: records)
    record.memoryBytes = lot.memory
    try Sys.publish(try FormatCoding.file(record), at: layout.record)
    for directory in [layout.chunks, layout.directory, pass.spool.path(.pending)] { try Sys.sync(directory) }
    return record
  }

  func publish(_ name: BatchName, _ record: BatchRecord, _ source: FilePath, _ pass: Pass) throws {
    try pass.commit([
      Step(
        .batch(name), visit: 0, from: .outside, to: .stage(.pending), source: source,
        target: pass.spool.batch(name, in: .pending), units: record.pages, unsynced: [source],
        fields: [
          "engine": .string(record.engine), "items": .integer(record.items), "chunks": .integer(record.chunks.count),
          "job_name": .string(record.jobName), "settings_fingerprint": .string(record.settingsFingerprint),
        ])
    ])
  }

  /// Completes a building with what it holds: lists are written anew from the items that are there.
  func complete(_ name: BatchName, _ layout: BatchLayout, _ pass: Pass) throws {
    let held = Set(try pass.spool.items(inBatch: layout.directory).map(\.identifier.text))
    let former = try FormatCoding.decode(
      BatchRecord.self, from: try Sys.contents(of: layout.record, limit: FormatCoding.longest))
    if held.isEmpty {
      try Spool.removeDebris(layout.directory)
      return
    }
    var chunks: [List] = []
    for chunk in former.chunks {
      let list = layout.list(chunk.name)
      let entries = Sys.exists(list) ? try Batches.list(list).filter { held.contains($0.identifier) } : []
      chunks.append(List(name: chunk.name, entries: entries, walltime: chunk.walltimeSeconds))
    }
    // The record first: a chunk it does not name is debris, one that it names must be there.
    let lot = Lot(engine: EngineName(rawValue: former.engine) ?? .auto, memory: former.memoryBytes)
    let record = try write(chunks, name: name, lot, layout, pass)
    let empty = chunks.filter { $0.entries.isEmpty }
    for chunk in empty { try Spool.removeDebris(layout.chunk(chunk.name)) }
    if !empty.isEmpty { try Sys.sync(layout.chunks) }
    try publish(name, record, layout.directory, pass)
  }

  private static func chunkName(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// A number no batch ever had: beyond every one that is there, and every one that was counted. It belongs to whoever makes its
  /// directory, which at once gets a name that nobody else knows.
  private func takeNumber(_ pass: Pass) throws -> BatchName {
    let spool = pass.spool
    var number = max(try numbers(spool).max() ?? 0, pass.totals.batches)
    while true {
      number += 1
      let name = BatchName(number: number)
      let claim = spool.numbering(name)
      do throws(SystemError) { try Sys.makeDirectory(claim) } catch {
        guard error.errno == .fileExists else { throw error }
        continue
      }
      // Whoever had the number before has gone on to the next place by now, and batches only go forwards.
      let isFree = try !spool.buildings().contains { $0.name == name && $0.path != claim }
      guard isFree, try spool.locate(name) == nil else {
        try Spool.removeEmpty(claim)
        continue
      }
      do throws(SystemError) { try Sys.rename(claim, to: spool.building(name, of: pass.maker)) } catch {
        // Another pass took the empty directory for debris.
        guard error.errno == .noSuchFileOrDirectory else { throw error }
        continue
      }
      return name
    }
  }

  private func numbers(_ spool: Spool) throws -> [Int] {
    var names = try spool.buildings().map(\.name)
    for directory in [spool.path(.pending), spool.path(.processing), spool.rest] {
      names += try spool.batches(in: directory)
    }
    return names.map(\.number)
  }

  private func describe(_ chunks: [PlannedChunk], _ lot: Lot, _ pass: Pass) throws {
    let rules = try rules.rules(for: lot.engine, pass.workspace)
    let items = chunks.reduce(0) { $0 + $1.candidates.count }
    pass.say("would pack a batch for \(lot.engine): \(counted(items, "item")) in \(counted(chunks.count, "chunk"))")
    for (number, chunk) in chunks.enumerated() {
      pass.say(
        "  chunk \(Self.chunkName(number + 1)): \(counted(chunk.candidates.count, "item")), "
          + "\(counted(chunk.pages, "page")), walltime \(rules.walltime(pages: chunk.pages, least: chunk.walltime)) s")
    }
  }
}

extension Candidate {
  /// Its line in the chunk's list.
  var entry: ChunkEntry {
    let name = found.identifier.text
    return ChunkEntry(
      identifier: name, path: "items/\(name)/\(kind.fileName(of: name))", units: pages, visit: visit, sha256: sha256)
  }
}
