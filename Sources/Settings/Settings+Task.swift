public import Formats

extension Settings {
  /// What the tasks of a batch need to know, with what its engine alone is told.
  package func task(for engine: EngineName) -> TaskSettings {
    var settings = task
    if engine == .olmocr {
      settings.olmocr = OlmocrSettings(
        command: self.olmocr.argv, model: self.olmocr.model, server: self.olmocr.server,
        maxPageErrorRate: self.olmocr.maxPageErrorRate, pagesPerGroup: self.olmocr.pagesPerGroup,
        extraArguments: self.olmocr.extraArguments, idleTimeoutSeconds: self.olmocr.idleTimeout.seconds)
    }
    return settings
  }

  /// What a task needs to know, as the dispatcher freezes it into batch.json.
  ///
  /// It stands for the section `task`: all its keys are in it, with those of other sections that a task needs.
  public var task: TaskSettings {
    let table = SettingTable.whole
    return TaskSettings(
      languages: self.ocr.languages, dpi: self.ocr.dpi, trustHiddenText: self.routing.trustHiddenText,
      textQuality: self.routing.textQuality, pageTimeoutSeconds: value(of: table.task.pageTimeout).seconds,
      parserMemory: value(of: table.task.memory).bytes, command: self.command.argv,
      stageIn: value(of: table.task.stageIn))
  }
}
