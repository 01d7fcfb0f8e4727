import Spool
import SystemCalls

extension Checkup {
  /// Names of Sluice's own in the inbox, which whoever may drop can give as well.
  func inbox() -> [Finding] {
    InboxName.allCases.compactMap { name in
      let subject = "stages/\(Stage.inbox)/\(name.rawValue)"
      do throws(SystemError) {
        return try spool.foreign(name).map { .problem("storage", subject, $0.cause, remedy: $0.remedy) }
      } catch {
        return .problem("storage", subject, "\(error)", remedy: "make the workspace readable for you")
      }
    }
  }
}
