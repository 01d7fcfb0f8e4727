/// How a task ended, as its exit status says it. The outcome in the try's directory says more; this is for logs.
public enum TaskEnding: Int32, Sendable, CaseIterable {
  /// It went through its whole list; documents and pages that failed are named in the outcome.
  case complete = 0
  /// It could not go on at all: the outcome, where it could still be written, says why.
  case failed = 1
  /// A warning signal came: what is done is written, the rest is for the next try.
  case warned = 3
  /// The chunk is closed or its batch is gone: nothing to do, and nothing is written any more.
  case closed = 4
  /// The try's directory was there before: never two tasks in one directory.
  case taken = 5
}
