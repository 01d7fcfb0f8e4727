import Testing

@testable import Scheduling

@Suite struct JobNameTests {
  @Test(
    arguments: [
      (0, "sluice-0000000000000000"), (255, "sluice-00000000000000ff"), (.max, "sluice-ffffffffffffffff"),
    ] as [(UInt64, String)])
  func `a job's name is its 64 bits in sixteen digits`(_ bits: UInt64, name: String) {
    #expect(JobName.name(bits) == name)
    #expect(JobName.isOne(name))
  }

  @Test func `no two draws are alike`() {
    let names = Set((0..<1000).map { _ in JobName.draw() })
    #expect(names.count == 1000 && names.allSatisfy(JobName.isOne))
  }

  @Test(arguments: [
    "", "sluice-", "sluice-00ff", "sluice-00000000000000FF", "Sluice-00000000000000ff",
    "sluice-00000000000000ff1", "x-sluice-00000000000000ff",
  ])
  func `strangers' jobs are not ours`(_ name: String) { #expect(!JobName.isOne(name)) }
}
