extension Settings {
  /// Values that are allowed one by one and not together; a line each.
  var contradictions: [String] {
    let table = SettingTable.whole
    var lines: [String] = []
    for (low, high) in [
      (table.dispatch.lowWaterItems, table.dispatch.highWaterItems),
      (table.dispatch.lowWaterPages, table.dispatch.highWaterPages),
      (table.limits.lowWaterItems, table.limits.highWaterItems),
    ] where value(of: high) > 0 && value(of: low) > value(of: high) {
      // The one that somebody wrote is the one to correct.
      if origin(low) == .defaultValue {
        lines.append(line(high, "at least \(low.name), which is \(written(low)); set both"))
      } else {
        lines.append(line(low, "at most \(high.name), which is \(written(high))"))
      }
    }
    if value(of: table.command.argv).isEmpty {
      let engines = [table.routing.text, table.routing.ocr, table.routing.mixed, table.ocr.doubtfulEngine]
      for route in engines where value(of: route) == .command {
        lines.append(line(route, "command only where command.argv names a program"))
      }
    }
    let source = value(of: table.sources.default)
    if source != table.sources.default.defaultValue, sourceTemplates[source] == nil {
      lines.append(line(table.sources.default, "archive.org, or a source that has an address: sources.NAME"))
    }
    for (low, high) in [(table.limits.lowWaterPages, table.limits.highWaterPages)]
    where value(of: high) > 0 && value(of: low) > value(of: high) {
      lines.append(line(origin(low) == .defaultValue ? high : low, "\(low.name) at most \(high.name); set both"))
    }
    for (low, high) in [(table.limits.lowWaterFiles, table.limits.maxFiles)]
    where value(of: high) > 0 && value(of: low) > value(of: high) {
      lines.append(line(low, "at most \(high.name), which is \(written(high))"))
    }
    if value(of: table.limits.maxBytes).bytes > 0,
      value(of: table.limits.lowWaterBytes).bytes > value(of: table.limits.maxBytes).bytes
    {
      let high = table.limits.maxBytes
      lines.append(line(table.limits.lowWaterBytes, "at most \(high.name), which is \(written(high))"))
    }
    return lines
  }

  private func line<Value>(_ key: SettingKey<Value>, _ allowed: String) -> String {
    "\(origin(key)): \(key.name): \(written(key)): allowed is \(allowed)"
  }
}
