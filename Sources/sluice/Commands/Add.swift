import ArgumentParser
import Downloader
import Formats
import Spool
import StageKit
import SystemCalls

/// `sluice add`: hands over documents whole, so that nobody has to wait whether they still grow.
struct Add: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hand over files, or all files below directories, to the inbox.",
    discussion: """
      Files are copied; with --move they are moved, with --link a second name is made for them (same file system, and \
      nobody may write to them afterwards). Each is taken by the next pass of the downloader.

      EXAMPLES
        sluice add ~/scans/*.pdf
        sluice add --collection letters -- letters/ -odd-name.pdf
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

  @Flag(name: [.customShort("n"), .customLong("dry-run")], help: "Show what would be added and do nothing.")
  var dryRun = false

  func validate() throws {
    if move && link { throw ValidationError("--move and --link exclude each other.") }
  }

  func run() throws {
    let workspace = try workspace.open(verb: "add")
    var count = 0
    var bytes: Int64 = 0
    var refused = 0
    for path in CommandLine.paths(for: paths) {
      try forEachFile(path, named: true) { file, problem in
        if let problem {
          Console.error("sluice add: \(problem)")
          refused += 1
          return
        }
        do throws(SystemError) {
          let size = try Sys.status(of: file).size
          if dryRun { Console.print("would add \(Format.name(file.string))") } else { try publish(file, workspace) }
          bytes += size
          count += 1
        } catch {
          if error.isFull { throw error }
          Console.error("sluice add: \(error)")
          refused += 1
        }
      }
    }
    let verb = dryRun ? "would be added" : "added"
    Console.print("\(Format.count(count, "file")) \(verb) (\(Format.bytes(bytes)))")
    if count > 0 && !dryRun { Console.print("next: sluice run") }
    if refused > 0 { throw ExitCode(1) }
  }

  /// Publishes one document: its note first, then the whole file by one rename (`document`).
  private func publish(_ file: FilePath, _ workspace: Workspace) throws(SystemError) {
    let name = String(Sys.randomBits(), radix: 16)
    let directory = workspace.spool.added.appending(name)
    try Sys.ensurePath(workspace.spool.added)
    try Sys.makeDirectory(directory)
    let arrival = Arrival(
      name: file.lastComponent?.bytes ?? [], collection: collection ?? workspace.collectionName)
    guard let note = try? FormatCoding.file(arrival) else { return }
    try Sys.publish(note, at: Spool.arrival(directory))
    try Sys.sync(workspace.spool.added)
    let document = directory.appending(Inbox.addedDocument)
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
      try Sys.removeTree(directory)
      throw error
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
    let input = try Sys.open(file, .read)
    let output = try Sys.open(temporary, .createNew)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try Sys.read(input, into: buffer)
      if count == 0 { break }
      try Sys.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]), to: output)
    }
    try Sys.sync(output)
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
