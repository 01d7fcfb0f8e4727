import ArgumentParser
import Cleanup
import Formats
import Results
import Spool
import StageKit
import SystemCalls

/// `sluice split`: combined results into a file for each source.
struct Split: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split",
    abstract: "Split combined NDJSON results into one file for each document.",
    discussion: """
      Reads files of records, or all *.jsonl and *.ndjson files below directories, and writes DIR/<document>.jsonl for each \
      document, every record as it stood. A record is an object with a string "text". Its document is looked up under \
      Source-File, source_file, source, filename, file_name, path, filepath, pdf, pdf_name, document and document_name, \
      first in "metadata" (an object, or a string of JSON), then beside "text"; records within an object inherit its \
      document. A "source" or "document" counts only where it ends like a document (.pdf, .png, …).

      Nothing is guessed: a line that is no JSON, or a record that names no document, goes to DIR/rejects.ndjson with its \
      place and the reason. DIR appears when everything is written, or not at all.

      Example:

        $ sluice split workspace/results -o by-document
        7303 records of 7303 documents from 12 files (300.0 MB) in by-document
        3 rejects in by-document/rejects.ndjson:
              2  no_source  Nothing in the record names its document.
              1  torn       The file ends within the line.

      Exit status: 0 when every record was routed, 1 when there are rejects or a file could not be read, 2 when DIR is \
      refused.
      """)

  @Argument(help: "Files of records, or directories to search; links are not followed.")
  var files: [String] = []

  @Option(help: ArgumentHelp("The kept raw results of a harvested batch, instead of files.", valueName: "batch"))
  var batch: String?

  @OptionGroup var workspace: WorkspaceOptions

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The directory to make; it must not hold anything yet.", valueName: "dir"))
  var output: String

  @Flag(name: .customLong("dry-run"), help: "Read and check everything, write nothing.")
  var dryRun = false

  @Flag(help: "Print the summary as JSON.")
  var json = false

  func validate() throws {
    if files.isEmpty == (batch == nil) { throw ValidationError("Name files, or give --batch NAME.") }
  }

  func run() throws {
    do {
      let report = try batch.map { try splitBatch($0) } ?? split(files.map { FilePath($0) })
      Console.print(lines: json ? try Self.json(report) : text(report))
      if report.summary.rejected > 0 { throw ExitCode(1) }
    } catch let refusal as DirectorySplit.Refusal {
      Console.error("sluice split: \(refusal)")
      throw ExitCode(2)
    }
  }

  private func split(_ paths: [FilePath]) throws -> DirectorySplit.Report {
    try DirectorySplit(output: FilePath(output)).run(paths, dryRun: dryRun)
  }

  /// Unpacks a harvested batch's raw results beside the output, splits them, and removes what was unpacked.
  private func splitBatch(_ text: String) throws -> DirectorySplit.Report {
    let workspace = try workspace.open(verb: "split")
    guard let name = BatchName(text), case let directory = workspace.spool.rested(name), Sys.exists(directory) else {
      throw NoRawResults(
        batch: text, why: "is not at rest in manifests/batches: `sluice show \(text)` says where it is")
    }
    guard let files = try RawArchive.files(in: directory) else {
      throw NoRawResults(batch: text, why: "has no raw results any more: cleanup.keep_raw is over")
    }
    let unpacked = WorkspaceOptions.absolute(FilePath("\(output).raw-\(String(Sys.randomBits(), radix: 16))"))
    try Sys.makeDirectory(unpacked)
    defer { try? Sys.removeTree(unpacked) }
    for (number, file) in files.enumerated() where Self.holdsRecords(file.path) {
      try RawArchive.unpack(file, in: directory, to: unpacked.appending("\(number).ndjson"))
    }
    return try split([unpacked])
  }

  /// Results of tasks; their lists, finished pages and logs are kept beside them.
  private static func holdsRecords(_ path: String) -> Bool {
    (path.hasSuffix(".ndjson") || path.hasSuffix(".jsonl"))
      && !["/list.ndjson", "/pages.ndjson", "local.ndjson"].contains(where: path.hasSuffix)
  }

  private func text(_ report: DirectorySplit.Report) -> String {
    let summary = report.summary
    let megabytes = Double((Double(summary.bytes) / 100_000).rounded()) / 10
    let place = dryRun ? "; nothing was written" : " in \(output)"
    var lines = [
      "\(summary.records) records of \(summary.documents) documents from \(summary.files) files (\(megabytes) MB)\(place)"
    ]
    if report.renamedCount > 0 {
      lines.append("\(report.renamedCount) files bear another name than their document:")
      lines += report.renamed.map { "  \($0.file)  \($0.source)" }
      if report.renamedCount > report.renamed.count { lines.append("  …") }
    }
    if summary.rejected > 0 {
      lines.append("\(summary.rejected) rejects\(dryRun ? "" : " in \(output)/\(DirectorySplit.rejectsName)"):")
      let width = summary.rejects.keys.map(\.count).max() ?? 0
      for (code, count) in summary.rejects.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
        let number = String(repeating: " ", count: max(0, 9 - String(count).count)) + String(count)
        let name = code + String(repeating: " ", count: width - code.count)
        lines.append("\(number)  \(name)  \(RejectReason(rawValue: code)?.sentence ?? "")")
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func json(_ report: DirectorySplit.Report) throws -> String {
    struct Renamed: Encodable {
      let source: String
      let file: String
    }
    struct Shown: Encodable {
      let files, records, documents, rejected: Int
      let bytes: Int64
      let rejects: [String: Int]
      let renamed: [Renamed]
    }
    let summary = report.summary
    let shown = Shown(
      files: summary.files, records: summary.records, documents: summary.documents, rejected: summary.rejected,
      bytes: summary.bytes, rejects: summary.rejects,
      renamed: report.renamed.map { Renamed(source: $0.source, file: $0.file) })
    return String(decoding: try FormatCoding.line(shown).dropLast(), as: UTF8.self)
  }
}

/// A batch that cannot be split again.
struct NoRawResults: UsageError, CustomStringConvertible {
  let batch: String
  let why: String
  var description: String { "\(batch): \(why)" }
}
