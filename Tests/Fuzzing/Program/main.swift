import FuzzTargets
import Glibc
import SystemCalls
import TestSupport

// sluice-fuzz TARGET SEEDS SECONDS
// sluice-fuzz TARGET SEEDS --inputs COUNT
// sluice-fuzz TARGET FILE
//
// TARGET is inspection, pictures, layout, records, results, files, manifest, lists, answers, settings or documents.
//
// Feeds a target with its seeds and then with mutations of them, for so many seconds or so many inputs; or with one file, as it
// is. Knows nothing of what the code does with its bytes, as libFuzzer would: it is built and run wherever the tests are. SLUICE_SEED=N
// repeats a run. A trap ends the program; the bytes that made it are in the file that is named at the beginning.

/// Says a line at once: the next bytes may be the last.
func say(_ text: String, _ file: CInt = STDOUT_FILENO) {
  let line = text + "\n"
  _ = write(file, line, line.utf8.count)
}

/// One target and what it is given.
struct Feeding {
  static let kinds = FuzzTarget.all.keys.sorted() + ["documents"]

  let kind: String
  let directory: FilePath
  let documents: DocumentsTarget

  init(_ kind: String) throws {
    self.kind = kind
    directory = FilePath("/dev/shm/sluice-fuzz-\(kind)-\(String(Sys.randomBits(), radix: 16))")
    try Sys.makeDirectory(directory)
    documents = DocumentsTarget(in: directory)
  }

  func feed(_ bytes: [UInt8]) {
    if let target = FuzzTarget.all[kind] { target(bytes) } else { documents.take(bytes) }
  }

  /// When it has fed enough.
  enum End {
    case seconds(Double)
    case inputs(Int)
  }

  func run(_ seeds: FilePath, until end: End) throws {
    let finding = directory.appending("finding")
    say("\(kind): \(Draw.words); should it end early, see \(finding)")
    var mutator = Mutator(
      seeds: try Sys.entries(of: seeds).map { try Sys.contents(of: seeds.appending($0.name)) },
      generator: Draw.generator(for: kind))
    let start = Sys.monotonicSeconds
    var inputs = 0
    func isEnough() -> Bool {
      switch end {
      case .seconds(let seconds): Sys.monotonicSeconds - start >= seconds
      case .inputs(let count): inputs >= count
      }
    }
    while !isEnough() {
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
let asked: Feeding.End? =
  switch arguments.count {
  case 3: .seconds(10)
  case 4: Double(arguments[3]).map { .seconds($0) }
  case 5 where arguments[3] == "--inputs": Int(arguments[4]).map { .inputs($0) }
  default: nil
  }
guard let end = asked, Feeding.kinds.contains(arguments[1]) else {
  say("usage: sluice-fuzz \(Feeding.kinds.joined(separator: "|")) SEEDS SECONDS|--inputs COUNT", STDERR_FILENO)
  exit(2)
}
let feeding = try Feeding(arguments[1])
let given = FilePath(arguments[2])
if try Sys.status(of: given).kind == .file {
  feeding.feed(try Sys.contents(of: given))
} else {
  try feeding.run(given, until: end)
}
try Sys.removeTree(feeding.directory)
