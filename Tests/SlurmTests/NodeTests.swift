import Formats
import SystemCalls
import TestSupport
import Testing

/// The real parser behind a pipe that notes each request and holds pages up, for tests that must meet a task at work.
private struct SlowParser {
  private let home: TemporaryDirectory
  let program: FilePath

  /// - Parameter pause: shell for each page after the second that a parser makes, until `letGo`.
  init(pause: String) throws {
    home = try TemporaryDirectory()
    let parser = Command.built("sluice-pdf")
    // What it says first is what it is.
    program = try home.write(
      Array(
        """
        #!/bin/sh
        # A shell hands no files on: without `--handed` documents are opened by name.
        set -- $(echo "$@" | sed 's/--handed//')
        tee -a '\(home.path)/requests' | '\(parser)' "$@" | {
          replies=0
          while IFS= read -r line; do
            replies=$((replies + 1))
            [ $replies -le 3 ] || [ ! -e '\(home.path)/slow' ] || \(pause)
            printf '%s\\n' "$line"
          done
        }

        """.utf8), as: "parser.sh")
    _ = try Command("/bin/chmod", ["+x", program.string]).run()
    try home.write([], as: "slow")
  }

  /// One whose third page comes only after `letGo`.
  static func holding() throws -> SlowParser {
    try SlowParser(pause: "while [ -e \"${0%/*}/slow\" ]; do sleep 0.1; done")
  }

  func letGo() throws { try Sys.unlink(home.path.appending("slow")) }

  /// The page of each request for one, in the order in which they were asked for.
  func pages() throws -> [Int] {
    let path = home.path.appending("requests")
    guard Sys.exists(path) else { return [] }
    return try String(decoding: Sys.contents(of: path), as: UTF8.self).lines
      .map { try FormatCoding.decode(ParserRequest.self, from: Array($0.utf8)) }
      .filter { $0.operation == .page }.compactMap(\.page)
  }
}

extension SteadySuite {
  /// The task on a node (law 9).
  struct NodeTests {
    /// The directory of the first chunk's tries while it is open.
    private func chunk(_ journey: Journey) throws -> BatchLayout {
      BatchLayout(try journey.workspace.batchDirectory(1))
    }

    private func pages(_ journey: Journey, try name: String) throws -> [Int] {
      let path = BatchLayout.Try(try chunk(journey).chunk("0001").appending(name)).pages
      guard Sys.exists(path) else { return [] }
      return try String(decoding: Sys.contents(of: path), as: UTF8.self).split(separator: "\n")
        .compactMap { try? FormatCoding.decode(PageRecord.self, from: Array($0.utf8)).page }
    }

    private func outcome(_ journey: Journey, try name: String) throws -> Outcome? {
      let path = BatchLayout.Try(try chunk(journey).chunk("0001").appending(name)).outcome
      return Sys.exists(path) ? try journey.workspace.read(Outcome.self, path) : nil
    }

    @Test(.needsSmallDisk, arguments: ["scratch: %/$SLURMD_NODENAME", "environment: ['SLURM_TMPDIR=%']"])
    func `Documents are read from a node's own disk, as a setting or the site names it, and none is left there`(
      setting: String
    ) throws {
      // Another file system than the workspace's, wherever that is.
      let scratch = try SmallDisk(memory: "size=16m")
      let journey = try Journey(slurm: setting.replacing("%", with: scratch.path.string))
      for node in journey.cluster.nodes { try Sys.makeDirectory(scratch.path.appending(node)) }
      let read = journey.tools.path.appending("read")
      try journey.use("cksum \"$1\" >>'\(read)'")
      try journey.drop("a", "b")
      let answer = try journey.workspace.sluice("run")
      #expect(answer.status == 0, "\(answer.everything)")
      let lines = String(decoding: try Sys.contents(of: read), as: UTF8.self).lines
      #expect(lines.count == 2 && lines.allSatisfy { $0.contains(" \(scratch.path)/") }, "\(lines)")
      if setting.contains("$") { #expect(lines.allSatisfy { $0.contains(" \(scratch.path)/n") }, "\(lines)") }
      let left =
        try journey.workspace.entries(scratch.path)
        + journey.cluster.nodes.flatMap { try journey.workspace.entries(scratch.path.appending($0)) }
      #expect(left.count == journey.cluster.nodes.count, "\(left)")
      try journey.finish(processed: ["a", "b"])
    }

    @Test(.enduring)
    func `A task warned before its walltime ends finishes its page and says so, and the next does only the rest`()
      throws
    {
      // A page takes two seconds: four minutes for all, and a warning that comes is heeded within the minute there is for it.
      let parser = try SlowParser(pause: "sleep 2")
      let journey = try Journey(
        engines: "{text: {startup: 10min}}", slurm: "environment: ['SLUICE_PDF=\(parser.program)']", warning: "150s")
      try journey.drop("book", pages: 120)
      try journey.submit()
      let job = try journey.job(1)
      let name = "\(job).0"
      try eventually("two pages") { try pages(journey, try: name).count >= 2 }
      // Its time is nearly over now: two to three minutes are left, and Slurm looks twice a minute who is to be warned.
      var elapsed: Int?
      try eventually("the seconds that it has run", every: 100) {
        let answer = try journey.cluster.slurm(
          "sacct", "--noheader", "--parsable2", "--allocations", "--jobs=\(job)", "--format=ElapsedRaw")
        elapsed = answer.lines.first.flatMap { Int($0) }
        return elapsed != nil
      }
      let minutes = try #require(elapsed) / 60 + 3
      try journey.cluster.slurm("scontrol", "update", "JobId=\(job)_1", "TimeLimit=\(minutes)")
      try eventually("the task's last word") { try outcome(journey, try: name) != nil }
      let said = try #require(try outcome(journey, try: name))
      let done = try pages(journey, try: name)
      #expect(said.ending == .warned)
      #expect(!done.isEmpty && done.count < 120)
      #expect(said.items.map(\.unitsDone) == [done.count] && said.items.allSatisfy { $0.errorType == nil })
      // Not one page was begun and not finished.
      #expect(try parser.pages() == done)
      try parser.letGo()
      let answer = try journey.workspace.sluice("run")
      #expect(answer.status == 0, "\(answer.everything)")
      #expect(try parser.pages() == Array(1...120))
      let history = try journey.workspace.metadata(of: "book").history
      #expect(history.map(\.reason) == ["out_of_time"], "\(history)")
      try journey.finish(processed: ["book"])
    }

    @Test
    func `A task that is requeued goes on with the missing pages, in a directory of its own`() throws {
      let parser = try SlowParser.holding()
      let journey = try Journey(slurm: "environment: ['SLUICE_PDF=\(parser.program)']")
      try journey.drop("book", pages: 120)
      try journey.submit()
      let job = try journey.job(1)
      let (first, second) = ("\(job).0", "\(job).1")
      try eventually("two pages") { try pages(journey, try: first).count >= 2 }
      try journey.cluster.slurm("scontrol", "requeue", "\(job)_1")
      try eventually("the first try's last word") { try outcome(journey, try: first) != nil }
      let done = try pages(journey, try: first)
      #expect(try outcome(journey, try: first)?.ending == .warned)
      #expect(done.count < 120)
      // Between two tries nothing is taken for ended.
      try eventually("a task that waits for its second try", every: 100) {
        try journey.cluster.slurm("squeue", "--noheader", "--jobs=\(job)", "--format=%T").lines == ["PENDING"]
      }
      try journey.must("cleanup")
      #expect(try journey.workspace.identifiers(in: "04_ocr_completed").isEmpty)
      #expect(Sys.exists(try chunk(journey).chunk("0001")))
      try journey.cluster.endRest(ofTasks: ["\(job)_1"])
      try eventually("pages of the second try", every: 100) { try !pages(journey, try: second).isEmpty }
      // A task that comes to a try another one has leaves it alone.
      let batch = try journey.workspace.batchDirectory(1)
      let intruder = try journey.workspace.sluice("task", batch.string, "0001", "--try", second)
      #expect(intruder.status == 5, "\(intruder.everything)")
      try parser.letGo()
      try eventually("the second try's last word") { try outcome(journey, try: second) != nil }
      #expect(try outcome(journey, try: second)?.ending == .complete)
      #expect(try pages(journey, try: first) == done)
      #expect(try done + pages(journey, try: second) == Array(1...120))
      // The end before a requeue is for the parser, too: the page at hand is asked for a second time, no other is.
      #expect(try parser.pages().count <= 121)
      let answer = try journey.workspace.sluice("run")
      #expect(answer.status == 0, "\(answer.everything)")
      #expect(try journey.workspace.metadata(of: "book").history.isEmpty)
      try journey.finish(processed: ["book"])
    }
  }
}
