/// Every reader of what servers say, as one door for whoever proves that no answer breaks them.
package enum TransferReading {
  /// Reads bytes as the head of an answer, what is done with its body, and as the record of a partial file.
  package static func all(_ bytes: [UInt8]) {
    let record = ResumeRecord(bytes: bytes)
    var head = ResponseHead()
    for line in bytes.split(separator: UInt8(ascii: "\n")) { line.withUnsafeBytes { head.take($0) } }
    _ = (head.documentLength, head.retrySeconds(now: 0), head.validator)
    for question in [BodyPlan.Question(), BodyPlan.Question(offset: 1, record: record)] {
      _ = BodyPlan.of(head, asked: question)
    }
  }
}
