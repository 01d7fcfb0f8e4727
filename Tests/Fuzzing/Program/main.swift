import FuzzTargets
import Glibc
import Sweeping
import SystemCalls

// sluice-fuzz inspection|results|documents SEEDS SECONDS
// sluice-fuzz inspection|results|documents FILE
//
// Feeds a target with its seeds and then with mutations of them, for so many seconds; or with one file, as it is. Knows nothing
// of what the code does with its bytes, as libFuzzer would: it is built and run wherever the tests are. SLUICE_SEED=N
// repeats a run. A trap ends the program; the bytes that made it are in the file that is named at the beginning.

/// Says a line at once: the next bytes may be the last.
func say(_ text: String, _ file: CInt = STDOUT_FILENO) {
  let line = text + "\n"
  _ = write(file, line, line.utf8.count)
}

/// One target and what it is given.
struct Feeding {
  let kind: String
  let directory: FilePath
  let documents: DocumentsTarget

  init(_ kind: String) throws {
    self.kind = kind
    directory = FilePath("/dev/shm/sluice-fuzz-\(kind)-\(Sys.processID)")
    try Sys.makeDirectory(directory)
    documents = DocumentsTarget(in: directory)
  }

  func feed(_ bytes: [UInt8]) {
    switch kind {
    case "inspection": FuzzTarget.inspection(bytes)
    case "results": FuzzTarget.results(bytes)
    default: documents.take(bytes)
    }
  }

  func run(_ seeds: FilePath, seconds: Double) throws {
    let finding = directory.appending("finding")
    say("\(kind): SLUICE_SEED=\(Points.seed); should it end early, see \(finding)")
    var mutator = Mutator(
      seeds: try Sys.entries(of: seeds).map { try Sys.contents(of: seeds.appending($0.name)) },
      generator: Points.generator(for: kind))
    let end = Sys.monotonicSeconds + seconds
    var inputs = 0
    while Sys.monotonicSeconds < end {
      let bytes = mutator.next()
      try Sys.removeIfThere(finding)
      try Sys.writePrivate(bytes, at: finding)
      feed(bytes)
      inputs += 1
    }
    say("\(kind): \(inputs) inputs from \(mutator.seeds.count) seeds")
    if kind == "documents" {
      say("documents: \(documents.accepted) accepted, \(documents.casualties) cost their parser")
    }
  }
}

let arguments = CommandLine.arguments
guard arguments.count >= 3, ["inspection", "results", "documents"].contains(arguments[1]) else {
  say("usage: sluice-fuzz inspection|results|documents SEEDS SECONDS", STDERR_FILENO)
  exit(2)
}
let feeding = try Feeding(arguments[1])
let given = FilePath(arguments[2])
if try Sys.status(of: given).kind == .file {
  feeding.feed(try Sys.contents(of: given))
} else {
  try feeding.run(given, seconds: arguments.count > 3 ? Double(arguments[3]) ?? 10 : 10)
}
try Sys.removeTree(feeding.directory)
