import Sweeping
import SystemCalls
import TestSupport
import Testing

/// File systems that are really full: no bytes left, no inodes left.
@Suite(.needsSmallDisk) struct SmallDiskTests {
  /// A kind of small file system.
  enum Disk: String, CaseIterable, CustomTestStringConvertible {
    case memoryWithoutBytes
    case memoryWithoutInodes
    case ext4WithoutBytes
    case ext4WithoutInodes

    var testDescription: String { rawValue }
    var lacksInodes: Bool { self == .memoryWithoutInodes || self == .ext4WithoutInodes }

    func made() throws -> SmallDisk {
      switch self {
      case .memoryWithoutBytes: try SmallDisk(memory: "size=12m")
      case .memoryWithoutInodes: try SmallDisk(memory: "size=64m,nr_inodes=900")
      case .ext4WithoutBytes: try SmallDisk(ext4: 24)
      case .ext4WithoutInodes: try SmallDisk(ext4: 24, ["-N", "900"])
      }
    }
  }

  @Test(arguments: Disk.allCases, [Verb.download, .dispatch, .cleanup, .finalize])
  func `On a full disk a command says what is missing and what to do, and goes on when there is room`(
    disk: Disk, verb: Verb
  ) throws {
    let mount = try disk.made()
    let pipeline = try Pipeline.shared(verb)
    let root = mount.path.appending("work")
    try Tool.copy(pipeline.eve, to: root)
    // So little room is below every limit: the pass must run into the wall, not stop before it.
    let file = root.appending("sluice.yaml")
    let settings = String(decoding: try Sys.contents(of: file), as: UTF8.self)
    try Sys.publish(
      Array(
        settings.replacing(
          "limits: {min_free_bytes: 1MiB, headroom: 1MiB, min_free_inodes: 100}",
          with:
            "limits: {min_free_bytes: 0, headroom: 0, min_free_inodes: 0}"
        ).utf8), at: file)
    var expected = 0
    // Full to the last byte or inode, then a little room, then a little more: it stops at another call each time.
    for spare in disk.lacksInodes ? [0, 2, 5, 9, 14] : [0, 1, 3, 6, 12] {
      let fill = try Filler(mount.path.appending("filler"), lacksInodes: disk.lacksInodes, spare: spare)
      let answer = try Tool.sluice(verb.command, in: root)
      try fill.remove()
      if answer.status == 0 { continue }
      expected += 1
      #expect(answer.status == 1, "\(answer.output)")
      #expect(answer.output.contains("No space left on device; free space or inodes"), "\(answer.output)")
      #expect(answer.output.contains("/"), "\(answer.output)")
    }
    #expect(expected > 0, "the disk was never full")
    print("\(disk.rawValue), \(verb): stopped by the full disk \(expected) times")
    try Pipeline.must(verb.command, in: root)
    #expect(try Trees.difference(Trees.read(root), from: pipeline.tree) == nil)
    try Pipeline.must(["audit", "--checksums"], in: root)
  }

  /// Takes all room but a little.
  private struct Filler {
    let directory: FilePath

    init(_ directory: FilePath, lacksInodes: Bool, spare: Int) throws {
      self.directory = directory
      try Sys.makeDirectory(directory)
      var number = 0
      let block = [UInt8](repeating: 7, count: 1 << 12)
      while true {
        do throws(SystemError) {
          let file = try Sys.open(directory.appending("f\(number)"), .createNew)
          number += 1
          if !lacksInodes { while true { try Sys.write(block, to: file) } }
        } catch {
          guard error.isFull else { throw error }
          break
        }
      }
      // A file of one block, or an empty one, for each that is spared.
      if lacksInodes {
        for file in max(0, number - spare)..<number { try Sys.removeIfThere(directory.appending("f\(file)")) }
      } else if spare > 0 {
        let size = try Sys.status(of: directory.appending("f0")).size - Int64(spare << 12)
        try Command("/usr/bin/truncate", ["-s", "\(max(0, size))", directory.appending("f0").string]).run()
      }
    }

    func remove() throws { try Sys.removeTree(directory) }
  }
}
