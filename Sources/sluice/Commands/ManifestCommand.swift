import ArgumentParser
import Formats
import Manifest
import Spool
import StageKit
import SystemCalls

/// `sluice manifest`: the history as it is stored.
struct ManifestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manifest",
    abstract: "Print, verify or compact manifests.",
    discussion: """
      EXAMPLES
        sluice manifest cat cleanup         what cleanup did, as NDJSON
        sluice manifest verify              whether every line is whole
        sluice manifest compact             fewer and smaller files
      """,
    subcommands: [Cat.self, Verify.self, Compact.self])

  /// Which manifests.
  struct Workers: ParsableArguments {
    @Argument(
      help: ArgumentHelp(
        "Workers (downloader … finalizer, operator), or metrics; all by default.", valueName: "worker"))
    var workers: [String] = []

    func directories(_ workspace: Workspace) throws -> [(name: String, reader: ManifestReader)] {
      let metrics = "metrics"
      let names =
        try workers.isEmpty
        ? WorkerName.allCases.map(\.rawValue) + [metrics]
        : workers.map { name in
          if name == metrics { return metrics }
          guard let worker = WorkerName.allCases.first(where: { $0.rawValue == name || $0.verb == name }) else {
            throw ValidationError("\(name): no such manifest")
          }
          return worker.rawValue
        }
      return names.map { ($0, workspace.manifest(of: $0)) }
    }
  }

  /// `manifest cat`
  struct Cat: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "cat",
      abstract: "Print events as NDJSON, oldest first; damage is named on standard error.",
      discussion: """
        EXAMPLE
          sluice manifest cat cleanup | jq -r 'select(.reason) | [.id, .reason] | @tsv'
        """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var workers: Workers

    func run() throws {
      let workspace = try workspace.open(verb: "manifest")
      for (name, reader) in try workers.directories(workspace) {
        try reader.forEach { entry in
          switch entry {
          case .event(let event, _): Console.print(bytes: try EventLine.encode(event))
          case .damage(let damage): Console.error("manifests/\(name)/\(damage)")
          }
          return true
        }
      }
    }
  }

  /// `manifest verify`
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify",
      abstract: "Read every line, check every checksum and the run of sequences.",
      discussion: """
        Exit status 1 when anything is damaged or missing; what is sound stays readable.

        EXAMPLES
          sluice manifest verify              all manifests
          sluice manifest verify cleanup      that of one worker
        """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var workers: Workers

    func run() throws {
      let workspace = try workspace.open(verb: "manifest")
      var bad = 0
      for (name, reader) in try workers.directories(workspace) {
        let result = try ManifestCheck.run(reader)
        Console.print(
          "\(Format.pad(name, 12)) \(Format.count(result.events, "event")) in \(Format.count(result.segments, "segment"))"
        )
        for damage in result.damage { Console.error("manifests/\(name)/\(damage)") }
        for gap in result.gaps { Console.error("manifests/\(name): \(gap)") }
        bad += result.damage.count(where: { $0.fault != .torn }) + result.gaps.count
      }
      if bad > 0 { throw ExitCode(1) }
    }
  }

  /// `manifest compact`
  struct Compact: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "compact",
      abstract: "Merge closed segments into one compressed file each, books kept.",
      discussion: """
        A worker merges its own segments when there are 128 of them; nobody has to type this. A worker that is running is
        left alone, and so is a damaged segment.

        EXAMPLE
          sluice manifest compact
        """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var workers: Workers

    func run() throws {
      let workspace = try workspace.open(verb: "manifest")
      for (name, reader) in try workers.directories(workspace) {
        // The chunks' metrics are cleanup's to write.
        guard let lease = try workspace.spool.lease(for: name == "metrics" ? "cleanup" : name), lease.isAlone else {
          Console.error("sluice manifest: \(name) is running: its manifest is left as it is")
          continue
        }
        let result = try Compaction.run(in: reader.directory)
        try lease.end()
        for damage in result.damage { Console.error("manifests/\(name)/\(damage)") }
        if let segment = result.segment {
          Console.print("\(name): \(Format.count(result.merged, "segment")) merged into \(segment.name)")
        }
      }
    }
  }
}
