import Formats
import Lists
import SystemCalls

extension FuzzTarget {
  /// The bytes as a list of each kind: entries with numbers that can be, lines that are none with a sentence, or a sentence for the
  /// whole.
  package static func lists(_ bytes: [UInt8]) {
    let path = FilePath("/dev/shm/sluice-fuzz-\(Sys.processID).list")
    let rules = EntryRules(templates: ["own": "https://example.org/{id}.pdf"], defaultSource: "own", collection: nil)
    for kind in ListKind.allCases {
      do {
        try Sys.writePrivate(bytes, at: path)
        defer { try? Sys.removeIfThere(path) }
        if let fault = try Expansion.fault(of: path, kind: kind) {
          precondition(!fault.message.isEmpty, "a sentence for a person")
        }
        let found = try Expansion.first(1000, of: path, kind: kind, rules: rules)
        for entry in found.entries {
          precondition((1...Stated.mostBytes).contains(entry.size ?? 1), "a size that a document can have")
          precondition(entry.url != nil || entry.identifier != nil, "something to ask for")
          guard let line = try? FormatCoding.line(entry),
            let again = try? FormatCoding.decode(ListEntry.self, from: line)
          else { preconditionFailure("what is written can be read") }
          precondition(again == entry, "and is the same")
        }
        precondition(found.rejects.allSatisfy { !$0.message.isEmpty }, "and a sentence for each other line")
      } catch is ListFault {
        continue
      } catch {
        fatalError("a list that can be read cannot fail with an error of the storage: \(error)")
      }
    }
  }
}
