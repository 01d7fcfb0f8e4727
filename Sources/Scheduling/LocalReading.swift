import SystemCalls

/// The readers of what lies beside a batch and of templates that people edit; for tests of hostile bytes.
package enum LocalReading {
  /// Reads a file as the history of a batch and as templates.
  package static func all(_ path: FilePath) throws {
    _ = try LocalHistory(reading: path)
    for kind in [SlurmTemplate.Kind.batch, .workers] {
      do { _ = try SlurmTemplate(reading: path, kind: kind) } catch let error as SlurmTemplate.Refusal {
        precondition(!error.description.isEmpty, "a sentence for a person")
      }
    }
  }
}
