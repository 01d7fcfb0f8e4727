import SystemCalls

/// Why a task cannot go on: one sentence for its outcome and its log.
struct TaskFailure: Error, CustomStringConvertible {
  let description: String

  init(_ sentence: String) { description = sentence }

  init(_ error: SystemError) { description = error.description }
}

extension SystemError {
  /// Whether the name that was used is no longer there: the chunk was closed, or the batch was put to rest.
  var isGone: Bool { errno == .noSuchFileOrDirectory || errno == .staleNFSFileHandle || errno == .notDirectory }
}
