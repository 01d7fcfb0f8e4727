import Glibc
import TestSupport
import Testing

@testable import SystemCalls

@Suite struct SysTests {
  @Test func `a name is bytes and survives the round trip`() throws {
    let name = try #require(FilePath.Component(bytes: [0xff, 0x20, 0x27]))
    #expect(name.bytes == [0xff, 0x20, 0x27])
    #expect(FilePath.Component(bytes: Array("..".utf8)) == nil)
    #expect(FilePath.Component(bytes: Array("a/b".utf8)) == nil)
  }

  @Test func `a file longer than it may be is not read, however long it is`() throws {
    let home = try TemporaryDirectory(inMemory: true)
    let path = try home.write(Array("abc".utf8), as: "file")
    #expect(try Sys.contents(of: path, limit: 3) == Array("abc".utf8))
    #expect(try Sys.head(of: path, count: 2) == Array("ab".utf8))
    #expect(throws: SystemError.self) { try Sys.contents(of: path, limit: 2) }
    try Sys.truncate(try Sys.open(path, .update), to: 1 << 40)
    do throws(SystemError) {
      _ = try Sys.contents(of: path, limit: 1 << 20)
      Issue.record("a terabyte was read")
    } catch {
      #expect(error.errno == .fileTooLarge)
    }
    #expect(try Sys.head(of: path, count: 5) == Array("abc".utf8) + [0, 0])
  }

  @Test func `a file of the kernel, which has no size, is read whole or refused`() throws {
    #expect(try Sys.contents(of: "/proc/self/status", limit: 1 << 16).count > 100)
    #expect(throws: SystemError.self) { try Sys.contents(of: "/proc/self/status", limit: 100) }
  }

  @Test(arguments: [Int.max, 1 << 40, -(1 << 40), Int.min])
  func `whatever year a file is dated to, its age can be told`(second: Int) throws {
    let home = try TemporaryDirectory(inMemory: true)
    let (now, dated) = (try home.write([], as: "now"), try home.write([], as: "dated"))
    let times = [timespec(tv_sec: second, tv_nsec: 999_999_999), timespec(tv_sec: second, tv_nsec: 999_999_999)]
    #expect(utimensat(AT_FDCWD, dated.string, times, 0) == 0)
    let age = try Sys.status(of: now).modified - Sys.status(of: dated).modified
    #expect((age < 0) == (second > 0))
    #expect(try abs(Sys.status(of: now).changed - Sys.status(of: dated).changed) < 3_600_000_000_000)
  }

  @Test func `a file system that says it has more blocks than can be told has very much room`() {
    var answer = statvfs()
    (answer.f_bavail, answer.f_blocks, answer.f_frsize) = (.max, 1 << 60, 4096)
    (answer.f_files, answer.f_favail) = (.max, .max)
    let capacity = Capacity(answer)
    #expect(capacity == Capacity(freeBytes: .max, totalBytes: .max, freeInodes: .max))
  }
}
