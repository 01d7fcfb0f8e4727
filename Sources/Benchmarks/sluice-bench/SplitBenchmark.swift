import ArgumentParser
import Results
import SystemCalls

/// The work of `sluice split`, without its program.
struct SplitBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split", abstract: "Split combined results into a file for each source.")

  @Argument(help: "The files.")
  var files: [String]

  @Option(name: .shortAndLong, help: "The new directory.")
  var output: String

  @Flag(name: .customLong("dry-run"), help: "Parse and route, write nothing.")
  var dryRun = false

  func run() throws {
    let report = try DirectorySplit(output: FilePath(output)).run(files.map { FilePath($0) }, dryRun: dryRun)
    print(
      "\(report.summary.records) records, \(report.summary.documents) documents, \(report.summary.rejected) rejects")
  }
}
