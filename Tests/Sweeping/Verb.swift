/// A program of the pipeline that is disturbed, and how it is brought to its eve and beyond.
package struct Verb: Sendable, CustomStringConvertible {
  /// What the verb is called in tests and at the command line of `sluice-sweep`.
  package var title: String
  /// The name by which faults are injected into it.
  package var name: String
  /// What is typed to run it.
  package var command: [String]
  /// What is run before it.
  package var before: [[String]] = []
  /// What is typed to go on after it was disturbed.
  package var again: [[String]]
  /// Lines that differ from the ordinary settings.
  package var settings = ""
  /// What happens on its eve beside commands that end well.
  package var eve = Eve.quiet
  /// Points of a sample at which it is killed, and of one at which it fails.
  package var sample: Int

  /// What happens on the eve of a verb.
  package enum Eve: Sendable {
    /// Nothing but commands.
    case quiet
    /// A document comes late, and is packed while other batches are in the executor's hands.
    case late
    /// Three passes were stopped amid their moves, an item was moved by hand, and a part of the history is lost.
    case wreck
  }

  package var description: String { title }

  /// Whether it is the process that is started, and not one that is started by it.
  package var isForeground: Bool { name == command[0] }

  init(
    _ title: String, name: String? = nil, _ command: [String], before: [[String]] = [], again: [[String]]? = nil,
    settings: String = "", eve: Eve = .quiet, sample: Int
  ) {
    self.title = title
    self.name = name ?? command[0]
    self.command = command
    self.before = before
    self.again = again ?? [command]
    self.settings = settings
    self.eve = eve
    self.sample = sample
  }

  private static let toDispatch = [["download"]]
  private static let toSubmit = toDispatch + [["dispatch", "--now"]]
  private static let toCleanup = toSubmit + [["submit"]]
  private static let toSecondTry = toCleanup + [["cleanup"], ["dispatch", "--now"], ["submit"]]
  private static let toFinalize = toCleanup + [["cleanup"]]

  package static let download = Verb("download", ["download"], sample: 2)
  package static let dispatch = Verb("dispatch", ["dispatch", "--now"], before: toDispatch, sample: 1)
  package static let submit = Verb("submit", ["submit"], before: toSubmit, again: [["run"]], sample: 1)
  package static let detach = Verb("detach", name: "detach", ["submit"], before: toSubmit, again: [["run"]], sample: 1)
  package static let supervise = Verb(
    "supervise", name: "supervise", ["submit"], before: toSubmit, again: [["run"]], sample: 1)
  package static let task = Verb("task", name: "task", ["submit"], before: toSubmit, again: [["run"]], sample: 1)
  package static let cleanup = Verb("cleanup", ["cleanup"], before: toCleanup, sample: 2)
  package static let secondTry = Verb("second-try", ["cleanup"], before: toSecondTry, sample: 2)
  package static let finalize = Verb("finalize", ["finalize"], before: toFinalize, sample: 2)
  package static let archive = Verb(
    "archive", ["finalize"], before: toFinalize, settings: "retention: {dropped: \"archive ARCHIVE\"}", sample: 2)
  package static let trash = Verb(
    "trash", ["finalize"], before: toFinalize, settings: "finalize: {grace: 3d}", sample: 1)
  package static let run = Verb("run", ["run"], again: [["run"]], sample: 1)
  package static let retry = Verb("retry", ["retry", "--all"], sample: 1)
  package static let add = Verb("add", ["add", "--collection", "letters", "../added.pdf"], sample: 1)
  package static let pause = Verb("pause", ["pause"], sample: 1)
  package static let resume = Verb("resume", ["resume"], before: [["pause"]], sample: 1)
  package static let cancel = Verb("cancel", ["cancel", "--all"], before: toCleanup, eve: .late, sample: 1)
  package static let repair = Verb(
    "repair", name: "audit", ["audit", "--repair"], before: toCleanup, eve: .wreck, sample: 2)
  package static let initialize = Verb("init", ["init", "."], sample: 1)
  package static let compact = Verb("manifest", ["manifest", "compact"], before: toFinalize, sample: 1)

  /// The five workers, with what they do under other settings and at a second try.
  package static let workers = [download, dispatch, submit, cleanup, secondTry, finalize, archive, trash]
  /// All of them.
  package static let all =
    workers + [detach, supervise, task, run, retry, add, pause, resume, cancel, repair, initialize, compact]
}
