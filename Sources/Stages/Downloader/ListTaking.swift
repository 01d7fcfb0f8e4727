import Digests
import Formats
import Foundation
import Lists
import Manifest
import Spool
import StageKit
import SystemCalls

extension Downloader {
  /// Takes a list from the inbox: looked at, hashed, noted, and only then moved to where it is worked off.
  ///
  /// A list is no item: its move is no step, and the books know nothing of it. It is one rename of the file into a private
  /// directory that already says what the file is, and one rename of that directory; whichever a crash comes after, the
  /// next pass finishes it.
  func takeList(_ candidate: Candidate, _ pass: Pass, refusals: inout Refusals) throws {
    guard case .list(let kind) = candidate.kind else { return }
    let place = try Beneath(candidate.document, below: pass.spool.path(.inbox))
    let file = try place.open()
    let before = try Sys.status(of: file)
    // First: what is too large is not read.
    let fault = try Expansion.fault(of: candidate.document, kind: kind)
    let sums = fault == nil ? try FileSums(of: file) : nil
    guard try Sys.status(of: file) == before else { return }  // still growing: the next pass sees
    guard let sums else {
      return refusals.add(candidate.shown, reason: "unreadable_list", message: fault?.message ?? "")
    }
    do { try pass.spool.make(.lists) } catch let foreign as ForeignName {
      let message = "It waits for \(foreign.name.rawValue), where lists are worked off. \(foreign)"
      return refusals.add(candidate.shown, reason: Inbox.foreignReason, message: message)
    }
    let note = try listNote(candidate, kind)
    let name = try listName(note, sums.sha256, pass.spool)
    var progress = ListProgress(
      list: name, originalName: note.originalName, collection: collection(of: candidate, note, pass),
      takenAt: .now, size: sums.size, sha256: sums.sha256, sample: note.sample)
    progress.choice = note.choice
    let directory = pass.spool.takingList(name, of: pass.maker)
    let layout = ListLayout(directory)
    try Sys.makeDirectory(directory)
    try Sys.publish(try FormatCoding.file(progress), at: layout.progress)
    try Sys.sync(pass.spool.lists)
    try Sys.sync(file)
    let isMoved: Bool
    do throws(SystemError) { isMoved = try Self.moveIn(place, to: layout.source(kind.rawValue), before) } catch {
      // It stays where it is, refused.
      try Spool.removeDebris(directory)
      throw error
    }
    guard isMoved else {
      try Spool.removeDebris(directory)
      return
    }
    try Sys.sync(directory)
    try place.syncDirectory()
    try finishTaking(directory, name, pass)
    removeIfEmptied(candidate.document.removingLastComponent(), pass)
  }

  /// The last rename of a list's way in, and its event.
  private func finishTaking(_ directory: FilePath, _ given: String, _ pass: Pass) throws {
    var name = given
    do throws(SystemError) { try Sys.rename(directory, to: pass.spool.list(name)) } catch {
      guard error.errno == .fileExists else { throw error }
      name = try rename(directory, insteadOf: given, pass)
    }
    try Sys.sync(pass.spool.lists)
    var event = Event(.note)
    event.name = name
    event.message = ListLayout.taken
    try pass.tell(event)
    try pass.flush()
  }

  /// Gives a list another name where another pass took the same one, dropped again meanwhile.
  private func rename(_ directory: FilePath, insteadOf given: String, _ pass: Pass) throws -> String {
    let layout = ListLayout(directory)
    let bytes = try Sys.contents(of: layout.progress, limit: FormatCoding.longest)
    var progress = try FormatCoding.decode(ListProgress.self, from: bytes)
    progress.list = try freeName(given, pass.spool)
    try Sys.publish(try FormatCoding.file(progress), at: layout.progress)
    try Sys.rename(directory, to: pass.spool.list(progress.list))
    return progress.list
  }

  /// Finishes lists that a stopped pass was taking; a private directory without a list is debris.
  func recoverLists(_ pass: Pass) throws {
    guard let lists = try pass.spool.own(.lists) else { return }
    for entry in try Sys.entries(of: lists) where entry.name.string.hasPrefix(Spool.takingPrefix) {
      let name = String(entry.name.string.dropFirst(Spool.takingPrefix.count).prefix { $0 != "@" })
      let directory = pass.spool.takingList(name, of: Maker.draw())
      guard try pass.takeOver(pass.spool.lists.appending(entry.name), to: directory) else { continue }
      _ = try pass.each(directory) {
        if try ListWork.kind(in: directory) != nil {
          try Sys.sync(directory)
          try finishTaking(directory, name, pass)
        } else {
          try Spool.removeDebris(directory)
        }
      }
    }
  }

  private func listNote(_ candidate: Candidate, _ kind: ListKind) throws -> Arrival {
    let path = Spool.arrival(candidate.document.removingLastComponent())
    if candidate.isAdded, Sys.exists(path) {
      return try FormatCoding.decode(Arrival.self, from: try Sys.contents(of: path, limit: FormatCoding.longest))
    }
    return Arrival(name: candidate.document.lastComponent?.bytes ?? [], collection: nil)
  }

  /// The user's word; else the folder it was dropped in; else the setting; else the list's own name.
  private func collection(of candidate: Candidate, _ note: Arrival, _ pass: Pass) -> String? {
    if let collection = note.collection { return collection }
    let folders = candidate.isAdded ? [] : candidate.shown.split(separator: "/").dropLast()
    if !folders.isEmpty { return folders.joined(separator: "/") }
    if !pass.workspace.settings.collection.isEmpty { return pass.workspace.settings.collection }
    let name = note.originalName
    return name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
  }

  /// Its name and eight digits of its contents; a number where even that is taken, as when a list is dropped again.
  private func listName(_ note: Arrival, _ sha256: String, _ spool: Spool) throws -> String {
    var bytes = note.nameBytes
    if let dot = bytes.lastIndex(of: UInt8(ascii: ".")), dot > 0 { bytes.removeSubrange(dot...) }
    return try freeName("\(Identifier.derive(fromName: bytes).identifier.base)~\(sha256.prefix(8))", spool)
  }

  private func freeName(_ plain: String, _ spool: Spool) throws -> String {
    var name = plain
    var attempt = 1
    while try Sys.isThere(spool.list(name)) || Sys.isThere(spool.finishedList(name)) {
      attempt += 1
      name = "\(plain).\(attempt)"
    }
    return name
  }
}
