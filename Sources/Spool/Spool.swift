import Formats
import SystemCalls

/// Everything under `stages/`: the one module that makes paths there.
public struct Spool: Sendable, Hashable {
  /// The workspace's directory.
  public let root: FilePath

  /// The spool of the workspace in `root`.
  public init(root: FilePath) { self.root = root }

  /// A sentence for what is stored: paths in it that are below the workspace begin there, as nothing stored holds an
  /// absolute one.
  public func relative(_ text: String) -> String { text.replacing("\(root)/", with: "") }

  // MARK: Paths

  /// `stages/`.
  public var directory: FilePath { root.appending("stages") }

  /// A stage's directory.
  public func path(_ stage: Stage) -> FilePath { directory.appending(stage.rawValue) }

  /// The directory that holds shards for a place; nil for places without shards.
  public func shards(of place: Place) -> FilePath? {
    switch place {
    case .stage(.downloaded), .stage(.completed), .stage(.processed): directory.appending(place.description)
    case .quarantine(let reason): path(.errors).appending(reason)
    default: nil
    }
  }

  /// An item's directory in a sharded place or in the inbox; nil where only a batch's own path can tell.
  public func item(_ identifier: Identifier, in place: Place) -> FilePath? {
    if place == .stage(.inbox) { return path(.inbox).appending(identifier.text) }
    return shards(of: place)?.appending(identifier.shard.description).appending(identifier.text)
  }

  /// A batch's directory in `02` or `03`.
  public func batch(_ name: BatchName, in stage: Stage) -> FilePath { path(stage).appending(name.description) }

  /// A harvested batch's directory.
  public func rested(_ name: BatchName) -> FilePath { rest.appending(name.description) }

  /// `manifests/batches`, where harvested batches rest.
  public var rest: FilePath { root.appending("manifests").appending("batches") }

  /// Where arriving documents are prepared, each pass in a directory of its own.
  public var incoming: FilePath { path(.downloaded).appending(".incoming") }

  /// Where a pass prepares arriving documents: nobody else knows the name.
  public func incoming(of maker: Maker) -> FilePath { incoming.appending("\(Self.passPrefix)\(maker)") }

  /// How the private directories of passes begin.
  public static let passPrefix = ".pass@"

  /// Where `sluice add` publishes what it was given.
  public var added: FilePath { path(.added) }

  /// How the private directories of documents being fetched begin; the hash of what asks for the document follows, as it has no
  /// identifier before it is whole.
  public static let fetchingPrefix = ".fetch-"

  /// Where lists are worked off.
  public var lists: FilePath { path(.lists) }

  /// A list being worked off.
  public func list(_ name: String) -> FilePath { lists.appending(name) }

  /// A list that is being taken by a pass.
  public func takingList(_ name: String, of maker: Maker) -> FilePath {
    lists.appending("\(Self.takingPrefix)\(name)@\(maker)")
  }

  /// How the private directories of lists being taken begin.
  public static let takingPrefix = ".taking-"

  /// `manifests/lists`, where finished lists are kept.
  public var finishedLists: FilePath { root.appending("manifests").appending("lists") }

  /// A finished list.
  public func finishedList(_ name: String) -> FilePath { finishedLists.appending(name) }

  /// How much is processed, looked at now and then by the downloader.
  public var throughput: FilePath { path(.downloaded).appending(".throughput.json") }

  /// Who makes this directory has the batch's number, and goes on under a name that nobody else knows.
  public func numbering(_ name: BatchName) -> FilePath { path(.pending).appending("\(Self.buildingPrefix)\(name)") }

  /// A batch that is being packed by a pass.
  public func building(_ name: BatchName, of maker: Maker) -> FilePath {
    path(.pending).appending("\(Self.buildingPrefix)\(name)@\(maker)")
  }

  /// How the private directories of batches being packed begin.
  public static let buildingPrefix = ".building-"

  /// Where sources wait out their grace period: `.trash/<day>/`.
  public var trash: FilePath { path(.completed).appending(".trash") }

  /// The locks of the local executor's slots.
  public var slots: FilePath { path(.processing).appending(".slots") }

  /// The downloader's derived index of identifiers and contents.
  public var index: FilePath { path(.downloaded).appending(".index") }

  /// What the downloader refused and left where it is.
  public var refused: FilePath { path(.refused) }

  /// Beside this name, under private ones, files are made whose times tell the file server's clock.
  public var probe: FilePath { path(.inbox).appending(".probe") }

  /// The marker of a paused worker.
  public func pause(_ worker: String) -> FilePath { directory.appending(".pause-\(worker)") }

  /// Failures in a row that a worker saw.
  public func breaker(_ worker: String) -> FilePath { directory.appending(".breaker-\(worker).json") }

  // MARK: Files of an item

  /// The document.
  public static func source(_ directory: FilePath, _ identifier: Identifier, _ kind: DocumentKind) -> FilePath {
    directory.appending(kind.fileName(of: identifier.text))
  }

  /// The document that is there, where no metadata tell its kind yet; nil where there is none.
  public static func found(_ directory: FilePath, _ identifier: Identifier) -> (path: FilePath, kind: DocumentKind)? {
    for kind in DocumentKind.allCases {
      let path = source(directory, identifier, kind)
      if Sys.exists(path) { return (path, kind) }
    }
    return nil
  }

  /// What is known of it.
  public static func metadata(_ directory: FilePath, _ identifier: Identifier) -> FilePath {
    directory.appending("\(identifier).meta.json")
  }

  /// Its records, coverage proven.
  public static func records(_ directory: FilePath, _ identifier: Identifier) -> FilePath {
    directory.appending("\(identifier).ocr.jsonl")
  }

  /// Pages finished in earlier batches.
  public static func pages(_ directory: FilePath, _ identifier: Identifier) -> FilePath {
    directory.appending("\(identifier).pages.ndjson")
  }

  /// Its records, consolidated.
  public static func consolidated(_ directory: FilePath, _ identifier: Identifier) -> FilePath {
    directory.appending("\(identifier).ocr.json")
  }

  /// Its text for reading.
  public static func markdown(_ directory: FilePath, _ identifier: Identifier) -> FilePath {
    directory.appending("\(identifier).md")
  }

  /// Its text without markup.
  public static func plainText(_ directory: FilePath, _ identifier: Identifier) -> FilePath {
    directory.appending("\(identifier).txt")
  }

  /// Why it is quarantined.
  public static func error(_ directory: FilePath) -> FilePath { directory.appending("error.json") }

  /// What was tried for an item that has no document yet.
  public static func tries(_ directory: FilePath) -> FilePath { directory.appending(".tries.json") }

  /// The document in the directory of one that is being fetched.
  public static func fetched(_ directory: FilePath) -> FilePath { directory.appending("document") }

  /// What a source answered in the directory of a document that is being fetched.
  public static func answer(_ directory: FilePath) -> FilePath { directory.appending("answer") }

  /// What is known of an arriving document before it has metadata.
  public static func arrival(_ directory: FilePath) -> FilePath { directory.appending("arrival.json") }

  // MARK: Making it

  /// Lays out `stages/`; what is there already stays.
  public func create() throws(SystemError) {
    for stage in Stage.allCases { try Sys.ensurePath(path(stage)) }
    // Made by the owner: where others may drop, nobody can be faster.
    try Sys.ensurePath(added)
    try Sys.ensurePath(leases)
  }

  /// Whether `root` looks like a workspace.
  public var isThere: Bool { Sys.exists(path(.inbox)) && Sys.exists(path(.downloaded)) }
}
