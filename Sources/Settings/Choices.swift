public import SystemCalls

/// What a task runs per document.
public enum EngineName: String, SettingChoice {
  /// The PDF's own text layer.
  case text
  /// Recognition of every page.
  case tesseract
  /// Page by page: text where it is good, recognition where it is not.
  case auto
  /// The external pipeline olmOCR, run once for all documents of a chunk.
  case olmocr
  /// A program of the user's: `command.argv`.
  case command
  /// Nothing: every page is blank and no document is opened. For measuring all the rest.
  case null
}

extension GroupSync.Way: SettingChoice {}

/// Who may reach what is made in a workspace.
public enum Access: String, SettingChoice {
  /// Whoever the mask of the user who runs a command lets.
  case umask
  /// The group of the owner as well, to read.
  case group
  /// The owner alone.
  case owner

  /// The bits of umask(2) that are taken away besides the user's own.
  public var withheld: UInt32 {
    switch self {
    case .umask: 0
    case .group: 0o027
    case .owner: 0o077
    }
  }
}

/// Who runs batches.
public enum ExecutorName: String, SettingChoice {
  /// Child processes on this host.
  case local
  /// Job arrays on a Slurm cluster.
  case slurm
}

/// What becomes of a document with doubtful pages.
public enum DoubtAnswer: String, SettingChoice {
  /// It goes on, and its record and its metadata say which pages are doubtful and why.
  case mark
  /// Its doubtful pages are read once more by another engine, and the better text of each is kept.
  case again
  /// It waits in quarantine for a person.
  case quarantine
}

/// Where the dispatcher takes the time of a page from.
public enum PageTime: String, SettingChoice {
  /// From `engines.NAME.seconds_per_page`.
  case estimated
  /// From what recent chunks of the engine took, once ten of them completed.
  case learned
}

/// What becomes of a source once its outputs are verified: `keep`, `delete` or `archive DIR`.
public enum Retention: SettingValue {
  /// It stays beside its text.
  case keep
  /// It is deleted, through the dated trash where a grace period is set.
  case delete
  /// It is copied to a directory, read back, and then deleted.
  case archive(directory: String)

  /// What may be written.
  public static var form: String { "keep, delete or archive DIR" }

  /// Reads a policy.
  public init?(written: WrittenValue) {
    guard let text = written.text else { return nil }
    let directory = text.hasPrefix("archive ") ? String(text.dropFirst(8).drop { $0 == " " }) : ""
    switch text {
    case "keep": self = .keep
    case "delete": self = .delete
    case _ where !directory.isEmpty: self = .archive(directory: directory)
    default: return nil
    }
  }

  /// The policy as it is written.
  public var written: String {
    switch self {
    case .keep: "keep"
    case .delete: "delete"
    case .archive(let directory): "archive \(directory)".written
    }
  }
}
