import Digests
import Formats
import SystemCalls

/// A record of a program that is not ours: an object with string `text`, the rest as that program pleased.
///
/// What an item keeps is a whole Dolma record, so that one reader reads all: metadata or attributes that are a string of JSON
/// become objects, what is missing is filled in. A record that is whole already stays as it stood, to the byte.
struct ForeignRecord {
  private let members: [String: JSONValue]
  private let text: String

  /// Takes a line; nil when it is no record at all.
  init?(_ line: some Collection<UInt8>) {
    guard case .object(let members)? = try? FormatCoding.decode(JSONValue.self, from: Array(line)),
      let text = members["text"]?.string
    else { return nil }
    self.members = members
    self.text = text
  }

  /// The record that an item keeps, whose document has this name.
  func record(of sourceName: String, day: String) -> DolmaRecord {
    var metadata = object("metadata")
    // A nested record inherited its source; now it says so itself.
    metadata["Source-File"] = .string(metadata["Source-File"]?.string ?? sourceName)
    return DolmaRecord(
      id: members["id"]?.string ?? Digest.sha1Hex(Array(text.utf8)), text: text,
      source: members["source"]?.string ?? "unknown", added: members["added"]?.string ?? day,
      created: members["created"]?.string ?? day, metadata: metadata, attributes: object("attributes"))
  }

  private func object(_ name: String) -> [String: JSONValue] {
    switch members[name] {
    case .object(let object): return object
    case .string(let text):
      guard case .object(let object)? = try? FormatCoding.decode(JSONValue.self, from: Array(text.utf8)) else {
        return [:]
      }
      return object
    default: return [:]
    }
  }
}

extension ForeignRecord {
  /// Makes every line of an item's private records a whole Dolma record, and answers them; a file without need is not
  /// touched. `sourceName` is what its document is called.
  static func settle(_ path: FilePath, of sourceName: String) throws -> [DolmaRecord] {
    var records: [DolmaRecord] = []
    var lines: [UInt8] = []
    var hasForeign = false
    var reader = try LineReader(path)
    while let line = try reader.next() {
      if var record = try? FormatCoding.decode(DolmaRecord.self, from: line.bytes) {
        // Nothing stored holds an absolute path, and the workspace may be moved: olmOCR names what it was given.
        if record.metadata["Source-File"]?.string?.hasPrefix("/") == true {
          record.metadata["Source-File"] = .string(sourceName)
          lines += try FormatCoding.line(record)
          hasForeign = true
        } else {
          lines += line.bytes + [UInt8(ascii: "\n")]
        }
        records.append(record)
      } else if let record = ForeignRecord(line.bytes)?.record(of: sourceName, day: Timestamp.now.day) {
        records.append(record)
        lines += try FormatCoding.line(record)
        hasForeign = true
      }
    }
    if hasForeign { try Sys.writePrivate(lines, at: path) }
    return records
  }
}
