// `sluice supervise` alone, so that tests of the local executor kill, double and outlive real processes without building
// the whole program.

import Glibc
import Scheduling

let arguments = (1..<Int(CommandLine.argc)).map { index in
  CommandLine.unsafeArgv[index].map { text in (0..<strlen(text)).map { UInt8(bitPattern: text[$0]) } } ?? []
}
guard arguments.first == Array("supervise".utf8) else { exit(64) }
do {
  try LocalSupervisor(SupervisorOptions(arguments: Array(arguments.dropFirst()))).run()
} catch {
  let sentence = "\(error)\n"
  _ = write(2, sentence, sentence.utf8.count)
  exit(1)
}
