import SystemCalls

/// `workspace`
public struct WorkspaceKeys: ListedKeys {
  /// What the section is about.
  public var purpose: String { "How workers move items." }
  var members: [any SettingMember] { [group, sync, access] }

  package let group = SettingKey(
    "workspace.group", 1000, unit: "steps", atLeast: 1, atMost: 1000, "The most steps that share one sync.")
  package let sync = SettingKey(
    "workspace.sync", GroupSync.Way.auto,
    "How a group is made to last: `each` file by itself, the `whole` file system at once, or whichever costs less.")
  package let access = SettingKey(
    "workspace.access", Access.umask,
    "Who may reach what is made here: its `owner`, the owner's `group` to read, or whoever the `umask` of who runs it lets."
  )
}

/// `inbox`
public struct InboxKeys: ListedKeys {
  /// What the section is about.
  public var purpose: String { "What people drop." }
  var members: [any SettingMember] { [settle, ignore] }

  package let settle = SettingKey(
    "inbox.settle", TimeSpan.seconds(10), atLeast: .seconds(0), atMost: .days(3650),
    "A dropped file is taken once it has not changed for this long.")
  package let ignore = SettingKey(
    "inbox.ignore", ["README*", "Thumbs.db", "ehthumbs.db", "desktop.ini", "~$*"],
    allowed: "a list of file names, in which * stands for any characters",
    accepts: { $0.allSatisfy { !$0.isEmpty && !$0.contains("/") } },
    "Names of files in the inbox that are left alone in silence.")
}

/// `inspection`
public struct InspectionKeys: ListedKeys {
  /// What the section is about.
  public var purpose: String { "The look at each document before it is accepted." }
  var members: [any SettingMember] { [samplePages, timeout, memory, processes] }

  package let samplePages = SettingKey(
    "inspection.sample_pages", 8, unit: "pages", atLeast: 1, atMost: 1_000_000, influencesResults: true,
    "The most pages that are looked at to choose a document's route.")
  package let timeout = SettingKey(
    "inspection.timeout", TimeSpan.seconds(60), atLeast: .seconds(1), atMost: .days(7),
    "The longest look at one document.")
  package let memory = SettingKey(
    "inspection.memory", ByteSize.gibibytes(2), atLeast: .mebibytes(256), atMost: .tebibytes(1024),
    "The most memory of one process that looks at documents.")
  package let processes = SettingKey(
    "inspection.processes", 0, unit: "processes", atLeast: 0, atMost: 10_000, zero: "one a core",
    "Processes that look at documents at the same time.")
}

/// `limits`
public struct LimitsKeys: ListedKeys {
  /// What the section is about.
  public var purpose: String { "When workers stop feeding the spool (backpressure)." }
  var members: [any SettingMember] {
    [
      maxBytes, maxFiles, minFreeBytes, minFreeInodes, headroom, highWaterItems, lowWaterItems, highWaterPages,
      lowWaterPages, highWaterDays, lowWaterDays, lowWaterBytes, lowWaterFiles, siteCommand,
    ]
  }

  package let maxBytes = SettingKey(
    "limits.max_bytes", ByteSize(bytes: 0), atLeast: ByteSize(bytes: 0), atMost: .tebibytes(8192), zero: "no limit",
    "The most bytes the workspace may hold.")
  package let maxFiles = SettingKey(
    "limits.max_files", 0, unit: "files", atLeast: 0, atMost: 1_000_000_000, zero: "no limit",
    "The most files the workspace may hold.")
  package let minFreeBytes = SettingKey(
    "limits.min_free_bytes", ByteSize.gibibytes(1), atLeast: ByteSize(bytes: 0), atMost: .tebibytes(8192),
    "Free space below which nothing new is taken or dispatched.")
  package let minFreeInodes = SettingKey(
    "limits.min_free_inodes", 10_000, unit: "inodes", atLeast: 0, atMost: 1_000_000_000,
    "Free inodes below which nothing new is taken or dispatched.")
  package let headroom = SettingKey(
    "limits.headroom", ByteSize.mebibytes(256), atLeast: ByteSize(bytes: 0), atMost: .tebibytes(8192),
    "Room below the limits that only cleanup and finalizer use, so that a full disk can drain.")
  package let highWaterItems = SettingKey(
    "limits.high_water_items", 200_000, unit: "items", atLeast: 1, atMost: 1_000_000_000, zero: "no limit",
    "Items waiting in 01_downloaded above which nothing new is taken.")
  package let lowWaterItems = SettingKey(
    "limits.low_water_items", 150_000, unit: "items", atLeast: 0, atMost: 1_000_000_000,
    "Items waiting in 01_downloaded below which taking resumes.")
  package let highWaterPages = SettingKey(
    "limits.high_water_pages", 0, unit: "pages", atLeast: 1, atMost: 1_000_000_000, zero: "no limit",
    "Pages waiting downstream above which nothing new is taken.")
  package let lowWaterPages = SettingKey(
    "limits.low_water_pages", 0, unit: "pages", atLeast: 0, atMost: 1_000_000_000,
    "Pages waiting downstream below which taking resumes; 0 is limits.high_water_pages itself.")
  package let highWaterDays = SettingKey(
    "limits.high_water_days", 0.0, unit: "days", atLeast: 0.1, atMost: 36_500, zero: "no limit",
    "Days of work waiting downstream, by the pages of the last day, above which nothing new is taken.")
  package let lowWaterDays = SettingKey(
    "limits.low_water_days", 0.0, unit: "days", atLeast: 0, atMost: 36_500,
    "Days of work below which taking resumes; 0 is limits.high_water_days itself.")
  package let lowWaterBytes = SettingKey(
    "limits.low_water_bytes", ByteSize(bytes: 0), atLeast: ByteSize(bytes: 0), atMost: .tebibytes(8192),
    "Bytes below which taking resumes after limits.max_bytes was reached; 0 is limits.max_bytes itself.")
  package let lowWaterFiles = SettingKey(
    "limits.low_water_files", 0, unit: "files", atLeast: 0, atMost: 1_000_000_000,
    "Files below which taking resumes after limits.max_files was reached; 0 is limits.max_files itself.")
  package let siteCommand = SettingKey(
    "limits.site_command", [String](),
    "A program and its arguments that prints free bytes and free inodes, where quotas are visible only to it.")
}
