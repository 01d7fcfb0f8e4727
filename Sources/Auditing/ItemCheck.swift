import Digests
import Formats
import Spool
import StageKit
import SystemCalls

extension Audit {
  /// Checks one item's own directory: its files, its metadata, what stands for its source.
  mutating func check(_ item: Placed) throws {
    guard let identifier = Identifier(item.id) else { return }
    if item.atDoor, item.booked != .stage(.inbox) {
      report.notice(
        .init(
          .movedByHand, id: item.id, path: shown(item.path),
          "a person moved it here from \(item.booked): the next download takes it and enters the move"))
    }
    if workspace.spool.shards(of: item.place) != nil,
      item.path.removingLastComponent().lastComponent?.string != identifier.shard.description
    {
      report.breach(
        .init(
          .wrongShard, id: item.id, path: shown(item.path),
          "its shard is \(identifier.shard): move it there, or no worker finds it"))
    }
    let metadata: ItemMetadata
    do {
      metadata = try ItemFiles.metadata(item.path, identifier)
    } catch {
      report.breach(.init(.unreadable, id: item.id, path: shown(item.path), "\(error)"))
      return
    }
    if metadata.identifier != item.id {
      report.breach(
        .init(.unreadable, id: item.id, path: shown(item.path), "its metadata is that of \(metadata.identifier)"))
    }
    let present = try checkFiles(item, metadata)
    if item.place == .stage(.processed) { try checkOutputs(item, metadata, present) }
    if options.checksums, present.contains(.source) { try checkSource(item, identifier, metadata) }
  }

  /// Compares the directory with the table of legal files; answers which of them are there.
  private mutating func checkFiles(_ item: Placed, _ metadata: ItemMetadata) throws -> Set<LegalFiles.File> {
    let rule = LegalFiles.rule(for: item.place, metadata)
    let names = Dictionary(uniqueKeysWithValues: LegalFiles.File.allCases.map { ($0.name(item.id), $0) })
    var present: Set<LegalFiles.File> = []
    for entry in try Sys.entries(of: item.path) {
      let path = item.path.appending(entry.name)
      let kind = try entry.kind ?? Sys.status(of: path).kind
      if kind == .symlink {
        report.breach(.init(.symlink, id: item.id, path: shown(path), "a symbolic link: put the file itself there"))
      } else if kind == .file, let file = names[entry.name.string], rule.allowed.contains(file) {
        present.insert(file)
      } else if entry.name.isHidden {
        report.notice(debris(path, "left by a worker that was stopped; the next publish of that file removes it"))
      } else {
        report.notice(.init(.stray, id: item.id, path: shown(path), "it belongs to no item in \(item.place)"))
      }
    }
    for file in rule.required.subtracting(present).map({ $0.name(item.id) }).sorted() {
      report.breach(.init(.missingFile, id: item.id, path: shown(item.path.appending(file)), "it must be there"))
    }
    return present
  }

  /// What stands for a deleted source is read whole, always; other outputs when all checksums are asked for.
  private mutating func checkOutputs(
    _ item: Placed, _ metadata: ItemMetadata, _ present: Set<LegalFiles.File>
  ) throws {
    guard let outputs = metadata.results?.outputs, !outputs.isEmpty else {
      report.breach(
        .init(
          .badOutput, id: item.id, path: shown(item.path), "its metadata licenses no output: sluice show \(item.id)"))
      return
    }
    let whole = options.checksums || !present.contains(.source)
    for (name, expected) in outputs.sorted(by: { $0.key < $1.key }) {
      let path = item.path.appending(name)
      do throws(SystemError) {
        guard try Sys.status(of: path).size == expected.size else {
          report.breach(.init(.badOutput, id: item.id, path: shown(path), "its size is not the one that was verified"))
          continue
        }
        guard whole else { continue }
        report.checksums += 1
        if try Self.sha256(of: path) != expected.sha256 {
          report.breach(.init(.badOutput, id: item.id, path: shown(path), "it is not what was verified"))
        }
      } catch {
        report.breach(.init(.badOutput, id: item.id, path: shown(path), "\(error)"))
      }
    }
  }

  private mutating func checkSource(_ item: Placed, _ identifier: Identifier, _ metadata: ItemMetadata) throws {
    let path = Spool.source(item.path, identifier)
    do throws(SystemError) {
      report.checksums += 1
      if try Self.sha256(of: path) != metadata.sha256 {
        report.breach(.init(.badSource, id: item.id, path: shown(path), "it is not the document that was taken"))
      }
    } catch {
      report.breach(.init(.badSource, id: item.id, path: shown(path), "\(error)"))
    }
  }

  private static func sha256(of path: FilePath) throws(SystemError) -> String {
    let file = try Sys.open(path, .read)
    let digest = Digest(.sha256)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try Sys.read(file, into: buffer)
      if count == 0 { return Digest.hex(digest.finish()) }
      digest.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  func shown(_ path: FilePath) -> String { path.relative(to: workspace.root) }
}
