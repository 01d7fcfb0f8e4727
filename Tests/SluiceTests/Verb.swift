import Foundation
import Testing

/// A verb as the program itself lists it.
struct Verb: Sendable, CustomTestStringConvertible {
  /// The words to type: `sluice manifest cat`.
  let words: [String]
  let abstract: String

  var testDescription: String { words.joined(separator: " ") }
  var goldenName: String { words.joined(separator: "-") + ".txt" }

  private struct Dump: Decodable { let command: Command }

  private struct Command: Decodable {
    let commandName: String
    let abstract: String?
    let shouldDisplay: Bool
    let subcommands: [Command]?
  }

  /// All verbs that are shown, the program itself first.
  static func all() throws -> [Verb] { try listed.get() }

  /// Asked once for all tests.
  private static let listed = Result { try ask() }

  private static func ask() throws -> [Verb] {
    let run = try Programs.sluice(["--experimental-dump-help"])
    let root = try JSONDecoder().decode(Dump.self, from: Data(run.output.utf8)).command
    return verbs(root, [])
  }

  private static func verbs(_ command: Command, _ above: [String]) -> [Verb] {
    // A verb without a sentence of its own is still being written.
    guard command.shouldDisplay, command.commandName != "help", command.abstract != nil else { return [] }
    let words = above + [command.commandName]
    let own = Verb(words: words, abstract: command.abstract ?? "")
    return [own] + (command.subcommands ?? []).flatMap { verbs($0, words) }
  }
}
