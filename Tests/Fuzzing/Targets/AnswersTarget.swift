import Downloader
import Scheduling
import Settings
import Transfer

extension FuzzTarget {
  /// The bytes as what Slurm's programs print, as a server's head and record of a partial file, and as an archive's answer.
  package static func answers(_ bytes: [UInt8]) {
    SlurmReading.all(String(decoding: bytes, as: UTF8.self))
    TransferReading.all(bytes)
    ArchiveReading.all(bytes)
  }

  /// The bytes as `sluice.yaml`: settings within their bounds, or a sentence.
  package static func settings(_ bytes: [UInt8]) {
    do throws(SettingsError) { _ = try Settings(file: bytes) } catch {
      precondition(!error.description.isEmpty, "a sentence for a person")
    }
  }
}
