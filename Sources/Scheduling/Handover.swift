public import Formats

/// What an executor gets beside the batch it is to take.
public struct Handover {
  /// What a person decided who looked where no answer is to be had.
  public enum Decision: Sendable, Hashable {
    /// The batch is this job.
    case adopt(job: String)
    /// There is no job of the batch.
    case submitAgain
  }

  /// The descriptor of the submitter's lease, which the child that submits inherits (law 7); -1 where there is none.
  public var lease: CInt = -1
  /// Whether a batch may be submitted now; where it may not, questions about earlier submissions still may be asked.
  public var maySubmit = true
  /// What a person decided; nil when nobody did.
  public var decision: Decision?
  /// Publishes `job.json` durably. The executor calls it at the moment that is safe for it: before the start where the job
  /// can be found without an answer (`local`), after the answer where it cannot (Slurm).
  public let publish: (JobRecord) throws -> Void

  /// A handover without lease and decision.
  public init(publish: @escaping (JobRecord) throws -> Void) { self.publish = publish }
}
