import ArgumentParser
import Formats
import Metrics
import StageKit

/// `sluice metrics`: what chunks took, and how long the rest will.
struct MetricsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metrics",
    abstract: "Show what chunks took, by engine and partition, and how long what waits will take.",
    discussion: """
      Every chunk whose batch came to rest has an event in manifests/metrics. Rates are those of the last 200 chunks of an \
      engine in a partition, and count only time in which at least one of them ran. With the setting dispatch.walltime: \
      learned the dispatcher takes walltimes from the same numbers.

      EXAMPLES
        sluice metrics
        sluice metrics --json | jq '.groups[] | {engine, seconds_per_page_median}'

      JSON
        As manifests/schema/metrics.schema.json describes it.
      """)

  @OptionGroup var workspace: WorkspaceOptions

  @Flag(help: "Print as JSON.")
  var json = false

  func run() throws {
    let workspace = try workspace.open(verb: "metrics")
    var summary = try MetricsSummary(manifests: workspace.manifests)
    summary.note(waiting: try WaitingPages.byEngine(in: workspace))
    if json { return Console.print(bytes: try FormatCoding.file(summary)) }
    MetricsText(summary: summary).lines().forEach { Console.print($0) }
  }
}
