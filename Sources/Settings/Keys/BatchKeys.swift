/// `dispatch`
public struct DispatchKeys: ListedKeys {
  /// What the section is about.
  public var purpose: String { "How items are packed into chunks and batches." }
  var members: [any SettingMember] {
    [
      chunkPages, chunkTime, batchChunks, batchItems, maxWait, highWaterItems, lowWaterItems, highWaterPages,
      lowWaterPages, walltime, walltimeFactor, attempts, lostNodeAttempts,
    ]
  }

  package let chunkPages = SettingKey(
    "dispatch.chunk_pages", 1500, unit: "pages", atLeast: 1, atMost: 1_000_000_000,
    "The most pages of a chunk; a larger document travels alone.")
  package let chunkTime = SettingKey(
    "dispatch.chunk_time", TimeSpan.hours(1), atLeast: .seconds(1), atMost: .days(3650),
    "The work a chunk is made of at most, start-up not counted.")
  package let batchChunks = SettingKey(
    "dispatch.batch_chunks", 100, unit: "chunks", atLeast: 1, atMost: 1_000_000, "The most chunks of a batch.")
  package let batchItems = SettingKey(
    "dispatch.batch_items", 20_000, unit: "items", atLeast: 1, atMost: 1_000_000_000, "The most items of a batch.")
  package let maxWait = SettingKey(
    "dispatch.max_wait", TimeSpan.minutes(10), atLeast: .seconds(0), atMost: .days(36_500),
    "A batch that is not full closes when its oldest item has waited this long.")
  package let highWaterItems = SettingKey(
    "dispatch.high_water_items", 100_000, unit: "items", atLeast: 1, atMost: 1_000_000_000, zero: "no limit",
    "Items in batches above which no batch is made.")
  package let lowWaterItems = SettingKey(
    "dispatch.low_water_items", 80_000, unit: "items", atLeast: 0, atMost: 1_000_000_000,
    "Items in batches below which batches are made again.")
  package let highWaterPages = SettingKey(
    "dispatch.high_water_pages", 2_000_000, unit: "pages", atLeast: 1, atMost: 1_000_000_000, zero: "no limit",
    "Pages in batches above which no batch is made.")
  package let lowWaterPages = SettingKey(
    "dispatch.low_water_pages", 1_500_000, unit: "pages", atLeast: 0, atMost: 1_000_000_000,
    "Pages in batches below which batches are made again.")
  package let walltime = SettingKey(
    "dispatch.walltime", PageTime.estimated,
    "Whether a page takes what engines.NAME.seconds_per_page says, or what recent chunks took (sluice metrics).")
  package let walltimeFactor = SettingKey(
    "dispatch.walltime_factor", 1.2, unit: "factor", atLeast: 1, atMost: 100,
    "What the estimated time of a chunk is multiplied by to give its walltime.")
  package let attempts = SettingKey(
    "dispatch.attempts", 3, unit: "batches", atLeast: 1, atMost: 1000,
    "Failures of an item's own after which it is quarantined.")
  package let lostNodeAttempts = SettingKey(
    "dispatch.lost_node_attempts", 10, unit: "batches", atLeast: 1, atMost: 1000,
    "Lost nodes, preemptions and failing reads of an item before they count as failures.")
}

/// `submit`
public struct SubmitKeys: ListedKeys {
  /// What the section is about.
  public var purpose: String { "How many batches are handed over." }
  var members: [any SettingMember] { [maxBatches] }

  package let maxBatches = SettingKey(
    "submit.max_batches", 8, unit: "batches", atLeast: 1, atMost: 10_000,
    "Batches in the executor's hands at the same time.")
}

/// `local`
public struct LocalKeys: ListedKeys {
  /// What the section is about.
  public var purpose: String { "The executor local: tasks as child processes on this host." }
  var members: [any SettingMember] { [concurrency, cpus, memory] }

  package let concurrency = SettingKey(
    "local.concurrency", 1, unit: "tasks", atLeast: 1, atMost: 10_000, "Tasks that run at the same time.")
  package let cpus = SettingKey(
    "local.cpus", 0, unit: "cores", atLeast: 0, atMost: 10_000, zero: "all", "Cores one task uses.")
  package let memory = SettingKey(
    "local.memory", ByteSize.gibibytes(4), atLeast: .mebibytes(256), atMost: .tebibytes(1024), zero: "no limit",
    "The most memory of each process of a task.")
}

/// `breaker`
public struct BreakerKeys: ListedKeys {
  /// What the section is about.
  public var purpose: String { "When submissions pause by themselves: failures in a row that no document explains." }
  var members: [any SettingMember] { [failures, pause, longestPause] }

  package let failures = SettingKey(
    "breaker.failures", 3, unit: "failures", atLeast: 1, atMost: 1000,
    "Submissions refused, or batches that failed at once, in a row, after which submissions pause.")
  package let pause = SettingKey(
    "breaker.pause", TimeSpan.minutes(1), atLeast: .seconds(1), atMost: .days(36_500),
    "The first pause; it doubles with each further failure."
  )
  package let longestPause = SettingKey(
    "breaker.longest_pause", TimeSpan.hours(6), atLeast: .seconds(1), atMost: .days(36_500), "The longest pause.")
}
