import Foundation
import SystemCalls

/// What the metadata of processed items says became of their sources.
struct Licences: Sendable {
  enum Treatment {
    case deleted
    case trash
    case archived
  }

  private var words: [String: String] = [:]

  /// Reads the items of `05_processed`, and those that are still in 04.
  init(_ root: FilePath) throws {
    for stage in ["05_processed", "04_ocr_completed"] {
      let directory = root.appending("stages").appending(stage)
      guard Sys.exists(directory) else { continue }
      for shard in try Sys.entries(of: directory) where !shard.name.isHidden && shard.kind != .file {
        for item in try Sys.entries(of: directory.appending(shard.name)) {
          let path = directory.appending(shard.name).appending(item.name)
          try read(path.appending("\(item.name.string).meta.json"), of: item.name.string)
        }
      }
    }
  }

  private mutating func read(_ path: FilePath, of item: String) throws {
    guard Sys.exists(path) else { return }
    let object = try JSONSerialization.jsonObject(with: Data(try Sys.contents(of: path))) as? [String: Any]
    words[item] = (object?["results"] as? [String: Any])?["source"] as? String
  }

  /// How an item's source may go; nil where it stays.
  func treatment(of item: String) -> Treatment? {
    switch words[item] {
    case "deleted"?: .deleted
    case "archived"?: .archived
    case let word?: word.hasPrefix("trash/") ? .trash : nil
    case nil: nil
    }
  }
}
