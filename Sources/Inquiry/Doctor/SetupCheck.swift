import Formats
import Parsing
import Settings
import StageKit
import SystemCalls
import Transfer

extension Checkup {
  /// Programs, libraries, languages and the machine.
  func setup(_ workspace: Workspace) -> [Finding] {
    parser(workspace) + [network(), machine(workspace)] + command(workspace)
  }

  private func parser(_ workspace: Workspace) -> [Finding] {
    let settings = ParserSettings(directory: root, memory: workspace.settings.inspection.memory.bytes)
    let parser = ParserProcess(settings)
    defer { parser.end() }
    switch parser.ask(ParserRequest(.versions), timeout: 30) {
    case .failure(let failure):
      let said = failure.diagnostics.split(separator: "\n").last.map { " (\($0))" } ?? ""
      return [
        .problem(
          "set-up", "sluice-pdf", failure.message + said,
          remedy: "install it beside sluice, or set SLUICE_PDF to its path; it needs the Debian packages "
            + "libpoppler-glib8 and libtesseract5")
      ]
    case .success(let reply):
      let versions = (reply.versions ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      let answer = Finding.ok("set-up", "sluice-pdf", "it answers: \(versions.joined(separator: ", "))")
      return [answer, fences] + languages(workspace, parser)
    }
  }

  /// What a document could reach that takes the parser over.
  private var fences: Finding {
    guard let version = Sandbox.landlockVersion else {
      return .note(
        "set-up", "documents",
        "they are read without network and without other programs; files are not fenced: no Landlock here",
        remedy:
          "a kernel from Linux 5.13 on with Landlock lets sluice-pdf read nothing but documents, fonts and languages")
    }
    return .ok(
      "set-up", "documents",
      "they are read without network, without other programs and with few files, to read only (Landlock \(version))")
  }

  /// Each language is asked for alone, so that the one that is missing is named.
  private func languages(_ workspace: Workspace, _ parser: ParserProcess) -> [Finding] {
    let settings = workspace.settings
    let codes = settings.ocr.languages.split(separator: "+").map(String.init)
    let engines = [settings.routing.text, settings.routing.ocr, settings.routing.mixed]
    let isUsed = engines.contains(.tesseract) || engines.contains(.auto)
    let missing = codes.filter { code in
      guard case .success(let reply) = parser.ask(ParserRequest(.versions, languages: code), timeout: 60) else {
        return true
      }
      return reply.failure != nil
    }
    if missing.isEmpty && codes == ["auto"] {
      return [.ok("set-up", "ocr.languages", "auto: what fits a page best of the languages installed")]
    }
    if missing.isEmpty { return [.ok("set-up", "ocr.languages", "Tesseract has \(codes.joined(separator: ", "))")] }
    return missing.map { code in
      let package = "tesseract-ocr-" + code.lowercased().replacing("_", with: "-").replacing("/", with: "-")
      let message = "Tesseract has no data for the language \(code)"
      let remedy = "apt-get install \(package), or take \(code) out of ocr.languages in sluice.yaml"
      return isUsed
        ? .problem("set-up", "ocr.languages", message, remedy: remedy)
        : .note("set-up", "ocr.languages", message + "; no route uses recognition", remedy: remedy)
    }
  }

  private func network() -> Finding {
    let abilities = Transfer.abilities()
    let http = abilities.http2 ? "HTTP/2" : "HTTP/1.1 only"
    guard let tls = abilities.tls else {
      return .note(
        "set-up", "libcurl", "libcurl \(abilities.version) speaks no TLS: nothing can be fetched from https addresses",
        remedy: "apt-get install libcurl4")
    }
    return .ok("set-up", "libcurl", "libcurl \(abilities.version), \(tls), \(http)")
  }

  private func machine(_ workspace: Workspace) -> Finding {
    let (cores, memory) = (Sys.processors, Self.memory())
    let local = workspace.settings.local
    let processes = local.concurrency * (local.cpus == 0 ? max(1, cores / local.concurrency) : local.cpus)
    let most = Int64(processes) * workspace.settings.task.parserMemory
    let known = memory.map {
      ", \($0 >> 20) MiB of memory of which \((Self.memory("MemAvailable") ?? $0) >> 20) are free"
    }
    let message = "\(cores) cores\(known ?? "")"
    if workspace.settings.executor == .local, let memory, most > memory {
      return .note(
        "set-up", "machine", "\(message); tasks may use \(most >> 20) MiB: \(processes) processes of task.memory each",
        remedy: "lower local.concurrency, local.cpus or task.memory in sluice.yaml if documents are large")
    }
    return .ok("set-up", "machine", message)
  }

  /// Bytes that `/proc/meminfo` names (proc(5)).
  private static func memory(_ name: String = "MemTotal") -> Int64? {
    guard let bytes = try? Sys.contents(of: "/proc/meminfo", limit: 1 << 16) else { return nil }
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") where line.hasPrefix("\(name):") {
      return line.split(separator: " ").dropFirst().first.flatMap { Int64($0) }.map { $0 << 10 }
    }
    return nil
  }

  private func command(_ workspace: Workspace) -> [Finding] {
    guard let program = workspace.settings.command.argv.first, program.contains("/") else { return [] }
    let path = FilePath(program)
    if Sys.exists(path.isAbsolute ? path : root.pushing(path)) {
      return [.ok("set-up", "command.argv", "\(program) is there")]
    }
    return [
      .problem("set-up", "command.argv", "\(program) is not there", remedy: "correct command.argv in sluice.yaml")
    ]
  }
}
