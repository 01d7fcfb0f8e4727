import Formats
import Hosts
import Scheduling
import StageKit
import SystemCalls

extension FuzzTarget {
  /// The bytes as what lies where others can write it: the user's book of pauses, a batch's history, a template, a site's answer.
  package static func notes(_ bytes: [UInt8]) {
    let path = FilePath("/dev/shm/sluice-fuzz-\(Sys.processID).notes")
    do {
      try Sys.writePrivate(bytes, at: path)
      defer { try? Sys.removeIfThere(path) }
      for pause in try HostBook(path: path).read(at: .now) {
        precondition(!pause.site.name.isEmpty && pause.timesAside >= 0, "a site, and how often")
      }
      try LocalReading.all(path)
    } catch {
      fatalError("a file that can be read cannot fail with an error of the storage: \(error)")
    }
    if let answer = SiteCommand.Answer(String(decoding: bytes, as: UTF8.self)) {
      precondition(answer.freeBytes >= 0 && answer.freeInodes ?? 0 >= 0, "no room is less than none")
    }
  }
}
