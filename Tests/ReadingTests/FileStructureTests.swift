import SystemCalls
import TestSupport
import Testing

@testable import Reading

@Suite struct FileStructureTests {
  let directory: TemporaryDirectory
  private let whole = PDFBuilder().page(text: "Some words").data()

  init() throws { directory = try TemporaryDirectory() }

  private func structure(_ bytes: [UInt8]) throws -> FileStructure {
    try FileStructure(try Sys.open(try directory.write(bytes, as: "a.pdf"), .read))
  }

  @Test func `a whole document is whole, whatever stands before and behind it`() throws {
    for bytes in [
      whole, Array("mail header\r\n\r\n".utf8) + whole, whole + Array("\n--boundary--\nbye\n".utf8),
      whole + [UInt8](repeating: 0, count: 300_000), whole + Array("<html>login page</html>".utf8),
    ] {
      let found = try structure(bytes)
      #expect(found.failure == nil)
    }
    #expect(try structure(whole).tableIsInPlace)
    #expect(try structure(Array("junk\n".utf8) + whole).tableIsInPlace == true)
  }

  @Test func `no cut leaves a document that passes for whole`() throws {
    for length in stride(from: 10, to: whole.count - 6, by: 7) {
      #expect(try structure(Array(whole.prefix(length))).failure?.code == "truncated", "first \(length) bytes")
    }
  }

  @Test func `a linearized document that is shorter than it says is truncated`() throws {
    func linearized(_ length: Int) -> [UInt8] {
      Array("%PDF-1.4\n9 0 obj\n<< /Linearized 1 /L \(length) /O 3 /N 1 >>\nendobj\n".utf8) + whole.dropFirst(9)
    }
    let size = linearized(999).count
    #expect(size < 999 && size > 100)
    #expect(try structure(linearized(size + 1)).failure?.code == "truncated")
    #expect(try structure(linearized(size)).failure == nil)
    #expect(try structure(linearized(size - 1)).failure == nil, "an update was appended")
    let early = Array("%PDF-1.4\n9 0 obj\n<< /Linearized 1 /N 1 >>\nendobj\nstartxref\n0\n%%EOF\n".utf8)
    #expect(try structure(early + whole.dropFirst(9)).failure == nil)
  }

  @Test func `an offset in the file that hits no table is for Poppler to mend`() throws {
    let found = try structure(Array("%PDF-1.4\nx\nstartxref\n3\n%%EOF\n".utf8))
    #expect(found.failure == nil)
    #expect(!found.tableIsInPlace)
  }

  @Test(arguments: ["99999999999999999999999", "5000"])
  func `an offset outside the file is a missing end`(_ offset: String) throws {
    #expect(try structure(Array("%PDF-1.4\nx\nstartxref\n\(offset)\n%%EOF\n".utf8)).failure?.code == "truncated")
  }

  @Test func `a directory is no PDF`() throws {
    #expect(try FileStructure(try Sys.open(directory.path, .read)).failure?.code == "not_a_pdf")
  }
}
