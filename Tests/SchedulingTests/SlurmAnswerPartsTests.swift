import Testing

@testable import Scheduling

/// Slurm's ways to write things.
struct SlurmAnswerPartsTests {
  @Test(arguments: [
    ("12", 12, nil as Int?, nil as String?), ("12_4", 12, 4, nil), ("12_0.batch", 12, 0, "batch"),
    ("12_4.extern", 12, 4, "extern"), ("12_[1-3,7]", 12, 7, nil), ("12_[5-9%2]", 12, 9, nil),
    ("12_[0-20:4]", 12, 8, nil),
  ])
  func `An identifier names a job, its tasks and a step`(text: String, job: Int, index: Int?, step: String?) throws {
    let id = try #require(SlurmJobID(text))
    #expect(id.job == job)
    #expect(id.step == step)
    if let index { #expect(id.tasks.contains(index)) }
  }

  @Test(arguments: [
    ("12_[1-3,7]", [1, 2, 3, 7]), ("12_[5-9%2]", [5, 6, 7, 8, 9]), ("12_[0-20:4]", [0, 4, 8, 12, 16, 20]),
  ])
  func `A list names these indices and no others`(text: String, indices: [Int]) throws {
    let id = try #require(SlurmJobID(text))
    #expect((0...30).filter { id.tasks.contains($0) } == indices)
  }

  @Test func `Numbers that no cluster has are bounds, and can be reckoned with`() throws {
    let huge = "9223372036854775807"
    let line =
      "12_3|sluice|COMPLETED|0:0|Unknown|Unknown|\(huge)|\(huge)|9\(huge)-00:00:00|\(huge)P|n1|p|\(huge)|\(huge)Gc|None"
    let finding = try #require(SlurmAccounting.answers(line, names: [12: "sluice"]).finding(job: 12, index: 3))
    #expect(finding.limitSeconds == (1 << 40) * 60 && finding.elapsedSeconds == 1 << 40 && finding.cpus == 1 << 40)
    #expect(finding.maxResidentBytes == nil && finding.memoryBytes == nil)
    #expect(SlurmConfig("MaxArraySize = \(huge)").limits.mostChunks == (1 << 40) - 1)
    let partition = try #require(SlurmPartition.all("p|p*|\(huge)-00:00:00|\(huge)").first)
    #expect(partition.longestWalltime == 1 << 40 && partition.memory == 1 << 60)
    #expect(SlurmJobID("12_[\(huge)-\(huge):\(huge)]")?.tasks.contains(3) == false)
  }

  @Test(arguments: [
    "", "x", "_3", "12_", "12_[", "12_[]", "12_[3-1]", "12_[1,2,...]", "12_[1-2-3]", "12_[1:0]", "-4", "12+0",
  ])
  func `What is no identifier is not guessed at`(text: String) { #expect(SlurmJobID(text) == nil) }

  @Test(arguments: [
    ("00:00.278", 0.278), ("05:00", 300), ("1:00:00", 3600), ("1-02:03:04", 93_784), ("2-12", 216_000),
    ("1-06:30", 109_800),
    ("UNLIMITED", nil as Double?), ("", nil), ("N/A", nil),
  ])
  func `A length of time`(text: String, seconds: Double?) { #expect(SlurmUnits.seconds(text) == seconds) }

  @Test(arguments: [
    ("241636K", 241_636 << 10 as Int64?), ("1.50G", 1_610_612_736), ("20M", 20 << 20), ("0", 0), ("17", 17), ("", nil),
    ("16?", nil), ("99999999999999999999P", nil),
  ])
  func `An amount of memory`(text: String, bytes: Int64?) { #expect(SlurmUnits.bytes(text) == bytes) }

  @Test(arguments: [("100M", 100 << 20 as Int64?), ("100Mc", 400 << 20), ("2Gn", 2 << 30), ("0n", 0), ("16?", nil)])
  func `Memory that was asked for, before and after 21_08`(text: String, bytes: Int64?) {
    #expect(SlurmUnits.memory(text, cpus: 4) == bytes)
  }

  // MARK: Limits, as recorded

  private static let config = """
    Configuration data as of 2026-11-25T03:33:37
    AccountingStorageEnforce = associations,limits,qos
    ClusterName             = sluice
    MaxArraySize            = 1001
    MaxJobCount             = 20000
    SchedulerParameters     = batch_sched_delay=0,max_array_tasks=400,bf_interval=2
    """

  @Test
  func `An array has one task less than MaxArraySize, or what the scheduler allows`() {
    let config = SlurmConfig(Self.config)
    #expect(config.limits.mostChunks == 400)
    #expect(config.limits.mostQueued == 20_000)
    #expect(config.enforcesLimits)
    #expect(config.cluster == "sluice")
    #expect(SlurmConfig("MaxArraySize            = 1001\nAccountingStorageEnforce = none").limits.mostChunks == 1000)
    #expect(!SlurmConfig("AccountingStorageEnforce = none").enforcesLimits)
  }

  @Test
  func `The default partition is known by its star, and several have the widest limits`() {
    let all = SlurmPartition.all(
      "work|work*|1:00:00|64000\nshort|short|2:00|64000+\nlong|long|infinite|128000\n")
    #expect(SlurmPartition.chosen("", in: all) == "work")
    #expect(SlurmPartition.limits(of: "work", in: all).longestWalltime == 3600)
    #expect(SlurmPartition.limits(of: "short,work", in: all).longestWalltime == 3600)
    #expect(SlurmPartition.limits(of: "work,long", in: all).longestWalltime == nil)
    #expect(SlurmPartition.limits(of: "work,long", in: all).largestMemory == 128_000 << 20)
  }

  @Test
  func `Associations and qualities of service bound the queue`() throws {
    let associations = SlurmAssociation.all(
      "sluice|root||55|||normal\nroot|root|gpu||||normal\nsluice|||90||1-00:00:00|\n")
    #expect(associations.map(\.limits.mostQueued) == [55, nil, 90])
    #expect(associations[2].limits.longestWalltime == 86_400)
    #expect(associations.filter { $0.fits(account: "", partition: "work") }.map(\.account) == ["sluice", "sluice"])
    let qos = try #require(SlurmQOS.all("normal|30|20||12:00:00\n").first)
    #expect(qos.limits.mostQueued == 20)
    #expect(qos.limits.longestWalltime == 43_200)
  }
}
