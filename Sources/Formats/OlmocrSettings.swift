/// What a task tells the external pipeline olmOCR, frozen into batch.json; the options are those of olmOCR 0.4.
public struct OlmocrSettings: Sendable, Hashable, Codable {
  /// The program and its first arguments.
  public var command: [String]
  /// The model's name or directory (`--model`); olmOCR's own default when empty.
  public var model: String
  /// The address of a server that has the model (`--server`); the pipeline starts its own when empty.
  public var server: String
  /// The share of a document's pages that may fail before olmOCR drops it (`--max_page_error_rate`).
  public var maxPageErrorRate: Double
  /// Pages olmOCR aims at for a group, which is finished or lost as one (`--pages_per_group`).
  public var pagesPerGroup: Int
  /// Further arguments, as they are.
  public var extraArguments: [String]
  /// Seconds without a finished group after which the pipeline is ended.
  public var idleTimeoutSeconds: Double

  /// Makes the settings.
  public init(
    command: [String], model: String, server: String, maxPageErrorRate: Double, pagesPerGroup: Int,
    extraArguments: [String], idleTimeoutSeconds: Double
  ) {
    self.command = command
    self.model = model
    self.server = server
    self.maxPageErrorRate = maxPageErrorRate
    self.pagesPerGroup = pagesPerGroup
    self.extraArguments = extraArguments
    self.idleTimeoutSeconds = idleTimeoutSeconds
  }

  enum CodingKeys: String, CodingKey {
    case command, model, server
    case maxPageErrorRate = "max_page_error_rate"
    case pagesPerGroup = "pages_per_group"
    case extraArguments = "extra_arguments"
    case idleTimeoutSeconds = "idle_timeout_seconds"
  }
}
