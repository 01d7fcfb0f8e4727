import Glibc
import Sweeping
import SystemCalls
import TestSupport

// sluice-sweep [kills|faults|replies|looks] [every=N|call=N] [lanes=N] [verb …] | storms=N
//
// Disturbs verbs at every point, or at every N-th, beginning anywhere, or at one call; all verbs when none is
// named. Exit status 1 when anything is lost, doubled or different.

/// Says a line at once, whoever listens: a sweep is long.
@Sendable func say(_ text: String) {
  let line = text + "\n"
  _ = write(STDOUT_FILENO, line, line.utf8.count)
}

var kinds: [Campaign.Kind] = []
var verbs: [Verb] = []
var every = 1
var call: Int?
var storms: Int?
var lanes = Sys.processors + 1
for argument in CommandLine.arguments.dropFirst() {
  let parts = argument.split(separator: "=", maxSplits: 1)
  let number = parts.count == 2 ? Int(parts[1]).flatMap { $0 > 0 ? $0 : nil } : nil
  if let kind = Campaign.Kind(rawValue: argument) {
    kinds.append(kind)
  } else if let verb = Verb.all.first(where: { $0.title == argument }) {
    verbs.append(verb)
  } else if parts.first == "every", let number {
    every = number
  } else if parts.first == "call", let number {
    call = number
  } else if parts.first == "storms", let number {
    storms = number
  } else if parts.first == "lanes", let number {
    lanes = number
  } else {
    say(
      """
      sluice-sweep [kills|faults|replies|looks] [every=N|call=N] [lanes=N] [VERB ...] | storms=N
      Disturbs verbs at every point, at every N-th, or at one call; all verbs when none is named, N lanes side by side.
      storms=N: every worker thrice at once without leases, N rounds.
      Verbs: \(Verb.all.map(\.title).joined(separator: " ")).
      """)
    exit(["-h", "--help", "help"].contains(argument) ? 0 : 64)
  }
}

var points = 0
var troubles: [String] = []
let start = Sys.monotonicSeconds
say("\(Draw.words)")
if let storms {
  let storm = try Storm()
  var failed = 0
  for number in 0..<storms {
    let found = try storm.round(number)
    for trouble in found { say("TROUBLE \(trouble)") }
    if !found.isEmpty { failed += 1 }
    if (number + 1) % 20 == 0 { say("\(number + 1) of \(storms) storms, \(Int(Sys.monotonicSeconds - start)) s") }
  }
  say("\(storms) storms, \(failed) with troubles, \(Int(Sys.monotonicSeconds - start)) s")
  exit(failed == 0 ? 0 : 1)
}
for verb in verbs.isEmpty ? Verb.all : verbs {
  let pipeline = try Pipeline.shared(verb)
  let sweep = Sweep(pipeline, toTheEndEvery: 10)
  for kind in kinds.isEmpty ? Campaign.Kind.allCases : kinds {
    let all: [(Point, Point?)] =
      switch kind {
      case .kills: sweep.kills(pipeline.trace.distinctKills)
      case .faults: sweep.faults.map { ($0, nil) }
      case .replies: sweep.lostReplies.map { ($0, nil) }
      case .looks: sweep.failingLooks.map { ($0, nil) }
      }
    let first = Int(Draw.seed % UInt64(every))
    let chosen = stride(from: first, to: all.count, by: every).map { all[$0] }
      .filter { call == nil || $0.0.call == call }
    let result = Campaign(sweep, kind, chosen, say: say).run(lanes: lanes)
    let calls = pipeline.trace.calls.count
    let what = kind == .kills ? "\(2 * calls) kill points with \(all.count) outcomes" : "\(all.count) points"
    say(
      "== \(verb) \(kind.rawValue): \(calls) calls, \(what), \(result.points) tried, \(result.troubles.count) troubles, "
        + "\(Int(result.seconds)) s")
    points += result.points
    troubles += result.troubles
  }
}
say("\(points) points, \(troubles.count) troubles, \(Int(Sys.monotonicSeconds - start)) s")
for trouble in troubles { say("TROUBLE \(trouble)") }
exit(troubles.isEmpty ? 0 : 1)
