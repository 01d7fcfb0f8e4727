import Formats
import Reading
import SystemCalls

/// What hostile bytes are fed to. A trap, or a breach of what the code promises, ends the program.
package enum FuzzTarget {
  /// The targets that need nothing but bytes, by name.
  package static let all: [String: @Sendable ([UInt8]) -> Void] = [
    "inspection": { inspection($0) }, "pictures": { pictures($0) }, "layout": { layout($0) },
    "records": { records($0) }, "results": { results($0) }, "files": { files($0) }, "manifest": { manifest($0) },
    "lists": { lists($0) }, "answers": { answers($0) }, "settings": { settings($0) },
    "notes": { notes($0) },
  ]

  /// The bytes as a document's frame, and as text that a page gave.
  package static func inspection(_ bytes: [UInt8]) {
    let path = FilePath("/dev/shm/sluice-fuzz-\(Sys.processID).pdf")
    do {
      try Sys.writePrivate(bytes, at: path)
      defer { try? Sys.removeIfThere(path) }
      let structure = try FileStructure(try Sys.open(path, .read))
      precondition(structure.size == Int64(bytes.count), "the size is the file's")
      precondition(!bytes.isEmpty || structure.failure?.code == Reason.empty.code, "no bytes are empty")
      if let failure = structure.failure {
        precondition(Reason(code: failure.code) != nil, "a reason that is in the table")
        precondition(!failure.message.isEmpty, "and a sentence for a person")
      }
    } catch {
      fatalError("a document that can be read cannot fail with an error of the storage: \(error)")
    }
    _ = FileGuess.describe(Array(bytes.prefix(1024)))
    let text = String(decoding: bytes, as: UTF8.self)
    let quality = TextQuality(text)
    precondition(quality.good >= 0 && quality.bad >= 0 && quality.singles >= 0)
    precondition((0...1).contains(quality.share), "a share is a part of the whole")
    let clean = PlainText.clean(text)
    precondition(PlainText.clean(clean) == clean, "what is clean stays as it is")
    let line = PlainText.line(text)
    precondition(!line.contains("\n"), "a line is one")
    precondition(PlainText.line(line) == line, "and stays as it is")
    for judgement in [LanguageJudgement(text), LanguageJudgement(text, sure: ("en", 1))] {
      precondition((0...1).contains(judgement.score), "a score is a part of the whole")
      precondition(judgement.verdict != .good || judgement.fault == nil, "what is good has no fault")
    }
    _ = bytes.withUnsafeBytes { CatalogMarks($0) }
  }
}
