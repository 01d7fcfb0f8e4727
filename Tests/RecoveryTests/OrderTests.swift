import SystemCalls
import TestSupport
import Testing

/// Law 2: prepare, say, move, mark; what the storage is asked for, in the order it is asked.
struct OrderTests {
  struct Call {
    var name: String
    var path: String
  }

  private func trace(_ verb: Pipeline.Verb) throws -> [Call] {
    let pipeline = try Pipeline(verb)
    let root = try pipeline.copy("traced")
    let file = root.appending("trace")
    let answer = try Tool.sluice(verb.command, in: root, ["SLUICE_INJECT_TRACE": "\(verb.name):\(file)"])
    #expect(answer.status == 0, "\(answer.output)")
    return String(decoding: try Sys.contents(of: file), as: UTF8.self).split(separator: "\n").map { line in
      let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
      var path = FilePath(parts.count > 2 ? parts[2] : "")
      _ = path.removePrefix(root)
      return Call(name: parts[1], path: path.string)
    }
  }

  @Test(
    "What is prepared lasts before it is told, told before it moves, and its new place lasts before that is marked",
    arguments: [Pipeline.Verb.download, .finalize, .cleanup, .dispatch])
  func order(verb: Pipeline.Verb) throws {
    let calls = try trace(verb)
    let manifest = { (call: Call) in call.path.hasPrefix("manifests/") && call.path.hasSuffix(".ndjson") }
    // A step is the rename of an item's directory: its last component has no suffix of a file.
    let steps = calls.indices.filter { position in
      let components = FilePath(calls[position].path).components.map(\.string)
      let isItem = components.contains {
        $0 == ".incoming" || $0 == "items" || Int($0, radix: 16) != nil && $0.count == 2
      }
      return calls[position].name == "rename" && isItem && !(components.last?.contains(".") ?? true)
    }
    let first = try #require(steps.first)
    let last = try #require(steps.last)
    let told = try #require(calls[..<first].lastIndex { $0.name == "fdatasync" && manifest($0) })
    #expect(calls[..<told].contains { $0.name == "write" && manifest($0) })
    // Between the telling and the first move nothing is written.
    #expect(!calls[told..<first].contains { $0.name == "write" })
    // Everything that was written in an item's directory was synced before the telling.
    let item = calls[first].path
    for position in calls[..<told].indices where calls[position].name == "write" && calls[position].path.hasPrefix(item)
    {
      let path = calls[position].path
      let isSynced = calls[position..<told].contains { $0.name == "fsync" && $0.path == path }
      let isGone = calls[position..<told].contains { $0.name == "unlink" && $0.path == path }
      #expect(isSynced || isGone, "\(path)")
    }
    // Both ends of the last step are synced before the mark, and the mark lasts.
    let mark = try #require(calls[last...].firstIndex { $0.name == "write" && manifest($0) })
    let source = FilePath(calls[last].path).removingLastComponent().string
    #expect(calls[last..<mark].contains { $0.name == "fsync" && $0.path == source })
    #expect(calls[last..<mark].count(where: { $0.name == "fsync" }) >= 2)
    #expect(calls[mark...].contains { $0.name == "fdatasync" && manifest($0) })
  }
}
