/// `download`
public struct DownloadKeys: ListedKeys {
  /// What the section is about.
  public var purpose: String { "How documents are fetched, and how politely." }
  var members: [any SettingMember] {
    [
      contact, transfers, bytesPerSecond, hostTransfers, hostSpacing, hostBytesPerSecond, hostFailures, hostAside,
      hostAsideMax, retryAfterMax, tries, refusedTries, backoff, backoffMax, connectTimeout, timeout, lowSpeed,
      lowSpeedTime, maxRedirects, maxSize, checkpoint, passTime, certificates,
    ]
  }

  package let contact = SettingKey(
    "download.contact", "", allowed: "an address or a web page in one line of ASCII",
    accepts: DownloadKeys.isHeaderText,
    "Who is behind the requests, told to every server; some servers refuse whoever does not say.")
  package let transfers = SettingKey(
    "download.transfers", 16, unit: "transfers", atLeast: 1, atMost: 1000, "Documents fetched at the same time.")
  package let bytesPerSecond = SettingKey(
    "download.bytes_per_second", ByteSize(bytes: 0), atLeast: ByteSize(bytes: 1000), atMost: .tebibytes(1024),
    zero: "no limit",
    "The most bytes a second of all transfers together.")
  package let hostTransfers = SettingKey(
    "download.host_transfers", 2, unit: "transfers", atLeast: 1, atMost: 100,
    "Documents fetched at the same time from all hosts of one site.")
  package let hostSpacing = SettingKey(
    "download.host_spacing", TimeSpan.seconds(1), atLeast: .seconds(0), atMost: .days(36_500),
    "The time between the beginnings of two requests to one site.")
  package let hostBytesPerSecond = SettingKey(
    "download.host_bytes_per_second", ByteSize(bytes: 0), atLeast: ByteSize(bytes: 1000), atMost: .tebibytes(1024),
    zero: "no limit",
    "The most bytes a second from one site; its transfers share them evenly.")
  package let hostFailures = SettingKey(
    "download.host_failures", 5, unit: "failures", atLeast: 1, atMost: 1000,
    "Failures in a row after which a site is put aside as a whole.")
  package let hostAside = SettingKey(
    "download.host_aside", TimeSpan.minutes(10), atLeast: .seconds(1), atMost: .days(36_500),
    "How long a site is put aside the first time; twice as long each further time.")
  package let hostAsideMax = SettingKey(
    "download.host_aside_max", TimeSpan.days(1), atLeast: .seconds(1), atMost: .days(36_500),
    "The longest time a site is put aside.")
  package let retryAfterMax = SettingKey(
    "download.retry_after_max", TimeSpan.days(1), atLeast: .seconds(1), atMost: .days(36_500),
    "The longest pause that a server's own Retry-After is followed for.")
  package let tries = SettingKey(
    "download.tries", 8, unit: "tries", atLeast: 1, atMost: 1000, "Tries of a document while the trouble may pass.")
  package let refusedTries = SettingKey(
    "download.refused_tries", 2, unit: "tries", atLeast: 1, atMost: 1000,
    "Tries of a document that the server refuses or does not have, such as 403 and 404.")
  package let backoff = SettingKey(
    "download.backoff", TimeSpan.minutes(1), atLeast: .seconds(0), atMost: .days(36_500),
    "How long a document waits after its first failed try; twice as long after each further one.")
  package let backoffMax = SettingKey(
    "download.backoff_max", TimeSpan.days(1), atLeast: .seconds(0), atMost: .days(36_500),
    "The longest time between two tries of a document.")
  package let connectTimeout = SettingKey(
    "download.connect_timeout", TimeSpan.seconds(30), atLeast: .seconds(1), atMost: .days(7),
    "The longest time until a connection stands.")
  package let timeout = SettingKey(
    "download.timeout", TimeSpan.seconds(0), atLeast: .seconds(1), atMost: .days(36_500), zero: "no limit",
    "The longest time a whole transfer may take.")
  package let lowSpeed = SettingKey(
    "download.low_speed", ByteSize(bytes: 1000), atLeast: ByteSize(bytes: 1), atMost: .tebibytes(1024),
    zero: "no limit",
    "The bytes a second below which a transfer is too slow.")
  package let lowSpeedTime = SettingKey(
    "download.low_speed_time", TimeSpan.minutes(1), atLeast: .seconds(1), atMost: .days(7),
    "How long a transfer may be too slow.")
  package let maxRedirects = SettingKey(
    "download.max_redirects", 10, unit: "redirects", atLeast: 0, atMost: 100, "Redirects that are followed.")
  package let maxSize = SettingKey(
    "download.max_size", ByteSize.gibibytes(4), atLeast: ByteSize(bytes: 1), atMost: .tebibytes(8192), zero: "no limit",
    "The largest document that is fetched.")
  package let checkpoint = SettingKey(
    "download.checkpoint", ByteSize.mebibytes(16), atLeast: .mebibytes(1), atMost: .gibibytes(1024),
    "The bytes of a document after which its progress is made to last, so that a later try continues there.")
  package let passTime = SettingKey(
    "download.pass_time", TimeSpan.minutes(10), atLeast: .seconds(1), atMost: .days(36_500),
    "How long a pass begins transfers; those that go on get as long again, then wait for the next pass.")
  package let certificates = SettingKey(
    "download.certificates", "", allowed: "the path of a file, or nothing",
    "A file of certificates to trust instead of the system's, where an institution has an authority of its own.")

  @Sendable private static func isHeaderText(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f }
  }
}
