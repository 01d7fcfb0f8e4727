internal import CPoppler

/// The files attached to a document as a whole.
public struct DocumentAttachments: Sendable {
  /// How many the document lists.
  public let count: Int
  /// The first of them; none where the document lists more than are opened.
  public let list: [DocumentAttachment]
}

/// A file attached to a document.
public struct DocumentAttachment: Sendable, Hashable {
  /// Its name, as the document says.
  public let name: String
  /// Its bytes, as the document says; nil where it does not.
  public let size: Int64?
}

extension PDFDocument {
  /// A document that lists more attachments is asked for their number only: Poppler opens all or none of them.
  private static let mostOpened = 1000

  /// The attachments, the first `most` of them by name; what is attached to single pages is not among them.
  public func attachments(most: Int) -> DocumentAttachments {
    let count = Int(poppler_document_get_n_attachments(document))
    guard count > 0, count <= Self.mostOpened, let first = poppler_document_get_attachments(document) else {
      return DocumentAttachments(count: max(0, count), list: [])
    }
    defer { g_list_free_full(first) { g_object_unref($0) } }
    var list: [DocumentAttachment] = []
    var next: UnsafeMutablePointer<GList>? = first
    while let entry = next, list.count < most {
      if let data = entry.pointee.data {
        let attachment = data.assumingMemoryBound(to: PopplerAttachment.self)
        let name = poppler_attachment_get_name(attachment).map { String(cString: $0) } ?? ""
        // Poppler says -1 where the document says nothing.
        list.append(DocumentAttachment(name: name, size: Int64(exactly: poppler_attachment_get_size(attachment))))
      }
      next = entry.pointee.next
    }
    return DocumentAttachments(count: count, list: list)
  }
}
