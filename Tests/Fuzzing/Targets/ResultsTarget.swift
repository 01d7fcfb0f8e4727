import JSONLines
import Results
import SystemCalls

extension FuzzTarget {
  /// The bytes as a file of combined results: no record that is no record comes out, no file with a foreign name, and no line is
  /// neither routed nor rejected.
  package static func results(_ bytes: [UInt8]) {
    let directory = FilePath("/dev/shm/sluice-fuzz-\(Sys.processID)")
    do {
      try Sys.removeTree(directory)
      try Sys.makeDirectory(directory)
      defer { try? Sys.removeTree(directory) }
      let input = directory.appending("in.jsonl")
      try Sys.writePrivate(bytes, at: input)
      let output = directory.appending("out")
      // A short limit, so that lines over it are found without long inputs.
      let report = try DirectorySplit(output: output, memory: 4096, limit: 2048).run([input])
      try check(output, report)
    } catch {
      fatalError("a file that can be read cannot fail to split: \(error)")
    }
  }

  private static func check(_ output: FilePath, _ report: DirectorySplit.Report) throws {
    guard Sys.exists(output) else { return precondition(report.summary.records == 0) }
    let parser = LineParser()
    var records = 0
    for entry in try Sys.entries(of: output) {
      precondition(entry.kind == .file, "nothing but files comes out")
      precondition(!entry.name.isHidden, "no file is hidden")
      if entry.name == DirectorySplit.rejectsName { continue }
      for line in try Sys.contents(of: output.appending(entry.name), limit: 1 << 24).split(
        separator: UInt8(ascii: "\n"))
      {
        records += 1
        do throws(LineFault) {
          try parser.parse(line)
          precondition(parser.string("text") != nil, "a record has a text")
        } catch {
          preconditionFailure("what comes out is JSON")
        }
      }
    }
    precondition(records == report.summary.records, "\(records) records came out, \(report.summary.records) were told")
  }
}
