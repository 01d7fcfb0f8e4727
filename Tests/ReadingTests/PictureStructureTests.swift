import Formats
import MadePictures
import Pictures
import Testing

@testable import Reading

@Suite struct PictureStructureTests {
  private func structure(_ bytes: [UInt8]) -> PictureStructure {
    guard let kind = DocumentKind(head: bytes.prefix(DocumentKind.headSize)) else { return PictureStructure([], .pdf) }
    return PictureStructure(bytes, kind)
  }

  private func whole() throws -> [[UInt8]] {
    let picture = try MadePicture.drawn(["The keeper of the lock"])
    return try [
      MadePicture.png(picture), MadePicture.jpeg(picture), MadePicture.jpeg(picture, orientation: 6),
      MadePicture.tiff([picture, picture]),
    ]
  }

  @Test func `a whole picture has its pages with size and resolution`() throws {
    let found = try whole().map { structure($0) }
    #expect(found.allSatisfy { $0.failure == nil })
    #expect(found.map(\.frames.count) == [1, 1, 1, 2])
    for frame in found.flatMap(\.frames) {
      #expect(frame.width == 1334 && frame.height == 184)
      #expect(frame.size.dpi == 200 && frame.dotsPerInch.rounded() == 200)
      #expect(frame.stretch == (1, 1))
    }
    #expect(found.flatMap(\.frames).map(\.orientation) == [1, 1, 6, 1, 1])
  }

  @Test func `no cut leaves a picture that passes for whole`() throws {
    for bytes in try whole() {
      for length in stride(from: 8, to: bytes.count - 2, by: 97) {
        let found = structure(Array(bytes.prefix(length)))
        #expect(found.failure != nil && found.frames.isEmpty, "first \(length) bytes of \(bytes.count)")
      }
    }
  }

  @Test func `no byte of a frame makes the reader stumble`() throws {
    for bytes in try whole() {
      for place in 0..<min(bytes.count, 300) {
        for value: UInt8 in [0x00, 0x7F, 0xFF] {
          var changed = bytes
          changed[place] = value
          changed[bytes.count - 1 - place] = value
          _ = structure(changed)
        }
      }
    }
  }

  @Test(arguments: [
    // Pixels across and down, dots per inch as stated, what they are taken for, and by how much they are stretched.
    (2480, 3508, 300.0, 300.0, 300.0, 1.0, 1.0), (4032, 3024, 72, 72, 350.6, 1, 1), (2480, 3508, 0, 0, 305, 1, 1),
    (800, 200, 96, 96, 150, 1, 1), (20_000, 9000, 0, 0, 600, 1, 1), (1728, 1143, 204, 98, 204, 1, 2.082),
    (2480, 3508, 300, 3, 305, 1, 1), (2480, 3508, 30_000, 30_000, 305, 1, 1),
  ])
  func `a resolution that can be is believed, and else a sheet is assumed`(
    _ width: Int, _ height: Int, _ across: Double, _ down: Double, _ expected: Double, _ wide: Double, _ high: Double
  ) {
    var frame = PictureFrame()
    (frame.width, frame.height) = (width, height)
    frame.resolution = (across, down)
    #expect(abs(frame.dotsPerInch - expected) < 0.5)
    #expect(abs(frame.stretch.across - wide) < 0.01 && abs(frame.stretch.down - high) < 0.01)
  }
}

extension PictureStructure {
  fileprivate init(_ bytes: [UInt8], _ kind: DocumentKind) {
    self = bytes.withUnsafeBytes { PictureStructure($0, kind: kind) }
  }
}
