import ArgumentParser
import Downloader
import Formats
import Lists
import Spool
import StageKit
import SystemCalls

/// `sluice add`: hands over documents whole, so that nobody has to wait whether they still grow.
struct Add: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Hand over files, all files below directories, or lists of what to fetch, to the inbox.",
    discussion: """
      Files are copied; with --move they are moved, with --link a second name is made for them (same file system, and \
      nobody may write to them afterwards). Each is taken by the next pass of the downloader.

      With --list each file is a list of addresses or identifiers, which the downloader works off: .txt, .csv, .tsv, \
      .ndjson, .jsonl or .json. --sample takes a random sample of it as a pilot, with the same --seed the same one; add \
      the list again without it for the rest: what is known is skipped.

      EXAMPLES
        sluice add ~/scans/*.pdf
        sluice add --collection letters -- letters/ -odd-name.pdf
        sluice add --list catalogue.csv --collection maps
        sluice add --list identifiers.txt --sample 100 --seed 1
        sluice add --route ocr old-scans/     whatever text of their own they have
      """)

  @OptionGroup var workspace: WorkspaceOptions

  @Argument(help: ArgumentHelp("Files and directories.", valueName: "path"))
  var paths: [String]

  @Flag(help: "Move the files instead of copying them.")
  var move = false

  @Flag(help: "Make hard links instead of copies.")
  var link = false

  @Option(help: ArgumentHelp("A name for documents that belong together.", valueName: "name"))
  var collection: String?

  @OptionGroup var choice: ChoiceOptions

  @Flag(help: "The files are lists of what to fetch.")
  var list = false

  @Option(help: ArgumentHelp("Fetch only a random sample of each list.", valueName: "entries"))
  var sample: Int?

  @Option(help: ArgumentHelp("What makes the sample the same again.", valueName: "number"))
  var seed: Int?

  @Flag(name: [.customShort("n"), .customLong("dry-run")], help: "Show what would be added and do nothing.")
  var dryRun = false

  func validate() throws {
    if move && link { throw ValidationError("--move and --link exclude each other.") }
    if !list && (sample != nil || seed != nil) { throw ValidationError("--sample and --seed are for --list.") }
    if seed != nil && sample == nil { throw ValidationError("--seed is for --sample.") }
    if let sample, sample < 1 { throw ValidationError("--sample must be 1 or more.") }
  }

  func run() throws {
    let workspace = try workspace.open(verb: "add")
    let choice = try choice.choice(workspace.settings)
    if !dryRun {
      // What is moved here may be the only one there is: the way to it lasts before, whoever made it.
      do { try workspace.spool.make(.added) } catch let foreign as ForeignName {
        throw ItemFiles.Unreadable(path: workspace.spool.added, message: "\(foreign)")
      }
      try Sys.syncNames(above: workspace.spool.added)
    }
    var count = 0
    var bytes: Int64 = 0
    var refused = 0
    var likeList: FilePath?
    var isPrivate = false
    for path in CommandLine.paths(for: paths) {
      try forEachFile(path, named: true) { file, problem in
        if let problem {
          Console.error("sluice add: \(problem)")
          refused += 1
          return
        }
        if list, let problem = notAList(file) {
          Console.error("sluice add: \(problem)")
          refused += 1
          return
        }
        do throws(SystemError) {
          let status = try Sys.status(of: file)
          let size = status.size
          isPrivate = isPrivate || status.rights & 0o004 == 0
          if dryRun {
            Console.print("would add \(Format.name(file.string))")
          } else {
            try publish(file, choice, workspace)
          }
          bytes += size
          count += 1
          if !list, file.lastComponent.flatMap({ ListKind($0) }) != nil { likeList = likeList ?? file }
        } catch {
          if error.isFull { throw error }
          Console.error("sluice add: \(error)")
          refused += 1
        }
      }
    }
    let verb = dryRun ? "would be added" : "added"
    Console.print("\(Format.count(count, "file")) \(verb) (\(Format.bytes(bytes)))")
    if let likeList {
      let shown = Format.name(likeList.string)
      Console.print("note: \(shown) is taken for a document; if it lists what to fetch: sluice add --list \(shown)")
    }
    if isPrivate, !list, try Sys.status(of: workspace.spool.directory).rights & 0o007 != 0 {
      Console.print(
        "note: what others may not read stays so, but its text will be in a workspace that every user of this system can read: "
          + "the setting workspace.access, and chmod")
    }
    if count > 0 && !dryRun { Console.print("next: sluice run") }
    if refused > 0 { throw ExitCode(1) }
  }

  /// Publishes one document: its note first, then the whole file by one rename (`document`).
  private func publish(
    _ file: FilePath, _ choice: DocumentChoice?, _ workspace: Workspace
  ) throws(SystemError) {
    let name = String(Sys.randomBits(), radix: 16)
    let directory = workspace.spool.added.appending(name)
    try Sys.makeDirectory(directory)
    // A list's collection may also be its own name, which the downloader sees to.
    let collection = collection ?? (list ? nil : workspace.collectionName)
    var arrival = Arrival(name: file.lastComponent?.bytes ?? [], collection: collection)
    arrival.choice = choice
    if list, let sample { arrival.sample = ListProgress.Sample(size: sample, seed: seed ?? 0) }
    guard let note = try? FormatCoding.file(arrival) else { return }
    try Sys.publish(note, at: Spool.arrival(directory))
    try Sys.sync(workspace.spool.added)
    let kind = list ? file.lastComponent.flatMap { ListKind($0) } : nil
    let document = directory.appending(kind.map { "\(Inbox.addedList)\($0.rawValue)" } ?? Inbox.addedDocument)
    let before = try Sys.status(of: file)
    do throws(SystemError) {
      if link {
        try Sys.link(file, to: document)
      } else if move {
        try moveFile(file, to: document, in: directory)
      } else {
        try copy(file, to: document, in: directory)
      }
      try Sys.sync(directory)
    } catch {
      // Once it is moved it may be the only one there is: it goes back, and only a copy of what is seen to be there is removed.
      if let there = try? Sys.status(of: file), there.isSameFile(as: before) {
        try Sys.removeIfThere(document)
        // Its note goes after it, whatever a loss of power brings back.
        try Sys.sync(directory)
      } else if move, !Sys.exists(file), Sys.exists(document) {
        try Sys.rename(document, to: file)
      }
      try Spool.removeDebris(directory)
      throw error
    }
  }

  /// Why a file is no list; nil where it is one.
  private func notAList(_ file: FilePath) -> String? {
    let shown = Format.name(file.string)
    guard let kind = file.lastComponent.flatMap({ ListKind($0) }) else {
      let kinds = ListKind.allCases.map { ".\($0.rawValue)" }.joined(separator: ", ")
      return "\(shown): is no list by its name: allowed is \(kinds)"
    }
    do {
      return try Expansion.fault(of: file, kind: kind).map { "\(shown): \($0.message)" }
    } catch {
      return "\(error)"
    }
  }

  private func moveFile(_ file: FilePath, to document: FilePath, in directory: FilePath) throws(SystemError) {
    do throws(SystemError) {
      try Sys.sync(file)
      try Sys.rename(file, to: document)
    } catch {
      guard error.errno == .improperLink else { throw error }
      try copy(file, to: document, in: directory)
      try Sys.sync(directory)
      try Sys.unlink(file)
    }
  }

  private func copy(_ file: FilePath, to document: FilePath, in directory: FilePath) throws(SystemError) {
    let temporary = directory.appending(".document.tmp")
    try Sys.copy(file, to: temporary)
    try Sys.sync(temporary)
    try Sys.rename(temporary, to: document)
  }

  /// Files below a path; what cannot be added comes with the sentence that says why.
  private func forEachFile(
    _ path: FilePath, named: Bool, _ body: (FilePath, String?) throws -> Void
  ) throws {
    let shown = Format.name(path.string)
    let kind: FileKind
    do throws(SystemError) { kind = try Sys.status(of: path).kind } catch { return try body(path, error.description) }
    switch kind {
    case .file: try body(path, nil)
    case .symlink: try body(path, "\(shown): is a symbolic link: name the file it points to")
    case .special: try body(path, "\(shown): is no file")
    case .directory:
      for entry in try Sys.entries(of: path) where !entry.name.isHidden {
        try forEachFile(path.appending(entry.name), named: false, body)
      }
    }
  }
}

extension Workspace {
  /// The collection of documents that name none.
  var collectionName: String? { settings.collection.isEmpty ? nil : settings.collection }
}
