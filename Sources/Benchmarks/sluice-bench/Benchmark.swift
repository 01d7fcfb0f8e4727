import ArgumentParser

/// Runs parts of the engine alone, and what they are compared with, to be timed from outside (`make bench`).
@main
struct Benchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sluice-bench", abstract: "Run one part of the engine alone, to be timed from outside.",
    subcommands: [
      SplitBenchmark.self, DocumentsBenchmark.self, InspectBenchmark.self, LoopBenchmark.self, FetchBenchmark.self,
      MakeWorkspace.self,
    ])
}
