import SystemCalls
import Testing

@Suite struct SysTests {
  @Test func `a name is bytes and survives the round trip`() throws {
    let name = try #require(FilePath.Component(bytes: [0xff, 0x20, 0x27]))
    #expect(name.bytes == [0xff, 0x20, 0x27])
    #expect(FilePath.Component(bytes: Array("..".utf8)) == nil)
    #expect(FilePath.Component(bytes: Array("a/b".utf8)) == nil)
  }
}
