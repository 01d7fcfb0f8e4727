extension PDFBuilder {
  /// The document with files attached: their names as PDF writes texts, `(a.csv)` or `<FEFF0061>`, and their sizes, where it says
  /// them.
  public func attaching(_ files: [(name: String, size: Int?)]) -> PDFBuilder {
    var copy = self
    let list = files.enumerated().map { number, file in
      let parameters = file.size.map { "/Params << /Size \($0) >>" } ?? ""
      let content = copy.object("/Type /EmbeddedFile \(parameters)", stream: Array("some bytes".utf8))
      let entry = copy.object("/Type /Filespec /F \(file.name) /UF \(file.name) /EF << /F \(content) >>")
      return "(key\(1_000_000 + number)) \(entry)"
    }
    return copy.catalog("/Names << /EmbeddedFiles << /Names [\(list.joined(separator: " "))] >> >>")
  }

  /// The document with one file that is attached so many times.
  public func attaching(times count: Int) -> PDFBuilder {
    var copy = self
    let content = copy.object("/Type /EmbeddedFile", stream: Array("some bytes".utf8))
    let entry = copy.object("/Type /Filespec /F (same.txt) /EF << /F \(content) >>")
    let list = (0..<count).map { "(key\(1_000_000 + $0)) \(entry)" }
    return copy.catalog("/Names << /EmbeddedFiles << /Names [\(list.joined(separator: " "))] >> >>")
  }
}
