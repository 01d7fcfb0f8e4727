public import Formats

extension Settings {
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
