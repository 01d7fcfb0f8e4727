import Downloader
import Formats
import Parsing
import StageKit
import SystemCalls

/// Joins the downloader to the parser program: one child a core, documents in parallel.
enum Inspecting {
  /// The means by which the downloader of this workspace looks at documents.
  static func inspect(_ workspace: Workspace) -> Downloader.Inspect {
    let settings = workspace.settings
    let limits = ParserSettings(
      directory: workspace.root, memory: settings.inspection.memory.bytes,
      processorSeconds: Int64(settings.inspection.timeout.seconds.rounded(.up)) + 1)
    let processes = settings.inspection.processes == 0 ? Sys.processors : settings.inspection.processes
    let pool = ParserPool(limits, processes: processes)
    return { documents in
      var results = [Result<Inspection, ParserReply.Failure>?](repeating: nil, count: documents.count)
      var next = 0
      try pool.run(
        next: {
          guard next < documents.count else { return nil }
          defer { next += 1 }
          let request = ParserRequest(
            .inspect, path: documents[next].path.string, sha256: documents[next].sha256,
            samplePages: settings.inspection.samplePages,
            trustHiddenText: settings.routing.trustHiddenText, textQuality: settings.routing.textQuality)
          return ParserPool.Work(tag: next, request, timeout: settings.inspection.timeout.seconds)
        },
        each: { answer in results[answer.work.tag] = try finding(answer.result) })
      return results.map {
        $0 ?? .failure(.init(code: Reason.parserCrashed.code, message: "The parser gave no answer."))
      }
    }
  }

  private static func finding(
    _ result: Result<ParserReply, ParserFailure>
  ) throws -> Result<Inspection, ParserReply.Failure> {
    switch result {
    case .success(let reply):
      if let inspection = reply.inspection { return .success(inspection) }
      return .failure(reply.failure ?? .init(code: Reason.damaged.code, message: Reason.damaged.sentence))
    case .failure(let failure):
      if failure.kind == .unreadable {
        return .failure(.init(code: ParserReply.Failure.unreadable, message: failure.message))
      }
      // No parser, no verdict: the pass ends, and the documents wait in their private directories.
      guard let reason = failure.reason else { throw failure }
      return .failure(.init(code: reason.code, message: failure.message))
    }
  }
}
