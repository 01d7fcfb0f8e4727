import Formats
import Spool
import StageKit

/// Which names each directory of a workspace may hold: this table, and nothing else, decides it.
///
/// The page of files in the documentation is written from it. What is not in it is debris where the name is one that
/// workers give to private work, and a stray otherwise; both have an owner and an age.
///
/// In names `<…>` stands for what may vary: `<id>` an identifier (in an item's directory: that item's), `<ab>` a shard,
/// `<kind>` a kind of document (`pdf`, `png`, `jpg`, `tif`: that of its metadata), `<batch>`, `<chunk>` and `<segment>` their
/// names, `<day>` a date, `<worker>` a worker, `<any>` everything. A name that ends
/// in `/` is a directory.
enum Legal {
  /// A directory that the table knows.
  enum Room: String, CaseIterable {
    case stages, leases
    case inbox, added, lists, list, downloaded, incoming, arrivals, index, pending, processing, slots, completed, trash,
      trashDay,
      processed
    case errors, reason, shard
    case building, packed, submitted, items, chunks, chunk
    case manifests, manifest, resting, rested, finishedLists, finishedList
    case returning, unfetched, unfetchable, arriving, waiting, travelling, proven, licensed, kept, freed, quarantined
  }

  /// One row of the table.
  struct Row {
    /// The directory as people see it, and on what it depends.
    let path: String
    /// What must be there.
    let required: [String]
    /// What may be there.
    var allowed: [String] = []
    /// Whose lease deals with what does not belong there; nil where it is the person's.
    var owner: WorkerName?
  }

  /// What an earlier visit can have left: its outputs are written over, its pages are used again.
  private static let earlier = ["<id>.pages.ndjson", "<id>.ocr.jsonl", "<id>.ocr.json", "<id>.md", "<id>.txt"]
  private static let item = [source, "<id>.meta.json"]
  /// The document: its name ends as its kind says.
  static let source = "<id>.<kind>"
  private static let readme = "README.md"

  /// The name that a pattern stands for in an item's directory.
  static func name(_ pattern: String, of identifier: String, _ kind: DocumentKind) -> String {
    pattern == source
      ? kind.fileName(of: identifier) : pattern.replacing("<id>", with: identifier)
  }

  private static let table = Dictionary(uniqueKeysWithValues: Room.allCases.map { ($0, make($0)) })

  /// The table's row for a directory.
  static func row(_ room: Room) -> Row { table[room] ?? make(room) }

  private static func make(_ room: Room) -> Row {
    switch room {
    case .stages:
      Row(
        path: "stages/", required: Stage.allCases.map { "\($0)/" },
        allowed: [readme, ".leases/", ".pause-<worker>", ".breaker-<worker>.json", ".host"])
    case .leases: Row(path: "stages/.leases/", required: [], allowed: ["<worker>", ".across"])
    case .inbox:
      Row(
        path: "00_inbox/", required: [], allowed: ["<any>", ".added/", ".lists/", ".refused.json", ".probe"],
        owner: .downloader)
    case .added:
      Row(
        path: "00_inbox/.added/<any>/", required: ["arrival.json"], allowed: ["document", "source.<any>"],
        owner: .downloader)
    case .lists:
      Row(path: "00_inbox/.lists/", required: [], allowed: ["<list>/", ".taking-<any>/"], owner: .downloader)
    case .list:
      Row(
        path: "00_inbox/.lists/<list>/", required: ["source.<any>", "progress.json"],
        allowed: ["entries.ndjson", "rejects.ndjson", "due-<second>.ndjson"], owner: .downloader)
    case .downloaded:
      Row(
        path: "01_downloaded/", required: [], allowed: [readme, "<ab>/", ".incoming/", ".index/", ".throughput.json"],
        owner: .downloader)
    case .incoming:
      Row(
        path: "01_downloaded/.incoming/", required: [], allowed: [".pass@<any>/", ".fetch-<any>/", "<id>/"],
        owner: .downloader)
    case .arrivals:
      Row(
        path: "01_downloaded/.incoming/.pass@<any>/", required: [], allowed: ["<id>/", ".fetch-<any>/"],
        owner: .downloader)
    case .index:
      Row(path: "01_downloaded/.index/", required: [], allowed: ["<ab>", "names", "covered"], owner: .downloader)
    case .pending:
      Row(
        path: "02_ocr_pending/", required: [], allowed: [readme, "<batch>/", ".building-<any>/"], owner: .dispatcher)
    case .processing:
      Row(path: "03_ocr_processing/", required: [], allowed: [readme, "<batch>/", ".slots/"], owner: .submitter)
    case .slots: Row(path: "03_ocr_processing/.slots/", required: [], allowed: ["<any>"], owner: .submitter)
    case .completed:
      Row(path: "04_ocr_completed/", required: [], allowed: [readme, "<ab>/", ".trash/"], owner: .finalizer)
    case .trash: Row(path: "04_ocr_completed/.trash/", required: [], allowed: ["<day>/"], owner: .finalizer)
    case .trashDay:
      Row(
        path: "04_ocr_completed/.trash/<day>/", required: [],
        allowed: DocumentKind.allCases.map { $0.fileName(of: "<id>") }, owner: .finalizer)
    case .processed: Row(path: "05_processed/", required: [], allowed: [readme, "<ab>/"], owner: .finalizer)
    case .errors: Row(path: "99_errors/", required: [], allowed: [readme, "<reason>/"], owner: .operator)
    case .reason: Row(path: "99_errors/<reason>/", required: [], allowed: ["<ab>/"], owner: .operator)
    case .shard: Row(path: "…/<ab>/", required: [], allowed: ["<id>/"])
    default: batchRow(room) ?? itemRow(room)
    }
  }

  private static func batchRow(_ room: Room) -> Row? {
    let raw = ["raw.gz", "raw.index.json", "rejects-<chunk>.ndjson"]
    return switch room {
    case .building:
      Row(
        path: "02_ocr_pending/.building-<any>/", required: [], allowed: ["batch.json", "chunks/", "items/", "logs/"],
        owner: .dispatcher)
    case .packed:
      Row(
        path: "02_ocr_pending/<batch>/", required: ["batch.json", "chunks/", "items/"],
        allowed: ["logs/", "cancel", "job.json"], owner: .submitter)
    case .submitted:
      Row(
        path: "03_ocr_processing/<batch>/", required: ["batch.json"],
        allowed: [
          "chunks/", "items/", "logs/", "job.json", "local.ndjson", "supervisor.lock", "cancel", "ended.json",
          "absent.json", "doubt.json", "noted.json", ".clock", "metrics.begun",
          ".chunks@<any>/",
        ] + raw, owner: .cleanup)
    case .items: Row(path: "<batch>/items/", required: [], allowed: ["<id>/"], owner: .cleanup)
    case .chunks:
      Row(path: "<batch>/chunks/", required: [], allowed: ["<chunk>/", ".closed-<chunk>/"], owner: .cleanup)
    case .chunk:
      Row(
        path: "<batch>/chunks/<chunk>/", required: ["list.ndjson"], allowed: ["<try>/", "ending.json"], owner: .cleanup)
    case .manifests:
      Row(
        path: "manifests/", required: [],
        allowed: [readme, "<worker>/", "metrics/", "lists/", "batches/", "summary/", "schema/"])
    case .manifest: Row(path: "manifests/<worker>/", required: [], allowed: [readme, "<segment>"])
    case .resting: Row(path: "manifests/batches/", required: [], allowed: [readme, "<batch>/"], owner: .cleanup)
    case .rested:
      Row(
        path: "manifests/batches/<batch>/", required: ["batch.json", "job.json"], allowed: raw, owner: .cleanup)
    case .finishedLists:
      Row(path: "manifests/lists/", required: [], allowed: [readme, "<list>/"], owner: .downloader)
    case .finishedList:
      Row(
        path: "manifests/lists/<list>/", required: ["source.<any>", "progress.json"], allowed: ["rejects.ndjson"],
        owner: .downloader)
    default: nil
    }
  }

  private static func itemRow(_ room: Room) -> Row {
    switch room {
    case .returning:
      Row(
        path: "00_inbox/<id>/ (an item that comes back)", required: item,
        allowed: earlier + ["error.json", "arrival.json"], owner: .downloader)
    case .unfetched:
      Row(
        path: "00_inbox/<id>/ (an item that comes back to be fetched)", required: ["<id>.meta.json"],
        allowed: ["error.json", "arrival.json", ".tries.json"], owner: .downloader)
    case .unfetchable:
      Row(
        path: "99_errors/<reason>/<ab>/<id>/ (could not be fetched)", required: ["<id>.meta.json", "error.json"],
        owner: .operator)
    case .arriving:
      Row(
        path: "01_downloaded/.incoming/.pass@<any>/<id>/", required: [],
        allowed: item + earlier + ["error.json", "arrival.json"],
        owner: .downloader)
    case .travelling:
      Row(
        path: "<batch>/items/<id>/", required: item, allowed: earlier + ["error.json"], owner: .cleanup)
    case .proven:
      Row(
        path: "04_ocr_completed/<ab>/<id>/ (outputs not yet verified)", required: item + ["<id>.ocr.jsonl"],
        allowed: earlier + ["error.json"], owner: .finalizer)
    case .licensed:
      Row(
        path: "04_ocr_completed/<ab>/<id>/ (outputs verified)", required: ["<id>.meta.json", "<id>.ocr.json"],
        allowed: [source] + earlier, owner: .finalizer)
    case .kept:
      Row(
        path: "05_processed/<ab>/<id>/ (source kept)", required: item + ["<id>.ocr.json"],
        allowed: ["<id>.md", "<id>.txt"],
        owner: .finalizer)
    case .freed:
      Row(
        path: "05_processed/<ab>/<id>/ (source deleted, archived or in the trash)",
        required: ["<id>.meta.json", "<id>.ocr.json"], allowed: ["<id>.md", "<id>.txt"], owner: .finalizer)
    case .quarantined:
      Row(
        path: "99_errors/<reason>/<ab>/<id>/", required: item + ["error.json"], allowed: earlier, owner: .operator)
    default: Row(path: "01_downloaded/<ab>/<id>/", required: item, allowed: earlier, owner: .dispatcher)
    }
  }

  /// The room an item is in, by its place and what its metadata says of it.
  static func room(of place: Place, _ metadata: ItemMetadata) -> Room {
    switch place {
    case .stage(.inbox): return metadata.hasDocument ? .returning : .unfetched
    case .stage(.completed): return metadata.results?.verifiedAt == nil ? .proven : .licensed
    case .stage(.processed): return ["kept", nil].contains(metadata.results?.source) ? .kept : .freed
    case .quarantine: return metadata.hasDocument ? .quarantined : .unfetchable
    case .batch: return .travelling
    case .stage, .outside, .rest: return .waiting
    }
  }
}
