// sluice-pdf: the program that parses untrusted documents, PDFs and pictures, so that a document can crash nothing but this.
//
// Reads    one request a line on standard input (`ParserRequest`), paths relative to the directory it was started in
// Writes   one reply a line on standard output (`ParserReply`), in order; what libraries print goes to standard error
// Ends     at the end of its input with status 0; with 64 on arguments it does not know (sysexits.h, EX_USAGE);
//          a failed allocation inside Poppler ends it with status 1, a crash with its signal
// Limits   address space set by whoever starts it; `--processor-seconds N` limits each request (SIGXCPU)
// Fences   no sockets and no other programs; with `--handed` no files but those it needs (`Fences`) and the documents that come as
//          open files with the requests, over a Unix socket that is its standard input

import Glibc
import SystemCalls

let help = """
  Usage: sluice-pdf [--processor-seconds N] [--handed] [--read DIR]...
         sluice-pdf --version | --help

  Reads requests about PDFs and pictures from standard input, one JSON object a line, and answers each with one line.
  Sluice starts it by itself; by hand it shows what Sluice sees in a document:

    echo '{"operation":"inspect","path":"paper.pdf"}' | sluice-pdf
    echo '{"operation":"page","path":"paper.pdf","page":1,"languages":"eng"}' | OMP_THREAD_LIMIT=1 sluice-pdf

  Operations: inspect, text, recognize, page, versions.

  Options:
    --processor-seconds N   end when one request uses more than N seconds of processor time
    --handed                read only documents that are handed over as open files with their requests
    --read DIR              the same, and documents below DIR; may be repeated
    --version               show the versions of this program and of its libraries
    --help                  show this
  """

/// Answers requests until the input ends.
func serve(processorSeconds: Int64?, documents: [FilePath]?) throws {
  let output = try Sys.takeStandardOutput()
  Sys.refuseCoreFiles()
  Sys.nameShortageOfMemory()
  Sys.leaveStopSignalsToParent()
  Fences.raise(documents: documents)
  // Calls are counted from the first request on.
  FaultInjection.arm(verb: "sluice-pdf")
  let desk = RequestDesk()
  var requests = HandedLines(Descriptor(adopting: STDIN_FILENO))
  while let (line, file) = try requests.next() {
    if let processorSeconds { Sys.allowProcessorTime(seconds: processorSeconds) }
    try Sys.write(desk.answer(line, file), to: output)
  }
}

/// The limits that the arguments name, and the directories to which reading is limited, nil for all; nil for other arguments.
func options(_ arguments: [String]) -> (processorSeconds: Int64?, documents: [FilePath]?)? {
  var (seconds, documents): (Int64?, [FilePath]?) = (nil, nil)
  var rest = arguments[...]
  while let name = rest.popFirst() {
    if name == "--handed" {
      documents = documents ?? []
      continue
    }
    guard let value = rest.popFirst() else { return nil }
    switch name {
    case "--processor-seconds":
      guard let number = Int64(value), number > 0 else { return nil }
      seconds = number
    case "--read": documents = (documents ?? []) + [FilePath(value)]
    default: return nil
    }
  }
  return (seconds, documents)
}

switch Array(CommandLine.arguments.dropFirst()) {
case ["--help"], ["-h"]: print(help)
case ["--version"]: for (name, version) in Versions.all.sorted(by: { $0.key < $1.key }) { print(name, version) }
case let arguments:
  if let (processorSeconds, documents) = options(arguments) {
    try serve(processorSeconds: processorSeconds, documents: documents)
    exit(0)
  }
  try Sys.write(
    Array("sluice-pdf: arguments not understood; see: sluice-pdf --help\n".utf8), to: Descriptor(adopting: 2))
  exit(64)
}
