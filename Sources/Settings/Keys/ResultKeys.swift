/// `cleanup`
public struct CleanupKeys: ListedKeys {
  /// What the section is about.
  public var purpose: String { "How results are taken from batches." }
  var members: [any SettingMember] { [failedPagesFraction, failedPagesMin, outcomeWait, keepRaw, maxLine] }

  package let failedPagesFraction = SettingKey(
    "cleanup.failed_pages_fraction", 0.004, unit: "fraction", atLeast: 0, atMost: 1,
    "The share of a document's pages that may fail; half of them never may.")
  package let failedPagesMin = SettingKey(
    "cleanup.failed_pages_min", 1, unit: "pages", atLeast: 0, atMost: 1_000_000,
    "Pages that may fail however short the document; half of them never may.")
  package let outcomeWait = SettingKey(
    "cleanup.outcome_wait", TimeSpan.seconds(60), atLeast: .seconds(0), atMost: .days(36_500),
    "How long a chunk that ended without an outcome is waited for.")
  package let keepRaw = SettingKey(
    "cleanup.keep_raw", TimeSpan.days(30), atLeast: .seconds(0), atMost: .days(36_500),
    "How long a harvested batch's compressed raw results are kept.")
  package let maxLine = SettingKey(
    "cleanup.max_line", ByteSize.mebibytes(64), atLeast: .mebibytes(1), atMost: .gibibytes(4),
    "The longest line of results that is read; longer ones are kept apart.")
}

/// `finalize`
public struct FinalizeKeys: ListedKeys {
  /// What the section is about.
  public var purpose: String { "The outputs of an item, and its source." }
  var members: [any SettingMember] { [markdown, text, pageMarks, grace, maxDeletions] }

  package let markdown = SettingKey("finalize.markdown", true, "Whether <id>.md is written beside <id>.ocr.json.")
  package let text = SettingKey("finalize.text", true, "Whether <id>.txt, the text without markup, is written as well.")
  package let pageMarks = SettingKey(
    "finalize.page_marks", true, "Whether <id>.md has a comment at the beginning of each page.")
  package let grace = SettingKey(
    "finalize.grace", TimeSpan.days(0), atLeast: .seconds(0), atMost: .days(36_500), zero: "at once",
    "How long a source to be deleted stays in the dated trash first.")
  package let maxDeletions = SettingKey(
    "finalize.max_deletions", 1000, unit: "sources", atLeast: 0, atMost: 1_000_000_000,
    "The most sources deleted in one pass.")
}

/// `retention`
public struct RetentionKeys: ListedKeys {
  /// What the section is about.
  public var purpose: String { "What becomes of a source once its outputs are verified." }
  var members: [any SettingMember] { [dropped, downloaded] }

  package let dropped = SettingKey("retention.dropped", Retention.keep, "For sources that people dropped.")
  package let downloaded = SettingKey(
    "retention.downloaded", Retention.delete, "For sources that Sluice fetched and can fetch again.")
}
