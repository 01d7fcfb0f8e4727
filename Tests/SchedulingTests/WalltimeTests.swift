import Testing

@testable import Scheduling

@Suite struct WalltimeTests {
  @Test(arguments: [(0, 360), (1, 368), (100, 1080), (1500, 11160), (-5, 360)])
  func `by default a walltime is start-up and six seconds a page, and a fifth more`(_ pages: Int, seconds: Int) {
    #expect(Walltime.seconds(pages: pages) == seconds)
  }

  @Test func `a quick engine asks for little, and never for nothing`() {
    #expect(Walltime.seconds(pages: 100, startup: 0, secondsPerPage: 0.01, factor: 2) == 2)
    #expect(Walltime.seconds(pages: 0, startup: 0, secondsPerPage: 0) == 1)
    #expect(Walltime.seconds(pages: .max) == Walltime.longest)
    #expect(Walltime.seconds(pages: 1, startup: .nan) == Walltime.longest)
  }

  @Test(arguments: [(1, 0.1), (100, 10), (600, 60), (86_400, 60)] as [(Int, Double)])
  func `the warning comes a tenth before the end, at most a minute`(_ walltime: Int, seconds: Double) {
    #expect(Walltime.warning(of: walltime) == seconds)
  }
}
