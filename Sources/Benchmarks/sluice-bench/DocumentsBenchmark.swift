import ArgumentParser
import MadeDocuments
import SystemCalls

/// Makes the documents that benchmarks run over: PDFs of one short page, no two alike.
struct DocumentsBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "documents", abstract: "Write PDFs of one short page, no two alike.")

  @Argument(help: "The directory.")
  var directory: String

  @Option(help: "How many.")
  var count = 10_000

  @Option(help: "The number of the first.")
  var first = 0

  func run() throws {
    try Sys.ensurePath(FilePath(directory))
    for number in first..<(first + count) {
      let text = "Document \(number) of the benchmark has one page and a few words that read like any others."
      let file = try Sys.open(FilePath(directory).appending("document-\(number).pdf"), .createNew)
      try Sys.write(PDFBuilder().page(text: text).data(), to: file)
      try file.close()
    }
  }
}
