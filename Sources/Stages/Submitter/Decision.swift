import Scheduling

/// What a batch in 03 needs from the submitter.
enum SubmissionNeed: Sendable, Hashable {
  /// Nothing: the executor has it.
  case none
  /// It was said and moved, but no answer was kept: the executor settles whether it has it.
  case settle
  /// The executor answered before it started anything, and was stopped: it starts it again.
  case restart

  init(hasJob: Bool, state: BatchState?) {
    if !hasJob {
      self = .settle
    } else {
      self = state?.neverStarted == true ? .restart : .none
    }
  }
}
