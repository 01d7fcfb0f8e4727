import Formats
import Foundation
import Testing

@testable import Settings

@Suite struct SettingTableTests {
  @Test func `a key's name is the place of its property`() {
    func paths(_ keys: Any, _ prefix: String) -> [(path: String, name: String)] {
      Mirror(reflecting: keys).children.flatMap { child -> [(path: String, name: String)] in
        let path = prefix + snakeCase(child.label ?? "")
        if let key = child.value as? any AnySettingKey { return [(path, key.name)] }
        return child.value is any SettingKeys ? paths(child.value, path + ".") : []
      }
    }
    let found = paths(SettingTable.whole, "")
    #expect(found.map(\.name) == SettingTable.keys.map(\.name), "the table lists other keys than there are")
    for (path, name) in found { #expect(path == name) }
  }

  @Test func `a reason that names a key names one that is there`() {
    var named = 0
    for reason in Reason.all {
      for match in reason.next.matches(of: /[a-z_]+(\.[A-Za-z_]+)+/) where match.output.0 != "sluice.yaml" {
        named += 1
        #expect(SettingTable.byName[String(match.output.0).replacing("NAME", with: "auto")] != nil, "\(match.output.0)")
      }
    }
    #expect(named >= 3)
  }

  @Test func `every number has an upper bound, and what is beyond it is refused by name`() {
    var numbers = 0
    for key in SettingTable.keys where key.allowed.contains(", from ") || key.allowed.contains(", at most ") {
      numbers += 1
      for text in ["1000000000000000", "1000000000000d", "1000000000TiB", "104249991d", "8193TiB"] {
        let file = Array("\(key.name): \(text)\n".utf8)
        #expect(throws: SettingsError.self, "\(key.name): \(text)") { try Settings(file: file) }
      }
    }
    #expect(numbers > 70)
  }

  @Test func `no two keys share a name or a variable`() {
    #expect(SettingTable.byName.count == SettingTable.keys.count)
    #expect(SettingTable.byVariable.count == SettingTable.keys.count)
  }

  @Test(arguments: SettingTable.keys.map(\.name))
  func `a key allows its default and is explained in one sentence`(name: String) throws {
    let key = try #require(SettingTable.byName[name])
    let entries = try SettingsFile.read(Array("\(name): \(key.defaultWritten)\n".utf8))
    let written = try #require(entries.first?.value)
    #expect(key.read(written)?.written == key.defaultWritten)
    #expect(key.sentence.hasSuffix(".") && key.sentence.first?.isUppercase == true)
    #expect(!key.sentence.dropLast().contains(". "))
    #expect(!key.allowed.isEmpty && !key.allowed.hasSuffix("."))
  }

  @Test func `the default file and the table show every key with its default and sentence`() {
    let (file, table) = (Settings.defaultFile(), Settings.table())
    for key in SettingTable.keys {
      #expect(file.contains("# \(key.sentence)"))
      #expect(file.contains("#\(key.shortName): \(key.defaultWritten)\n"))
      #expect(table.contains("| `\(key.name)` | `\(key.defaultWritten)` |"))
    }
    #expect(table.split(separator: "\n").count == SettingTable.keys.count + 2)
  }

  @Test func `the default file says nothing until a hash is taken away`() throws {
    let file = Settings.defaultFile()
    #expect(try settings(file).effective().allSatisfy { $0.origin == .defaultValue })
    let lines = file.split(separator: "\n", omittingEmptySubsequences: false)
    let active = lines.map { $0.replacing(/^(\s*)#(\w+: )/) { "\($0.1)\($0.2)" } }.joined(separator: "\n")
    let rows = try settings(active).effective()
    #expect(rows.map(\.value) == Settings().effective().map(\.value))
    for row in rows { if case .file = row.origin {} else { Issue.record("\(row.key) is not in the file") } }
  }

  @Test func `the fingerprint follows what influences results and nothing else`() throws {
    // Stands for SHA-256: whatever the text, only its identity counts here.
    func fingerprint(_ settings: Settings) -> String { settings.fingerprint { String(decoding: $0, as: UTF8.self) } }
    let plain = Settings().fingerprintText
    for yaml in [
      "ocr: {dpi: 300}", "ocr: {languages: deu}", "routing: {ocr: auto}", "routing: {text_quality: 0.6}",
      "routing: {trust_hidden_text: true}", "command: {argv: [x]}", "inspection: {sample_pages: 9}",
    ] { #expect(try settings(yaml).fingerprintText != plain, "\(yaml)") }
    for yaml in ["dispatch: {chunk_pages: 7}", "task: {memory: 1GiB}", "ocr: {dpi: 200}", "collection: maps"] {
      #expect(try settings(yaml).fingerprintText == plain, "\(yaml)")
    }
    #expect(fingerprint(Settings()).count == 16)
  }

  @Test(.enabled(if: workersReadSettings, "armed when all five workers read settings"))
  func `every key is used by code outside the table`() throws {
    let text = try code().values.joined()
    for key in SettingTable.keys {
      let property = camelCase(key.name)
      // Engines have sections of their own, of one kind each: code takes the engine's and names the key in it.
      let isOfEngine = key.name.split(separator: ".").count == 3
      let place = isOfEngine ? "." + camelCase(key.shortName) : property
      let found = text.contains(place.contains(".") ? place : "settings." + place)
      #expect(found, "\(key.name): no code reads \(place): use it or take it out of the table")
    }
  }
}

/// Whether there is code in each worker that reads a setting; before that, unused keys say nothing.
private let workersReadSettings: Bool = {
  let code = (try? code()) ?? [:]
  return ["Downloader", "Dispatcher", "Submitter", "Cleanup", "Finalizer"].allSatisfy { worker in
    code.contains { $0.key.hasPrefix("Stages/\(worker)/") && $0.value.contains("settings.") }
  }
}()

/// All code that may use a key, by path below Sources: everything but this target, whose one user of keys is `task`.
private func code() throws -> [String: String] {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let sources = root.appending(path: "Sources")
  let names = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter {
    $0.hasSuffix(".swift") && (!$0.hasPrefix("Settings/") || $0 == "Settings/Settings+Task.swift")
  }
  return try Dictionary(
    uniqueKeysWithValues: names.map { ($0, try String(contentsOf: sources.appending(path: $0), encoding: .utf8)) })
}

private func snakeCase(_ label: String) -> String {
  label.map { $0.isUppercase ? "_\($0.lowercased())" : String($0) }.joined()
}

private func camelCase(_ name: String) -> String {
  name.split(separator: "_").enumerated().map { $0 == 0 ? String($1) : $1.prefix(1).uppercased() + $1.dropFirst() }
    .joined()
}
