import ArgumentParser
import Formats
import Parsing
import SystemCalls

/// Looks at documents as the downloader does, by the parser programs of a pool.
struct InspectBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Inspect every PDF of directories by the parser program.")

  @Argument(help: "The directories.")
  var directories: [String]

  @Option(help: "Parser programs at the same time; 0 is one a core.")
  var processes = 0

  func run() throws {
    var documents: [FilePath] = []
    for directory in directories.map({ Sys.currentDirectory.pushing(FilePath($0)) }) {
      documents += try Sys.entries(of: directory).filter { $0.name.string.hasSuffix(".pdf") }
        .map { directory.appending($0.name) }
    }
    var (pages, refused) = (0, 0)
    let pool = ParserPool(
      ParserSettings(directory: Sys.currentDirectory), processes: processes == 0 ? Sys.processors : processes)
    let work = documents.enumerated().map { number, path in
      ParserPool.Work(tag: number, ParserRequest(.inspect, path: path.string, samplePages: 8), timeout: 60)
    }
    pool.run(work) { answer in
      if case .success(let reply) = answer.result, let inspection = reply.inspection {
        pages += inspection.totalPages
      } else {
        refused += 1
      }
    }
    pool.end()
    print(#"{"documents": \#(documents.count), "pages": \#(pages), "refused": \#(refused)}"#)
  }
}
