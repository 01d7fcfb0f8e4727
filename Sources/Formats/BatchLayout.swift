public import SystemPackage

/// The names inside a batch's directory, wherever that directory is: the contract of dispatcher, executors, tasks, cleanup.
public struct BatchLayout: Sendable, Hashable {
  /// The batch's directory.
  public let directory: FilePath

  /// Names for one batch's directory.
  public init(_ directory: FilePath) { self.directory = directory }

  /// What the batch is.
  public var record: FilePath { directory.appending("batch.json") }
  /// The executor's answer.
  public var job: FilePath { directory.appending("job.json") }
  /// The items, one directory each.
  public var items: FilePath { directory.appending("items") }
  /// The chunks, one directory each; a closed one is `.closed-<name>`.
  public var chunks: FilePath { directory.appending("chunks") }
  /// What tasks printed, a file a chunk.
  public var logs: FilePath { directory.appending("logs") }
  /// The local executor's own history of the batch.
  public var localHistory: FilePath { directory.appending("local.ndjson") }
  /// The lock its supervisor and tasks hold.
  public var supervisorLock: FilePath { directory.appending("supervisor.lock") }

  /// The order to end the batch, whichever executor has it.
  public var cancelMarker: FilePath { directory.appending("cancel") }

  /// What is known of a submission whose answer was not.
  public var doubt: FilePath { directory.appending("doubt.json") }
  /// The job script as it was handed over.
  public var script: FilePath { logs.appending("job.sh") }
  /// What the program that submits printed: its answer.
  public var submissionOutput: FilePath { logs.appending("sbatch.out") }
  /// What it printed on standard error.
  public var submissionErrors: FilePath { logs.appending("sbatch.err") }
  /// The file whose time tells the file server's clock; there for a moment.
  public var clock: FilePath { directory.appending(".clock") }

  /// What the local executor's supervisor printed.
  public var supervisorLog: FilePath { logs.appending("supervisor.log") }

  /// One item's directory.
  public func item(_ identifier: String) -> FilePath { items.appending(identifier) }
  /// One item's finished pages from earlier batches.
  public func pages(_ identifier: String) -> FilePath { item(identifier).appending("\(identifier).pages.ndjson") }
  /// An open chunk's directory.
  public func chunk(_ name: String) -> FilePath { chunks.appending(name) }
  /// A closed chunk's directory.
  public func closedChunk(_ name: String) -> FilePath { chunks.appending(".closed-\(name)") }
  /// A chunk's list.
  public func list(_ name: String) -> FilePath { chunk(name).appending("list.ndjson") }
  /// What one chunk's tasks printed.
  public func log(_ name: String) -> FilePath { logs.appending("\(name).log") }

  /// The names inside a try's directory.
  public struct Try: Sendable, Hashable {
    /// The try's directory, `chunks/<name>/<job>.<restart>`.
    public let directory: FilePath
    /// Names for one try's directory.
    public init(_ directory: FilePath) { self.directory = directory }
    /// Finished pages, appended as they are made.
    public var pages: FilePath { directory.appending("pages.ndjson") }
    /// Dolma records of finished documents.
    public var results: FilePath { directory.appending("results.ndjson") }
    /// The task's last word.
    public var outcome: FilePath { directory.appending("outcome.json") }
    /// The versions of what it runs, by name, from before its first page: a task that dies leaves no outcome to say them.
    public var versions: FilePath { directory.appending("versions.json") }
    /// How far it is, replaced now and then.
    public var progress: FilePath { directory.appending("progress.json") }
  }
}
