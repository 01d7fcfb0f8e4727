import Formats

/// The reader of the archive's answers, as a door for whoever proves that no answer breaks it.
package enum ArchiveReading {
  /// Reads bytes as an answer, and takes over what it says of each document.
  package static func all(_ bytes: [UInt8]) {
    guard let answer = try? FormatCoding.decode(ArchiveAnswer.self, from: bytes),
      let documents = try? answer.documents(of: "item", all: true)
    else { return }
    for document in documents {
      var entry = ListEntry(number: 1, line: 1)
      entry.take(answer, document)
    }
  }
}
