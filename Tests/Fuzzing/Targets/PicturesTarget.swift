import Formats
import Reading

extension FuzzTarget {
  /// The bytes as a picture of each kind: pages with sizes that a decoder may be asked for, or a reason.
  package static func pictures(_ bytes: [UInt8]) {
    for kind in DocumentKind.allCases where kind.isPicture {
      let structure = bytes.withUnsafeBytes { PictureStructure($0, kind: kind) }
      if let failure = structure.failure {
        precondition(structure.frames.isEmpty, "what failed has no pages")
        precondition(Reason(code: failure.code) != nil, "a reason that is in the table")
        precondition(!failure.message.isEmpty, "and a sentence for a person")
      } else {
        precondition(!structure.frames.isEmpty, "a picture has a page")
      }
      for frame in structure.frames { check(frame, bytes.count) }
    }
    _ = DocumentKind(head: bytes.prefix(DocumentKind.headSize))
  }

  private static func check(_ frame: PictureFrame, _ count: Int) {
    let sides = 1...PictureStructure.longestSide
    precondition(sides.contains(frame.width) && sides.contains(frame.height), "sides that can be")
    precondition(frame.pixels <= PictureStructure.mostPixels, "no more pixels than are read")
    precondition((0..<max(1, count)).contains(frame.offset), "a place in the file")
    precondition((1...8).contains(frame.orientation), "a way to turn it")
    precondition((100...2400).contains(frame.dotsPerInch), "a resolution that can be")
    let stretch = frame.stretch
    precondition((1...5).contains(max(stretch.across, stretch.down)), "dots are made square, and no more")
    precondition(min(stretch.across, stretch.down) >= 1, "nothing is made smaller")
    precondition(frame.size.width == frame.width && frame.colours > 0 && frame.bits > 0)
  }
}
