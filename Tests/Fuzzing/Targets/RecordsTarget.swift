import Formats
import Markup

extension FuzzTarget {
  /// The bytes as a record that says where its lines stand: whatever it says, it can be typeset, and a layout comes back as it was
  /// written.
  package static func records(_ bytes: [UInt8]) {
    guard let record = try? FormatCoding.decode(DolmaRecord.self, from: bytes) else { return }
    _ = record.pages(of: 3)
    if case .array(let values)? = record.attributes[TextLayout.attribute] {
      for layout in values.compactMap(TextLayout.init) {
        // Places are written in tenths of a point: from then on they stay.
        guard let written = TextLayout(layout.json) else { preconditionFailure("what is written can be read") }
        precondition(TextLayout(written.json) == written, "a layout comes back as it was written")
      }
    }
    if let document = DocumentText(record) { typesetting(document) }
  }
}
