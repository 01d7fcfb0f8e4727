internal import CPoppler
internal import CPopplerText
import SystemCalls

/// The bytes of a document, opened once, from which both of Poppler's libraries read: the one that draws pages and the one
/// that extracts text.
///
/// The file is mapped. A read that fails while Poppler works then ends this program with SIGBUS, which nobody takes for the
/// end of the document; through a descriptor Poppler takes a failed read for the end and says nothing. Files of 2 GiB and more,
/// which the text extraction cannot count, are read through a descriptor.
final class DocumentBytes {
  /// The mapped file; nil for one that is too large.
  private let mapped: OpaquePointer?
  private let descriptor: Descriptor
  private var opened: OpaquePointer?
  private var isAsked = false

  /// Reads an open file, which may be closed then.
  init(_ file: borrowing Descriptor) throws(SystemError) {
    descriptor = try file.duplicate()
    let size = try Sys.status(of: descriptor).size
    guard size > 0, size <= Int64(CInt.max), let file = g_mapped_file_new_from_fd(descriptor.raw, 0, nil) else {
      mapped = nil
      return
    }
    mapped = g_mapped_file_get_bytes(file)
    g_mapped_file_unref(file)
  }

  deinit {
    if let opened { sluice_text_close(opened) }
    if let mapped { g_bytes_unref(mapped) }
  }

  /// Poppler's document that draws; nil with what it says where it cannot be opened.
  func document(_ failure: inout UnsafeMutablePointer<GError>?) -> OpaquePointer? {
    if let mapped { return poppler_document_new_from_bytes(mapped, nil, &failure) }
    // Takes the descriptor over, also when it fails.
    return poppler_document_new_from_fd(dup(descriptor.raw), nil, &failure)
  }

  /// Poppler's document that extracts text, opened when it is first asked for; nil where it cannot be.
  var text: OpaquePointer? {
    if isAsked { return opened }
    isAsked = true
    if let mapped {
      var count: gsize = 0
      let bytes = g_bytes_get_data(mapped, &count)
      opened = sluice_text_open(bytes, Int(count))
    } else {
      opened = sluice_text_open_file("/proc/self/fd/\(descriptor.raw)")
    }
    return opened
  }
}
